/// What was wrong with each breath.
///
/// Volumes and inflation times are held against the guideline's limits; what was not measured is
/// not marked. A breath is given during a compression when the chest was at its deepest while air
/// flowed in: onset and release are left out, because their few hundredths of a second of error
/// would blame breaths that were given right after the last release. A pure function.
#pragma once

#include <vector>

#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"

namespace sternum {

struct BreathMarks {
  bool too_small = false;
  bool too_large = false;
  bool too_fast = false;  ///< inflated in less than the guideline's shortest time
  bool during_compression = false;
  bool head_not_tilted = false;  ///< the head was outside the guideline's range
  friend bool operator==(const BreathMarks&, const BreathMarks&) = default;
};

/// One for each breath, in their order.
[[nodiscard]] std::vector<BreathMarks> mark_breaths(const Guideline& guideline,
                                                    const Performance& performance);

}  // namespace sternum
