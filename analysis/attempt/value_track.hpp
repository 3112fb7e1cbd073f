/// The last values of a slow companion channel (hands, head, force, reported rate), to be asked
/// what it said at an earlier instant.
///
/// Answers the newest value at or before the instant: it never looks ahead, so that the answer
/// cannot depend on how far a stream has been read. Holds 4,096 values, 4 s of the fastest sensor.
/// Not thread-safe; allocates once, with the first value.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/attempt/sample_hold.hpp"
#include "analysis/core/device_time.hpp"

namespace sternum {

class ValueTrack {
 public:
  /// Values that are not finite are none. Runs ascend in time.
  void add(const SampleRun& run) {
    if (ring_.empty()) ring_.resize(kCapacity);
    DeviceTime time = run.first;
    for (const float value : run.values) {
      if (std::isfinite(value)) ring_[count_++ % kCapacity] = {time, value};
      time = time + run.period;
    }
  }

  /// Empty when there is none that is at most `oldest` old at `time`.
  [[nodiscard]] std::optional<double> at(DeviceTime time, Duration oldest) const {
    const std::size_t held = std::min(count_, kCapacity);
    // The number of values after `time`, counted from the newest: their times descend.
    std::size_t low = 0;
    std::size_t high = held;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (from_newest(middle).time > time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == held || time - from_newest(low).time > oldest) return std::nullopt;
    return static_cast<double>(from_newest(low).value);
  }

 private:
  static constexpr std::size_t kCapacity = 4096;
  struct Entry {
    DeviceTime time;
    float value = 0.0F;
  };
  [[nodiscard]] const Entry& from_newest(std::size_t back) const {
    return ring_[(count_ - 1 - back) % kCapacity];
  }

  std::vector<Entry> ring_;
  std::size_t count_ = 0;
};

}  // namespace sternum
