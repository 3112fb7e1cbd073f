#include <imgui.h>

#include <array>
#include <utility>

#include "gui/views/aed_parts.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

/// Buttons of which one is chosen, taken from the top of `rest`: side by side if their words fit.
template <class Choices, class Chosen, class Choose>
void draw_choice(const AedView& v, const char* id, Box& rest, const Choices& choices,
                 Chosen&& chosen, Choose&& choose) {
  const int count = static_cast<int>(choices.size());
  const float part = rest.cell(0, 0, count, 1, 8).w;
  bool fits = true;
  for (const auto choice : choices) {
    fits = fits && button_width(v.canvas(), title_of(v.language(), choice)) <= part;
  }
  const float each = rest.h >= 480 ? 40.0F : 32.0F;
  const Box box = rest.cut_top(fits ? 40 : each * static_cast<float>(count) + 8, 16);
  ImGui::PushID(id);
  for (int i = 0; i < count; ++i) {
    const auto choice = choices[static_cast<std::size_t>(i)];
    const Box cell = fits ? box.cell(i, 0, count, 1, 8) : box.cell(0, i, 1, count, 4);
    const char* words = title_of(v.language(), choice);
    if (button(v.canvas(), words, cell, words, {.primary = chosen(choice)})) choose(choice);
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
  const auto [voice, voice_icon] = with_icon("aed voice", left, trc(language, "aed", "Voice"));
  draw_voice_icon(canvas, voice_icon, v.trainer.voice_on() ? t.target : t.tx3,
                  v.trainer.voice_on());
  if (voice) v.trainer.set_voice(!v.trainer.voice_on());
  const Box right = row.cell(1, 0, 2, 1, 8);
  const auto [click, click_icon] =
      with_icon("aed metronome", right, trc(language, "aed", "Metronome"));
  draw_metronome_icon(canvas, click_icon, v.trainer.metronome_on() ? t.target : t.tx3,
                      canvas.hovered() ? t.bg3 : t.bg2);
  if (click) v.trainer.set_metronome(!v.trainer.metronome_on());
}

}  // namespace

void draw_aed_choices(const AedView& v, Box box) {
  Canvas& canvas = v.canvas();
  const Theme& t = v.theme();
  const Language language = v.language();
  draw_panel(canvas, box);
  Box rest = box.inset(16);
  canvas.text(rest.cut_top(24, 8), tr(language, "AED scenario"), Type::Label, t.tx2);
  draw_choice(
      v, "aed scenarios", rest, kAedScenarios,
      [&](AedScenario each) { return each == v.trainer.scenario(v.manikin_id); },
      [&](AedScenario each) { v.trainer.choose(v.manikin_id, each); });
  canvas.text(rest.cut_top(24, 8), trc(language, "aed", "Pads"), Type::Label, t.tx2);
  draw_choice(
      v, "aed pads ready", rest, std::array{AedPads::Adult, AedPads::Child},
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
  std::size_t left = findings.size();
  for (; left > 0 && rest.h >= (left > 1 ? 84.0F : 56.0F); --left) {
    draw_finding(v, rest.cut_top(52, 4), findings[left - 1]);
  }
  if (left > 0) {
    canvas.text(rest.cut_top(24), filled(tr(language, "and {} more"), left), Type::Label, t.tx2);
  }
}

}  // namespace sternum
