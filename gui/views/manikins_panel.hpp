/// The manikins of the room: which is which, how each is, and what can be done with it.
///
/// A list, and the chosen one beside it where there is room, else under it. Fits any box from about
/// 380 × 480 on, so that other screens can hold it. What a click wants goes to the console's
/// `ManikinDesk`.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_manikins_panel(const View& view, Box box);

}  // namespace sternum
