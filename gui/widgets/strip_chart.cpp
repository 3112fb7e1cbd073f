#include "gui/widgets/strip_chart.hpp"

#include <cmath>
#include <vector>

#include "analysis/scoring/compression_verdict.hpp"
#include "gui/model/numbers.hpp"
#include "gui/widgets/strip_columns.hpp"

namespace sternum {

namespace {

constexpr double kTickEvery_s = 2.0;

/// Device time to x inside a chart.
class TimeScale {
 public:
  TimeScale(Box plot, TimeSpan shown)
      : plot_(plot), shown_(shown), length_us_(static_cast<double>(shown.length().us())) {}
  [[nodiscard]] float x(DeviceTime time) const {
    return plot_.x + plot_.w * static_cast<float>(static_cast<double>((time - shown_.from).us()) /
                                                  length_us_);
  }
  [[nodiscard]] bool shows(DeviceTime time) const {
    return shown_.from <= time && time <= shown_.to;
  }

 private:
  Box plot_;
  TimeSpan shown_;
  double length_us_;
};

void draw_ground(Canvas& canvas, Box plot, const Guideline& guideline, const DepthScale& depth,
                 double uncertainty_mm) {
  const Theme& t = canvas.theme();
  canvas.fill(plot, t.bg2, 4);
  const float top = depth.y(guideline.depth.low.mm());
  const float bottom = depth.y(guideline.depth.high.mm());
  canvas.fill({plot.x, top, plot.w, bottom - top}, t.band);
  if (uncertainty_mm > 0.0) {
    for (const double limit : {guideline.depth.low.mm(), guideline.depth.high.mm()}) {
      const float from = depth.y(limit - uncertainty_mm);
      canvas.hatch({plot.x, from, plot.w, depth.y(limit + uncertainty_mm) - from}, t.guard);
    }
  }
  canvas.line({plot.x, top}, {plot.right(), top}, t.target);
  canvas.line({plot.x, bottom}, {plot.right(), bottom}, t.target);
  canvas.line({plot.x, depth.y(0)}, {plot.right(), depth.y(0)}, t.edge);
}

void draw_trace(Canvas& canvas, Box plot, const StripTrace& trace, double columns,
                const DepthScale& depth, float thickness) {
  std::vector<Point> points;
  const float unit = plot.w / static_cast<float>(columns);
  for (std::size_t run = 0; run < trace.starts.size(); ++run) {
    points.clear();
    for (const StripVertex& vertex : trace.run(run)) {
      points.push_back({plot.x + vertex.column * unit, depth.y(vertex.depth_mm)});
    }
    canvas.polyline(points, canvas.theme().tx1, thickness);
  }
}

void draw_peak(Canvas& canvas, Point at, const CompressionVerdict& verdict, float size) {
  const Theme& t = canvas.theme();
  const float half = size * 1.35F;
  if (verdict.shallow) {
    canvas.triangle({at.x - half, at.y - size}, {at.x + half, at.y - size}, {at.x, at.y + size},
                    t.warn_tx);
  } else if (verdict.deep) {
    canvas.triangle({at.x - half, at.y + size}, {at.x, at.y - size}, {at.x + half, at.y + size},
                    t.warn_tx);
  } else {
    canvas.disc(at, size, t.target);
  }
}

}  // namespace

void draw_gap(Canvas& canvas, Box gap) {
  const Theme& t = canvas.theme();
  canvas.fill(gap, t.bg2);
  canvas.hatch(gap, t.edge);
  canvas.line({gap.x, gap.y}, {gap.x, gap.bottom()}, t.edge);
  const char* words = tr(canvas.language(), "no data, not a pause");
  const float width = canvas.width(words, Type::Label) + 16;
  if (gap.w < width + 8 || gap.h < 32) return;
  const Box label{gap.centre().x - width / 2, gap.centre().y - 14, width, 28};
  canvas.fill(label, t.bg2);
  canvas.text(label, words, Type::Label, t.tx1, Align::Centre);
}

void draw_strip(Canvas& canvas, Box plot, const LiveSnapshot* live, const Guideline& guideline,
                const StripOptions& options) {
  const Theme& t = canvas.theme();
  const DepthScale depth(plot);
  draw_ground(canvas, plot, guideline, depth, options.uncertainty_mm);
  for (double back = kTickEvery_s; back < options.length_s; back += kTickEvery_s) {
    const float x = plot.right() - plot.w * static_cast<float>(back / options.length_s);
    canvas.line({x, plot.bottom() - 6}, {x, plot.bottom()}, t.edge);
  }
  if (live == nullptr) return;

  const DeviceTime right = live->now + seconds(options.silent_s);
  const TimeSpan shown{right - seconds(options.length_s), right};
  const TimeScale time(plot, shown);
  const float size = options.large ? 5.0F : 3.5F;

  canvas.push_clip(plot);
  if (options.marks_peaks) {
    for (const Compression& compression : live->recent_compressions) {
      if (!time.shows(compression.release) || !judge(compression, guideline).leaning) continue;
      const float half = options.large ? 5.0F : 3.0F;
      const float x = time.x(compression.release);
      canvas.fill(
          {x - half, depth.y(0), 2 * half, depth.y(compression.residual->mm()) - depth.y(0)},
          t.warn_tx);
    }
  }
  const double columns = std::max(1.0, std::floor(static_cast<double>(canvas.px(plot.w))));
  draw_trace(canvas, plot, thin_out(live->strip, shown, columns), columns, depth,
             options.large ? 3.0F : 2.0F);
  if (options.marks_peaks) {
    for (const Compression& compression : live->recent_compressions) {
      if (!time.shows(compression.peak)) continue;
      draw_peak(canvas, {time.x(compression.peak), depth.y(compression.depth.mm())},
                judge(compression, guideline), size);
    }
  }
  for (const TimeSpan& gap : live->recent_gaps) {
    const float from = std::max(plot.x, time.x(gap.from));
    const float to = std::min(plot.right(), time.x(gap.to));
    if (to > from) draw_gap(canvas, {from, plot.y, to - from, plot.h});
  }
  if (options.silent_s > 0.0) {
    const float from = std::max(plot.x, time.x(live->now));
    draw_gap(canvas, {from, plot.y, plot.right() - from, plot.h});
  }
  canvas.pop_clip();
}

void draw_depth_axis(Canvas& canvas, Box gutter, Box plot, const Guideline& guideline) {
  const DepthScale depth(plot);
  const Theme& t = canvas.theme();
  const float low = depth.y(guideline.depth.low.mm());
  const float high = depth.y(guideline.depth.high.mm());
  // Two numbers need 17 units between them; on a low chart they move apart rather than overlap.
  const float spread = std::max(0.0F, 17.0F - (high - low)) / 2;
  const auto number = [&](double mm, float y) {
    canvas.text({gutter.x, y - 10, gutter.w, 20}, whole(mm), Type::Label, t.tx3, Align::Right);
  };
  number(0.0, depth.y(0.0));
  number(guideline.depth.low.mm(), low - spread);
  number(guideline.depth.high.mm(), high + spread);
}

void draw_compression_bars(Canvas& canvas, Box plot, const LiveSnapshot* live,
                           const Guideline& guideline, double length_s, bool on_fill) {
  const Theme& t = canvas.theme();
  // On a coloured tile the chart keeps its own dark ground, in both themes.
  const Theme& chart = on_fill ? dark_theme() : t;
  canvas.fill(plot, on_fill ? chart.bg0 : chart.bg2, 4);
  const float units_per_mm = plot.h / DepthScale::kDeepest_mm;
  const float low = plot.y + static_cast<float>(guideline.depth.low.mm()) * units_per_mm;
  const float high = plot.y + static_cast<float>(guideline.depth.high.mm()) * units_per_mm;
  canvas.fill({plot.x, low, plot.w, high - low}, chart.band);
  if (live == nullptr) return;

  const TimeSpan shown{live->now - seconds(length_s), live->now};
  const TimeScale time(plot, shown);
  canvas.push_clip(plot);
  for (const Compression& compression : live->recent_compressions) {
    if (!time.shows(compression.peak)) continue;
    const CompressionVerdict verdict = judge(compression, guideline);
    const bool good = verdict.depth_good() && !verdict.leaning;
    const float residual =
        compression.residual ? static_cast<float>(compression.residual->mm()) : 0.0F;
    const float top = plot.y + residual * units_per_mm;
    const float deep = std::min(static_cast<float>(compression.depth.mm()), 70.0F);
    canvas.fill({time.x(compression.peak) - 1.5F, top, 3, plot.y + deep * units_per_mm - top},
                good ? (on_fill ? chart.meter : chart.bar) : chart.warn_tx);
  }
  for (const Breath& breath : live->breaths) {
    if (!time.shows(breath.start)) continue;
    canvas.ring({time.x(breath.start), plot.centre().y}, 5.5F, chart.tx1, 2);
  }
  for (const TimeSpan& gap : live->recent_gaps) {
    const float from = std::max(plot.x, time.x(gap.from));
    const float to = std::min(plot.right(), time.x(gap.to));
    if (to > from) canvas.hatch({from, plot.y, to - from, plot.h}, chart.edge);
  }
  canvas.pop_clip();
}

}  // namespace sternum
