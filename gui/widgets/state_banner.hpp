/// The banner that tells a seat's state in fill, icon, word and offending value.
#pragma once

#include "gui/model/seat_condition.hpp"
#include "gui/widgets/canvas.hpp"

namespace sternum {

struct StateColours {
  Colour fill;
  Colour ink;
  Colour icon;
};
/// Hands off blinks at 1 Hz, all seats in phase: `now_s` is the canvas's.
[[nodiscard]] StateColours state_colours(const Canvas& canvas, SeatState state);

struct BannerOptions {
  Type word = Type::State;
  float icon = 36.0F;
  float margin = 10.0F;
  float radius = 4.0F;
  bool fill = true;  ///< false: the ground is coloured already
};
/// `age_s`: how long the state stands; the fill fades in over 120 ms.
void draw_state_banner(Canvas& canvas, Box box, const SeatCondition& condition, double age_s,
                       const BannerOptions& options = {});

}  // namespace sternum
