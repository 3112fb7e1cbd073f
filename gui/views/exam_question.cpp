#include <imgui.h>

#include <algorithm>

#include "gui/locale/exam_sentence.hpp"
#include "gui/model/names.hpp"
#include "gui/locale/overruling_reasons.hpp"
#include "gui/views/exam_panels.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/marks.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kButton = 40.0F;
constexpr float kHead = 40.0F;
constexpr float kSentence = 26.0F;
constexpr float kRange = 64.0F;
constexpr float kMargin = 16.0F;

std::string question_title(const View& view, const SeatExam& exam, const std::string& id) {
  const SchemeItem* item = item_of(*exam.scheme, id);
  return item != nullptr ? title(view.language(), *item)
                         : std::string(tr(view.language(), "the points"));
}

/// How far a measure itself may be off; empty where it is a count or a share of such numbers.
std::optional<double> uncertainty_of(const SeatExam& exam, const SchemeItem& item) {
  if (item.sensor.measure == Measure::MeanDepth) {
    return exam.scheme->assumed_uncertainty.depth.mm();
  }
  if (item.sensor.measure == Measure::MeanBreathVolume) {
    return exam.scheme->assumed_uncertainty.volume.ml();
  }
  return std::nullopt;
}

/// What was measured between the limit's either side, with what it may be off by.
void draw_range(const View& view, const SeatExam& exam, const SchemeItem& item, double measured,
                Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const SensorRule& rule = item.sensor;
  const double off = uncertainty_of(exam, item).value_or(0.0);
  const double low = std::min(measured - off, rule.limit);
  const double high =
      std::max(measured + off, rule.comparison == Comparator::Within ? rule.upper : rule.limit);
  const double around = std::max({high - low, 0.12 * std::abs(rule.limit), 1e-6}) * 0.8;
  const double from = low - around;
  const double to = high + around;
  const Box bar{box.x, box.y + 24, box.w, 8};
  const auto x = [&](double value) {
    return bar.x + bar.w * static_cast<float>((value - from) / (to - from));
  };
  canvas.fill(bar, t.bg3, 2);
  float met_from = x(rule.limit);
  float met_to = bar.right();
  if (rule.comparison == Comparator::AtMost || rule.comparison == Comparator::LessThan) {
    met_to = met_from;
    met_from = bar.x;
  } else if (rule.comparison == Comparator::Within) {
    met_to = x(rule.upper);
  }
  canvas.fill({met_from, bar.y, met_to - met_from, bar.h}, t.mid);
  if (off > 0.0) {
    const Box range{x(measured - off), bar.y - 6, x(measured + off) - x(measured - off), 20};
    canvas.fill(range, t.bg2, 2);
    canvas.hatch(range, t.warn_ln);
    canvas.outline(range, t.warn_tx, 2, 2);
  }
  canvas.fill({x(measured) - 2, bar.y - 5, 4, bar.h + 10}, t.tx1);
  canvas.line({x(rule.limit), bar.y - 8}, {x(rule.limit), bar.bottom() + 10}, t.tx1, 2);
  const std::string value = value_text(language, item, measured);
  const float value_w = canvas.width(value, Type::LabelBold);
  canvas.text(
      {std::clamp(x(measured) - value_w / 2, box.x, box.right() - value_w), box.y - 6, value_w, 22},
      value, Type::LabelBold, t.warn_tx);
  const std::string wanted = filled(tr(language, "wanted {}"), wanted_text(language, item));
  const float wanted_w = canvas.width(wanted, Type::Label);
  canvas.text({std::clamp(x(rule.limit) - wanted_w / 2, box.x, box.right() - wanted_w),
               bar.bottom() + 10, wanted_w, 22},
              wanted, Type::Label, t.tx2);
}

std::string question_words(const View& view, const SeatExam& exam, const SchemeItem* item) {
  const Language language = view.language();
  if (item == nullptr) {
    return tr(
        language,
        "The points would be enough or not within the measuring error. The examiner decides.");
  }
  const bool volume = item->sensor.measure == Measure::MeanBreathVolume ||
                      item->sensor.measure == Measure::BreathInTarget ||
                      item->sensor.measure == Measure::BreathInTargetCount;
  const auto& off = exam.scheme->assumed_uncertainty;
  const std::string error = volume ? fmt::format("{:g} {}", off.volume.ml(), tr(language, "ml"))
                                   : fmt::format("{:g} {}", off.depth.mm(), tr(language, "mm"));
  return filled(tr(language, "Within the measuring error of +/- {} it may be met or missed."),
                error);
}

