/// Every attempt of this station, newest first; a click or Enter opens its debrief.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_attempts_view(const View& view, Box box);

}  // namespace sternum
