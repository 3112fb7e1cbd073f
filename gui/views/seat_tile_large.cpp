#include "gui/model/numbers.hpp"
#include "gui/views/seat_tile.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/quantity.hpp"

namespace sternum {

namespace {

constexpr float kLargeIcon = 64.0F;
constexpr float kLargeMargin = 16.0F;

struct BigNumber {
  const char* label;
  std::string value;
  const char* unit;
  Colour ink;
};

/// Label and number; answers the place for a bar under them.
Box draw_big_number(const View& view, Box box, const BigNumber& number) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Box bar = box.cut_bottom(10, 14);
  canvas.text(box.cut_top(22), number.label, Type::Label, t.tx2);
  // Digits of 96 are 70 high.
  const bool large = box.h >= 74 && number.value != kNotMeasured;
  draw_quantity(canvas, box, number.value, number.unit,
                {.number = large ? Type::Number : Type::State,
                 .unit = large ? Type::Unit : Type::Label,
                 .ink = number.ink,
                 .unit_ink = t.tx2});
  return bar;
}

void draw_numbers(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Guideline& guideline = *view.guideline();
  const SeatNumbers& n = tile.numbers;
  const auto unit_if = [](bool measured, const char* unit) { return measured ? unit : ""; };

  Box bar = draw_big_number(
      view, box.cell(0, 0, 2, 2, 20),
      {tr(language, "Rate"), whole(n.rate_per_min),
       unit_if(n.rate_per_min.has_value(), tr(language, "/min")), rate_ink(view, tile)});
  draw_rate_bar(canvas, bar, n.rate_per_min, guideline);

  bar = draw_big_number(view, box.cell(1, 0, 2, 2, 20),
                        {tr(language, "Recoil"),
                         whole(n.full_recoil ? std::optional(*n.full_recoil * 100) : std::nullopt),
                         unit_if(n.full_recoil.has_value(), "%"), recoil_ink(view, tile)});
  draw_meter(canvas, bar, n.full_recoil,
             tile.condition.state == SeatState::ReleaseFully ? t.warn_tx : t.meter);

  Box cycle = box.cell(0, 1, 2, 2, 20);
  const LiveSnapshot* live = tile.seat.live.get();
  canvas.text(
      cycle.cut_top(24, 8),
      filled(tr(language, "Cycle {} / {}"), live != nullptr ? live->cycle : 0, guideline.cycles),
      Type::Label, t.tx2);

  draw_cycle(canvas, cycle, live != nullptr ? live->compressions_in_cycle : 0,
             live != nullptr ? live->breaths_in_cycle : 0, guideline);

  bar = draw_big_number(
      view, box.cell(1, 1, 2, 2, 20),
      {tr(language, "Flow fraction"),
       whole(n.flow_fraction ? std::optional(*n.flow_fraction * 100) : std::nullopt),
       unit_if(n.flow_fraction.has_value(), "%"), measured_ink(view, n.flow_fraction.has_value())});
  draw_meter(canvas, bar, n.flow_fraction, t.meter, guideline.flow_fraction_floor);
}

}  // namespace

void draw_large_tile(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  draw_tile_ground(view, tile, box);
  Box rest = box.inset(16);
  draw_tile_head(view, tile, rest.cut_top(40, 12), false);
  // The word in 96 if it fits the width, else in 40: it is never cut. The banner keeps its height,
  // so that strips side by side stay level.
  const float word_w = canvas.width(word(view.language(), tile.condition.state), Type::Number);
  const bool large = word_w + kLargeIcon + 3 * kLargeMargin <= rest.w;
  draw_tile_banner(view, tile, rest.cut_top(112, 16), large ? Type::Number : Type::State,
                   kLargeIcon);
  if (tile.seat.phase != AttemptPhase::Running) {
    draw_between_attempts(view, tile, rest.cut_bottom(80, 16));
    draw_tile_strip(view, tile, rest, 8.0, true);
    return;
  }
  const Box numbers = rest.cut_bottom(std::min(272.0F, rest.h * 0.56F), 16);
  draw_tile_strip(view, tile, rest, 8.0, true);
  draw_numbers(view, tile, numbers);
}

}  // namespace sternum
