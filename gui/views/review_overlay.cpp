#include "gui/views/review_overlay.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "gui/widgets/strip_columns.hpp"

namespace sternum {

namespace {

constexpr float kDash = 7.0F;
constexpr float kDashPeriod = 12.0F;

/// The strip's stretch that is in sight, `shift_s` later than it was measured, thinned out.
StripTrace trace_in_sight(const View& view, const ReviewModel& review, const TimeAxis& axis,
                          Box lane, double shift_s, double& columns) {
  columns = std::max(1.0, std::floor(static_cast<double>(view.canvas.px(lane.w))));
  const DeviceTime start = review.result().span.from;
  const TimeSpan shown{start + seconds(axis.shown().from_s() - shift_s),
                       start + seconds(axis.shown().to_s() - shift_s)};
  return thin_out(review.review().strip, shown, columns);
}

template <class Draw>
void for_each_run(const StripTrace& trace, double columns, const DepthScale& depth, Box lane,
                  const Draw& draw) {
  const float unit = lane.w / static_cast<float>(columns);
  std::vector<Point> points;
  for (std::size_t run = 0; run < trace.starts.size(); ++run) {
    points.clear();
    for (const StripVertex& vertex : trace.run(run)) {
      points.push_back({lane.x + vertex.column * unit, depth.y(vertex.depth_mm)});
    }
    draw(std::span<const Point>(points));
  }
}

}  // namespace

void draw_dashed(Canvas& canvas, std::span<const Point> points, Colour ink, float thickness) {
  float along = 0.0F;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point from = points[i - 1];
    const Point to = points[i];
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    if (length <= 0.0F) continue;
    const auto at = [&](float distance) {
      const float share = std::clamp(distance / length, 0.0F, 1.0F);
      return Point{from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
    };
    float done = 0.0F;
    while (done < length) {
      const float phase = std::fmod(along + done, kDashPeriod);
      const float left = phase < kDash ? kDash - phase : kDashPeriod - phase;
      // A step too small for a float would never end.
      const float step = std::max(left, 0.25F);
      if (phase < kDash) canvas.line(at(done), at(done + step), ink, thickness);
      done += step;
    }
    along += length;
  }
}

void draw_trace_of(const View& view, const ReviewModel& review, const TimeAxis& axis,
                   const DepthScale& depth, Box lane) {
  if (axis.units_per_second() < kTraceFrom_units_per_s) return;
  double columns = 1.0;
  const StripTrace trace = trace_in_sight(view, review, axis, lane, 0.0, columns);
  for_each_run(trace, columns, depth, lane, [&](std::span<const Point> points) {
    view.canvas.polyline(points, view.theme().tx1, 2);
  });
}

void draw_fatigue_line(const View& view, const TimeAxis& axis,
                       const std::optional<FatigueLine>& line,
                       const std::function<float(double)>& y_of) {
  if (!line) return;
  const Point from{axis.x(line->from_s), y_of(line->at_from)};
  const Point to{axis.x(line->to_s), y_of(line->at_to)};
  // On a ground of its own, so that it is seen on bars of any colour.
  const std::array<Point, 2> ends = {from, to};
  view.canvas.polyline(ends, view.theme().bg0, 4);
  view.canvas.polyline(ends, view.theme().target, 2);
}

void draw_compared_depth(const View& view, const ReviewModel& review, const ReviewModel& other,
                         const TimeAxis& axis, const DepthScale& depth, Box lane) {
  if (!other.result().measures_depth) return;
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const double shift_s = onset_shift_s(review, other);
  if (axis.units_per_second() >= kTraceFrom_units_per_s && !other.review().strip.empty()) {
    double columns = 1.0;
    const StripTrace trace = trace_in_sight(view, other, axis, lane, shift_s, columns);
    for_each_run(trace, columns, depth, lane,
                 [&](std::span<const Point> points) { draw_dashed(canvas, points, t.tx2, 2); });
    return;
  }
  // From afar: how deep each of its compressions went.
  std::vector<Point> run;
  const auto flush = [&] {
    draw_dashed(canvas, run, t.tx1, 2);
    run.clear();
  };
  for (const Compression& compression : other.result().compressions) {
    if (!compression.rate) flush();
    run.push_back(
        {axis.x(other.seconds_at(compression.peak) + shift_s), depth.y(compression.depth.mm())});
  }
  flush();
}

void draw_compared_rate(const View& view, const ReviewModel& review, const ReviewModel& other,
                        const TimeAxis& axis, Box lane) {
  const double shift_s = onset_shift_s(review, other);
  std::vector<Point> run;
  const auto flush = [&] {
    draw_dashed(view.canvas, run, view.theme().tx2, 2);
    run.clear();
  };
  for (const Compression& compression : other.result().compressions) {
    if (!compression.rate) {
      flush();
      continue;
    }
    run.push_back({axis.x(other.seconds_at(compression.peak) + shift_s),
                   rate_y(lane, compression.rate->per_minute())});
  }
  flush();
}

}  // namespace sternum
