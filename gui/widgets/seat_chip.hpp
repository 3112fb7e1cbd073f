/// A seat's number with the colour of its manikin's sticker.
#pragma once

#include "gui/widgets/canvas.hpp"

namespace sternum {

/// Up to six seats have a colour each; above that, every row of seats has one.
[[nodiscard]] Colour seat_colour(int seat_index, int seats, int columns);

/// The colour bar alone; outlined where the ground is light or filled by a state.
void draw_seat_bar(Canvas& canvas, Box box, Colour colour, bool outlined);

/// `number` is set in `type`; a touched manikin's chip has the focus outline.
void draw_seat_chip(Canvas& canvas, Box box, int number, Colour colour, Type type, bool touched);

}  // namespace sternum
