/// The right column of the debrief: the score, what the data were worth, the ledger of lost points
/// that adds up to it, and the metrics; and, under the chart, what would gain most.
#pragma once

#include <cstddef>

#include "gui/views/view.hpp"

namespace sternum {

void draw_score(const View& view, const ReviewModel& review, Box box);
/// How high `draw_quality` is with at most so many findings; 0 when nothing speaks against the
/// data.
[[nodiscard]] float quality_height(const ReviewModel& review, std::size_t most_findings);
/// The verdict on the data and as many of its findings, the gravest first, as there is room for:
/// beside the score, and no part of it.
void draw_quality(const View& view, const ReviewModel& review, Box box);
/// How high `draw_feedback` wants to be; 0 unless the trainee has done both.
[[nodiscard]] float feedback_height(const ReviewModel& review);
/// What this trainee does with feedback and without, over all stored attempts.
void draw_feedback(const View& view, const ReviewModel& review, Box box);
/// How high `draw_ledger` is with every line in sight.
[[nodiscard]] float ledger_height(const ReviewModel& review);
void draw_ledger(const View& view, const ReviewModel& review, Box box);
void draw_metrics(const View& view, const ReviewModel& review, Box box);
/// The `rank`-th costliest lost point, as a sentence.
void draw_advice(const View& view, const ReviewModel& review, Box box, int rank);

/// The number that marks a lost point, in the ledger and under the chart.
void draw_reason_number(Canvas& canvas, Box box, int number, bool selected);

}  // namespace sternum
