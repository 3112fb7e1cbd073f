#include "datasets/documents/depth_chart.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <tuple>

#include "analysis/scoring/compression_verdict.hpp"
#include "datasets/documents/printed_words.hpp"

namespace sternum::paper {
namespace {

constexpr Type kNumber{20.0};
constexpr Type kStrong{20.0, true};
constexpr double kCycleRow = 30.0;
constexpr double kMarkLane = 36.0;
constexpr double kTimeLane = 36.0;
constexpr double kChip = 26.0;
/// Above 0 and below the deepest depth that is shown.
constexpr double kRoom_mm = 2.5;

/// Whose depth and residual were measured: nothing is said of what was not.
CompressionVerdict verdict_of(const Compression& compression, const ChartSource& source) {
  CompressionVerdict verdict = judge(compression, source.guideline);
  if (!source.result.measures_depth) verdict.shallow = verdict.deep = false;
  return verdict;
}

/// Seconds between two labels of an axis, that they have room.
double tick_step(double units_per_second) {
  constexpr std::array kSteps = {5.0,   10.0,   20.0,   30.0,   60.0,   120.0,  300.0,
                                 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 14400.0};
  constexpr double kLabel = 110.0;
  for (const double step : kSteps) {
    if (step * units_per_second >= kLabel) return step;
  }
  return kSteps.back();
}

void hatch(Drawing& drawing, const Box& box) {
  constexpr double kStep = 9.0;
  drawing.fill(box, ink::kPaper);
  // Lines of 45°, from the left edge or the bottom to the top or the right edge.
  for (double offset = kStep; offset < box.w + box.h; offset += kStep) {
    const Point from{box.x + std::max(0.0, offset - box.h), box.y + std::min(offset, box.h)};
    const Point to{box.x + std::min(offset, box.w), box.y + std::max(0.0, offset - box.w)};
    drawing.line(from, to, ink::kEdge, 1.0);
  }
  drawing.outline(box, ink::kEdge, 1.0);
}

void triangle(Drawing& drawing, Point at, double size, bool up, Ink ink) {
  const double s = up ? -size : size;
  const std::array corners = {Point{at.x - size, at.y - s}, Point{at.x + size, at.y - s},
                              Point{at.x, at.y + s}};
  drawing.polygon(corners, ink);
}

}  // namespace

struct DepthChart::Axes {
  Box plot;
  TimeSpan shown;
  double deepest_mm = 70.0;

