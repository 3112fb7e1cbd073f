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
/// its one maximum, `depth_mm`, at `peak_us`.
///
/// A stroke with a hold is one that stays down, as a piston's does, or whose peak has two humps:
///
///   onset ──smooth step──▶ hold: sags or bulges ──smooth step──▶ release
///
/// Its acceleration is zero at both ends of the hold too. A plain value; never blocks.
#pragma once

#include <cstdint>
#include <optional>

#include "firmware-bridge/simulator/smooth_motion.hpp"

namespace sternum {

/// The time that a stroke stays down. The depth goes smoothly from `from_mm` to `to_mm`, and in the
/// middle is `sag_mm` less than that (two humps), or more where that is negative (a bulge). The
/// stroke's peak must be the deepest of it: its start, its end, or the middle of a bulge.
struct StrokeHold {
  std::int64_t from_us = 0;
  std::int64_t to_us = 0;
  double from_mm = 0.0;
  double to_mm = 0.0;
  double sag_mm = 0.0;
};

/// The parameters of a stroke that its observer calls truth.
struct StrokeTarget {
  std::int64_t onset_us = 0;
  std::int64_t peak_us = 0;
  std::int64_t release_us = 0;
  double from_mm = 0.0;  ///< depth at the onset: what the compression before left
  double depth_mm = 0.0;
  double residual_mm = 0.0;  ///< depth at release
  std::optional<StrokeHold> hold = std::nullopt;
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
  /// times the other, and the way down at most 1.3 times as long as the way up, in time. With a
  /// hold, only onset < hold < release.
  explicit Stroke(StrokeTarget target, StrokeShape shape = {});

  [[nodiscard]] const StrokeTarget& target() const { return target_; }
  /// Of a stroke without a hold.
  [[nodiscard]] double fastest_down_mm_s() const { return down_mm_s_; }
  [[nodiscard]] double fastest_up_mm_s() const { return up_mm_s_; }

  /// At rest at `from_mm` before the onset and at `residual_mm` after release.
  [[nodiscard]] ChestMotion at(std::int64_t t_us) const;

 private:
  [[nodiscard]] ChestMotion going_down(double after_onset_s) const;
  [[nodiscard]] ChestMotion going_up(double after_peak_s) const;
  [[nodiscard]] ChestMotion held(const StrokeHold& hold, std::int64_t t_us) const;

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
