/// What was meant to happen: the measure of whoever observes it.
///
/// No noise, no sampling. Times are µs since the device started. Plain values.
#pragma once

#include <cstdint>
#include <vector>

namespace sternum {

/// It counts once its release has been sampled, a breath once the lungs are empty again.
struct TrueCompression {
  std::int64_t onset_us = 0;
  std::int64_t peak_us = 0;
  std::int64_t release_us = 0;
  double depth_mm = 0.0;     ///< peak below the chest's rest
  double residual_mm = 0.0;  ///< at release
  double hands_x_mm = 0.0;   ///< off the right place, towards the patient's left
  double hands_y_mm = 0.0;   ///< the same, towards the head
  friend bool operator==(const TrueCompression&, const TrueCompression&) = default;
};
struct TrueBreath {
  std::int64_t start_us = 0;
  std::int64_t end_us = 0;  ///< top of the inflation
  double volume_ml = 0.0;
  double head_tilt_deg = 0.0;  ///< while it was given
  friend bool operator==(const TrueBreath&, const TrueBreath&) = default;
};
struct Truth {
  std::vector<TrueCompression> compressions;
  std::vector<TrueBreath> breaths;
  friend bool operator==(const Truth&, const Truth&) = default;
};

}  // namespace sternum
