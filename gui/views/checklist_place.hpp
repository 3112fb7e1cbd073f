/// Of a place without a manikin: what stands where the strip would.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// What the chosen checklist will ask, as far as there is room; without one, that one is needed.
void draw_checklist_place(const View& view, Box box);

}  // namespace sternum
