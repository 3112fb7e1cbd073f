#include "gui/views/aed_panel.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/locale/aed_words.hpp"
#include "gui/views/aed_icon.hpp"
#include "gui/views/aed_parts.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

// As GLFW numbers them.
constexpr int kF6 = 295;
constexpr int kF7 = 296;
constexpr int kF8 = 297;

/// The smallest box that has room for the instructor's choices beside the AED.
constexpr float kWideAed = 880.0F;
constexpr float kTallAed = 440.0F;
/// Below this the state's word gives way to what the AED says.
constexpr float kLowAed = 168.0F;

// The card.

void draw_aed_head(const AedView& v, Box row) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const Language language = v.language();
  draw_hold_button(v, row.cut_right(button_width(canvas, trc(language, "aed", "Go on")), 8));
  const AedScenario scenario = v.trainer.scenario(v.manikin_id);
  const std::string chosen = filled(tr(language, "Scenario: {}"), title_of(language, scenario));
  if (button(canvas, "aed scenario", row.cut_right(button_width(canvas, chosen), 16), chosen)) {
    const auto next = (static_cast<std::size_t>(scenario) + 1) % kAedScenarios.size();
    v.trainer.choose(v.manikin_id, kAedScenarios[next]);
  }
  const std::string left = time_left(v.aed);
  if (!left.empty()) {
    canvas.text(row.cut_right(canvas.width(left, Type::Title), 16), left, Type::Title, t.tx1,
                Align::Right);
  }
  draw_aed_icon(canvas, row.cut_left(28, 10), v.aed.state(), state_ink(v));
  if (v.aed.is_held()) {
    canvas.text(row, tr(language, "Held by the instructor"), Type::Title, t.warn_tx);
    return;
  }
  const char* state = word(language, v.aed.state());
  if (v.aed.findings().empty()) {
    canvas.text(row, state, Type::Title, t.tx1);
    return;
  }
  // What was done wrong must be readable; of the state the icon and the speech tell, too.
  const float word_w = canvas.width(state, Type::Title);
  const AedFinding& newest = v.aed.findings().back();
  if (word_w + 16 + finding_width(v, newest) <= row.w) {
    canvas.text(row.cut_left(word_w, 16), state, Type::Title, t.tx1);
  }
  draw_finding(v, row, newest);
}

void draw_aed_card(const AedView& v, Box box) {
  draw_panel(v.canvas(), box);
  const bool low = box.h < kLowAed;
  Box rest = box.inset(16, low ? 10 : 14);
  draw_aed_buttons(v, rest.cut_bottom(40, 8), false);
  if (low) {
    const std::string left = time_left(v.aed);
    if (!left.empty()) {
      v.canvas().text(rest.cut_right(v.canvas().width(left, Type::Title), 12), left, Type::Title,
                      v.theme().tx1, Align::Right);
    }
    draw_aed_icon(v.canvas(), rest.cut_left(28, 10), v.aed.state(), state_ink(v));
    draw_speech(v, rest);
    return;
  }
  draw_aed_head(v, rest.cut_top(36, 8));
  draw_time_bar(v, rest.cut_bottom(6, 8));
  draw_speech(v, rest);
}

// The screen of its own.

void draw_aed_device(const AedView& v, Box box) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const Language language = v.language();
  draw_panel(canvas, box);
  Box rest = box.inset(24);
  Box head = rest.cut_top(56, 16);
  const std::string shocks = filled(tr(language, "Shocks {}"), v.aed.shocks());
  canvas.text(head.cut_right(canvas.width(shocks, Type::Unit), 16), shocks, Type::Unit, t.tx2);
  draw_aed_icon(canvas, head.cut_left(56, 16), v.aed.state(), state_ink(v));
  const float word_w = canvas.text(head, word(language, v.aed.state()), Type::State, t.tx1);
  head.cut_left(word_w, 24);
  if (v.aed.is_held()) {
    canvas.text(head, tr(language, "Held by the instructor"), Type::Unit, t.warn_tx);
  }
  draw_aed_buttons(v, rest.cut_bottom(88, 24), true);

  Box time = rest.cut_bottom(std::clamp(rest.h * 0.4F, 96.0F, 152.0F), 16);
  draw_time_bar(v, time.cut_bottom(12, 12));
  const std::string left = time_left(v.aed);
  if (!left.empty()) {
    time.cut_left(canvas.text(time, left, Type::Number, t.tx1), 20);
    const char* means = v.aed.state() == AedState::Cpr     ? tr(language, "until the next analysis")
                        : v.aed.state() == AedState::Armed ? tr(language, "until it is disarmed")
                                                           : "";
    canvas.text({time.x, time.y + 18, time.w, time.h - 18}, means, Type::Unit, t.tx2);
  }
  draw_speech(v, rest);
}

void take_aed_keys(const AedView& v) {
  if (ImGui::IsKeyPressed(kF6, false)) v.press(AedInput::Power);
  if (ImGui::IsKeyPressed(kF7, false)) v.press_pads();
  if (ImGui::IsKeyPressed(kF8, false)) v.press(AedInput::ShockButton);
}

}  // namespace

void draw_aed_panel(const View& view, AedTrainer& trainer, const std::string& manikin_id, Box box) {
  trainer.show(manikin_id);
  const AedView v{view, trainer, manikin_id, trainer.aed(manikin_id)};
  take_aed_keys(v);
  ImGui::PushID(manikin_id.c_str());
  if (box.w >= kWideAed && box.h >= kTallAed) {
    const Box choices = box.cut_right(std::clamp(box.w * 0.32F, 340.0F, 480.0F), 16);
    draw_aed_device(v, box);
    draw_aed_choices(v, choices);
  } else {
    draw_aed_card(v, box);
  }
  ImGui::PopID();
}

}  // namespace sternum
