#include "gui/views/aed_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "gui/locale/aed_words.hpp"
#include "gui/locale/spoken_prompt.hpp"
#include "gui/model/numbers.hpp"
#include "gui/views/aed_icon.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"

namespace sternum {

namespace {

constexpr float kFaultMark = 20.0F;
constexpr float kFaultGap = 10.0F;

bool warns_of_motion(const VirtualAed& aed) {
  return aed.state() == AedState::Analysing && aed.prompt() == AedPrompt::MotionDetected;
}

constexpr int kMostSpeechLines = 20;

struct SpeechSize {
  Type type = Type::LabelBold;
  float line = 22.0F;
};

/// The largest in which all of `words` fit into a box.
SpeechSize largest_size(Canvas& canvas, std::string_view words, Box box) {
  constexpr std::array<std::pair<Type, float>, 4> kSizes = {{{Type::Number, 104.0F},
                                                             {Type::State, 48.0F},
                                                             {Type::Title, 32.0F},
                                                             {Type::LabelBold, 22.0F}}};
  for (const auto& [type, line] : kSizes) {
    const int lines = canvas.lines_of(words, type, box.w, kMostSpeechLines);
    if (static_cast<float>(lines) * line <= box.h) return {type, line};
  }
  return {};
}

/// Flashes at 1 Hz while it waits to be pressed; its word does not.
void draw_shock_button(const AedView& v, Box box, bool large) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const char* label = trc(v.language(), "aed button", "Shock");
  if (v.aed.state() != AedState::Armed || v.aed.is_held()) {
    static_cast<void>(button(canvas, "aed shock", box, label, {.key = "F8", .enabled = false}));
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
  const bool has_key = icon + 8 + label_w + 12 + key_w + 16 <= box.w;
  const float all = icon + 8 + label_w + (has_key ? 12 + key_w : 0);
  Box inside{box.centre().x - all / 2, box.y, all, box.h};
  draw_bolt(canvas, inside.cut_left(icon, 8), t.on_warn);
  canvas.text(inside.cut_left(label_w, 12), label, type, t.on_warn);
  if (has_key) draw_key_cap(canvas, {inside.x, inside.centre().y - 12, key_w, 24}, "F8", t.on_warn);
  if (clicked) v.press(AedInput::ShockButton);
}

/// Its shape tells a danger from a fault.
void draw_finding_mark(const AedView& v, Box box, AedFinding::Kind kind, Colour ink) {
  if (is_dangerous(kind)) {
    draw_trouble_icon(v.canvas(), box, ink, v.theme().bg1);
  } else {
    v.canvas().ring(box.centre(), 6, ink, 2);
  }
}

}  // namespace

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

std::string time_left(const VirtualAed& aed) {
  const auto left = aed.left();
  if (!left) return {};
  // The last second is told as 1, not as 0.
  return clock(seconds(std::ceil(left->seconds() - 1e-6)));
}

void draw_speech(const AedView& v, Box box) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const bool warns = warns_of_motion(v.aed);
  canvas.fill(box, warns ? t.warn : t.bg2, 6);
  Box rest = box.inset(12, 4);
  const float icon = std::min(rest.h >= 104 ? 40.0F : 28.0F, rest.h);
  draw_voice_icon(canvas, rest.cut_left(icon, 12), warns ? t.on_warn : t.tx2, v.trainer.voice_on());
  const bool silent = v.aed.prompt() == AedPrompt::None;
  const std::string words =
      silent ? tr(v.language(), "Switch the AED on") : spoken(v.language(), v.aed.prompt());
  const Colour ink = warns ? t.on_warn : silent ? t.tx3 : t.tx1;
  const SpeechSize size = largest_size(canvas, words, rest);
  canvas.paragraph_in_middle(rest, words, size.type, ink, size.line);
}

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

void draw_aed_buttons(const AedView& v, Box row, bool large) {
  Canvas& canvas = v.canvas();
  const Language language = v.language();
  const bool off = v.aed.state() == AedState::Off;
  const char* power = trc(language, "aed", "Power");
  const char* pads = v.aed.pads() ? trc(language, "aed", "Pads off")
                                  : title_of(language, v.trainer.pads_ready(v.manikin_id));
  // The shock has what the others leave, and a third at least.
  const float most = (row.w - 16) / 3;
  const auto width_of = [&](const char* label, const char* key) {
    return std::min(most, std::max((row.w - 16) / 4, button_width(canvas, label, key)));
  };
  if (button(canvas, "aed power", row.cut_left(width_of(power, "F6"), 8), power,
             {.key = "F6", .primary = off && large})) {
    v.press(AedInput::Power);
  }
  if (button(canvas, "aed pads", row.cut_left(width_of(pads, "F7"), 8), pads,
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

float finding_width(const AedView& v, const AedFinding& finding) {
  return kFaultMark + kFaultGap + v.canvas().width(sentence(v.language(), finding), Type::Label);
}

void draw_finding(const AedView& v, Box row, const AedFinding& finding) {
  constexpr float kLine = 24.0F;
  const Theme& t = v.theme();
  const Colour ink = is_dangerous(finding.kind) ? t.stop_tx : t.warn_tx;
  const std::string words = sentence(v.language(), finding);
  const Box mark = row.cut_left(kFaultMark, kFaultGap);
  if (row.h < 2 * kLine) {
    draw_finding_mark(v, {mark.x, mark.centre().y - kFaultMark / 2, kFaultMark, kFaultMark},
                      finding.kind, ink);
    v.canvas().text(row, words, Type::Label, ink);
    return;
  }
  draw_finding_mark(v, {mark.x, mark.y + 2, kFaultMark, kFaultMark}, finding.kind, ink);
  v.canvas().paragraph(row, words, Type::Label, ink, kLine);
}

}  // namespace sternum
