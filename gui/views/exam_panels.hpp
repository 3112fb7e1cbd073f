/// The right side of the exam screen, panel by panel; the debrief of an exam borrows some.
#pragma once

#include "gui/model/exam_sheet.hpp"
#include "gui/views/view.hpp"

namespace sternum {

/// What the exam is held against: its scheme's guideline, else the station's. May be null.
[[nodiscard]] const Guideline* guideline_of(const View& view, const SeatExam& exam);

/// In a column lower than this the cards are a line each, and a question has all the room until it
/// is answered.
inline constexpr float kLowExamColumn = 300.0F;

/// How high the cards want to be in a column of `column_h`.
[[nodiscard]] float exam_cards_height(const Seat& seat, float column_h);
/// Time, cycle and points, side by side, or a line each where there is little height; time and
/// points alone where no CPR is measured.
void draw_exam_cards(const View& view, const Seat& seat, const ExamSheet& sheet, Box box);

/// The depth strip with the limits' uncertainty hatched.
void draw_exam_strip(const View& view, const Seat& seat, Box box);

/// What the data are worth, in one line.
void draw_exam_quality(const View& view, const Seat& seat, Box box);

/// How high the question wants to be; 0 when nothing is asked.
[[nodiscard]] float exam_question_height(const View& view, const SeatExam& exam);
/// A borderline item to be decided, or an overruling that waits for its reason.
void draw_exam_question(const View& view, const SeatExam& exam, Box box);

/// The verdict in word, shape and colour, why, what to do better, and what comes next.
void draw_exam_verdict(const View& view, const Seat& seat, Box box);
/// The words of it: reasons, then tips, each with an ink.
void draw_exam_reasons(const View& view, const SeatExam& exam, Box box);

/// "Passed", "Borderline": short enough for a tile.
[[nodiscard]] std::string verdict_word(Language language, Verdict verdict);

/// "86.5"; empty where there is no total, or not one alone.
[[nodiscard]] std::string total_text(const Examination& examination);

}  // namespace sternum
