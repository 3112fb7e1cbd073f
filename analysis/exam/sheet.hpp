/// What the instructor's entries on the sheet come to for one item.
///
/// Later entries for an item replace earlier ones:
/// ```
///   Ticked, Missed ─▶ met, missed     Timed ─▶ met when within the timer's limits
///   Unticked ─▶ undecided again       Overruled ─▶ as the instructor says, until a later entry
/// ```
/// A tick item takes no times. A sensor item takes ticks only where its sensor says nothing: what
/// was measured is changed by overruling alone, with a reason. An overruling without one does not
/// count. Pure functions.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/exam/examination.hpp"

namespace sternum {

struct SheetMark {
  std::optional<bool> met;  ///< empty: undecided
  std::optional<double> timed_s;
  std::optional<SheetEntry> overruling;
  friend bool operator==(const SheetMark&, const SheetMark&) = default;
};

/// Without the overruling: `met` and `timed_s` are what it replaced.
[[nodiscard]] SheetMark read_sheet(const std::vector<SheetEntry>& sheet, const SchemeItem& item);
/// The last overruling of the points as a whole, under the id "score".
[[nodiscard]] std::optional<SheetEntry> overruled_score(const std::vector<SheetEntry>& sheet);

}  // namespace sternum
