/// The two curves that small motions are made of: a step to another place and a bump back to the
/// same.
///
/// Depth in mm, times in µs. Velocity and acceleration are zero at both ends, so that motions can
/// be joined and added without a jolt. Pure functions.
#pragma once

#include <cstdint>

namespace sternum {

/// Where the chest is and how it moves. Positive is downward.
struct ChestMotion {
  double depth_mm = 0.0;
  double velocity_mm_s = 0.0;
  double acceleration_mm_s2 = 0.0;

  friend ChestMotion operator+(const ChestMotion& a, const ChestMotion& b) {
    return {a.depth_mm + b.depth_mm, a.velocity_mm_s + b.velocity_mm_s,
            a.acceleration_mm_s2 + b.acceleration_mm_s2};
  }
};

/// From one depth to another as 6x⁵ − 15x⁴ + 10x³; at rest before and after. Requires from < to.
[[nodiscard]] inline ChestMotion smooth_step(double from_mm, double to_mm, std::int64_t from_us,
                                             std::int64_t to_us, std::int64_t t_us) {
  if (t_us <= from_us) return {from_mm, 0.0, 0.0};
  if (t_us >= to_us) return {to_mm, 0.0, 0.0};
  const double length_s = static_cast<double>(to_us - from_us) * 1e-6;
  const double x = static_cast<double>(t_us - from_us) * 1e-6 / length_s;
  const double rest = 1.0 - x;
  const double way_mm = to_mm - from_mm;
  return {from_mm + way_mm * x * x * x * (10.0 - 15.0 * x + 6.0 * x * x),
          way_mm / length_s * 30.0 * x * x * rest * rest,
          way_mm / (length_s * length_s) * 60.0 * x * rest * (1.0 - 2.0 * x)};
}

/// Down by `height_mm` in the middle and back, as 64x³(1 − x)³; at rest before and after. Requires
/// from < to.
[[nodiscard]] inline ChestMotion bump(double height_mm, std::int64_t from_us, std::int64_t to_us,
                                      std::int64_t t_us) {
  if (t_us <= from_us || t_us >= to_us) return {};
  const double length_s = static_cast<double>(to_us - from_us) * 1e-6;
  const double x = static_cast<double>(t_us - from_us) * 1e-6 / length_s;
  const double hill = x * (1.0 - x);
  const double slope = 1.0 - 2.0 * x;
  return {height_mm * 64.0 * hill * hill * hill, height_mm / length_s * 192.0 * hill * hill * slope,
          height_mm / (length_s * length_s) * 384.0 * hill * (slope * slope - hill)};
}

}  // namespace sternum
