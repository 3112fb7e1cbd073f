/// What can be done with whoever is chosen in the queue, as buttons with their keys.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

[[nodiscard]] float queue_actions_height(const View& view, float width);
void draw_queue_actions(const View& view, Box box);

}  // namespace sternum
