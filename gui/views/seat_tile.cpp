#include "gui/views/seat_tile.hpp"

#include "gui/model/numbers.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/quantity.hpp"

namespace sternum {

namespace {

constexpr float kGap = 16.0F;

/// Label, value, and the place of a bar under them.
struct Column {
  Box label;
  Box value;
  Box bar;
};

Column column(Box box) {
  return {{box.x, box.y, box.w, 20}, {box.x, box.y + 20, box.w, 30}, {box.x, box.y + 60, box.w, 8}};
}

void draw_numbers(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Guideline& guideline = *view.guideline();
  const float unit = (box.w - 3 * kGap) / 432.0F;
  Box rest = box;
  const Box rate_box = rest.cut_left(152 * unit, kGap);
  const Box recoil_box = rest.cut_left(80 * unit, kGap);
  const Box cycle_box = rest.cut_left(128 * unit, kGap);
  const auto value = [&](const Column& at, const std::string& number, const char* unit_words,
                         Colour ink) {
    draw_quantity(canvas, at.value, number, unit_words, {.ink = ink, .unit_ink = t.tx3});
  };

  const Column rate = column(rate_box);
  canvas.text(rate.label, tr(language, "Rate"), Type::Label, t.tx2);
  value(rate, whole(tile.numbers.rate_per_min),
        tile.numbers.rate_per_min ? tr(language, "/min") : "", rate_ink(view, tile));
  draw_rate_bar(canvas, rate.bar, tile.numbers.rate_per_min, guideline);

  const Column recoil = column(recoil_box);
  const Colour recoil_colour = recoil_ink(view, tile);
  canvas.text(recoil.label, tr(language, "Recoil"), Type::Label, t.tx2);
  value(recoil, percent(tile.numbers.full_recoil), "", recoil_colour);
  draw_meter(canvas, recoil.bar, tile.numbers.full_recoil,
             tile.condition.state == SeatState::ReleaseFully ? recoil_colour : t.meter);

  const LiveSnapshot* live = tile.seat.live.get();
  const Column cycle = column(cycle_box);
  canvas.text(
      cycle.label,
      filled(tr(language, "Cycle {} / {}"), live != nullptr ? live->cycle : 0, guideline.cycles),
      Type::Label, t.tx2);
  draw_cycle(canvas, {cycle_box.x, cycle_box.y + 24, cycle_box.w, 44},
             live != nullptr ? live->compressions_in_cycle : 0,
             live != nullptr ? live->breaths_in_cycle : 0, guideline);

  const Column flow = column(rest);
  canvas.text(flow.label, trc(language, "gauge", "Flow"), Type::Label, t.tx2);
  value(flow, percent(tile.numbers.flow_fraction), "",
        measured_ink(view, tile.numbers.flow_fraction.has_value()));
  draw_meter(canvas, flow.bar, tile.numbers.flow_fraction, t.meter, guideline.flow_fraction_floor);
}

}  // namespace

void draw_medium_tile(const View& view, const TileSeat& tile, Box box) {
  draw_tile_ground(view, tile, box);
  Box rest = box.inset(16);
  draw_tile_head(view, tile, rest.cut_top(40, 8), false);
  draw_tile_banner(view, tile, rest.cut_top(56, 8), Type::State, 36);
  const Box foot = rest.cut_bottom(72, 8);
  // A wider strip shows more of the past at the same speed.
  draw_tile_strip(view, tile, rest, box.w >= 700 ? 12.0 : 8.0, false);
  if (tile.seat.phase == AttemptPhase::Running) {
    draw_numbers(view, tile, foot);
  } else {
    draw_between_attempts(view, tile, foot);
  }
}

}  // namespace sternum