  double units_per_second() const { return plot.w / shown.length().seconds(); }
  double x(DeviceTime time) const {
    return plot.x + (time - shown.from).seconds() * units_per_second();
  }
  double x_inside(DeviceTime time) const { return std::clamp(x(time), plot.x, plot.right()); }
  double y(double mm) const {
    const double share =
        (std::clamp(mm, -kRoom_mm, deepest_mm) + kRoom_mm) / (deepest_mm + kRoom_mm);
    return plot.y + plot.h * share;
  }
  bool begins_here(DeviceTime time) const { return shown.from <= time && time < shown.to; }
  bool touches(const TimeSpan& span) const { return span.from < shown.to && shown.from < span.to; }
  Box over(const TimeSpan& span) const {
    const double from = x_inside(span.from);
    return {from, plot.y, x_inside(span.to) - from, plot.h};
  }
};

void DepthChart::draw(Drawing& drawing, const Box& box, TimeSpan shown) const {
  Box rest = box;
  const Box cycles = rest.cut_top(kCycleRow, 6);
  const Box plot = rest.cut_top(rest.h - kMarkLane - kTimeLane - 10, 10);
  const Box marks = rest.cut_top(kMarkLane);
  const auto right_of_gutter = [](const Box& row) {
    return Box{row.x + kGutter, row.y, row.w - kGutter, row.h};
  };
  // A sixth more than the deepest that is asked for: too deep is to be seen, too.
  const Axes axes{right_of_gutter(plot), shown, source_.guideline.depth.high.mm() * 7.0 / 6.0};
  draw_ground(drawing, axes);
  draw_compressions(drawing, axes);
  draw_trace(drawing, axes);
  draw_breaths(drawing, axes);
  draw_gaps(drawing, axes);
  draw_cycles(drawing, axes, {cycles.x, cycles.y, cycles.w, kCycleRow});
  draw_marks(drawing, axes, marks);
  draw_time(drawing, axes, {rest.x + kGutter, rest.y, rest.w - kGutter, kTimeLane});
}

void DepthChart::draw_ground(Drawing& drawing, const Axes& axes) const {
  const Guideline& guideline = source_.guideline;
  drawing.fill(axes.plot, ink::kGround);
  drawing.begin_marks("pauses");
  for (const TimeSpan& pause : source_.result.pauses) {
    if (axes.touches(pause)) drawing.fill(axes.over(pause), ink::kPause);
  }
  drawing.end_marks();
  const double low = axes.y(guideline.depth.low.mm());
  const double high = axes.y(guideline.depth.high.mm());
  drawing.fill({axes.plot.x, low, axes.plot.w, high - low}, ink::kBand);
  const auto across = [&](double y, Ink ink) {
    drawing.line({axes.plot.x, y}, {axes.plot.right(), y}, ink, 1.5);
  };
  across(low, ink::kTarget);
  across(high, ink::kTarget);
  across(axes.y(0), ink::kEdge);

  const double left = axes.plot.x - kGutter;
  const auto label = [&](double y, double mm) {
    drawing.text({left, y - 13, kGutter - 12, 26}, whole(mm), {kNumber, ink::kUnit, Align::Right});
  };
  label(axes.y(0), 0);
  // Two numbers need their height; bands of infants are narrow.
  const double spread = std::max(0.0, (22.0 - (high - low)) / 2);
  label(low - spread, guideline.depth.low.mm());
  label(high + spread, guideline.depth.high.mm());
  drawing.text({left, axes.plot.centre().y - 40, kGutter - 12, 26}, tr(words_, "mm"),
               {kNumber, ink::kUnit, Align::Right});

  for (const TimeSpan& pause : source_.result.pauses) {
    if (!axes.touches(pause)) continue;
    const bool too_long = pause.length() > guideline.longest_breath_pause;
    const Type type = too_long ? kStrong : kNumber;
    const std::string length = tenths(pause.length().seconds());
    const Box over = axes.over(pause);
    if (drawing.width(length, type) > over.w) continue;
    drawing.text({over.x, axes.plot.y + 0.28 * axes.plot.h, over.w, 26}, length,
                 {type, too_long ? ink::kWarn : ink::kText, Align::Centre});
  }
}

void DepthChart::draw_compressions(Drawing& drawing, const Axes& axes) const {
  const auto& compressions = source_.result.compressions;
  // Two thirds of what a compression has room for at 110/min.
  const double width = std::clamp(axes.units_per_second() * 60.0 / 110.0 * 0.66, 0.6, 14.0);
  const bool deep_known = source_.result.measures_depth;
  // The first and the last one stay inside.
  const auto left_of = [&](double x) {
    return std::clamp(x - width / 2, axes.plot.x, axes.plot.right() - width);
  };
  const auto each = [&](auto&& draw_one) {
    for (const Compression& compression : compressions) {
      if (axes.begins_here(compression.peak)) draw_one(compression, axes.x(compression.peak));
    }
  };
  drawing.begin_marks("compressions");
  each([&](const Compression& compression, double x) {
    // Without a depth it is told that somebody pressed, and no more.
    const double top = axes.y(deep_known && compression.residual ? compression.residual->mm() : 0);
    const double bottom = deep_known ? axes.y(compression.depth.mm()) : top + 0.15 * axes.plot.h;
    const bool good = verdict_of(compression, source_).depth_good();
    drawing.fill({left_of(x), top, width, std::max(1.0, bottom - top)},
                 good ? ink::kBar : ink::kWarn);
  });
  drawing.end_marks();
  drawing.begin_marks("leaning");
  each([&](const Compression& compression, double x) {
    if (!deep_known || !verdict_of(compression, source_).leaning) return;
    const double top = axes.y(0);
    drawing.fill({left_of(x), top, width, axes.y(compression.residual->mm()) - top}, ink::kWarn);
  });
  drawing.end_marks();
  drawing.begin_marks("out-of-band");
  each([&](const Compression& compression, double x) {
    if (verdict_of(compression, source_).depth_good()) return;
    drawing.fill({left_of(x), axes.plot.bottom() - 10, width, 7}, ink::kWarn);
  });
  drawing.end_marks();
}

void DepthChart::draw_trace(Drawing& drawing, const Axes& axes) const {
  std::vector<Point> run;
  Point shallow;
  Point deep;
  std::optional<double> column;
  const auto close_column = [&] {
    if (!column) return;
    const bool shallow_first = shallow.x <= deep.x;
    run.push_back(shallow_first ? shallow : deep);
    if (shallow.x != deep.x) run.push_back(shallow_first ? deep : shallow);
    column.reset();
  };
  const auto close_run = [&] {
    close_column();
    if (run.size() > 1) drawing.polyline(run, ink::kText, 0.6);
    run.clear();
  };
  const auto earlier = [](const StripPoint& point, DeviceTime time) { return point.time < time; };
  auto point =
      std::lower_bound(source_.trace.begin(), source_.trace.end(), axes.shown.from, earlier);
  for (; point != source_.trace.end() && point->time < axes.shown.to; ++point) {
    if (point->follows_gap) close_run();
    const Point at{axes.x(point->time), axes.y(point->depth_mm)};
    if (column && std::floor(at.x) != *column) close_column();
    if (!column) {
      column = std::floor(at.x);
      shallow = deep = at;
    }
    if (at.y < shallow.y) shallow = at;
    if (at.y > deep.y) deep = at;
  }
  close_run();
}

void DepthChart::draw_breaths(Drawing& drawing, const Axes& axes) const {
  const double y = axes.plot.bottom() - 24;
  const double size = std::clamp(axes.units_per_second() * 0.6, 1.5, 5.5);
  drawing.begin_marks("breaths");
  for (const Breath& breath : source_.result.breaths) {
    if (!axes.begins_here(breath.start)) continue;
    const Point at{std::min(axes.x(breath.start) + size, axes.plot.right() - size), y};
    const auto& wanted = source_.guideline.breath_volume;
    if (!source_.result.measures_volume) {
      drawing.ring(at, size, ink::kEdge, 1.5);
    } else if (wanted.contains(breath.volume)) {
      drawing.disc(at, size, ink::kBar);
    } else {
      triangle(drawing, at, size, breath.volume < wanted.low, ink::kWarn);
    }
  }
  drawing.end_marks();
}

void DepthChart::draw_gaps(Drawing& drawing, const Axes& axes) const {
  drawing.begin_marks("gaps");
  for (const TimeSpan& gap : source_.result.gaps) {
    if (!axes.touches(gap)) continue;
    Box over = axes.over(gap);
    over.w = std::min(std::max(over.w, 2.0), axes.plot.right() - over.x);
    hatch(drawing, over);
  }
  drawing.end_marks();
}

void DepthChart::draw_cycles(Drawing& drawing, const Axes& axes, const Box& row) const {
  const auto& [compressions, cycles] = std::tie(source_.result.compressions, source_.result.cycles);
  if (!source_.result.measures_depth && !compressions.empty()) {
    drawing.text({axes.plot.x, row.y, axes.plot.w, row.h}, tr(words_, "depth was not measured"),
                 {kNumber, ink::kUnit});
    return;
  }
  if (cycles.empty()) return;
  drawing.fitted_text({row.x, row.y, kGutter - 8, row.h}, tr(words_, "mean, mm"),
                      {kNumber, ink::kLabel, Align::Left}, 14);
  double free_from = axes.plot.x;
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    if (!axes.begins_here(cycles[i].span.from)) continue;
    double sum = 0.0;
    int count = 0;
    for (int c = 0; c < cycles[i].compression_count; ++c) {
      const auto at = static_cast<std::size_t>(cycles[i].first_compression + c);
      if (at >= compressions.size()) break;
      sum += compressions[at].depth.mm();
      ++count;
    }
    if (count == 0) continue;
    const std::string name = filled(tr(words_, "Cycle {}"), i + 1);
    const std::string mean = tenths(sum / count);
    const double name_w = drawing.width(name, kNumber) + 14;
    const double mean_w = drawing.width(mean, kStrong);
    const double from = axes.x(cycles[i].span.from);
    const double to =
        i + 1 < cycles.size() ? axes.x_inside(cycles[i + 1].span.from) : axes.plot.right();
    // The number alone where its name has no room, and nothing where neither has.
    if (from < free_from || from + mean_w > to - 6) continue;
    const bool named = from + name_w + mean_w <= to - 6;
    if (named) drawing.text({from, row.y, name_w, row.h}, name, {kNumber, ink::kLabel});
    drawing.text({from + (named ? name_w : 0.0), row.y, mean_w, row.h}, mean, {kStrong});
    free_from = from + (named ? name_w : 0.0) + mean_w + 6;
  }
}

