/// The ground that a group of things stands on, and lists that scroll inside one.
#pragma once

#include <functional>

#include "gui/widgets/canvas.hpp"

namespace sternum {

/// Filled and rounded; outlined where the window's ground is nearly as light.
void draw_panel(Canvas& canvas, Box box);

/// Draws `content` over everything else, in a window of its own, so that what lies under it does
/// not get its clicks. `name` is that window's, and never shown.
void draw_floating(Canvas& under, const char* name, Box box,
                   const std::function<void(Canvas&)>& content);

/// A part of what scrolls, from its top, that is brought into sight when it becomes another part,
/// or stands for something else that was chosen; no height: none.
struct Reveal {
  Reveal() = default;
  Reveal(Box part_in_sight, int chosen_in_it = 0) : part(part_in_sight), chosen(chosen_in_it) {}

  Box part{};
  int chosen = 0;
};

/// Draws `content` into a region of `box` that scrolls when `height` is more than fits. `content`
/// gets a canvas of its own and the box to draw in, as high as `height`, moved by the scroll.
void draw_scrolling(Canvas& canvas, const char* id, Box box, float height, Reveal reveal,
                    const std::function<void(Canvas&, Box)>& content);

}  // namespace sternum
