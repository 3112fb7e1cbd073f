#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/views/live_view.hpp"
#include "gui/views/projector_modes.hpp"
#include "gui/views/tile_parts.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"
#include "gui/widgets/seat_chip.hpp"
#include "gui/widgets/state_banner.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

namespace {

void draw_who_presses(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.fill(box, t.bg1);
  Box rest = box.inset(12, 8);
  draw_seat_chip(canvas, rest.cut_left(92, 20), tile.seat.number, tile.colour,
                 tile.seat.number < 10 ? Type::Number : Type::State, touched_lately(tile.seat));
  const bool has_attempt = tile.seat.phase != AttemptPhase::Idle;
  if (has_attempt && tile.seat.live) {
    draw_projector_time(view, box, rest.cut_right(400, 16), tile.seat.live->elapsed);
  }
  const std::string name = has_attempt ? name_on_wall(view.console.station(), tile.seat.trainee,
                                                      view.console.projector().names())
                                       : std::string{};
  canvas.text(rest, name, canvas.fitting(name, rest.w, {Type::State, Type::Title}), t.tx1);
}

void draw_big_prompt(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const StateColours colours = state_colours(canvas, tile.condition.state);
  if (needs_help(tile.condition.state)) {
    canvas.fill(box, colours.fill, 8);
  } else {
    draw_panel(canvas, box);
  }
  if (tile.condition.state == SeatState::HandsOff) canvas.outline(box, t.tx1, 8, 4);
  const float icon = std::min(88.0F, box.h - 24);
  const std::string words = word(view.language(), tile.condition.state);
  const bool large = canvas.width(words, Type::Number) + icon + 72 <= box.w;
  draw_tile_banner(view, {tile.seat, tile.condition, tile.numbers, 1e9, tile.colour},
                   box.inset(8, 0), large ? Type::Number : Type::State, icon, false);
}

void draw_reading(const View& view, Box box, const char* label, const std::string& value,
                  const char* unit, Colour ink) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 8);
  canvas.text(rest.cut_top(30), label, Type::Unit, t.tx2);
  const bool large = rest.h >= 76 && value != kNotMeasured;
  draw_quantity(canvas, rest, value, value == kNotMeasured ? "" : unit,
                {.number = large ? Type::Number : Type::State,
                 .unit = Type::Unit,
                 .ink = ink,
                 .unit_ink = t.tx2});
}

void draw_readings(const View& view, const TileSeat& tile, Box column) {
  const Language language = view.language();
  draw_reading(view, column.cell(0, 0, 1, 3, 8), tr(language, "Depth"),
               whole(tile.numbers.depth_mm), tr(language, "mm"), depth_ink(view, tile));
  draw_reading(view, column.cell(0, 1, 1, 3, 8), tr(language, "Rate"),
               whole(tile.numbers.rate_per_min), tr(language, "/min"), rate_ink(view, tile));
  const auto recoil = tile.numbers.full_recoil;
  draw_reading(view, column.cell(0, 2, 1, 3, 8), tr(language, "Recoil"),
               whole(recoil ? std::optional(*recoil * 100) : std::nullopt), "%",
               recoil_ink(view, tile));
}

void draw_big_strip(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Guideline& guideline = *view.guideline();
  draw_panel(canvas, box);
  Box plot = box.inset(12, 12);
  const Box gutter = plot.cut_right(44);
  const bool silent = tile.condition.state == SeatState::NoSignal;
  draw_strip(canvas, plot, tile.seat.live.get(), guideline,
             {.length_s = 8.0, .large = true, .silent_s = silent ? tile.seat.silent_s : 0.0});
  const DepthScale depth(plot);
  for (const double mm : {0.0, guideline.depth.low.mm(), guideline.depth.high.mm()}) {
    canvas.text({gutter.x, depth.y(mm) - 14, gutter.w, 28}, whole(mm), Type::Unit, t.tx2,
                Align::Right);
  }
}

}  // namespace

void draw_projector_strip(const View& view, Box window) {
  const StationSnapshot& station = view.console.station();
  const Seat* seat = strip_seat(station, view.console.enlarged());
  if (seat == nullptr) {
    draw_projector_hint(view, window, tr(view.language(), "No manikin yet"));
    return;
  }
  const int index = static_cast<int>(seat - station.seats.data());
  const TileSeat tile =
      tile_seat(view, *seat, index, tile_grid(static_cast<int>(station.seats.size())).columns);
  Box rest = window;
  draw_who_presses(view, tile, rest.cut_top(kProjectorHeader));
  rest = rest.inset(kProjectorMargin);
  draw_big_prompt(view, tile, rest.cut_top(std::clamp(rest.h * 0.22F, 96.0F, 136.0F), 10));
  draw_readings(view, tile, rest.cut_right(std::clamp(rest.w * 0.22F, 220.0F, 300.0F), 10));
  draw_big_strip(view, tile, rest);
}

}  // namespace sternum
