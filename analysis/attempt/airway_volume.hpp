/// Air volume in the lungs from the flow into them, for manikins that measure only flow.
///
/// Flow is ml/s, inward positive; volume is ml above the lungs' rest, by the trapezoidal rule.
/// Lungs are never below rest. When next to nothing has flowed for a moment, the volume sinks back
/// to rest, so that neither a sensor's offset nor a one-way valve, behind which no exhalation is
/// seen, adds up; the moment leaves the top of an inflation as it was.
/// Across a hole nothing is known to have flowed. Not thread-safe; does not allocate.
#pragma once

#include <algorithm>
#include <cmath>

#include "analysis/core/device_time.hpp"

namespace sternum {

struct AirwayVolumeOptions {
  /// An inflation brings some 500 ml/s; a fiftieth of it is an offset or a leak.
  double still_ml_s = 10.0;
  /// Flow counts as its mean over about this long: noise is no flow.
  Duration smoothing = milliseconds(100);
  /// Stillness lasts this long before the volume sinks.
  Duration patience = milliseconds(200);
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
    if (started_ && time - last_time_ <= options_.bridged_hole) {
      const double dt_s = (time - last_time_).seconds();
      const double flow = 0.5 * (flow_ml_s + last_flow_ml_s_);
      volume_ml_ += flow * dt_s;
      // Backward Euler throughout: stable for any step, and the same in every build.
      mean_flow_ml_s_ += (flow - mean_flow_ml_s_) * dt_s / (dt_s + options_.smoothing.seconds());
      if (std::abs(mean_flow_ml_s_) >= options_.still_ml_s) still_since_ = time;
      if (time - still_since_ >= options_.patience) {
        volume_ml_ /= 1.0 + dt_s / options_.sinking.seconds();
      }
      volume_ml_ = std::max(volume_ml_, 0.0);
    }
    if (!started_) still_since_ = time;
    started_ = true;
    last_time_ = time;
    last_flow_ml_s_ = flow_ml_s;
    return volume_ml_;
  }

 private:
  AirwayVolumeOptions options_;
  bool started_ = false;
  DeviceTime last_time_;
  double last_flow_ml_s_ = 0.0;
  double mean_flow_ml_s_ = 0.0;
  DeviceTime still_since_;
  double volume_ml_ = 0.0;
};

}  // namespace sternum
