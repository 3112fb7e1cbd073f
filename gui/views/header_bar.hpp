/// The header: what is shown, how many are online, the clock, and the buttons of the screen.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_header_bar(const View& view, Box box);

}  // namespace sternum
