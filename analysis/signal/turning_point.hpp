/// Where exactly a noisy, sampled trace turned: the vertex of a smooth curve through the points
/// around its highest (or lowest) one.
///
/// A polynomial of fourth degree is fitted by least squares to the stretch around the extreme point
/// within `band` of it. Its third and fourth coefficients are held back by a prior in proportion to
/// the noise (ridge regression; Hoerl & Kennard 1970, Technometrics 12:55), so that one method
/// serves all: with little noise or many points it follows a lopsided or pointed peak, with few
/// points or much noise it becomes the plain parabola. Unevenly spaced points are as good as even
/// ones. Pure functions; never block or allocate.
#pragma once

#include <cstdint>

#include "analysis/signal/recent_trace.hpp"

namespace sternum {

struct TurningPoint {
  double us = 0.0;     ///< after the extreme point's time
  double value = 0.0;  ///< in the trace's unit
  double squared_residual = 0.0;
  int spare_points = 0;  ///< points beyond those that three coefficients need
};

/// What bounds the stretch that is looked at.
struct TurningStretch {
  double band = 0.0;          ///< largest distance from the extreme value
  std::int64_t reach_us = 0;  ///< largest distance from the extreme point's time
  std::int64_t first = 0;     ///< no point before this number
  double noise = 0.0;         ///< SD of the points' noise, > 0
};

/// Requires trace.begin() <= extreme < trace.end(). `sign` is +1 for a highest and −1 for a lowest.
[[nodiscard]] TurningPoint fit_turning_point(const RecentTrace& trace, std::int64_t extreme,
                                             double sign, const TurningStretch& stretch);

}  // namespace sternum
