// The guided check of a manikin's depth: what to do now, how long still, and what it came to.
#include <algorithm>
#include <array>

#include "gui/model/numbers.hpp"
#include "gui/views/manikin_detail.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"

namespace sternum {

namespace {

constexpr float kCardLine_h = 24.0F;

std::string step_words(Language language, const DepthCheckState& check) {
  if (check.step == DepthCheckStep::LetGo) return tr(language, "Let go of the chest");
  return tr(language, "Press onto the block and hold");
}

std::string hint_words(Language language, const DepthCheckState& check) {
  switch (check.hint) {
    case DepthCheckHint::Moving:
      return tr(language, "It moves: keep it still.");
    case DepthCheckHint::NotLetGo:
      return tr(language, "It is still pressed: let go.");
    case DepthCheckHint::NotOnBlock:
      return tr(language, "Not on the block yet: press on until it stops you.");
    case DepthCheckHint::None:
      break;
  }
  return check.step == DepthCheckStep::LetGo
             ? tr(language, "Nobody touches it for 2 seconds.")
             : tr(language, "The block under the sternum plate; still for 1 second.");
}

/// Which of the points comes now; a correction goes through them twice.
void draw_steps(const View& view, const DepthCheckState& check, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const int count = check.corrects ? 4 : 2;
  int now = check.step == DepthCheckStep::Press ? 1 : 0;
  if (check.verifies) now += 2;
  if (check.step == DepthCheckStep::Done) now = count;
  for (int i = 0; i < count; ++i) {
    const Box dot = box.cut_left(28, 10);
    const Point middle = dot.centre();
    if (i < now) {
      draw_state_icon(canvas, {middle.x - 12, middle.y - 12, 24, 24}, SeatState::Good, t.target,
                      t.bg1);
    } else {
      if (i == now) canvas.fill({middle.x - 12, middle.y - 12, 24, 24}, t.bg3, 12);
      canvas.ring(middle, 11, i == now ? t.tx1 : t.edge, 2);
      canvas.text({middle.x - 12, middle.y - 12, 24, 24}, fmt::format("{}", i + 1), Type::LabelBold,
                  i == now ? t.tx1 : t.tx3, Align::Centre);
    }
  }
  if (check.verifies && check.step < DepthCheckStep::Done) {
    canvas.text(box, tr(view.language(), "corrected; now once more, to see"), Type::Label, t.tx2);
  }
}

void draw_progress(const View& view, const DepthCheckState& check, Box box) {
  const Theme& t = view.theme();
  view.canvas.fill(box, t.bg3, 4);
  const float share = static_cast<float>(std::clamp(check.progress, 0.0, 1.0));
  if (share > 0.0F) view.canvas.fill({box.x, box.y, box.w * share, box.h}, t.target, 4);
}

void draw_step(const View& view, const ManikinRow& row, const DepthCheckState& check, Box rest) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Box buttons = rest.cut_bottom(40, 8);
  if (button_at_right(canvas, "stop check", buttons, tr(language, "Stop the check"))) {
    ManikinDesk::close_check(row, view.station);
  }
  Box head = rest.cut_top(48, 8);
  draw_state_icon(
      canvas, head.cut_left(40, 16),
      check.step == DepthCheckStep::LetGo ? SeatState::ReleaseFully : SeatState::PressDeeper,
      t.target, t.bg1);
  const std::string words = step_words(language, check);
  canvas.text(head, words, canvas.fitting(words, head.w, {Type::State, Type::Title}), t.tx1);
  const bool waits = check.hint != DepthCheckHint::None;
  Box hint = rest.cut_top(kCardLine_h, 10);
  if (waits) draw_trouble_icon(canvas, hint.cut_left(18, 8), t.warn_tx, t.bg1);
  canvas.text(hint, hint_words(language, check), waits ? Type::LabelBold : Type::Label,
              waits ? t.warn_tx : t.tx2);
  draw_progress(view, check, rest.cut_top(10, 12));
  if (!check.reading_mm || rest.h < 40) return;
  const std::string reading =
      filled(tr(language, "The manikin says {} mm"), tenths(check.reading_mm));
  canvas.text(rest.cut_top(40), reading, Type::Title, t.tx1);
}

void draw_value(const View& view, Box& rest, const char* label, const std::string& value,
                Colour ink) {
  if (rest.h < 30) return;
  Box line = rest.cut_top(30, 2);
  view.canvas.text(line.cut_left(std::min(240.0F, line.w * 0.55F), 8), label, Type::Label,
                   view.theme().tx2);
  view.canvas.text(line, value, Type::LabelBold, ink);
}

void draw_result(const View& view, const ManikinRow& row, const DepthCheckState& check, Box rest) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const DepthCheckResult& result = *check.result;
  const bool agrees = result.agrees();
  Box buttons = rest.cut_bottom(40, 8);
  if (button_at_right(canvas, "close check", buttons, tr(language, "Close"), {.primary = agrees})) {
    ManikinDesk::close_check(row, view.station);
  }
  if (!agrees && !check.corrects &&
      button_at_right(canvas, "correct manikin", buttons, tr(language, "Correct the manikin"),
                      {.primary = true})) {
    view.console.manikin_desk().check(row, true, view.console.examiner(), view.station);
  }
  Box head = rest.cut_top(48, 8);
  const Colour ink = agrees ? t.target : t.warn_tx;
  if (agrees) {
    draw_state_icon(canvas, head.cut_left(40, 16), SeatState::Good, ink, t.bg1);
  } else {
    draw_trouble_icon(canvas, head.cut_left(40, 16), ink, t.bg1);
  }
  const std::string words =
      agrees ? std::string(tr(language, "It agrees with the block"))
             : filled(tr(language, "Off by {} mm"), signed_tenths(result.error_mm()));
  canvas.text(head, words, canvas.fitting(words, head.w, {Type::State, Type::Title}), t.tx1);
  const char* means =
      agrees ? tr(language, "Within 1 mm at rest and on the block. Kept with today's date.")
      : check.corrects
          ? tr(language,
               "It did not follow: adjust it the way its maker says, or do not examine on it.")
          : tr(language,
               "Kept with today's date. Correcting measures twice more; what was recorded stays "
               "as it is.");
  const auto millimetres_of = [&](double value) {
    return filled(tr(language, "{} mm"), tenths(value));
  };
  draw_value(view, rest, tr(language, "At rest it says"), millimetres_of(result.rest_mm), t.tx1);
  draw_value(
      view, rest, tr(language, "On the block it says"),
      filled(tr(language, "{} mm of {} mm"), tenths(result.held_mm), tenths(result.block_mm)),
      t.tx1);
  draw_value(view, rest, tr(language, "Gain and offset"),
             fmt::format("{:.3f} · {} mm", result.gain(), signed_tenths(result.offset_mm())),
             t.tx1);
  // Below the numbers: where there is no room for both, those are what was asked for.
  if (rest.h >= kCardLine_h) canvas.paragraph(rest, means, Type::Label, t.tx2, kCardLine_h);
}

