/// A seat in the live view, in four sizes. Each draws into its box and takes clicks there; the
/// caller has opened the seat's id scope.
#pragma once

#include "gui/views/tile_parts.hpp"

namespace sternum {

/// 776 × 704: the word and the numbers can be read from 5 m.
void draw_large_tile(const View& view, const TileSeat& tile, Box box);
/// 512 × 344: everything.
void draw_medium_tile(const View& view, const TileSeat& tile, Box box);
/// 380 × 224 and 307 × 172: without the row of numbers.
void draw_small_tile(const View& view, const TileSeat& tile, Box box);
/// 217 × 112: the whole tile is filled by the state.
void draw_wall_tile(const View& view, const TileSeat& tile, Box box);

}  // namespace sternum
