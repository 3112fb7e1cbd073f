/// The virtual manikin's chest: how it pushes back and where it comes to rest.
///
/// Depth in mm below the rest, force in N. The rest itself moves: `baseline_mm` is what a depth
/// sensor reads when nobody touches the chest. A plain value; never blocks.
#pragma once

#include <cstdint>
#include <optional>

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
  /// Half of what settled rises again in this time without compressions; empty: none of it.
  std::optional<Duration> recovery_half = std::nullopt;
};

/// How far the skin has settled, 0 to 1, when it also recovers: what is left to go halves in
/// `half`, falls to a third in twice that, and so on, counted anew whenever work begins or ends.
class SkinCreep {
 public:
  void work_from(std::int64_t t_us, Duration half) { turn(t_us, half, 1.0); }
  void rest_from(std::int64_t t_us, Duration half) { turn(t_us, half, 0.0); }
  [[nodiscard]] double settled(std::int64_t t_us) const {
    const auto half_us = static_cast<double>(half_.us());
    const double left = half_us / (half_us + static_cast<double>(t_us - since_us_));
    return towards_ + (from_ - towards_) * left;
  }

 private:
  void turn(std::int64_t t_us, Duration half, double towards) {
    from_ = settled(t_us);
    since_us_ = t_us;
    half_ = half;
    towards_ = towards;
  }

  std::int64_t since_us_ = 0;
  Duration half_ = seconds(1.0);
  double from_ = 0.0;
  double towards_ = 0.0;
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

  /// To be told in ascending time, and before times behind them are asked for.
  void work_from(std::int64_t t_us) {
    if (options_.recovery_half || !has_worked_) creep_.work_from(t_us, options_.creep_half);
    has_worked_ = true;
  }
  void rest_from(std::int64_t t_us) {
    if (options_.recovery_half) creep_.rest_from(t_us, *options_.recovery_half);
  }

  [[nodiscard]] double baseline_mm(std::int64_t t_us) const {
    return options_.offset_mm + options_.drift_mm_per_min * static_cast<double>(t_us) / 60e6 +
           options_.creep_mm * creep_.settled(t_us);
  }

 private:
  ChestOptions options_;
  SkinCreep creep_;
  bool has_worked_ = false;
};

}  // namespace sternum
