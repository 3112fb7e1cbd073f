#include "firmware-bridge/simulator/stroke.hpp"

#include <cmath>

#include "firmware-bridge/simulator/smooth_motion.hpp"

namespace sternum {
namespace {

double between_s(std::int64_t from_us, std::int64_t to_us) {
  return static_cast<double>(to_us - from_us) * 1e-6;
}

/// A rise from 0 to 1 over x in [0, 1], flat at both ends: 3x² − 2x³ + skew·x²(1 − x)². It rises
/// all the way while |skew| ≤ 3.
struct Ramp {
  double skew;

  [[nodiscard]] double value(double x) const {
    const double rest = 1.0 - x;
    return x * x * (3.0 - 2.0 * x + skew * rest * rest);
  }
  [[nodiscard]] double slope(double x) const {
    return 2.0 * x * (1.0 - x) * (3.0 + skew * (1.0 - 2.0 * x));
  }
  [[nodiscard]] double area(double x) const {
    return x * x * x * (1.0 - 0.5 * x + skew * (1.0 / 3.0 - 0.5 * x + 0.2 * x * x));
  }
  [[nodiscard]] double whole_area() const { return 0.5 + skew / 30.0; }
};

/// Area under the parabola 1 − x², the velocity while braking.
constexpr double kBrakingArea = 2.0 / 3.0;

}  // namespace

Stroke::Stroke(StrokeTarget target, StrokeShape shape) : target_(target), shape_(shape) {
  if (target.hold) return;
  const double down_s = between_s(target.onset_us, target.peak_us);
  const double up_s = between_s(target.peak_us, target.release_us);
  const double down_mm = target.depth_mm - target.from_mm;
  const double up_mm = target.depth_mm - target.residual_mm;

  braking_s_ = shape.braking * down_s;
  gathering_s_ = down_s - braking_s_;
  down_mm_s_ =
      down_mm / (Ramp{shape.attack_skew}.whole_area() * gathering_s_ + kBrakingArea * braking_s_);

  // Both sides of the peak have the same acceleration, 2·velocity/duration of their parabola, so
  // the time to spring back is proportional to the velocity reached; the distance is then quadratic
  // in that velocity.
  const double time_per_velocity = braking_s_ / down_mm_s_;
  const double easing_area = 1.0 - Ramp{shape.recoil_skew}.whole_area();
  const double a = time_per_velocity * (kBrakingArea - easing_area);
  const double b = easing_area * up_s;
  up_mm_s_ = 2.0 * up_mm / (b + std::sqrt(b * b + 4.0 * a * up_mm));
  springing_s_ = time_per_velocity * up_mm_s_;
  easing_s_ = up_s - springing_s_;
}

ChestMotion Stroke::at(std::int64_t t_us) const {
  if (t_us <= target_.onset_us) return {target_.from_mm, 0.0, 0.0};
  if (t_us >= target_.release_us) return {target_.residual_mm, 0.0, 0.0};
  if (target_.hold) return held(*target_.hold, t_us);
  if (t_us <= target_.peak_us) return going_down(between_s(target_.onset_us, t_us));
  return going_up(between_s(target_.peak_us, t_us));
}

ChestMotion Stroke::going_down(double after_onset_s) const {
  if (after_onset_s < gathering_s_) {
    const Ramp ramp{shape_.attack_skew};
    const double x = after_onset_s / gathering_s_;
    return {target_.from_mm + down_mm_s_ * gathering_s_ * ramp.area(x), down_mm_s_ * ramp.value(x),
            down_mm_s_ / gathering_s_ * ramp.slope(x)};
  }
  const double x = (after_onset_s - gathering_s_) / braking_s_;
  const double to_go_mm = down_mm_s_ * braking_s_ * (kBrakingArea - x + x * x * x / 3.0);
  return {target_.depth_mm - to_go_mm, down_mm_s_ * (1.0 - x * x),
          -2.0 * down_mm_s_ / braking_s_ * x};
}

ChestMotion Stroke::going_up(double after_peak_s) const {
  if (after_peak_s < springing_s_) {
    const double x = after_peak_s / springing_s_;
    return {target_.depth_mm - up_mm_s_ * springing_s_ * x * x * (1.0 - x / 3.0),
            -up_mm_s_ * x * (2.0 - x), -2.0 * up_mm_s_ / springing_s_ * (1.0 - x)};
  }
  const Ramp ramp{shape_.recoil_skew};
  const double x = (after_peak_s - springing_s_) / easing_s_;
  const double to_go = (1.0 - ramp.whole_area()) - (x - ramp.area(x));
  return {target_.residual_mm + up_mm_s_ * easing_s_ * to_go, -up_mm_s_ * (1.0 - ramp.value(x)),
          up_mm_s_ / easing_s_ * ramp.slope(x)};
}

ChestMotion Stroke::held(const StrokeHold& hold, std::int64_t t_us) const {
  if (t_us < hold.from_us) {
    return smooth_step(target_.from_mm, hold.from_mm, target_.onset_us, hold.from_us, t_us);
  }
  if (t_us > hold.to_us) {
    return smooth_step(hold.to_mm, target_.residual_mm, hold.to_us, target_.release_us, t_us);
  }
  return smooth_step(hold.from_mm, hold.to_mm, hold.from_us, hold.to_us, t_us) +
         bump(-hold.sag_mm, hold.from_us, hold.to_us, t_us);
}

}  // namespace sternum
