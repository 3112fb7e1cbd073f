/// The keys, on F1. Nothing stops while it is shown.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_help_overlay(const View& view, Box window);

}  // namespace sternum
