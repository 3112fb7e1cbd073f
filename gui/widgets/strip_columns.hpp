/// A depth trace thinned out to what a chart's pixels can show.
///
/// Of every pixel column the shallowest and the deepest point stay, in the order of time, so that
/// no peak is lost however long the trace. Nothing joins the two sides of a gap. A pure function.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/attempt/live_snapshot.hpp"

namespace sternum {

struct StripVertex {
  float column = 0.0F;  ///< columns from the left edge; fractions are kept, negative is left of it
  float depth_mm = 0.0F;
};

/// Vertices of one or more runs; run i reaches from `starts[i]` to the next start or the end.
struct StripTrace {
  std::vector<StripVertex> vertices;
  std::vector<std::size_t> starts;

  [[nodiscard]] std::span<const StripVertex> run(std::size_t index) const;
};

/// `points` ascend in time. Those outside `shown` are left out, but for the nearest on either side,
/// so that the trace runs off the edges.
[[nodiscard]] StripTrace thin_out(std::span<const StripPoint> points, TimeSpan shown,
                                  double columns);

}  // namespace sternum
