#include "gui/views/aed_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/locale/aed_words.hpp"
#include "gui/locale/spoken_prompt.hpp"
#include "gui/model/numbers.hpp"
#include "gui/views/aed_icon.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
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
constexpr float kLowAed = 184.0F;

/// What every part of the panel is given.
struct AedView {
  const View& view;
  AedTrainer& trainer;
  const std::string& manikin_id;
  const VirtualAed& aed;

  [[nodiscard]] Canvas& canvas() const { return view.canvas; }
  [[nodiscard]] const Theme& theme() const { return view.theme(); }
  [[nodiscard]] Language language() const { return view.language(); }
  void press(AedInput input) const { trainer.press(manikin_id, input, view.station); }
  void press_pads() const { trainer.press_pads(manikin_id, view.station); }
};

const char* title_of(Language language, AedScenario scenario) {
  switch (scenario) {
    case AedScenario::Shock:
      return trc(language, "aed scenario", "Shock");
    case AedScenario::NoShock:
      return trc(language, "aed scenario", "No shock");
    case AedScenario::ShockThenNoShock:
      break;
  }
  return trc(language, "aed scenario", "Shock, then none");
}

const char* title_of(Language language, AedPads pads) {
  return pads == AedPads::Child ? tr(language, "Child pads") : tr(language, "Adult pads");
}

Colour state_ink(const AedView& v) {
  const AedState state = v.aed.state();
  if (state == AedState::Off) return v.theme().tx3;
  if (state == AedState::Armed) return v.theme().warn_tx;
  return state == AedState::Cpr ? v.theme().target : v.theme().tx1;
}

bool warns_of_motion(const VirtualAed& aed) {
  return aed.state() == AedState::Analysing && aed.prompt() == AedPrompt::MotionDetected;
}

/// What it says, in the largest type that fits: on one line, or on two of the second largest.
void draw_speech(const AedView& v, Box box) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const bool warns = warns_of_motion(v.aed);
  canvas.fill(box, warns ? t.warn : t.bg2, 6);
  const Colour ink = warns ? t.on_warn : t.tx1;
  Box rest = box.inset(12, 4);
  const float icon = std::min(28.0F, rest.h);
  draw_voice_icon(canvas, rest.cut_left(icon, 12), warns ? t.on_warn : t.tx2, v.trainer.voice_on());
  const std::string words = spoken(v.language(), v.aed.prompt());
  if (words.empty()) {
    canvas.text(rest, word(v.language(), v.aed.state()), Type::Title, t.tx3);
    return;
  }
  const bool tall = rest.h >= 48;
  const Type type = tall ? canvas.fitting(words, rest.w, {Type::State, Type::Title})
                         : canvas.fitting(words, rest.w, {Type::Title, Type::LabelBold});
  const bool fits = canvas.width(words, type) <= rest.w;
  if (fits || rest.h < 64) {
    canvas.text(rest, words, fits ? type : Type::LabelBold, ink);
    return;
  }
  // On a high ground the largest type on two lines, else the next one.
  const bool large = rest.h >= 104 && canvas.width(words, Type::State) <= 1.9F * rest.w;
  const float line = large ? 48.0F : 32.0F;
  const float lines = rest.h >= 2 * line ? 2.0F : 1.0F;
  const Box middle{rest.x, rest.centre().y - lines * line / 2, rest.w, lines * line};
  canvas.paragraph(middle, words, large ? Type::State : Type::Title, ink, line);
}

/// How much of the state's time is over; nothing where it ends by what somebody does.
void draw_time_bar(const AedView& v, Box box) {
  const auto left = v.aed.left();
  const auto length = v.aed.length();
  if (!left || !length || length->us() <= 0) return;
  const Theme& t = v.theme();
  const auto share = static_cast<float>(left->seconds() / length->seconds());
  v.canvas().fill(box, t.bg3, box.h / 2);
  const Colour ink = v.aed.state() == AedState::Armed ? t.warn_tx : t.meter;
  v.canvas().fill({box.x, box.y, std::max(box.h, box.w * share), box.h}, ink, box.h / 2);
}

