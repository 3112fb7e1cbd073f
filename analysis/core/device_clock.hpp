/// Unrolls a manikin's raw clock into one continuous timeline.
///
/// Raw readings are microseconds of a counter that may wrap (2³² µs or 2³² ms for 32-bit devices)
/// and that restarts near zero when the manikin reboots. `unroll` answers where on the timeline a
/// reading lies and what happened on the way:
///   - `Continued`: the counter went on, or fell back no further than `reorder_tolerance`.
///   - `Wrapped`: it fell by almost a whole 2³²; the timeline goes on seamlessly.
///   - `Rebooted`: it restarted below `restart_below`, or a reboot was announced. The manikin's
///     downtime is unknown to it, so the timeline goes on as if the new clock had started where the
///     timeline ended; of a new clock that is first read late, only `restart_below` is believed.
///   - `Backwards`: it fell otherwise, or lies beyond ±2⁶¹ µs. The reading is not on the timeline
///     and leaves the clock as it was; the caller drops it.
/// Pure function of the readings: the same readings give the same timeline. A value: a copy tries a
/// reading without committing to it. Not thread-safe.
#pragma once

#include <cstdint>

#include "analysis/core/device_time.hpp"

namespace sternum {

struct DeviceClockOptions {
  Duration restart_below = seconds(10.0);
  /// A fall within this of a whole 2³² counts as a wrap.
  Duration wrap_tolerance = seconds(60.0);
  /// A fall up to this is no event. Zero for one ascending series of readings; more where several
  /// channels share the clock and each sends its batches when they are full.
  Duration reorder_tolerance{};
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
  [[nodiscard]] bool is_reboot_announced() const { return reboot_announced_; }

  /// Says that the timeline is in use up to `time`, later than any reading: a reading is the first
  /// value of a batch, and what follows a reboot must not begin inside the batch before it.
  void cover(DeviceTime time);

 private:
  ClockReading restart(std::int64_t raw_us);
  ClockReading advance(std::int64_t raw_us, std::int64_t offset_us, ClockStep step);

  DeviceClockOptions options_;
  bool started_ = false;
  bool reboot_announced_ = false;
  std::int64_t last_raw_us_ = 0;    ///< the furthest reading of the present counter
  std::int64_t offset_us_ = 0;      ///< from raw readings to the timeline
  std::int64_t end_us_ = 0;         ///< of the timeline in use
  std::int64_t wrapped_by_us_ = 0;  ///< the period of the present counter's last wrap; 0: none
};

}  // namespace sternum
