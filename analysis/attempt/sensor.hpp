/// Follows one sensor's samples: which of them are none, and where its holes are.
///
/// A value that is not a finite number is a sample missing, and the next one says so. A hole counts
/// when the sender admits to it by a flag and it is longer than the detector bridges; a sensor that
/// sends on change alone is silent without a hole. A restart breaks the stream however short its
/// hole looks, because its length is unknown. Not thread-safe; does not allocate.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "analysis/core/device_time.hpp"
#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/sample_run.hpp"

namespace sternum {

class Sensor {
 public:
  explicit Sensor(Duration bridged_hole) : bridged_hole_(bridged_hole) {}

  /// Shows the samples of `run` in runs without a missing one: `broke(span)` before one that
  /// follows a hole, then `take(run)`.
  template <class Broke, class Take>
  void read(SampleRun run, Broke&& broke, Take&& take) {
    while (!run.values.empty()) {
      const std::size_t sound = count_finite(run.values);
      if (sound == 0) {
        missing_ = missing_ | run.flags | BatchFlag::FollowsGap;
        run.drop(1);
        continue;
      }
      SampleRun part = run.front(sound);
      part.flags = part.flags | missing_;
      missing_ = BatchFlag::None;
      if (part.flags != BatchFlag::None) [[unlikely]] {
        if (const auto hole = break_before(part.first, part.flags)) broke(*hole);
      }
      last_ = part.last();
      run.drop(sound);
      take(part);
    }
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
