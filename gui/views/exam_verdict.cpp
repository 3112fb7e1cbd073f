#include <algorithm>

#include "gui/locale/exam_sentence.hpp"
#include "gui/model/numbers.hpp"
#include "gui/views/exam_panels.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/marks.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"

namespace sternum {

namespace {

constexpr float kLine = 24.0F;

/// What failed the exam or left it open, in words.
std::vector<std::string> reasons_of(Language language, const SeatExam& exam) {
  std::vector<std::string> reasons;
  for (const std::string& id : exam.examination->because) {
    const SchemeItem* item = item_of(*exam.scheme, id);
    if (item != nullptr) {
      const ItemResult* result = result_of(exam, id);
      std::string words = title(language, *item);
      if (result != nullptr) words += ": " + word(language, result->outcome);
      reasons.push_back(std::move(words));
    } else if (id == kWholeScore) {
      reasons.emplace_back(exam.examination->verdict == Verdict::Fail
                               ? tr(language, "Not enough points")
                               : tr(language, "The points, by themselves"));
    } else {
      reasons.emplace_back(tr(language, "The recording does not allow a verdict"));
    }
  }
  return reasons;
}

}  // namespace

std::string total_text(const Examination& examination) {
  // While something is open the points are those of one way it may end.
  if (!examination.total || examination.verdict == Verdict::Borderline) return {};
  return tenths(examination.total->points());
}

std::string verdict_word(Language language, Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
    case Verdict::Fail:
      return word(language, verdict);
    case Verdict::Borderline:
      return trc(language, "verdict", "Borderline");
    case Verdict::Invalid:
      return trc(language, "verdict", "Invalid");
  }
  return {};
}

void draw_exam_reasons(const View& view, const SeatExam& exam, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Box rest = box;
  const Verdict verdict = exam.examination->verdict;
  const std::vector<std::string> reasons = reasons_of(language, exam);
  const std::size_t tips = std::min<std::size_t>(exam.examination->tips.size(), 2);
  const float for_tips = tips > 0 ? kLine + 2 * kLine * static_cast<float>(tips) + 8 : 0.0F;
  std::size_t shown = 0;
  for (; shown < reasons.size() && rest.h >= kLine; ++shown) {
    const bool more = shown + 1 < reasons.size();
    // The last line before the tips says how many there are still.
    if (more && rest.h - for_tips < 2 * kLine && shown > 0) break;
    Box row = rest.cut_top(kLine);
    draw_outcome_mark(canvas, row.cut_left(16, 10),
                      verdict == Verdict::Fail ? ItemOutcome::Missed : ItemOutcome::Borderline);
    canvas.text(row, reasons[shown], Type::Label, t.tx1);
  }
  if (shown < reasons.size() && rest.h >= kLine) {
    canvas.text(rest.cut_top(kLine).inset(26, 0),
                filled(tr(language, "and {} more"), reasons.size() - shown), Type::Label, t.tx3);
  }
  if (tips == 0 || rest.h < 2 * kLine + 8) return;
  rest.cut_top(8);
  canvas.text(rest.cut_top(kLine), tr(language, "What to do better"), Type::LabelBold, t.tx1);
  for (std::size_t i = 0; i < tips && rest.h >= kLine; ++i) {
    const Box row{rest.x, rest.y, rest.w, std::min(2 * kLine, rest.h)};
    rest.cut_top(canvas.paragraph(row, sentence(language, exam.examination->tips[i], *exam.scheme),
                                  Type::Label, t.tx2, kLine));
  }
}

void draw_exam_verdict(const View& view, const Seat& seat, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const SeatExam& exam = *seat.exam;
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  if (!exam.examination) {
    canvas.text(rest, tr(language, "nothing could be judged yet"), Type::Title, t.tx2,
                Align::Centre);
    return;
  }
  const Examination& examination = *exam.examination;
  const bool high = box.h >= 260;
  Box head = rest.cut_top(high ? 96 : 56, 4);
  const Type type = high ? Type::Number : Type::State;
  const std::string words = verdict_word(language, examination.verdict);
  const float mark = high ? 72 : 36;
  const std::string total = total_text(examination);
  const float total_w = total.empty() ? 0 : canvas.width(total, Type::State) + 90;
  const bool wide = canvas.width(words, type) + mark + 24 + total_w <= head.w;
  const float small_w = canvas.width(words, Type::State) + 36 + 24;
  if (!total.empty() && (wide || small_w + total_w <= head.w)) {
    draw_quantity(canvas, head.cut_right(total_w, 8), total, tr(language, "of 100"),
                  {.number = Type::State,
                   .unit = Type::Label,
                   .ink = t.tx1,
                   .unit_ink = t.tx2,
                   .align = Align::Right});
  }
  draw_verdict_mark(canvas, head.cut_left(wide ? mark : 36, 16), examination.verdict, t.bg1);
  canvas.text(head, words, wide ? type : canvas.fitting(words, head.w, {Type::State, Type::Title}),
              verdict_ink(t, examination.verdict));

  Box buttons = rest.cut_bottom(40, 12);
  if (button_at_right(canvas, "next", buttons, tr(language, "Next trainee"),
                      {.key = "F12", .primary = true})) {
    view.console.next_trainee(seat);
  }
  const bool failed = examination.verdict == Verdict::Fail;
  if (button_at_right(canvas, "retest", buttons,
                      failed ? tr(language, "Retest") : tr(language, "Take it again"),
                      {.key = "F9", .enabled = Console::can_start(seat)})) {
    view.console.retake(seat, view.station);
  }
  if (seat.attempt_id && buttons.w >= 120 &&
      button_at_right(canvas, "debrief", buttons, tr(language, "Debrief"))) {
    view.console.open_review(*seat.attempt_id, view.station);
    return;
  }
  if (examination.verdict == Verdict::Invalid && rest.h >= kLine) {
    canvas.text(rest.cut_top(kLine), tr(language, "It does not count, and may be taken again."),
                Type::Label, t.tx1);
  }
  if (examination.verdict != examination.before_overruling && rest.h >= kLine) {
    canvas.text(rest.cut_top(kLine),
                filled(tr(language, "Before overruling: {}"),
                       verdict_word(language, examination.before_overruling)),
                Type::Label, t.tx2);
  }
  draw_exam_reasons(view, exam, rest);
}

}  // namespace sternum
