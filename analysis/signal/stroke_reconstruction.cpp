#include "analysis/signal/stroke_reconstruction.hpp"

#include <algorithm>
#include <cmath>

namespace sternum {
namespace {

/// The turns move by less each time; two rounds are nearly always enough.
constexpr int kRounds = 5;
/// Moved by less than this, the turns stay.
constexpr double kStaysS = 0.0005;
/// How far before the first guess the true turn is looked for.
constexpr std::int64_t kBeforeUs = 80'000;
/// A chest that has not come any higher for this long has come to rest.
constexpr double kRestedS = 0.02;
/// As in the compression detector: acos(0.8) / (acos(0.4) − acos(0.8)).
constexpr double kLowShare = 0.10;
constexpr double kHighShare = 0.30;
constexpr double kFoot = 1.24778;

}  // namespace

void StrokeReconstruction::integrate(const AccelerationTrace& trace, std::int64_t first) {
  count_ = static_cast<std::size_t>(trace.end() - first);
  const TracePoint& origin = trace[first];
  s_[0] = velocity_[0] = path_[0] = 0.0;
  acceleration_[0] = origin.value;
  for (std::size_t i = 1; i < count_; ++i) {
    const TracePoint& point = trace[first + static_cast<std::int64_t>(i)];
    s_[i] = static_cast<double>(point.us - origin.us) * 1e-6;
    acceleration_[i] = point.value;
    // Exact for an acceleration that runs straight from point to point.
    const double dt = s_[i] - s_[i - 1];
    const double a = acceleration_[i - 1];
    const double b = acceleration_[i];
    path_[i] = path_[i - 1] + dt * (velocity_[i - 1] + dt * (2.0 * a + b) / 6.0);
    velocity_[i] = velocity_[i - 1] + 0.5 * dt * (a + b);
  }
}

StrokeReconstruction::Closing StrokeReconstruction::close(const Instant& from, const Instant& to) {
  const double t = to.s - from.s;
  Closing closing;
  closing.from = from;
  closing.offset = (to.velocity - from.velocity) / t;
  closing.velocity = (to.path - from.path) / t - 0.5 * t * closing.offset;
  return closing;
}

StrokeReconstruction::Instant StrokeReconstruction::stop_near(std::size_t i,
                                                              const Closing& closing) const {
  // The speed changes its sign on one side of an extreme point.
  const double here = speed(at(i), closing);
  for (const int side : {-1, +1}) {
    if ((side < 0 && i == 0) || (side > 0 && i + 1 == count_)) continue;
    const std::size_t other = side < 0 ? i - 1 : i + 1;
    const double there = speed(at(other), closing);
    if (here * there > 0.0 || here == there) continue;
    const std::size_t early = std::min(i, other);
    const double dt = s_[early + 1] - s_[early];
    const double early_speed = side < 0 ? there : here;
    const double late_speed = side < 0 ? here : there;
    const double after = dt * early_speed / (early_speed - late_speed);
    const double a = acceleration_[early];
    const double jerk = (acceleration_[early + 1] - a) / dt;
    return {s_[early] + after, velocity_[early] + after * (a + 0.5 * after * jerk),
            path_[early] + after * (velocity_[early] + after * (0.5 * a + after * jerk / 6.0))};
  }
  return at(i);
}

double StrokeReconstruction::foot_s(std::size_t deepest, int direction, double level, double depth,
                                    const Closing& closing, double otherwise_s) const {
  double high_s = s_[deepest];
  const std::size_t last = direction > 0 ? count_ - 1 : 0;
  double from = place(at(deepest), closing) - level;
  for (std::size_t i = deepest; i != last;) {
    const std::size_t next = direction > 0 ? i + 1 : i - 1;
    const double to = place(at(next), closing) - level;
    const auto crossing = [&](double share) {
      return s_[i] + (s_[next] - s_[i]) * (from - share * depth) / (from - to);
    };
    if (from > kHighShare * depth && to <= kHighShare * depth) high_s = crossing(kHighShare);
    if (from > kLowShare * depth && to <= kLowShare * depth) {
      const double low_s = crossing(kLowShare);
      return low_s + kFoot * (low_s - high_s);
    }
    from = to;
    i = next;
  }
  return otherwise_s;
}

ReconstructedStroke StrokeReconstruction::reconstruct(const AccelerationTrace& trace,
                                                      std::int64_t before, std::int64_t after) {
  std::int64_t first = before;
  while (first > trace.begin() && trace[before].us - trace[first - 1].us <= kBeforeUs) --first;
  integrate(trace, first);
  const double origin_us = static_cast<double>(trace[first].us);

  Closing closing = close(at(static_cast<std::size_t>(before - first)),
                          at(static_cast<std::size_t>(after - first)));
  std::size_t deepest = 0;
  std::size_t top_before = 0;
  std::size_t top_after = 0;
  const auto find_turns = [&] {
    const auto lower = [&](std::size_t a, std::size_t b) {
      return place(at(a), closing) < place(at(b), closing);
    };
    const auto until = static_cast<std::size_t>(after - first);
    deepest = 0;
    for (std::size_t i = 1; i <= until; ++i) {
      if (lower(deepest, i)) deepest = i;
    }
    top_before = deepest;
    for (std::size_t i = deepest; i-- > 0;) {
      if (lower(i, top_before)) top_before = i;
    }
    top_after = deepest;
    for (std::size_t i = deepest + 1; i < count_; ++i) {
      if (lower(i, top_after)) top_after = i;
    }
  };

  find_turns();
  for (int round = 0; round < kRounds && top_before < deepest && deepest < top_after; ++round) {
    const Instant from = stop_near(top_before, closing);
    const Instant to = stop_near(top_after, closing);
    const double moved = std::abs(from.s - closing.from.s) + std::abs(to.s - s_[top_after]);
    if (to.s - from.s < 0.1) break;
    closing = close(from, to);
    find_turns();
    if (moved < kStaysS) break;
  }

  const Instant turn = stop_near(deepest, closing);
  const double level = place(stop_near(top_before, closing), closing);
  ReconstructedStroke stroke;
  stroke.depth_mm = 1e3 * (place(turn, closing) - level);
  stroke.peak_us = origin_us + 1e6 * turn.s;
  const double depth = place(turn, closing) - level;
  stroke.onset_us = origin_us + 1e6 * foot_s(deepest, -1, level, depth, closing, s_[top_before]);
  stroke.release_us = origin_us + 1e6 * foot_s(deepest, +1, level, depth, closing, s_[top_after]);
  stroke.released = top_after + 1 < count_ && s_[count_ - 1] - s_[top_after] >= kRestedS;
  return stroke;
}

}  // namespace sternum
