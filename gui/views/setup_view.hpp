/// The class before and beside the lesson: its record, whether there are enough instructors and
/// manikins, its people.
///
///     ┌ record ┐ ┌ trainees, or the list that ┐
///     │        │ │ is being looked through    │
///     ├ ratios ┤ │                            │
///     └────────┘ └────────────────────────────┘
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_setup_view(const View& view, Box box);

}  // namespace sternum
