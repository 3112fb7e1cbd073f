/// What being calibrated does to the depths that a device sends: (read − zero) × gain.
///
/// `adjust` every value on its way out; `hold_at` when a console says how deep the chest is held
/// now. It goes by the mean of the last values. A gain that no sensor needs is refused: the chest
/// was not where the console believes it to be. Depths in mm. Not thread-safe; never blocks.
#pragma once

#include <array>
#include <cstddef>

namespace sternum {

class DepthCalibration {
 public:
  [[nodiscard]] float adjust(float read_mm) {
    latest_[taken_++ % latest_.size()] = static_cast<double>(read_mm);
    return static_cast<float>((static_cast<double>(read_mm) - zero_mm_) * gain_);
  }

  /// False: refused, and nothing has changed. At 0 the zero is set, else the gain.
  [[nodiscard]] bool hold_at(double depth_mm) {
    const std::size_t known = taken_ < latest_.size() ? taken_ : latest_.size();
    if (known == 0) return false;
    double sum_mm = 0.0;
    for (std::size_t i = 0; i < known; ++i) sum_mm += latest_[i];
    const double read_mm = sum_mm / static_cast<double>(known);
    if (depth_mm == 0.0) {
      zero_mm_ = read_mm;
      return true;
    }
    const double travel_mm = read_mm - zero_mm_;
    if (travel_mm < kLeastTravel_mm) return false;
    const double gain = depth_mm / travel_mm;
    if (gain < kLeastGain || gain > kMostGain) return false;
    gain_ = gain;
    return true;
  }

 private:
  static constexpr double kLeastTravel_mm = 5.0;
  static constexpr double kLeastGain = 0.5;
  static constexpr double kMostGain = 2.0;

  double zero_mm_ = 0.0;
  double gain_ = 1.0;
  std::array<double, 16> latest_{};  ///< as read
  std::size_t taken_ = 0;
};

}  // namespace sternum
