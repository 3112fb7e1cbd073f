/// What a class came to: everybody's row, certificates beside it, and the export of all that.
///
///     ┌ results, or the list of classes ┐ ┌ certificates ┐
///     │                                 │ ├ export       ┤
///     └─────────────────────────────────┘ └──────────────┘
///
/// Where there is no room for all of it, buttons above choose which part is shown.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_results_view(const View& view, Box box);

}  // namespace sternum
