/// The column beside an enlarged strip: clock, depth, rate, recoil; before and after an attempt,
/// who is next and what the last one scored.
#pragma once

#include "gui/views/tile_parts.hpp"

namespace sternum {

/// Who is next, and what Start will begin.
void draw_start_panel(const View& view, const TileSeat& tile, Box box);

/// `foot`: height of the lowest panel, which stands beside a row of others.
void draw_single_numbers(const View& view, const TileSeat& tile, Box column, float foot);

}  // namespace sternum