void DepthChart::draw_marks(Drawing& drawing, const Axes& axes, const Box& lane) const {
  if (source_.marks.empty()) return;
  drawing.text({lane.x, lane.y + 6, kGutter - 8, kChip}, tr(words_, "lost"),
               {kNumber, ink::kLabel, Align::Left});
  drawing.begin_marks("lost");
  for (const ChartMark& mark : source_.marks) {
    if (!axes.begins_here(mark.span.from)) continue;
    const double from = axes.x(mark.span.from);
    const double to = std::max(axes.x_inside(mark.span.to), from + 2.0);
    drawing.line({from, lane.y}, {std::min(to, axes.plot.right()), lane.y}, ink::kWarn, 3.0);
  }
  drawing.end_marks();
  // In the middle of what it is about, or a little beside it; crowded ones keep their line alone.
  constexpr double kFarthest = 3 * kChip;
  double free_from = axes.plot.x - kChip / 2;
  for (const ChartMark& mark : source_.marks) {
    if (!axes.begins_here(mark.span.from)) continue;
    const double middle = (axes.x(mark.span.from) + axes.x_inside(mark.span.to)) / 2;
    const double x = std::max(middle - kChip / 2, free_from);
    if (x - (middle - kChip / 2) > kFarthest || x + kChip > axes.plot.right() + kChip / 2) continue;
    draw_mark_number(drawing, {x, lane.y + 7, kChip, kChip}, mark.number);
    free_from = x + kChip + 3;
  }
}

