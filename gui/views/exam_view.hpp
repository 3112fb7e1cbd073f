/// The examiner's screen of one exam: the sheet on the left; time, cycle, points, the strip and
/// what is being asked on the right. Without a manikin the sheet has the width.
///
///     ┌ sheet ───────────┐ ┌ time ┐┌ cycle ┐┌ points ┐
///     │ section    10/15 │ │ strip                    │ (while it runs)
///     │ Q  item    5/5 ✓ │ │ shock                    │ (schemes with an AED)
///     │ ~  item      … ◆ │ │ question, reason, or verdict
///     └──────────────────┘ └ what the data are worth ─┘
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_exam_view(const View& view, const Seat& seat, Box box);

/// The header's words and buttons while an exam is in sight, from the right end of `row`.
void draw_exam_header(const View& view, const Seat& seat, Box row);
/// The footer: what keys do, and the hashes of what decides.
void draw_exam_footer(const View& view, const Seat& seat, Box row, const std::string& right);

}  // namespace sternum
