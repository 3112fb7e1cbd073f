#include "gui/views/review_exam.hpp"

#include <imgui.h>

#include <algorithm>
#include <vector>

#include "gui/locale/exam_sentence.hpp"
#include "gui/locale/overruling_reasons.hpp"
#include "gui/model/numbers.hpp"
#include "gui/views/exam_menu.hpp"
#include "gui/views/exam_panels.hpp"
#include "gui/views/review_ledger.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/marks.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"

namespace sternum {

namespace {

constexpr float kGap = 8.0F;
constexpr float kRow = 30.0F;
constexpr float kLine = 22.0F;
constexpr float kInset = 24.0F;
constexpr float kMark = 26.0F;
constexpr float kPoints = 72.0F;

/// What the lines of one rule cost together: a trainee reads rules, not 60 compressions.
struct RuleCost {
  const LedgerEntry* first = nullptr;
  Points lost;
  int times = 0;
};

std::vector<RuleCost> costs_of(const std::vector<LedgerEntry>& ledger) {
  std::vector<RuleCost> costs;
  for (const LedgerEntry& entry : ledger) {
    auto cost = std::ranges::find_if(
        costs, [&entry](const RuleCost& one) { return one.first->rule == entry.rule; });
    if (cost == costs.end()) cost = costs.insert(costs.end(), {&entry, {}, 0});
    cost->lost += entry.lost;
    ++cost->times;
  }
  return costs;
}

void draw_verdict(const View& view, const SeatExam& exam, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Examination& examination = *exam.examination;
  draw_panel(canvas, box);
  Box rest = box.inset(24, 12);
  Box head = rest.cut_top(56, 4);
  if (const std::string total = total_text(examination); !total.empty()) {
    draw_quantity(canvas, head.cut_right(canvas.width(total, Type::State) + 76, 8), total,
                  tr(language, "of 100"),
                  {.number = Type::State,
                   .unit = Type::Label,
                   .ink = t.tx1,
                   .unit_ink = t.tx2,
                   .align = Align::Right});
  }
  draw_verdict_mark(canvas, head.cut_left(36, 12), examination.verdict, t.bg1);
  const std::string words = verdict_word(language, examination.verdict);
  canvas.text(head, words, canvas.fitting(words, head.w, {Type::State, Type::Title}),
              verdict_ink(t, examination.verdict));
  std::string line = purpose_words(language, exam.purpose) + " · " + title(language, *exam.scheme);
  canvas.text(rest.cut_top(kLine), line, Type::Label, t.tx2);
  if (rest.h < kLine) return;
  if (examination.verdict != examination.before_overruling) {
    canvas.text(rest,
                filled(tr(language, "Before overruling: {}"),
                       verdict_word(language, examination.before_overruling)),
                Type::Label, t.tx1);
  } else if (exam.scheme->pass) {
    canvas.text(rest, filled(tr(language, "pass {} / 100"), shown_points(*exam.scheme->pass)),
                Type::Label, t.tx3);
  }
}

/// Who overruled it, when, and what stood there before.
std::string overruling_words(Language language, const ItemResult& result) {
  const SheetEntry& entry = *result.overruling;
  std::string words =
      filled(tr(language, "was: {}"),
             word(language, result.before_overruling.value_or(ItemOutcome::Undecided)));
  if (!entry.who.empty()) words += " · " + filled(tr(language, "examiner {}"), entry.who);
  if (entry.utc_ms > 0) words += " · " + day_and_time(entry.utc_ms);
  return words + " · " + overruling_reason(language, entry.reason);
}

/// An item's lines: its title, in two where one would be cut; what was measured, beside it or
/// below; and its overruling.
struct ItemLines {
  bool long_title = false;
  bool measured_below = false;
  std::string overruling;
  float height = kRow;
};

ItemLines lines_of(const View& view, const SeatExam& exam, const ExamRow& row, float width) {
  Canvas& canvas = view.canvas;
  ItemLines lines;
  const float room = width - 2 * kInset - kMark - kPoints;
  const float both =
      canvas.width(row.title, Type::Label) + canvas.width(row.measured, Type::Label) + 16;
  lines.measured_below = !row.measured.empty() && both > room;
  if (lines.measured_below) lines.height += kLine;
  lines.long_title = canvas.width(row.title, Type::Label) > room;
  if (lines.long_title) lines.height += kLine;
  const ItemResult* result = result_of(exam, row.id);
  if (result != nullptr && result->overruling) {
    lines.overruling = overruling_words(view.language(), *result);
    lines.height += 2 * kLine;
  }
  return lines;
}

void draw_item(const View& view, Canvas& canvas, const SeatExam& exam, const ExamRow& row,
               Box box) {
  const Theme& t = view.theme();
  ExamDesk& desk = view.console.desk();
  const bool selected = !row.id.empty() && desk.selected() == row.id;
  if (!row.id.empty()) {
    ImGui::PushID(row.id.c_str());
    if (canvas.click_area("item", box)) desk.select(row.id);
    const bool over = canvas.hovered();
    ImGui::PopID();
    if (selected || over) canvas.fill(box, selected ? t.bg3 : t.bg2);
  }
  if (selected) canvas.fill({box.x, box.y, 4, box.h}, t.tx1);
  canvas.line({box.x + 16, box.bottom() - 1}, {box.right() - 16, box.bottom() - 1}, t.line);
  const Colour quiet = selected ? t.tx2 : t.tx3;
  const ItemLines lines = lines_of(view, exam, row, box.w);
  Box rest = box.inset(kInset, 0);
  Box first = rest.cut_top(kRow);
  draw_outcome_mark(canvas, first.cut_left(kMark - 10, 10), row.outcome);
  const Box points = first.cut_right(kPoints - 8, 8);
  if (row.out_of > Points{}) {
    const std::string won = row.is_decided() ? shown_points(row.won) : kNotMeasured;
    canvas.text(points, won + " / " + shown_points(row.out_of), Type::LabelBold,
                row.outcome == ItemOutcome::Missed ? t.stop_tx : t.tx1, Align::Right);
  }
  if (!lines.measured_below) {
    const float measured_w = canvas.width(row.measured, Type::Label);
    canvas.text(first.cut_right(measured_w, 8), row.measured, Type::Label, quiet);
  }
  rest.cut_left(kMark);
  rest.y -= 4;
  if (lines.long_title) {
    canvas.paragraph({first.x, first.y + 4, first.w, 2 * kLine}, row.title, Type::Label, t.tx1,
                     kLine);
    rest.cut_top(kLine);
  } else {
    canvas.text(first, row.title, Type::Label, t.tx1);
  }
  if (lines.measured_below) canvas.text(rest.cut_top(kLine), row.measured, Type::Label, quiet);
  if (!lines.overruling.empty()) {
    canvas.paragraph({rest.x, rest.y, rest.w, 2 * kLine}, lines.overruling, Type::Label, t.tx2,
                     kLine);
  }
}

void draw_items(const View& view, const SeatExam& exam, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_panel(canvas, box);
  Box rest = box.inset(0, 4);
  Box head = rest.cut_top(44).inset(24, 2);
  const bool may = std::as_const(view.console).desk().can_overrule(exam);
  if (button_at_right(canvas, "overrule", head, tr(language, "Overrule"),
                      {.key = "O", .enabled = may})) {
    view.console.overrule_selected();
  }
  canvas.text(head, tr(language, "Items"), Type::LabelBold, t.tx1);
  const ExamSheet sheet = exam_sheet(language, exam, view.console.desk().notes());
  // As narrow as beside a scroll bar: lines do not break anew when there is one.
  const float width = rest.w - ImGui::GetStyle().ScrollbarSize / canvas.scale();
  float height = 0.0F;
  Box reveal{0, 0, 0, 0};
  for (const ExamSection& section : sheet.sections) {
    for (const ExamRow& row : section.rows) {
      const float row_h = lines_of(view, exam, row, width).height;
      if (!row.id.empty() && view.console.desk().selected() == row.id) {
        reveal = {0, height, 1, row_h};
      }
      height += row_h;
    }
  }
  draw_scrolling(canvas, "exam items", rest, height, reveal, [&](Canvas& inside, Box content) {
    for (const ExamSection& section : sheet.sections) {
      for (const ExamRow& row : section.rows) {
        draw_item(view, inside, exam, row,
                  content.cut_top(lines_of(view, exam, row, width).height));
      }
    }
  });
}

void draw_exam_ledger(const View& view, const ReviewModel& review, const SeatExam& exam, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Examination& examination = *exam.examination;
  draw_panel(canvas, box);
  Box rest = box.inset(0, 4);
  Box head = rest.cut_top(32).inset(24, 0);
  const Points lost = examination.total ? kFullMarks - *examination.total : Points{};
  if (examination.ledger.empty()) {
    canvas.text(
        head,
        examination.total ? tr(language, "No point was lost") : tr(language, "Nothing to judge"),
        Type::LabelBold, t.tx1);
    return;
  }
  const std::string sum =
      "100 − " + tenths(lost.points()) + " = " +
      tenths(examination.total ? std::optional(examination.total->points()) : std::nullopt);
  canvas.text(head.cut_right(canvas.width(sum, Type::LabelBold), 8), sum, Type::LabelBold, t.tx1);
  canvas.text(head, tr(language, "Where the points went"), Type::LabelBold, t.tx1);
  const std::vector<RuleCost> costs = costs_of(examination.ledger);
  const float row_h = kRow + kLine - 8;
  draw_scrolling(canvas, "exam ledger", rest, row_h * static_cast<float>(costs.size()), {},
                 [&](Canvas& inside, Box content) {
                   int index = 0;
                   for (const RuleCost& cost : costs) {
                     const Box box_of_row = content.cut_top(row_h);
                     ImGui::PushID(index++);
                     if (inside.click_area("cost", box_of_row) && cost.first->at) {
                       const double second = review.seconds_at(*cost.first->at);
                       view.console.select_compression(cost.first->compression
                                                           ? cost.first->compression
                                                           : review.nearest_compression(second));
                     }
                     ImGui::PopID();
                     if (inside.hovered()) inside.fill(box_of_row, t.bg2);
                     inside.line({box_of_row.x + 16, box_of_row.y},
                                 {box_of_row.right() - 16, box_of_row.y}, t.line);
                     Box row = box_of_row.inset(24, 2);
                     inside.text(row.cut_right(56, 8), "−" + tenths(cost.lost.points()),
                                 Type::LabelBold, t.tx1, Align::Right);
                     std::string name = ledger_title(language, cost.first->rule, *exam.scheme);
                     if (cost.times > 1)
                       name += " · " + filled(tr(language, "{} times"), cost.times);
                     inside.text(row.cut_top(row.h / 2), name, Type::Label, t.tx1);
                     inside.text(row, sentence(language, *cost.first, examination, *exam.scheme),
                                 Type::Label, t.tx3);
                   }
                 });
}

}  // namespace

void draw_exam_column(const View& view, const ReviewModel& review, Box column) {
  const SeatExam& exam = *review.review().exam;
  if (!exam.examination) {
    draw_score(view, review, column.cut_top(132, kGap));
    draw_ledger(view, review, column);
    return;
  }
  draw_verdict(view, exam, column.cut_top(128, kGap));
  if (const float height = quality_height(review, 1); height > 0.0F) {
    draw_quality(view, review, column.cut_top(height, kGap));
  }
  if (const float asked = exam_question_height(view, exam); asked > 0.0F) {
    draw_exam_question(view, exam, column.cut_bottom(std::min(asked, column.h * 0.6F), kGap));
  } else {
    draw_exam_ledger(view, review, exam, column.cut_bottom(column.h * 0.4F, kGap));
  }
  draw_items(view, exam, column);
}

void draw_exam_tip(const View& view, const ReviewModel& review, Box box, int rank) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const SeatExam& exam = *review.review().exam;
  draw_panel(canvas, box);
  Box rest = box.inset(16, 14);
  const auto at = static_cast<std::size_t>(rank);
  if (!exam.examination || at >= exam.examination->tips.size()) {
    canvas.text(rest, tr(language, "Nothing else cost points"), Type::Label, t.tx3, Align::Centre);
    return;
  }
  const Tip& tip = exam.examination->tips[at];
  const Box chip_column = rest.cut_left(40, 16);
  const Box chip{chip_column.x, chip_column.y, 40, 40};
  canvas.fill(chip, t.bg3, 4);
  canvas.text(chip, whole(rank + 1), Type::Title, t.tx1, Align::Centre);
  const std::string heading = ledger_title(language, tip.rule, *exam.scheme);
  canvas.text(rest.cut_top(40, 4), heading,
              canvas.fitting(heading, rest.w, {Type::Title, Type::LabelBold}), t.tx1);
  const std::string gain = filled(tr(language, "Gains up to {:.1f} points"), tip.gain.points());
  canvas.text(rest.cut_bottom(26), gain, Type::LabelBold, t.target);
  canvas.paragraph(rest, sentence(language, tip, *exam.scheme), Type::Label, t.tx2, 24);
}

}  // namespace sternum
