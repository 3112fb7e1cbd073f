/// The virtual manikin's chest: how it pushes back and where it comes to rest.
///
/// Depth in mm below the rest, force in N. The rest itself moves: `baseline_mm` is what a depth
/// sensor reads when nobody touches the chest. A plain value; never blocks.
#pragma once

#include <cstdint>

#include "analysis/core/device_time.hpp"

namespace sternum {

/// The defaults are a human chest: F = βD + γD² with β = 54.9 N/cm and γ = 10.8 N/cm² (545 N at
/// 50 mm), at a rest that stays. Springs of training manikins: linear, 6 to 12 N/mm.
struct ChestOptions {
  double linear_n_per_mm = 5.49;
  double quadratic_n_per_mm2 = 0.108;
  double damping_n_s_per_mm = 0.0;  ///< human chests: 0.115–0.354, rising with depth
  double offset_mm = 0.0;           ///< what the sensor reads at power-on
  double drift_mm_per_min = 0.0;
  double creep_mm = 0.0;  ///< the skin settles by this under work, half of it within `creep_half`
  Duration creep_half = seconds(20.0);
};

class Chest {
 public:
  explicit Chest(ChestOptions options) : options_(options) {}

  /// A linear spring's stiffness can be told to the console as one number.
  [[nodiscard]] bool is_linear() const {
    return options_.quadratic_n_per_mm2 == 0.0 && options_.damping_n_s_per_mm == 0.0;
  }
  [[nodiscard]] const ChestOptions& options() const { return options_; }

  [[nodiscard]] double force_n(double depth_mm, double velocity_mm_s) const {
    return depth_mm * (options_.linear_n_per_mm + options_.quadratic_n_per_mm2 * depth_mm) +
           options_.damping_n_s_per_mm * velocity_mm_s;
  }

  /// `worked_us`: time since the first compression began, 0 before it.
  [[nodiscard]] double baseline_mm(std::int64_t t_us, std::int64_t worked_us) const {
    const auto worked = static_cast<double>(worked_us);
    const double settled =
        worked_us > 0 ? worked / (worked + static_cast<double>(options_.creep_half.us())) : 0.0;
    return options_.offset_mm + options_.drift_mm_per_min * static_cast<double>(t_us) / 60e6 +
           options_.creep_mm * settled;
  }

 private:
  ChestOptions options_;
};

}  // namespace sternum
