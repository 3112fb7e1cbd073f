/// Depth, rate, breaths, prompts and lost points of an attempt, one above the other on one time
/// axis.
///
/// Every compression can be selected, with the mouse or with ← and →; a lost point's number leads
/// to its compression.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// Whether anything was measured that the chart could show: a checklist may have no sensor.
[[nodiscard]] bool shows_anything(const ReviewModel& review);

void draw_review_chart(const View& view, const ReviewModel& review, Box box);

}  // namespace sternum
