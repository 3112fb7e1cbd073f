/// The class at work: tiles where the manikins stand, or one seat enlarged.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// `box` reaches from the header to the footer.
void draw_live_view(const View& view, Box box);

/// Columns and rows for so many seats.
struct TileGrid {
  int columns = 1;
  int rows = 1;
};
[[nodiscard]] TileGrid tile_grid(int seats);

}  // namespace sternum
