#include "gui/views/live_view.hpp"

#include <imgui.h>

#include "gui/views/exam_view.hpp"
#include "gui/views/seat_tile.hpp"
#include "gui/views/single_view.hpp"
#include "gui/views/triage_bar.hpp"

namespace sternum {

namespace {

using DrawTile = void (*)(const View&, const TileSeat&, Box);

/// The largest tile that has room in `box`: a small window is shown what a large class is.
DrawTile tile_for(Box box) {
  if (box.w >= 560 && box.h >= 480) return draw_large_tile;
  if (box.w >= 400 && box.h >= 320) return draw_medium_tile;
  if (box.w >= 250 && box.h >= 150) return draw_small_tile;
  return draw_wall_tile;
}

}  // namespace

TileGrid tile_grid(int seats) {
  if (seats <= 1) return {1, 1};
  if (seats <= 2) return {2, 1};
  if (seats <= 4) return {2, 2};
  if (seats <= 6) return {3, 2};
  if (seats <= 12) return {4, 3};
  if (seats <= 20) return {5, 4};
  if (seats <= 42) return {7, 6};
  return {10, (seats + 9) / 10};
}

void draw_live_view(const View& view, Box box) {
  if (const Seat* seat = view.console.examined()) {
    draw_exam_view(view, *seat, box.inset(16));
    return;
  }
  if (const Seat* seat = view.console.enlarged()) {
    draw_single_view(view, *seat, box.inset(16));
    return;
  }
  const auto& seats = view.console.station().seats;
  const TileGrid grid = tile_grid(static_cast<int>(seats.size()));
  Box rest = box.inset(16, 8);
  draw_triage_bar(view, rest.cut_top(56, grid.columns >= 7 ? 8.0F : 16.0F), grid.columns);
  rest.h -= 8;
  const float gap = grid.columns >= 7 ? 8.0F : 16.0F;
  for (int i = 0; i < static_cast<int>(seats.size()); ++i) {
    const Seat& seat = seats[static_cast<std::size_t>(i)];
    const Box tile = rest.cell(i % grid.columns, i / grid.columns, grid.columns, grid.rows, gap);
    ImGui::PushID(seat.number);
    tile_for(tile)(view, tile_seat(view, seat, i, grid.columns), tile);
    ImGui::PopID();
  }
}

}  // namespace sternum
