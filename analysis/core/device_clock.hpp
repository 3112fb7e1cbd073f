/// Unrolls a manikin's raw clock into one continuous timeline.
///
/// Raw readings are microseconds of a counter that may wrap (2³² µs or 2³² ms for 32-bit devices)
/// and that restarts near zero when the manikin reboots. `unroll` answers where on the timeline a
/// reading lies and what happened on the way:
///   - `Continued`: the counter went on.
///   - `Wrapped`: it fell by almost a whole 2³²; the timeline goes on seamlessly.
///   - `Rebooted`: it restarted below `restart_below`. The manikin's downtime is unknown to it, so
///   the
///     timeline goes on as if the new clock had started where the old one was last read.
///   - `Backwards`: it fell otherwise. The reading is not on the timeline; the caller drops it.
/// Pure function of the readings: the same readings give the same timeline. Not thread-safe.
#pragma once

#include <cstdint>

#include "analysis/core/device_time.hpp"

namespace sternum {

struct DeviceClockOptions {
  Duration restart_below = seconds(10.0);
  /// A fall within this of a whole 2³² counts as a wrap.
  Duration wrap_tolerance = seconds(60.0);
};

enum class ClockStep : std::uint8_t { Continued, Wrapped, Rebooted, Backwards };

struct ClockReading {
  DeviceTime time;
  ClockStep step = ClockStep::Continued;
};

class DeviceClock {
 public:
  explicit DeviceClock(DeviceClockOptions options = {}) : options_(options) {}

  /// `raw_us` of the reading. Equal readings continue (several channels share an instant).
  [[nodiscard]] ClockReading unroll(std::int64_t raw_us);

  /// Says that the manikin announced a reboot: the next reading starts a new clock, however large.
  void announce_reboot() { reboot_announced_ = true; }

 private:
  DeviceClockOptions options_;
  bool started_ = false;
  bool reboot_announced_ = false;
  std::int64_t last_raw_us_ = 0;
  std::int64_t offset_us_ = 0;
};

}  // namespace sternum
