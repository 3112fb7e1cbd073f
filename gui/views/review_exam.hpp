/// The debrief of an exam: its verdict in place of the score, its items in place of the metrics.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// The whole right column: verdict, items and the ledger; or, while one is drafted, an overruling.
void draw_exam_column(const View& view, const ReviewModel& review, Box column);

/// The `rank`-th tip of the exam, as a sentence.
void draw_exam_tip(const View& view, const ReviewModel& review, Box box, int rank);

}  // namespace sternum