void draw_borderline(const View& view, const SeatExam& exam, const std::string& id, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Console& console = view.console;
  canvas.outline(box, t.warn_tx, 8, 2);
  Box rest = box.inset(kMargin, 12);
  Box head = rest.cut_top(kHead);
  draw_outcome_mark(canvas, head.cut_left(32, 12), ItemOutcome::Borderline);
  const std::string words = filled(tr(language, "Borderline: {}"), question_title(view, exam, id));
  canvas.text(head, words, canvas.fitting(words, head.w, {Type::Title, Type::LabelBold}), t.tx1);
  Box buttons = rest.cut_bottom(kButton, 8);
  const SchemeItem* item = item_of(*exam.scheme, id);
  if (rest.h >= kSentence) {
    const float lines = rest.h >= 2 * kSentence + kRange || item == nullptr ? 2.0F : 1.0F;
    const float used =
        canvas.paragraph({rest.x, rest.y, rest.w, lines * kSentence},
                         question_words(view, exam, item), Type::Label, t.tx2, kSentence);
    rest.cut_top(used, 4);
  }
  const ItemResult* result = result_of(exam, id);
  if (item != nullptr && result != nullptr && result->measured && rest.h >= kRange) {
    draw_range(view, exam, *item, *result->measured, {rest.x, rest.y + 6, rest.w, rest.h - 6});
  }
  const bool running =
      console.examined() != nullptr && console.examined()->phase == AttemptPhase::Running;
  const int count = running ? 3 : 2;
  // Shorter words before cut ones.
  const auto fitting = [&](const char* label, const char* key, const std::string& shorter) {
    const float room = buttons.cell(0, 0, count, 1, kMargin).w;
    return button_width(canvas, label, key) <= room ? std::string(label) : shorter;
  };
  if (button(canvas, "judge pass", buttons.cell(0, 0, count, 1, kMargin),
             fitting(tr(language, "Judge as passed"), "1", word(language, Verdict::Pass)),
             {.key = "1"})) {
    console.answer_question(true);
  }
  if (button(canvas, "judge fail", buttons.cell(1, 0, count, 1, kMargin),
             fitting(tr(language, "Judge as failed"), "2", tr(language, "Failed")), {.key = "2"})) {
    console.answer_question(false);
  }
  if (running &&
      button(canvas, "do again", buttons.cell(2, 0, count, 1, kMargin),
             fitting(tr(language, "Do it again"), "3", tr(language, "Again")), {.key = "3"})) {
    console.do_item_again(view.station);
  }
}

void draw_reasons(const View& view, const SeatExam& exam, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Console& console = view.console;
  OverrulingDraft& draft = *console.desk().draft();
  canvas.outline(box, t.tx1, 8, 2);
  Box rest = box.inset(kMargin, 12);
  Box head = rest.cut_top(kHead);
  draw_outcome_mark(canvas, head.cut_left(28, 12),
                    draft.to_met ? ItemOutcome::Met : ItemOutcome::Missed);
  // Where there is little room, the key is its name.
  const bool is_short = head.w < 300;
  if (is_short ? button_at_right(canvas, "cancel", head, "Esc")
               : button_at_right(canvas, "cancel", head, tr(language, "Cancel"), {.key = "Esc"})) {
    console.desk().cancel();
    return;
  }
  const std::string words = filled(
      draft.to_met ? tr(language, "Why is it passed? {}") : tr(language, "Why is it failed? {}"),
      question_title(view, exam, draft.item_id));
  canvas.text(head, words, canvas.fitting(words, head.w, {Type::Title, Type::LabelBold}), t.tx1);
  rest.cut_top(4);
  const auto reasons = overruling_reasons(language, draft.to_met);
  const float row_h =
      std::clamp(rest.h / static_cast<float>(reasons.size() + 1) - 4, 28.0F, kButton);
  std::optional<std::string> given;
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    const Box row = rest.cut_top(row_h, 4);
    ImGui::PushID(static_cast<int>(i));
    const bool clicked = canvas.click_area("reason", row);
    canvas.fill(row, canvas.hovered() ? t.bg3 : t.bg2, 6);
    ImGui::PopID();
    if (clicked) given = reasons[i];
    Box inside = row.inset(8, 0);
    const Box cap = inside.cut_left(26, 12);
    draw_key_cap(canvas, {cap.x, cap.centre().y - 12, 26, 24}, fmt::format("{}", i + 1), t.tx1);
    canvas.text(inside, reasons[i], Type::Label, t.tx1);
  }
  Box row = rest.cut_top(row_h);
  const Box cap = Box{row.x + 8, row.centre().y - 12, 26, 24};
  draw_key_cap(canvas, cap, fmt::format("{}", reasons.size() + 1), t.tx1);
  row.cut_left(46);
  // Who decides is part of the entry; it is typed once and stays.
  text_field(canvas, "who", row.cut_right(std::min(200.0F, row.w * 0.35F), 8), console.examiner(),
             {.hint = tr(language, "examiner's number")});
  const bool focus = draft.typing;
  draft.typing = false;
  if (text_field(canvas, "reason", row, draft.reason,
                 {.hint = tr(language, "in words of your own; Enter"), .take_keyboard = focus})) {
    given = trimmed(draft.reason);
  }
  if (given) console.give_reason(*given, view.station);
}

}  // namespace

float exam_question_height(const View& view, const SeatExam& exam) {
  const ExamDesk& desk = std::as_const(view.console).desk();
  if (desk.draft()) return 24 + kHead + 4 + 4 * (kButton + 4);
  const auto asked = desk.question(exam);
  if (!asked) return 0.0F;
  const bool has_range = item_of(*exam.scheme, *asked) != nullptr;
  return 24 + kHead + 2 * kSentence + (has_range ? kRange + 8 : 0.0F) + kButton + 12;
}

void draw_exam_question(const View& view, const SeatExam& exam, Box box) {
  draw_panel(view.canvas, box);
  if (view.console.desk().draft()) {
    draw_reasons(view, exam, box);
  } else if (const auto asked = view.console.desk().question(exam)) {
    draw_borderline(view, exam, *asked, box);
  }
}

}  // namespace sternum