void DepthChart::draw_time(Drawing& drawing, const Axes& axes, const Box& lane) const {
  const DeviceTime start = source_.result.span.from;
  const double step = tick_step(axes.units_per_second());
  drawing.line({lane.x, lane.y}, {lane.right(), lane.y}, ink::kEdge, 1.5);
  const double first = (axes.shown.from - start).seconds();
  const double last = (axes.shown.to - start).seconds();
  for (double at = std::ceil(first / step - 1e-9) * step; at <= last + 1e-6; at += step) {
    const double x = axes.x(start + seconds(at));
    drawing.line({x, lane.y}, {x, lane.y + 6}, ink::kEdge, 1.5);
    const std::string label = clock(seconds(at));
    const double width = drawing.width(label, kNumber);
    // The outer ones stand inside the axis.
    const double left = std::clamp(x - width / 2, lane.x, std::max(lane.x, lane.right() - width));
    drawing.text({left, lane.y + 8, width, 26}, label, {kNumber, ink::kLabel});
  }
  drawing.text({lane.x - kGutter, lane.y + 8, kGutter - 8, 26}, tr(words_, "min:s"),
               {kNumber, ink::kUnit});
}

void DepthChart::draw_legend(Drawing& drawing, Box box) const {
  constexpr double kSymbol = 30.0;
  constexpr double kBetween = 22.0;
  constexpr double kSmallest = 14.0;
  struct Entry {
    std::string words;
    void (*draw_symbol)(Drawing&, const Box&);
  };
  std::vector<Entry> entries;
  if (!source_.marks.empty()) {
    entries.push_back({tr(words_, "points lost"), [](Drawing& on, const Box& at) {
                         draw_mark_number(on, {at.right() - 24, at.y - 3, 24, 24}, 1);
                       }});
  }
  if (!source_.result.gaps.empty()) {
    entries.push_back({tr(words_, "no data"), hatch});
  }
  if (!source_.result.breaths.empty()) {
    entries.push_back({tr(words_, "breath"), [](Drawing& on, const Box& at) {
                         on.disc({at.right() - 10, at.centre().y}, 5.5, ink::kBar);
                       }});
  }
  entries.push_back({tr(words_, "no compressions, s"),
                     [](Drawing& on, const Box& at) { on.fill(at, ink::kPause); }});
  entries.push_back({tr(words_, "outside"), [](Drawing& on, const Box& at) {
                       for (int i = 0; i < 3; ++i) {
                         on.fill({at.right() - 22 + 8 * i, at.y, 5, 12}, ink::kWarn);
                         on.fill({at.right() - 22 + 8 * i, at.y + 15, 5, 3}, ink::kWarn);
                       }
                     }});
  const Guideline& guideline = source_.guideline;
  entries.push_back({filled(tr(words_, "target {}–{} mm"), whole(guideline.depth.low.mm()),
                            whole(guideline.depth.high.mm())),
                     [](Drawing& on, const Box& at) {
                       on.fill(at, ink::kBand);
                       on.line({at.x, at.y}, {at.right(), at.y}, ink::kTarget, 1.5);
                       on.line({at.x, at.bottom()}, {at.right(), at.bottom()}, ink::kTarget, 1.5);
                     }});
  // All of them, in a smaller type where there is little room.
  double words_w = 0.0;
  for (const Entry& entry : entries) words_w += drawing.width(entry.words, kNumber);
  const double fixed_w = static_cast<double>(entries.size()) * (kSymbol + 8 + kBetween) - kBetween;
  const double share = (box.w - fixed_w) / std::max(1.0, words_w);
  const Type type{std::clamp(kNumber.size * share * 0.995, kSmallest, kNumber.size)};
  for (const Entry& entry : entries) {
    const double width = drawing.width(entry.words, type);
    if (width + kSymbol + 8 > box.w) return;
    drawing.text(box.cut_right(width, 8), entry.words, {type, ink::kLabel, Align::Left});
    const Box symbol = box.cut_right(kSymbol, kBetween);
    entry.draw_symbol(drawing, Box{symbol.x, symbol.centre().y - 9, symbol.w, 18});
  }
}

void draw_mark_number(Drawing& drawing, const Box& box, int number) {
  drawing.fill(box, ink::kPaper, 4);
  drawing.outline(box, ink::kWarn, 1.5, 4);
  drawing.fitted_text(box.inset(2, 0), whole(number), {{18, true}, ink::kText, Align::Centre}, 9);
}

}  // namespace sternum::paper
