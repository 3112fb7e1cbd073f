/// The shapes that tell a state without its colour, as unions of convex parts in a 24-unit box.
#pragma once

#include "gui/model/seat_condition.hpp"
#include "gui/widgets/canvas.hpp"

namespace sternum {

/// The state's icon, as large as the shorter side of `box` and in its middle. `ground` shows
/// through where a shape is cut out of another.
void draw_state_icon(Canvas& canvas, Box box, SeatState state, Colour ink, Colour ground);

/// Three bars of a chest's strip: the product's mark.
void draw_mark(Canvas& canvas, Box box);
/// A triangle with a bar in it: something is wrong with us, not with the trainee.
void draw_trouble_icon(Canvas& canvas, Box box, Colour ink, Colour ground);
/// A metronome, and a loudspeaker: with waves where it speaks, crossed out where it does not.
void draw_metronome_icon(Canvas& canvas, Box box, Colour ink, Colour ground);
void draw_voice_icon(Canvas& canvas, Box box, Colour ink, bool speaks);
/// Pointing down.
void draw_chevron(Canvas& canvas, Box box, Colour ink);
void draw_battery(Canvas& canvas, Box box, double charge, Colour ink, Colour low);

}  // namespace sternum
