/// The depth strip: the last seconds of a trace, depth pointing down, 0 to 70 mm.
///
/// A peak in the band is a disc; outside it a triangle that points to where it should go; leaning
/// is an amber bar from 0 to what was left; a gap is hatched and says so, and nothing is drawn
/// across it.
#pragma once

#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/scoring/guideline.hpp"
#include "gui/widgets/canvas.hpp"

namespace sternum {

/// Depth to height inside a chart.
class DepthScale {
 public:
  static constexpr float kDeepest_mm = 70.0F;
  explicit DepthScale(Box plot) : top_(plot.y + 8), units_per_mm_((plot.h - 12) / kDeepest_mm) {}
  [[nodiscard]] float y(double mm) const {
    return top_ + std::min(static_cast<float>(mm), kDeepest_mm + 1) * units_per_mm_;
  }

 private:
  float top_;
  float units_per_mm_;
};

struct StripOptions {
  double length_s = 8.0;
  bool large = false;       ///< thicker trace, larger marks
  double silent_s = 0.0;    ///< since the last sample, while there is no signal
  bool marks_peaks = true;  ///< false: nobody's compressions are judged yet
  /// So far either way a depth may be off: hatched about the band's limits.
  double uncertainty_mm = 0.0;
};

/// `live` may be null: an empty chart.
void draw_strip(Canvas& canvas, Box plot, const LiveSnapshot* live, const Guideline& guideline,
                const StripOptions& options);

/// 0 and the band's limits, right-aligned in `gutter`, which stands beside the plot.
void draw_depth_axis(Canvas& canvas, Box gutter, Box plot, const Guideline& guideline);

/// One bar per compression, for tiles too small for a trace. `on_fill`: on a coloured tile.
void draw_compression_bars(Canvas& canvas, Box plot, const LiveSnapshot* live,
                           const Guideline& guideline, double length_s, bool on_fill);

/// Hatched, with its edges, and "no data, not a pause" where that fits.
void draw_gap(Canvas& canvas, Box gap);

}  // namespace sternum
