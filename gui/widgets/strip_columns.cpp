#include "gui/widgets/strip_columns.hpp"

#include <algorithm>
#include <cmath>

namespace sternum {

namespace {

/// Gathers the extremes of one column.
class ColumnExtremes {
 public:
  explicit ColumnExtremes(StripTrace& trace) : trace_(trace) {}

  void begin_run() {
    flush();
    trace_.starts.push_back(trace_.vertices.size());
  }
  void add(StripVertex vertex) {
    const double column = std::floor(vertex.column);
    if (!empty_ && column != column_) flush();
    if (empty_) {
      shallow_ = deep_ = vertex;
      column_ = column;
      empty_ = false;
    }
    if (vertex.depth_mm < shallow_.depth_mm) shallow_ = vertex;
    if (vertex.depth_mm > deep_.depth_mm) deep_ = vertex;
  }
  void flush() {
    if (empty_) return;
    const bool shallow_first = shallow_.column <= deep_.column;
    trace_.vertices.push_back(shallow_first ? shallow_ : deep_);
    if (shallow_.column != deep_.column) {
      trace_.vertices.push_back(shallow_first ? deep_ : shallow_);
    }
    empty_ = true;
  }

 private:
  StripTrace& trace_;
  StripVertex shallow_;
  StripVertex deep_;
  double column_ = 0.0;
  bool empty_ = true;
};

}  // namespace

std::span<const StripVertex> StripTrace::run(std::size_t index) const {
  const std::size_t end = index + 1 < starts.size() ? starts[index + 1] : vertices.size();
  return std::span(vertices).subspan(starts[index], end - starts[index]);
}

StripTrace thin_out(std::span<const StripPoint> points, TimeSpan shown, double columns) {
  StripTrace trace;
  const double length_us = static_cast<double>(shown.length().us());
  if (points.empty() || length_us <= 0.0) return trace;

  const auto earlier = [](const StripPoint& point, DeviceTime time) { return point.time < time; };
  auto first = std::lower_bound(points.begin(), points.end(), shown.from, earlier);
  if (first != points.begin()) --first;
  auto last = std::lower_bound(first, points.end(), shown.to, earlier);
  if (last != points.end()) ++last;

  ColumnExtremes extremes(trace);
  for (auto point = first; point != last; ++point) {
    if (point == first || point->follows_gap) extremes.begin_run();
    const double share = static_cast<double>((point->time - shown.from).us()) / length_us;
    extremes.add({static_cast<float>(share * columns), point->depth_mm});
  }
  extremes.flush();
  return trace;
}

}  // namespace sternum
