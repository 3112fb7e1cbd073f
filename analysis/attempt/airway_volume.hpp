/// Air volume in the lungs from the flow into them, for manikins that measure only flow.
///
/// Flow is ml/s, inward positive; volume is ml above the lungs' rest, by the trapezoidal rule.
/// Lungs are never below rest. While next to nothing flows the volume sinks back to rest, so that
/// neither a sensor's offset nor a one-way valve, behind which no exhalation is seen, adds up.
/// Across a hole nothing is known to have flowed. Not thread-safe; does not allocate.
#pragma once

#include <algorithm>
#include <optional>

#include "analysis/core/device_time.hpp"

namespace sternum {

struct AirwayVolumeOptions {
  /// An inflation brings some 500 ml/s; a fiftieth of it is an offset or a leak.
  double still_ml_s = 10.0;
  /// Time constant of sinking back.
  Duration sinking = milliseconds(500);
  /// Longer without a sample is a hole.
  Duration bridged_hole = milliseconds(120);
};

class AirwayVolume {
 public:
  explicit AirwayVolume(AirwayVolumeOptions options = {}) : options_(options) {}

  /// Takes a sample; answers the volume at `time`, ml. Times ascend.
  double step(DeviceTime time, double flow_ml_s) {
    if (last_time_ && time - *last_time_ <= options_.bridged_hole) {
      const double dt_s = (time - *last_time_).seconds();
      const double flow = 0.5 * (flow_ml_s + last_flow_ml_s_);
      volume_ml_ += flow * dt_s;
      if (flow < options_.still_ml_s && flow > -options_.still_ml_s) {
        // Backward Euler: stable for any step, and the same in every build.
        volume_ml_ /= 1.0 + dt_s / options_.sinking.seconds();
      }
      volume_ml_ = std::max(volume_ml_, 0.0);
    }
    last_time_ = time;
    last_flow_ml_s_ = flow_ml_s;
    return volume_ml_;
  }

 private:
  AirwayVolumeOptions options_;
  std::optional<DeviceTime> last_time_;
  double last_flow_ml_s_ = 0.0;
  double volume_ml_ = 0.0;
};

}  // namespace sternum
