#include "gui/widgets/gauges.hpp"

#include "gui/model/numbers.hpp"

namespace sternum {

namespace {

constexpr double kRateLow = 80.0;
constexpr double kRateHigh = 140.0;
constexpr double kDeepest_mm = 70.0;

}  // namespace

void draw_meter(Canvas& canvas, Box box, std::optional<double> fraction, Colour colour,
                std::optional<double> tick) {
  const Theme& t = canvas.theme();
  canvas.fill(box, t.bg3, 2);
  if (fraction) {
    const float share = static_cast<float>(std::clamp(*fraction, 0.0, 1.0));
    canvas.fill({box.x, box.y, box.w * share, box.h}, colour, 2);
  }
  if (tick) {
    const float x = box.x + box.w * static_cast<float>(*tick);
    canvas.fill({x - 2, box.y - 4, 4, box.h + 8}, t.bg1);
    canvas.fill({x - 1, box.y - 4, 2, box.h + 8}, t.tx1);
  }
}

void draw_rate_bar(Canvas& canvas, Box box, std::optional<double> rate_per_min,
                   const Guideline& guideline) {
  const Theme& t = canvas.theme();
  const double low = std::min(kRateLow, guideline.rate.low.per_minute() - 10);
  const double high = std::max(kRateHigh, guideline.rate.high.per_minute() + 10);
  const auto x = [&](double rate) {
    const double share = (std::clamp(rate, low, high) - low) / (high - low);
    return box.x + box.w * static_cast<float>(share);
  };
  const float zone_from = x(guideline.rate.low.per_minute());
  const float zone_to = x(guideline.rate.high.per_minute());
  canvas.fill(box, t.bg3, 2);
  canvas.fill({zone_from, box.y, zone_to - zone_from, box.h}, rate_per_min ? t.mid : t.edge);
  if (!rate_per_min) return;
  const bool good = guideline.rate.contains(per_minute(*rate_per_min));
  const Colour ink = good ? t.tx1 : t.warn_tx;
  const float at = std::clamp(x(*rate_per_min), box.x + 2, box.right() - 2);
  canvas.fill({at - 3, box.y, 6, box.h}, t.bg1);
  canvas.fill({at - 1, box.y - 1, 2, box.h + 1}, ink);
  canvas.triangle({at - 6.5F, box.y - 9}, {at + 6.5F, box.y - 9}, {at, box.y - 1}, ink);
}

void draw_depth_bar(Canvas& canvas, Box box, std::optional<double> depth_mm,
                    const Guideline& guideline) {
  const Theme& t = canvas.theme();
  const auto y = [&](double mm) {
    return box.y + box.h * static_cast<float>(std::clamp(mm, 0.0, kDeepest_mm) / kDeepest_mm);
  };
  const float low = y(guideline.depth.low.mm());
  const float high = y(guideline.depth.high.mm());
  canvas.fill(box, t.bg3, 2);
  canvas.fill({box.x, low, box.w, high - low}, depth_mm ? t.target : t.edge);
  // Apart by what two lines of text need, however low the bar.
  const float spread = std::max(0.0F, 18.0F - (high - low)) / 2;
  const float right = box.right() + 8;
  const auto number = [&](double mm, float at) {
    canvas.text({right, at - 10, 32, 20}, whole(mm), Type::Label, t.tx3, Align::Right);
  };
  number(0.0, box.y + 5);
  number(guideline.depth.low.mm(), low - spread);
  number(guideline.depth.high.mm(), high + spread);
  if (!depth_mm) return;
  const Colour ink = guideline.depth.contains(millimetres(*depth_mm)) ? t.tx1 : t.warn_tx;
  const float at = y(*depth_mm);
  canvas.triangle({box.x - 20, at - 11}, {box.x - 4, at}, {box.x - 20, at + 11}, ink);
}

void draw_cycle(Canvas& canvas, Box box, int compressions, int breaths,
                const Guideline& guideline) {
  const Theme& t = canvas.theme();
  constexpr int kColumns = 15;
  const int total = std::clamp(guideline.compressions_per_cycle, 1, 2 * kColumns);
  const float pitch = box.w / static_cast<float>(kColumns);
  const float radius = std::min(pitch * 0.37F, 7.0F);
  const float row = std::max(2 * radius + 4, pitch * 0.8F);
  for (int i = 0; i < total; ++i) {
    const Point at{box.x + radius +
                       static_cast<float>(i % kColumns) *
                           ((box.w - 2 * radius) / static_cast<float>(kColumns - 1)),
                   box.y + radius + static_cast<float>(i / kColumns) * row};
    canvas.disc(at, radius, i < compressions ? t.tx1 : t.bg3);
  }
  const int bars = std::clamp(guideline.breaths_per_cycle, 0, 5);
  const float height = std::clamp(box.h * 0.16F, 6.0F, 12.0F);
  const Box tracks{box.x, box.bottom() - height, box.w, height};
  for (int i = 0; i < bars; ++i) {
    canvas.fill(tracks.cell(i, 0, bars, 1, 4), i < breaths ? t.tx1 : t.bg3, 2);
  }
}

void draw_breath_bars(Canvas& canvas, Box box, std::span<const Breath> breaths,
                      const Guideline& guideline) {
  const Theme& t = canvas.theme();
  Box plot = box;
  const Box numbers = plot.cut_bottom(24, 4);
  const Box gutter = plot.cut_right(40);
  const double low = guideline.breath_volume.low.ml();
  const double high = guideline.breath_volume.high.ml();
  const double top = high * 4.0 / 3.0;
  const auto y = [&](double ml) {
    return plot.bottom() - plot.h * static_cast<float>(std::clamp(ml, 0.0, top) / top);
  };
  canvas.fill(plot, t.bg2, 4);
  canvas.fill({plot.x, y(high), plot.w, y(low) - y(high)}, t.band);
  canvas.line({plot.x, y(high)}, {plot.right(), y(high)}, t.target);
  canvas.line({plot.x, y(low)}, {plot.right(), y(low)}, t.target);
  canvas.text({gutter.x, y(high) - 10, gutter.w, 20}, whole(high), Type::Label, t.tx3,
              Align::Right);
  canvas.text({gutter.x, y(low) - 10, gutter.w, 20}, whole(low), Type::Label, t.tx3, Align::Right);

  const int per_cycle = std::max(1, guideline.breaths_per_cycle);
  const int places = per_cycle * std::max(1, guideline.cycles);
  // The newest stay when there are more than places.
  const auto first = static_cast<std::size_t>(
      std::max(0, static_cast<int>(breaths.size()) - places) / per_cycle * per_cycle);
  const float pitch = plot.w / static_cast<float>(places);
  for (int i = 0; i < places; ++i) {
    // Pairs stand a little closer to each other than to the next pair.
    const float lean = per_cycle == 2 ? (i % 2 == 0 ? 0.06F : -0.06F) : 0.0F;
    const float bar_w = std::min(36.0F, pitch * 0.74F);
    const float x = plot.x + pitch * (static_cast<float>(i) + 0.5F + lean) - bar_w / 2;
    const std::size_t index = first + static_cast<std::size_t>(i);
    const Box number{x - 8, numbers.y, bar_w + 16, numbers.h};
    if (index >= breaths.size()) {
      canvas.outline({x, plot.bottom() - 16, bar_w, 16}, t.edge);
      canvas.text(number, kNotMeasured, Type::Label, t.tx3, Align::Centre);
      continue;
    }
    const double ml = breaths[index].volume.ml();
    const bool good = guideline.breath_volume.contains(breaths[index].volume);
    canvas.fill({x, y(ml), bar_w, plot.bottom() - y(ml)}, good ? t.meter : t.warn_tx);
    canvas.text(number, whole(ml), good ? Type::Label : Type::LabelBold, good ? t.tx1 : t.warn_tx,
                Align::Centre);
  }
}

}  // namespace sternum
