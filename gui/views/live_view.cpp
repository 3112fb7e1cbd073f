#include "gui/views/live_view.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/views/exam_view.hpp"
#include "gui/views/seat_tile.hpp"
#include "gui/views/single_view.hpp"
#include "gui/views/triage_bar.hpp"
#include "gui/widgets/button.hpp"

namespace sternum {

namespace {

/// With less room an enlarged seat is a tile by itself: the panels' numbers would not stand clear
/// of each other.
constexpr float kLowestSingle = 540.0F;
constexpr float kNarrowestSingle = 880.0F;

/// In less no tile says in words what is wrong.
constexpr float kLeastTile_w = 136.0F;
constexpr float kLeastTile_h = 50.0F;

using DrawTile = void (*)(const View&, const TileSeat&, Box);

/// The largest tile that has room in `box`: a small window is shown what a large class is.
DrawTile tile_for(Box box) {
  if (box.w >= 560 && box.h >= 480) return draw_large_tile;
  if (box.w >= 400 && box.h >= 320) return draw_medium_tile;
  if (box.w >= 250 && box.h >= 150) return draw_small_tile;
  return draw_wall_tile;
}

/// Which of the seats are in sight, the way to the others, and back to all of them.
void draw_page_row(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  SeatLayout& layout = view.console.layout();
  if (button_at_right(canvas, "next layout", row,
                      filled(tr(language, "{} at once"), *layout.chosen()), {.key = "B"})) {
    view.console.press(Shortcut::Layout, view.station);
    return;
  }
  if (layout.pages() > 1) {
    if (button_at_right(canvas, "next page", row, tr(language, "Next seats"), {.key = "PgDn"})) {
      layout.turn(1);
    }
    if (button_at_right(canvas, "page before", row, tr(language, "Seats before"),
                        {.key = "PgUp"})) {
      layout.turn(-1);
    }
  }
  const auto& seats = view.console.station().seats;
  const auto number = [&](int index) { return seats[static_cast<std::size_t>(index)].number; };
  const std::string words =
      filled(tr(language, "Seats {} to {}, page {} of {}"), number(layout.first()),
             number(layout.last() - 1), layout.page() + 1, layout.pages());
  canvas.text(row, words, Type::Label, view.theme().tx2);
}

/// The tiles of `places` in `room`: fewer beside each other, and a list that scrolls, where they
/// would be too small to say anything.
struct Places {
  TileGrid grid;
  float gap = 0.0F;
  float height = 0.0F;  ///< of them all
};

Places places_in(Box room, TileGrid grid, int places) {
  Places fitting{grid, grid.columns >= 7 ? 8.0F : 16.0F, room.h};
  const Box tile = room.cell(0, 0, grid.columns, grid.rows, fitting.gap);
  if (tile.w >= kLeastTile_w && tile.h >= kLeastTile_h) return fitting;
  fitting.gap = 8.0F;
  const int most = static_cast<int>((room.w + fitting.gap) / (kLeastTile_w + fitting.gap));
  fitting.grid.columns = std::clamp(most, 1, grid.columns);
  fitting.grid.rows = (places + fitting.grid.columns - 1) / fitting.grid.columns;
  const auto rows = static_cast<float>(fitting.grid.rows);
  fitting.height = std::max(room.h, rows * (kLeastTile_h + fitting.gap) - fitting.gap);
  return fitting;
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
  const auto& seats = view.console.station().seats;
  if (const Seat* seat = view.console.enlarged()) {
    const Box whole = box.inset(16);
    if (whole.h >= kLowestSingle && whole.w >= kNarrowestSingle) {
      draw_single_view(view, *seat, whole);
      return;
    }
    const int columns = tile_grid(static_cast<int>(seats.size())).columns;
    ImGui::PushID(seat->number);
    const int index = static_cast<int>(seat - seats.data());
    tile_for(whole)(view, tile_seat(view, *seat, index, columns), whole);
    ImGui::PopID();
    return;
  }
  const SeatLayout& layout = view.console.layout();
  const TileGrid grid = tile_grid(layout.places());
  // A seat has its colour on every page and in every layout.
  const int columns = tile_grid(static_cast<int>(seats.size())).columns;
  Box rest = box.inset(16, 8);
  draw_triage_bar(view, rest.cut_top(56, grid.columns >= 7 ? 8.0F : 16.0F), columns);
  rest.h -= 8;
  if (layout.chosen()) draw_page_row(view, rest.cut_bottom(40, 8));
  const Places places = places_in(rest, grid, layout.places());
  const auto draw_tiles = [&](const View& on, Box room) {
    for (int i = layout.first(); i < layout.last(); ++i) {
      const Seat& seat = seats[static_cast<std::size_t>(i)];
      const int at = i - layout.first();
      const Box tile = room.cell(at % places.grid.columns, at / places.grid.columns,
                                 places.grid.columns, places.grid.rows, places.gap);
      ImGui::PushID(seat.number);
      tile_for(tile)(on, tile_seat(on, seat, i, columns), tile);
      ImGui::PopID();
    }
  };
  if (places.height <= rest.h) {
    draw_tiles(view, rest);
    return;
  }
  scroll_panels(view, "tiles", rest, places.height, {}, draw_tiles);
}

}  // namespace sternum