std::string time_left(const VirtualAed& aed) {
  const auto left = aed.left();
  if (!left) return {};
  // The last second is told as 1, not as 0.
  return clock(seconds(std::ceil(left->seconds() - 1e-6)));
}

/// Flashes at 1 Hz while it waits to be pressed; its word does not.
void draw_shock_button(const AedView& v, Box box, bool large) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const char* label = trc(v.language(), "aed button", "Shock");
  if (v.aed.state() != AedState::Armed || v.aed.is_held()) {
    if (button(canvas, "aed shock", box, label, {.key = "F8", .enabled = false})) return;
    return;
  }
  const bool clicked = canvas.click_area("aed shock", box);
  const bool bright = canvas.now_s() - std::floor(canvas.now_s()) < 0.5;
  canvas.fill(box, bright ? t.warn : mix(t.warn, t.on_warn, 0.3F), 6);
  if (canvas.hovered()) canvas.outline(box.inset(-2), t.target, 8, 2);
  const Type type = large ? Type::State : Type::LabelBold;
  const float icon = large ? 40.0F : 22.0F;
  const float label_w = canvas.width(label, type);
  const float key_w = key_cap_width(canvas, "F8");
  const float all = icon + 8 + label_w + 12 + key_w;
  Box inside{box.centre().x - all / 2, box.y, all, box.h};
  draw_bolt(canvas, inside.cut_left(icon, 8), t.on_warn);
  canvas.text(inside.cut_left(label_w, 12), label, type, t.on_warn);
  draw_key_cap(canvas, {inside.x, inside.centre().y - 12, key_w, 24}, "F8", t.on_warn);
  if (clicked) v.press(AedInput::ShockButton);
}

/// What a trainee has in hand: power, pads, shock.
void draw_aed_buttons(const AedView& v, Box row, bool large) {
  Canvas& canvas = v.canvas();
  const Language language = v.language();
  const bool off = v.aed.state() == AedState::Off;
  const float part = (row.w - 16) / 4;
  if (button(canvas, "aed power", row.cut_left(part, 8), trc(language, "aed", "Power"),
             {.key = "F6", .primary = off && large})) {
    v.press(AedInput::Power);
  }
  const char* pads = v.aed.pads() ? trc(language, "aed", "Pads off")
                                  : title_of(language, v.trainer.pads_ready(v.manikin_id));
  if (button(canvas, "aed pads", row.cut_left(part, 8), pads,
             {.key = "F7", .enabled = !v.aed.is_held()})) {
    v.press_pads();
  }
  draw_shock_button(v, row, large);
}

void draw_hold_button(const AedView& v, Box box) {
  const Language language = v.language();
  if (button(v.canvas(), "aed hold", box,
             v.aed.is_held() ? trc(language, "aed", "Go on") : trc(language, "aed", "Hold"),
             {.enabled = v.aed.state() != AedState::Off, .armed = v.aed.is_held()})) {
    v.press(AedInput::Hold);
  }
}

/// One line: a mark whose shape tells a danger from a fault.
void draw_finding(const AedView& v, Box row, const AedFinding& finding) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const bool dangerous = is_dangerous(finding.kind);
  const Colour ink = dangerous ? t.stop_tx : t.warn_tx;
  const Box mark = row.cut_left(20, 10);
  if (dangerous) {
    draw_trouble_icon(canvas, mark, ink, t.bg1);
  } else {
    canvas.ring(mark.centre(), 6, ink, 2);
  }
  canvas.text(row, sentence(v.language(), finding), Type::Label, ink);
}

// The card.

void draw_aed_head(const AedView& v, Box row) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const Language language = v.language();
  draw_hold_button(v, row.cut_right(button_width(canvas, trc(language, "aed", "Go on")), 8));
  const AedScenario scenario = v.trainer.scenario(v.manikin_id);
  const char* chosen = title_of(language, scenario);
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
  row.cut_left(canvas.text(row, word(language, v.aed.state()), Type::Title, t.tx1), 16);
  if (!v.aed.findings().empty()) draw_finding(v, row, v.aed.findings().back());
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