void draw_failure(const View& view, const ManikinRow& row, const DepthCheckState& check, Box rest) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Box buttons = rest.cut_bottom(40, 8);
  if (button_at_right(canvas, "close check", buttons, tr(language, "Close"))) {
    ManikinDesk::close_check(row, view.station);
  }
  if (check.failure != DepthCheckFailure::NoDepth &&
      button_at_right(canvas, "check again", buttons, tr(language, "Check once more"),
                      {.primary = true, .enabled = row.here->online})) {
    view.console.manikin_desk().check(row, check.corrects, view.console.examiner(), view.station);
  }
  Box head = rest.cut_top(48, 8);
  draw_trouble_icon(canvas, head.cut_left(40, 16), t.warn_tx, t.bg1);
  const char* words = tr(language, "Nothing was measured");
  canvas.text(head, words, canvas.fitting(words, head.w, {Type::State, Type::Title}), t.tx1);
  canvas.paragraph(rest, failure_sentence(language, check), Type::Label, t.tx1, kCardLine_h);
}

}  // namespace

void draw_depth_check(const View& view, const ManikinRow& row, Box box) {
  const Theme& t = view.theme();
  const DepthCheckState& check = *row.here->depth_check;
  view.canvas.text(
      box.cut_top(kCardLine_h, 4),
      filled(tr(view.language(), "Depth check with a block of {} mm"), tenths(check.block_mm)),
      Type::Label, t.tx2);
  if (check.step != DepthCheckStep::Failed) draw_steps(view, check, box.cut_top(32, 8));
  if (check.result) {
    draw_result(view, row, check, box);
  } else if (check.step == DepthCheckStep::Failed) {
    draw_failure(view, row, check, box);
  } else {
    draw_step(view, row, check, box);
  }
}

}  // namespace sternum
