/// The right column of the debrief: the score, the ledger of lost points that adds up to it, and
/// the metrics; and, under the chart, what would gain most.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_score(const View& view, const ReviewModel& review, Box box);
void draw_ledger(const View& view, const ReviewModel& review, Box box);
void draw_metrics(const View& view, const ReviewModel& review, Box box);
/// The `rank`-th costliest lost point, as a sentence.
void draw_advice(const View& view, const ReviewModel& review, Box box, int rank);

/// The number that marks a lost point, in the ledger and under the chart.
void draw_reason_number(Canvas& canvas, Box box, int number, bool selected);

}  // namespace sternum
