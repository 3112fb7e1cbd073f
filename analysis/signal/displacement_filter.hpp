/// Displacement from acceleration, live, without drift: double integration and high-pass in one.
///
/// Two leaky integrators (an integrator and a high-pass each) and two more high-passes, all with
/// their corner at 0.44 Hz: nothing open remains that an offset, gravity or tilt could drive away.
/// Such a filter leads: at 110/min its turns come about 85 ms before the chest's. It tells that and
/// roughly when the chest moved, not how far; for that see `stroke_reconstruction.hpp`. The scheme
/// is what reproduces a defibrillator's own depth on a real recording. Acceleration in m/s², result
/// in mm, both positive downward. Not thread-safe; never blocks or allocates.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "analysis/signal/recent_trace.hpp"

namespace sternum {

class DisplacementFilter {
 public:
  /// Starts as if the sensor had rested at this acceleration for ever: no transient from gravity.
  void restart(TracePoint first) {
    last_ = first;
    velocity_ = first.value * kTimeConstant;
    displacement_ = velocity_ * kTimeConstant;
    slow_ = displacement_;
    passed_ = 0.0;
    slower_ = 0.0;
    spacing_us_ = 0;
  }

  /// Requires a later time than the last.
  double step(TracePoint point) {
    const std::int64_t spacing_us = point.us - last_.us;
    if (spacing_us != spacing_us_) {
      spacing_us_ = spacing_us;
      spacing_s_ = static_cast<double>(spacing_us) * 1e-6;
      keep_ = std::exp(-spacing_s_ / kTimeConstant);
      gain_ = (1.0 - keep_) * kTimeConstant;
    }
    velocity_ = keep_ * velocity_ + gain_ * 0.5 * (last_.value + point.value);
    displacement_ = keep_ * displacement_ + gain_ * velocity_;
    slow_ += (1.0 - keep_) * (displacement_ - slow_);
    passed_ = displacement_ - slow_;
    slower_ += (1.0 - keep_) * (passed_ - slower_);
    last_ = point;
    return mm();
  }

  /// By how much its turns come early in a rhythm of this period, µs.
  [[nodiscard]] static double lead_us(double period_us) {
    const double angle = std::atan(period_us * 1e-6 / (2.0 * std::numbers::pi * kTimeConstant));
    return 4.0 * angle / (2.0 * std::numbers::pi) * period_us;
  }

  [[nodiscard]] double mm() const { return 1e3 * (passed_ - slower_); }

 private:
  static constexpr double kTimeConstant = 1.0 / (2.0 * std::numbers::pi * 0.44);

  TracePoint last_;
  double velocity_ = 0.0;
  double displacement_ = 0.0;
  double slow_ = 0.0;
  double passed_ = 0.0;
  double slower_ = 0.0;
  std::int64_t spacing_us_ = 0;
  double spacing_s_ = 0.0;
  double keep_ = 0.0;
  double gain_ = 0.0;
};

}  // namespace sternum
