/// An exam's sheet: sections and items, with keys, what was measured, points and marks.
#pragma once

#include "gui/model/exam_sheet.hpp"
#include "gui/views/view.hpp"

namespace sternum {

/// A click on a row selects it, on its key or mark presses it. Scrolls where it is too long.
void draw_exam_sheet(const View& view, const SeatExam& exam, const ExamSheet& sheet, Box box);

}  // namespace sternum