/// Buttons of which one is chosen.
template <class Choice, class Choices, class Chosen, class Choose>
void draw_choice(const AedView& v, Box box, const Choices& choices, bool in_row, Chosen&& chosen,
                 Choose&& choose) {
  const int count = static_cast<int>(choices.size());
  ImGui::PushID(static_cast<int>(box.y));
  for (int i = 0; i < count; ++i) {
    const Choice choice = choices[static_cast<std::size_t>(i)];
    const Box cell = in_row ? box.cell(i, 0, count, 1, 8) : box.cell(0, i, 1, count, 8);
    const std::string id = fmt::format("{}", i);
    if (button(v.canvas(), id.c_str(), cell, title_of(v.language(), choice),
               {.primary = chosen(choice)})) {
      choose(choice);
    }
  }
  ImGui::PopID();
}

void draw_sound_switches(const AedView& v, Box row) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const Language language = v.language();
  const auto with_icon = [&](const char* id, Box box, const char* label) {
    const bool clicked = button(canvas, id, box, "");
    const Box icon{box.x + 12, box.centre().y - 10, 20, 20};
    canvas.text({box.x + 42, box.y, box.w - 50, box.h}, label, Type::LabelBold, t.tx1);
    return std::pair{clicked, icon};
  };
  const Box left = row.cell(0, 0, 2, 1, 8);
  const auto [voice, voice_icon] = with_icon("aed voice", left, tr(language, "AED voice"));
  draw_voice_icon(canvas, voice_icon, v.trainer.voice_on() ? t.target : t.tx3,
                  v.trainer.voice_on());
  if (voice) v.trainer.set_voice(!v.trainer.voice_on());
  const Box right = row.cell(1, 0, 2, 1, 8);
  const auto [click, click_icon] = with_icon("aed metronome", right, tr(language, "AED metronome"));
  draw_metronome_icon(canvas, click_icon, v.trainer.metronome_on() ? t.target : t.tx3,
                      canvas.hovered() ? t.bg3 : t.bg2);
  if (click) v.trainer.set_metronome(!v.trainer.metronome_on());
}

void draw_aed_choices(const AedView& v, Box box) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const Language language = v.language();
  draw_panel(canvas, box);
  Box rest = box.inset(16);
  canvas.text(rest.cut_top(24, 8), tr(language, "AED scenario"), Type::Label, t.tx2);
  const bool high = rest.h >= 560;
  draw_choice<AedScenario>(
      v, rest.cut_top(high ? 136 : 40, 16), kAedScenarios, !high,
      [&](AedScenario each) { return each == v.trainer.scenario(v.manikin_id); },
      [&](AedScenario each) { v.trainer.choose(v.manikin_id, each); });
  canvas.text(rest.cut_top(24, 8), trc(language, "aed", "Pads"), Type::Label, t.tx2);
  draw_choice<AedPads>(
      v, rest.cut_top(40, 16), std::array{AedPads::Adult, AedPads::Child}, true,
      [&](AedPads each) { return each == v.trainer.pads_ready(v.manikin_id); },
      [&](AedPads each) { v.trainer.lay_ready(v.manikin_id, each); });
  draw_sound_switches(v, rest.cut_top(40, 8));
  draw_hold_button(v, rest.cut_top(40, 16));
  canvas.line({rest.x, rest.y}, {rest.right(), rest.y}, t.line);
  rest.cut_top(8);
  const auto& findings = v.aed.findings();
  if (findings.empty()) {
    if (v.aed.analyses() > 0) {
      canvas.text(rest.cut_top(32), tr(language, "Nothing was done wrong so far"), Type::Label,
                  t.tx2);
    }
    return;
  }
  // The newest on top: it is what the instructor is about to speak of.
  for (auto finding = findings.rbegin(); finding != findings.rend() && rest.h >= 48; ++finding) {
    Box row = rest.cut_top(56, 4);
    const Colour ink = is_dangerous(finding->kind) ? t.stop_tx : t.warn_tx;
    const Box mark = row.cut_left(20, 10);
    const Box at_line{mark.x, row.y + 2, mark.w, 20};
    if (is_dangerous(finding->kind)) {
      draw_trouble_icon(canvas, at_line, ink, t.bg1);
    } else {
      canvas.ring(at_line.centre(), 6, ink, 2);
    }
    canvas.paragraph(row, sentence(language, *finding), Type::Label, ink, 24);
  }
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
