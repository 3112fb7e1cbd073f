/// Who is next, and Start: the name field, the names of those who were here, and the button.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// One row, 40 high or more. Enter in the field starts too. The row belongs to this seat's id
/// scope.
void draw_start_row(const View& view, const Seat& seat, Box row);

}  // namespace sternum
