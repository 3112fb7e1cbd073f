/// What to do while no manikin has been seen yet.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_empty_view(const View& view, Box box);

}  // namespace sternum
