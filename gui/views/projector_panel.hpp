/// The instructor's side of the trainees' screen: open or closed, what it shows, what people are
/// called on it. A small panel under the header, no dialog: everything else goes on.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_projector_panel(const View& view, Box window);

/// The button in the header that shows and hides the panel.
void draw_projector_button(const View& view, Box box);

}  // namespace sternum
