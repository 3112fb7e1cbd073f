/// Everybody of the class: who presses, who is called where, who is next, and what hands-on time
/// each has had.
///
/// A bar is as long as the time; who has had none is marked by word and shape. Clicking a row
/// chooses it; the buttons under the list say what can be done with whoever is chosen.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// The column beside the seats.
inline constexpr float kQueueColumn = 336.0F;

[[nodiscard]] bool queue_has_room(const View& view, Box content);
void draw_queue_panel(const View& view, Box box);
/// The list and its buttons without a panel around them; one line for each where it is wide.
void draw_queue_list(const View& view, Box box);

}  // namespace sternum
