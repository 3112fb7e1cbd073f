/// The shapes that tell what a virtual AED is doing without its colour, in a 24-unit box.
#pragma once

#include "analysis/exam/virtual_aed.hpp"
#include "gui/widgets/canvas.hpp"

namespace sternum {

/// As large as the shorter side of `box` and in its middle.
void draw_aed_icon(Canvas& canvas, Box box, AedState state, Colour ink);
void draw_bolt(Canvas& canvas, Box box, Colour ink);

}  // namespace sternum
