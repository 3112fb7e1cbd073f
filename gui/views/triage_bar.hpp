/// Who needs help: the most urgent seats as chips, in an order that does not jump.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_triage_bar(const View& view, Box box, int columns);

}  // namespace sternum
