#include "gui/views/single_view.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/views/checklist_place.hpp"
#include "gui/views/live_view.hpp"
#include "gui/views/single_numbers.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"
#include "gui/widgets/seat_chip.hpp"
#include "gui/widgets/state_banner.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

namespace {

void draw_prompt(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const StateColours colours = state_colours(canvas, tile.condition.state);
  const bool quiet = !needs_help(tile.condition.state);
  if (quiet) {
    draw_panel(canvas, box);
  } else {
    canvas.fill(box, mix(t.bg1, colours.fill, static_cast<float>(tile.state_age_s / 0.12)), 8);
  }
  if (tile.condition.state == SeatState::HandsOff) canvas.outline(box, t.tx1, 8, 4);
  Box rest = box.inset(16);
  const bool tall = rest.h >= 88;
  draw_seat_chip(canvas, rest.cut_left(tall ? 104 : 72, 8), tile.seat.number, tile.colour,
                 tall ? Type::Number : Type::State, touched_lately(tile.seat));
  draw_tile_banner(view, {tile.seat, tile.condition, tile.numbers, 1e9, tile.colour},
                   rest.inset(8, 0), tall ? Type::Number : Type::State, tall ? 72 : 40, false);
}

void draw_strip_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  Box head = rest.cut_top(24, 6);
  canvas.text(head.cut_right(40), tr(language, "mm"), Type::Label, t.tx3, Align::Right);
  const LiveSnapshot* live = tile.seat.live.get();
  Box plot = rest;
  const Box gutter = plot.cut_right(40);
  const bool silent = !tile.seat.online;
  if (live != nullptr && live->misses_in_a_row > 0 && needs_help(tile.condition.state) && !silent &&
      tile.condition.state != SeatState::HandsOff) {
    const std::string words = filled(tr(language, "{} in a row: {}"), live->misses_in_a_row,
                                     word(language, tile.condition.state));
    canvas.text(head.cut_right(canvas.width(words, Type::LabelBold), 8), words, Type::LabelBold,
                t.warn_tx);
  }
  canvas.text(head, tr(language, "Depth, last 12 s"), Type::Label, t.tx2);
  draw_strip(canvas, plot, live, *view.guideline(),
             {.length_s = 12.0, .large = true, .silent_s = silent ? tile.seat.silent_s : 0.0});
  draw_depth_axis(canvas, gutter, plot, *view.guideline());
  const float band = DepthScale(plot).y(view.guideline()->depth.low.mm());
  const Box open{plot.x, plot.y + 8, plot.w, band - plot.y - 8};
  if (tile.condition.state == SeatState::HandsOff) {
    canvas.text(open, filled(tr(language, "no compression for {} s"), whole(tile.condition.value)),
                Type::Title, t.stop_tx, Align::Centre);
  } else if (live == nullptr) {
    canvas.text(open, tr(language, "no data yet"), Type::Title, t.tx3, Align::Centre);
  }
}

/// The cycle under way; of an attempt that has ended, what it came to.
void draw_cycle_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Guideline& guideline = *view.guideline();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  const Box head = rest.cut_top(24);
  if (tile.seat.phase == AttemptPhase::Done && tile.seat.result) {
    const Metrics& metrics = tile.seat.result->metrics;
    canvas.text(head, tr(language, "Compressions"), Type::Label, t.tx2);
    draw_quantity(canvas, rest, fmt::format("{}", metrics.compression_count),
                  filled(tr(language, "in {} cycles"), metrics.cycles),
                  {.number = Type::Number, .unit = Type::Unit, .ink = t.tx1, .unit_ink = t.tx2});
    return;
  }
  const LiveSnapshot* live =
      tile.seat.phase == AttemptPhase::Running ? tile.seat.live.get() : nullptr;
  const int compressions = live != nullptr ? live->compressions_in_cycle : 0;
  canvas.text(
      head,
      filled(tr(language, "Cycle {} of {}"), live != nullptr ? live->cycle : 0, guideline.cycles),
      Type::Label, t.tx2);
  const float dots = std::clamp(rest.h - 96, 52.0F, 66.0F);
  draw_cycle(canvas, rest.cut_bottom(dots, 4), compressions,
             live != nullptr ? live->breaths_in_cycle : 0, guideline);
  const Type type = rest.h >= 84 && live != nullptr ? Type::Number : Type::State;
  draw_quantity(canvas, rest, live != nullptr ? fmt::format("{}", compressions) : kNotMeasured,
                filled(tr(language, "of {}"), guideline.compressions_per_cycle),
                {.number = type,
                 .unit = Type::Unit,
                 .ink = measured_ink(view, live != nullptr),
                 .unit_ink = t.tx2});
}

void draw_breaths_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Guideline& guideline = *view.guideline();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  Box head = rest.cut_top(24, 8);
  const std::string target =
      filled(tr(language, "target {}–{}"), whole(guideline.breath_volume.low.ml()),
             whole(guideline.breath_volume.high.ml()));
  canvas.text(head.cut_right(canvas.width(target, Type::Label), 8), target, Type::Label, t.tx3);
  canvas.text(head, tr(language, "Breaths, ml"), Type::Label, t.tx2);
  const LiveSnapshot* live = tile.seat.live.get();
  if (live != nullptr && !live->measures_breaths) {
    canvas.text(rest, tr(language, "not measured by this manikin"), Type::Label, t.tx3,
                Align::Centre);
    return;
  }
  std::span<const Breath> breaths;
  if (tile.seat.phase == AttemptPhase::Running && live != nullptr) breaths = live->breaths;
  if (tile.seat.phase == AttemptPhase::Done && tile.seat.result) {
    breaths = tile.seat.result->breaths;
  }
  draw_breath_bars(canvas, rest, breaths, guideline);
}

}  // namespace

void draw_single_view(const View& view, const Seat& seat, Box box) {
  const auto& seats = view.console.station().seats;
  const int index = static_cast<int>(&seat - seats.data());
  const TileSeat tile =
      tile_seat(view, seat, index, tile_grid(static_cast<int>(seats.size())).columns);
  ImGui::PushID(seat.number);
  Box rest = box;
  const float side = std::clamp(rest.w * 0.3265F, 380.0F, 512.0F);
  const bool low = box.h < 640;
  const float prompt = low ? 104 : 128;
  if (!seat.has_manikin) {
    Box head = rest.cut_top(prompt, 16);
    draw_start_panel(view, tile, head.cut_right(side, 16));
    draw_prompt(view, tile, head);
    draw_checklist_place(view, rest);
    ImGui::PopID();
    return;
  }
  const float foot = low ? 176 : std::min(box.h * 0.275F, 228.0F);
  draw_single_numbers(view, tile, rest.cut_right(side, 16), foot);

  draw_prompt(view, tile, rest.cut_top(prompt, 16));
  Box bottom = rest.cut_bottom(foot, 16);
  draw_strip_panel(view, tile, rest);
  draw_cycle_panel(view, tile, bottom.cut_left(bottom.w * 0.4077F, 16));
  draw_breaths_panel(view, tile, bottom);
  ImGui::PopID();
}

}  // namespace sternum
