#include "analysis/signal/stroke_reconstruction.hpp"

#include <algorithm>
#include <cmath>

namespace sternum {
namespace {

constexpr int kRounds = 2;
/// Moved by less than this, the turns stay.
constexpr double kStaysS = 0.0005;
/// A chest that has not risen faster than this, of the fastest rise and in m/s, for so long has
/// stopped: at rest, or on its way down again.
constexpr double kStoppedShare = 0.12;
constexpr double kStoppedSpeed = 0.02;
constexpr double kStoppedS = 0.07;
/// No stroke is shorter.
constexpr double kShortestS = 0.15;
/// A chest held down this long, within so much of its deepest, was deepest in the middle of that.
constexpr double kHoldS = 0.15;
constexpr double kHoldM = 0.0025;
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

double StrokeReconstruction::mean_offset(const Instant& from, const Instant& to) {
  return (to.velocity - from.velocity) / (to.s - from.s);
}

StrokeReconstruction::Closing StrokeReconstruction::close(const Instant& from, const Instant& to,
                                                          double offset) {
  const double t = to.s - from.s;
  return {from, (to.path - from.path) / t - 0.5 * t * offset, offset};
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

double StrokeReconstruction::foot_s(int direction, double level, double depth,
                                    const Closing& closing, double otherwise_s) const {
  double high_s = s_[deepest_];
  const std::size_t last = direction > 0 ? count_ - 1 : 0;
  double from = place(at(deepest_), closing) - level;
  for (std::size_t i = deepest_; i != last;) {
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

void StrokeReconstruction::find_turns(std::size_t until, const Closing& closing) {
  const auto higher = [&](std::size_t a, std::size_t b) {
    return place(at(a), closing) < place(at(b), closing);
  };
  deepest_ = 0;
  for (std::size_t i = 1; i <= until; ++i) {
    if (higher(deepest_, i)) deepest_ = i;
  }
  top_before_ = deepest_;
  for (std::size_t i = deepest_; i-- > 0;) {
    if (higher(i, top_before_)) top_before_ = i;
  }
  top_after_ = deepest_;
  for (std::size_t i = deepest_ + 1; i < count_; ++i) {
    if (higher(i, top_after_)) top_after_ = i;
  }
}

std::optional<double> StrokeReconstruction::middle_of_hold(const Closing& closing) const {
  const double held = place(at(deepest_), closing) - kHoldM;
  std::size_t from = deepest_;
  std::size_t to = deepest_;
  while (from > top_before_ && place(at(from - 1), closing) >= held) --from;
  while (to < top_after_ && place(at(to + 1), closing) >= held) ++to;
  if (s_[to] - s_[from] < kHoldS) return std::nullopt;
  return 0.5 * (s_[from] + s_[to]);
}

bool StrokeReconstruction::has_stopped(const Closing& closing) const {
  double fastest = 0.0;
  for (std::size_t i = deepest_; i < count_; ++i) {
    fastest = std::min(fastest, speed(at(i), closing));
  }
  const double slow = std::min(kStoppedShare * fastest, -kStoppedSpeed);
  for (std::size_t i = count_; i-- > deepest_ + 1;) {
    if (s_[count_ - 1] - s_[i] >= kStoppedS) return true;
    if (speed(at(i), closing) < slow) return false;
  }
  return false;
}

ReconstructedStroke StrokeReconstruction::reconstruct(const AccelerationTrace& trace,
                                                      std::int64_t first, std::int64_t until,
                                                      std::optional<double> still_offset) {
  integrate(trace, first);
  const double origin_us = static_cast<double>(trace[first].us);
  const auto last = static_cast<std::size_t>(until - first);

  Closing closing = close(at(0), at(last), mean_offset(at(0), at(last)));
  if (still_offset) closing = {at(0), 0.0, *still_offset};
  find_turns(last, closing);

  ReconstructedStroke stroke;
  stroke.released = has_stopped(closing);
  double to_s = 0.0;
  for (int round = 0; round < kRounds && top_before_ < deepest_ && deepest_ < top_after_; ++round) {
    const Instant from = stop_near(top_before_, closing);
    const Instant to = stop_near(top_after_, closing);
    if (to.s - from.s < kShortestS) break;
    const double moved = std::abs(from.s - closing.from.s) + std::abs(to.s - to_s);
    closing = close(from, to, still_offset ? mean_offset(from, to) : closing.offset);
    to_s = to.s;
    find_turns(last, closing);
    if (moved < kStaysS) break;
  }

  const Instant turn = stop_near(deepest_, closing);
  const double level = place(stop_near(top_before_, closing), closing);
  const double depth = place(turn, closing) - level;
  stroke.depth_mm = 1e3 * depth;
  stroke.offset_m_s2 = closing.offset;
  stroke.onset_us = origin_us + 1e6 * foot_s(-1, level, depth, closing, s_[top_before_]);
  stroke.peak_us = origin_us + 1e6 * middle_of_hold(closing).value_or(turn.s);
  stroke.release_us = origin_us + 1e6 * foot_s(+1, level, depth, closing, s_[top_after_]);
  return stroke;
}

}  // namespace sternum
