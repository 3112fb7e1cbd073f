#include "gui/views/exam_view.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/locale/exam_sentence.hpp"
#include "gui/model/numbers.hpp"
#include "gui/views/aed_panel.hpp"
#include "gui/views/exam_menu.hpp"
#include "gui/views/exam_panels.hpp"
#include "gui/views/exam_sheet_panel.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"

namespace sternum {

namespace {

constexpr float kGap = 8.0F;
constexpr float kAed = 144.0F;
constexpr float kLeastAed = 120.0F;
constexpr float kQuality = 48.0F;
constexpr float kLowestStrip = 120.0F;
constexpr const char* kDot = " · ";

void draw_right_column(const View& view, const Seat& seat, const ExamSheet& sheet, Box column) {
  const SeatExam& exam = *seat.exam;
  const Scheme& scheme = *exam.scheme;
  const bool done = seat.phase == AttemptPhase::Done;
  const float cards_h = exam_cards_height(seat, column.h);
  const float wanted = exam_question_height(view, exam);
  if (wanted > 0.0F && column.h < kLowExamColumn && column.h - cards_h - kGap < wanted) {
    draw_exam_question(view, exam, column);
    return;
  }
  draw_exam_cards(view, seat, sheet, column.cut_top(cards_h, kGap));
  if (scheme.measures_cpr && column.h >= 360) {
    draw_exam_quality(view, seat, column.cut_bottom(kQuality, kGap));
  }
  const float asked = std::min(wanted, column.h);
  if (done) {
    // What is still to be decided stands beside what it comes to meanwhile.
    if (asked > 0.0F && column.h - asked < 180) {
      draw_exam_question(view, exam, column);
      return;
    }
    if (asked > 0.0F) draw_exam_question(view, exam, column.cut_bottom(asked, kGap));
    draw_exam_verdict(view, seat, column);
    return;
  }
  const bool has_strip = scheme.measures_cpr && guideline_of(view, exam) != nullptr;
  if (!has_strip) {
    if (asked > 0.0F) draw_exam_question(view, exam, column.cut_bottom(asked, kGap));
    if (scheme.uses_aed) draw_aed_panel(view, view.console.aed(), seat.manikin.id, column);
    return;
  }
  if (asked > 0.0F) {
    const bool leaves_room = column.h - asked - kGap >= kLowestStrip;
    draw_exam_question(view, exam, column.cut_bottom(leaves_room ? asked : column.h, kGap));
  }
  if (scheme.uses_aed && column.h >= kLeastAed) {
    const float height = column.h - kLowestStrip >= kAed ? kAed : kLeastAed;
    draw_aed_panel(view, view.console.aed(), seat.manikin.id, column.cut_bottom(height, kGap));
  }
  if (column.h >= kLowestStrip) draw_exam_strip(view, seat, column);
}

/// How much of the width the sheet has. A checklist's items are long; where there is little room,
/// the AED's buttons need it more, and so does a question, or the verdict when it has come.
float sheet_share(const Scheme& scheme, bool is_small, bool gives_way) {
  if (scheme.measures_cpr) return is_small && !gives_way ? 0.56F : 0.49F;
  return is_small && scheme.uses_aed ? 0.49F : 0.62F;
}

}  // namespace

void draw_exam_view(const View& view, const Seat& seat, Box box) {
  const SeatExam& exam = *seat.exam;
  const ExamSheet sheet = exam_sheet(view.language(), exam, view.console.desk().notes());
  ImGui::PushID(seat.number);
  Box rest = box;
  const bool gives_way =
      seat.phase == AttemptPhase::Done || exam_question_height(view, exam) > 0.0F;
  const float share = sheet_share(*exam.scheme, box.w < 880, gives_way);
  const Box left = rest.cut_left(std::floor(rest.w * share), 16);
  draw_exam_sheet(view, exam, sheet, left);
  draw_right_column(view, seat, sheet, rest);
  ImGui::PopID();
}

void draw_exam_header(const View& view, const Seat& seat, Box row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Console& console = view.console;
  const SeatExam& exam = *seat.exam;
  const bool done = seat.phase == AttemptPhase::Done;
  if (!done) {
    if (button_at_right(canvas, "end", row, tr(language, "End and save"),
                        {.key = "F12", .primary = true})) {
      console.press(Shortcut::EndExam, view.station);
    }
    const bool armed = console.discard_armed(seat);
    if (button_at_right(
            canvas, "void", row,
            armed ? tr(language, "Again: discard and redo") : tr(language, "Void and redo"),
            {.key = "F9", .armed = armed})) {
      console.void_and_redo(seat, view.station);
    }
  }
  if (console.station().seats.size() > 1 &&
      button_at_right(canvas, "all", row, tr(language, "All seats"), {.key = "Esc"})) {
    console.show_all_seats();
  }
  if (button(canvas, "help", row.cut_right(40, 16), "?")) {
    console.press(Shortcut::Help, view.station);
  }
  // Whose exam it is comes before what o'clock it is.
  const std::string clock = time_of_day(console.station().wall_clock_ms);
  if (row.w >= 280) {
    canvas.text(row.cut_right(canvas.width(clock, Type::Title), 24), clock, Type::Title, t.tx1);
  }

  const std::string& scheme = title(language, *exam.scheme);
  const std::string heading = purpose_words(language, exam.purpose) + kDot + scheme;
  std::string who = seat.trainee + kDot + filled(tr(language, "seat {}"), seat.number);
  if (!console.examiner().empty()) {
    who += kDot + filled(tr(language, "examiner {}"), console.examiner());
  }
  if (exam.purpose != AttemptPurpose::Practice)
    who += kDot + std::string(tr(language, "no feedback"));
  const Type type =
      canvas.fitting(heading, row.w - std::min(row.w * 0.4F, canvas.width(who, Type::Label)) - 16,
                     {Type::Title, Type::LabelBold});
  // Whose exam it is must be readable; what it is called stands on the sheet, too.
  const float who_w = std::min(canvas.width(who, Type::Label), row.w * 0.55F);
  Box name = row;
  name.w = std::min(canvas.width(heading, type), row.w - who_w - 16);
  if (name.w >= 120) {
    canvas.text(name, heading, type, t.tx1);
    row.cut_left(name.w, 16);
  }
  canvas.text(row, who, Type::Label, t.tx2);
}

void draw_exam_footer(const View& view, const Seat& seat, Box row, const std::string& right) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Scheme& scheme = *seat.exam->scheme;
  std::string hashes = filled(tr(language, "Guideline {}"), scheme.guideline_id);
  const Guideline* guideline = guideline_of(view, *seat.exam);
  if (guideline != nullptr && guideline->id == scheme.guideline_id) {
    hashes += kDot + short_hash(guideline->hash);
  }
  hashes += "   " + filled(tr(language, "Scheme {}"), scheme.id) + " " + scheme.edition + kDot +
            short_hash(scheme.hash);
  if (!right.empty()) hashes += "   " + right;
  const float width = std::min(canvas.width(hashes, Type::Label), row.w * 0.62F);
  canvas.text(row.cut_right(width, 24), hashes, Type::Label, t.tx3);
  canvas.text(row,
              tr(language,
                 "A letter ticks, again: missed, third: open · U takes back · O overrules · wave: "
                 "the sensor judges"),
              Type::Label, t.tx3);
}

}  // namespace sternum
