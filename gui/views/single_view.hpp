/// One seat, large: the prompt, 12 s of the strip, and numbers that are read from 5 m.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_single_view(const View& view, const Seat& seat, Box box);

}  // namespace sternum
