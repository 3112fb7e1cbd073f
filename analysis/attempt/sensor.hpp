/// Follows one sensor's samples: which of them are none, and where its holes are.
///
/// A value that is not a finite number is a sample missing, and the next one says so. A hole counts
/// when the sender admits to it by a flag and it is longer than the detector bridges; a sensor that
/// sends on change alone is silent without a hole. A restart breaks the stream however short its
/// hole looks, because its length is unknown. Not thread-safe; does not allocate.
#pragma once

#include <cmath>
#include <optional>

#include "analysis/attempt/sample_hold.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/core/sample_batch.hpp"

namespace sternum {

class Sensor {
 public:
  explicit Sensor(Duration bridged_hole) : bridged_hole_(bridged_hole) {}

  /// Shows the samples of `run`: `broke(span)` before a sample that follows one, then
  /// `step(time, value, flags)`.
  template <class Broke, class Step>
  void read(const SampleRun& run, Broke&& broke, Step&& step) {
    BatchFlag flags = run.flags | missing_;
    missing_ = BatchFlag::None;
    DeviceTime time = run.first;
    for (const float value : run.values) {
      if (!std::isfinite(value)) [[unlikely]] {
        flags = flags | BatchFlag::FollowsGap;
      } else {
        if (flags != BatchFlag::None) [[unlikely]] {
          if (const auto hole = break_before(time, flags)) broke(*hole);
        }
        step(time, static_cast<double>(value), flags);
        flags = BatchFlag::None;
        last_ = time;
      }
      time = time + run.period;
    }
    missing_ = flags;
  }

 private:
  [[nodiscard]] std::optional<TimeSpan> break_before(DeviceTime time, BatchFlag flags) const {
    const bool restarted = has(flags, BatchFlag::FollowsReboot);
    if (!last_ || (!restarted && !has(flags, BatchFlag::FollowsGap))) return std::nullopt;
    const bool long_enough = time - *last_ > bridged_hole_;
    if (!long_enough && !restarted) return std::nullopt;
    return TimeSpan{*last_, time};
  }

  Duration bridged_hole_;
  std::optional<DeviceTime> last_;
  BatchFlag missing_ = BatchFlag::None;
};

}  // namespace sternum
