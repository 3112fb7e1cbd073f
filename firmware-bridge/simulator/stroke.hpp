/// One compression of the chest as a curve of time: depth, velocity and acceleration, exactly.
///
/// Depth in mm below the chest's rest, times in µs. Four polynomial pieces meet with equal depth,
/// velocity and acceleration:
///
///   onset ──gathers speed──▶ fastest down ──brakes──▶ peak ──springs back──▶ fastest up ──eases
///   off──▶ release
///
/// The velocity is zero at onset, peak and release only; the acceleration is zero at onset and
/// release, and at the peak it is the strongest of the stroke, as on a stiff chest. The depth has
/// its one maximum, `depth_mm`, at `peak_us`. A plain value; never blocks.
#pragma once

#include <cstdint>

namespace sternum {

/// Where the chest is and how it moves. Positive is downward.
struct ChestMotion {
  double depth_mm = 0.0;
  double velocity_mm_s = 0.0;
  double acceleration_mm_s2 = 0.0;
};

/// The parameters of a stroke that its observer calls truth.
struct StrokeTarget {
  std::int64_t onset_us = 0;
  std::int64_t peak_us = 0;
  std::int64_t release_us = 0;
  double from_mm = 0.0;  ///< depth at the onset: what the compression before left
  double depth_mm = 0.0;
  double residual_mm = 0.0;  ///< depth at release
};

/// The defaults give 2.0 times the mean velocity at the fastest point down and 1.9 times up: with
/// 51 mm at 118/min and a duty cycle of 0.42, about 490 and 345 mm/s (measured in the field: 508
/// and 336, interquartile 448–546 and 316–368), and a braking of about 20 m/s² at the peak.
struct StrokeShape {
  double attack_skew = -1.5;  ///< −3 (hesitant) … 3 (abrupt) start of the way down
  double braking = 0.2;       ///< share of the way down, in time, that is spent braking
  double recoil_skew = 0.0;   ///< −3 (abrupt) … 3 (slow) end of the way up
};

class Stroke {
 public:
  /// Requires onset < peak < release, a way down and up of at least 20 mm, neither more than 1.7
  /// times the other, and the way down at most 1.3 times as long as the way up, in time.
  explicit Stroke(StrokeTarget target, StrokeShape shape = {});

  [[nodiscard]] const StrokeTarget& target() const { return target_; }
  [[nodiscard]] double fastest_down_mm_s() const { return down_mm_s_; }
  [[nodiscard]] double fastest_up_mm_s() const { return up_mm_s_; }

  /// At rest at `from_mm` before the onset and at `residual_mm` after release.
  [[nodiscard]] ChestMotion at(std::int64_t t_us) const;

 private:
  [[nodiscard]] ChestMotion going_down(double after_onset_s) const;
  [[nodiscard]] ChestMotion going_up(double after_peak_s) const;

  StrokeTarget target_;
  StrokeShape shape_;
  double gathering_s_ = 0.0;
  double braking_s_ = 0.0;
  double springing_s_ = 0.0;
  double easing_s_ = 0.0;
  double down_mm_s_ = 0.0;
  double up_mm_s_ = 0.0;
};

}  // namespace sternum
