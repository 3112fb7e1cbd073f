/// A box that is ticked or not, and the words beside it.
#pragma once

#include <string_view>

#include "gui/widgets/canvas.hpp"

namespace sternum {

/// True when it was clicked; what is ticked is the caller's to change.
bool check_box(Canvas& canvas, const char* id, Box row, std::string_view words, bool ticked,
               bool enabled = true);

}  // namespace sternum
