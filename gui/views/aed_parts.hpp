/// What an AED's panel is made of, as a card and as a screen of its own.
#pragma once

#include <string>

#include "gui/model/aed_trainer.hpp"
#include "gui/views/view.hpp"

namespace sternum {

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

[[nodiscard]] const char* title_of(Language language, AedScenario scenario);
[[nodiscard]] const char* title_of(Language language, AedPads pads);
[[nodiscard]] Colour state_ink(const AedView& v);
/// Until the state ends by itself: "1:24"; empty where it does not.
[[nodiscard]] std::string time_left(const VirtualAed& aed);

/// What it says, as large as there is room for.
void draw_speech(const AedView& v, Box box);
/// How much of the state's time is over; nothing where it ends by what somebody does.
void draw_time_bar(const AedView& v, Box box);
/// What a trainee has in hand: power, pads, shock.
void draw_aed_buttons(const AedView& v, Box row, bool large);
/// Lets time stand still, and go on.
void draw_hold_button(const AedView& v, Box box);
/// On as many lines as `row` is high. The mark's shape tells a danger from a fault.
void draw_finding(const AedView& v, Box row, const AedFinding& finding);
[[nodiscard]] float finding_width(const AedView& v, const AedFinding& finding);
/// The instructor's: scenario, pads that lie ready, sound, and everything that was done wrong.
void draw_aed_choices(const AedView& v, Box box);

}  // namespace sternum
