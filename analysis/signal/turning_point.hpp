/// Where exactly a noisy, sampled trace turned: the vertex of a smooth curve through the points
/// around its highest (or lowest) one.
///
/// A polynomial of fourth degree is fitted by least squares to the stretch around the extreme point
/// within `band` of it. Its third and fourth coefficients are drawn towards those of the turns
/// before, as strongly as the noise and their scatter advise (ridge regression; Hoerl & Kennard
/// 1970, Technometrics 12:55): with little noise the curve follows any lopsided or pointed peak,
/// with much noise it takes the shape that is known and fits its place and size alone, and before
/// anything is known it becomes a parabola. Unevenly spaced points are as good as even ones, which
/// are quicker. Never blocks or allocates.
#pragma once

#include <cstdint>

#include "analysis/signal/recent_trace.hpp"

namespace sternum {

/// What is known of the shape of a trace's turns.
struct TurningShape {
  double cubic = 0.0;    ///< in the trace's unit per µs³
  double quartic = 0.0;  ///< per µs⁴
  double doubt = 0.35;   ///< SD of both at the stretch's end, as a share of the band

  void learn(const struct TurningPoint& turn);
};

struct TurningPoint {
  double us = 0.0;     ///< after the extreme point's time
  double value = 0.0;  ///< in the trace's unit
  /// How far the points nearest to the vertex lie above the curve, on average. 0 unless asked for.
  double misfit = 0.0;
  double cubic = 0.0;  ///< of the curve about its vertex, per µs³
  double quartic = 0.0;
  double squared_residual = 0.0;
  /// Points beyond those that three coefficients need. None where the trace ends or jumps at its
  /// extreme: that says nothing of noise or shape.
  int spare_points = 0;
};

/// What bounds the stretch that is looked at.
struct TurningStretch {
  double band = 0.0;          ///< largest distance from the extreme value
  std::int64_t reach_us = 0;  ///< largest distance from the extreme point's time
  std::int64_t first = 0;     ///< no point before this number
  double noise = 0.0;         ///< SD of the points' noise, > 0
  bool asks_misfit = false;   ///< whether `misfit` is told
};

/// Requires trace.begin() <= extreme < trace.end(). `sign` is +1 for a highest and −1 for a lowest.
[[nodiscard]] TurningPoint fit_turning_point(const RecentTrace& trace, std::int64_t extreme,
                                             double sign, const TurningStretch& stretch,
                                             const TurningShape& shape = {});

}  // namespace sternum
