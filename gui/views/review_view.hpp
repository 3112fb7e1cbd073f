/// The debrief of a stored attempt: the whole of it on one time axis, the score, and where every
/// lost point went.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_review_view(const View& view, Box box);

}  // namespace sternum
