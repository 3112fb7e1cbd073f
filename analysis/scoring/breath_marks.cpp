#include "analysis/scoring/breath_marks.hpp"

#include <algorithm>

namespace sternum {

std::vector<BreathMarks> mark_breaths(const Guideline& guideline, const Performance& performance) {
  std::vector<BreathMarks> marks;
  marks.reserve(performance.breaths.size());
  for (std::size_t i = 0; i < performance.breaths.size(); ++i) {
    const Breath& breath = performance.breaths[i];
    BreathMarks& mark = marks.emplace_back();
    if (performance.measures_volume) {
      mark.too_small = breath.volume < guideline.breath_volume.low;
      mark.too_large = breath.volume > guideline.breath_volume.high;
    }
    mark.too_fast = breath.inflation() < guideline.inflation.low;
    const auto next_peak =
        std::ranges::lower_bound(performance.compressions, breath.start, {}, &Compression::peak);
    mark.during_compression =
        next_peak != performance.compressions.end() && next_peak->peak <= breath.end;
    const auto tilt = performance.extras_of_breath(i).head_tilt;
    mark.head_not_tilted = tilt && guideline.head_tilt && !guideline.head_tilt->contains(*tilt);
  }
  return marks;
}

}  // namespace sternum
