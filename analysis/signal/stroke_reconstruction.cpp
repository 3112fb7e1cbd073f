#include "analysis/signal/stroke_reconstruction.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/signal/foot.hpp"

namespace sternum {
namespace {

/// The turns hardly move after that.
constexpr int kRounds = 2;
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
/// Onset and release lie so far beyond the lower crossing (`foot.hpp`): the path still wanders by a
/// few per cent, which the lowest level would not bear.
constexpr double kReach = 1.9;

}  // namespace

void StrokeReconstruction::integrate(const AccelerationTrace& trace, std::int64_t first) {
  // Looking again at the same stroke, only what has come since is new.
  const auto count = static_cast<std::size_t>(trace.end() - first);
  if (first != first_ || count < count_) {
    first_ = first;
    count_ = 1;
    s_[0] = velocity_[0] = path_[0] = 0.0;
    acceleration_[0] = trace[first].value;
  }
  const std::int64_t origin_us = trace[first].us;
  for (std::size_t i = count_; i < count; ++i) {
    const TracePoint& point = trace[first + static_cast<std::int64_t>(i)];
    s_[i] = static_cast<double>(point.us - origin_us) * 1e-6;
    acceleration_[i] = point.value;
    // Exact for an acceleration that runs straight from point to point.
    const double dt = s_[i] - s_[i - 1];
    const double a = acceleration_[i - 1];
    const double b = acceleration_[i];
    path_[i] = path_[i - 1] + dt * (velocity_[i - 1] + dt * (2.0 * a + b) * (1.0 / 6.0));
    velocity_[i] = velocity_[i - 1] + 0.5 * dt * (a + b);
  }
  count_ = count;
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

void StrokeReconstruction::find_turns(std::size_t until, const Closing& closing) {
  for (std::size_t i = 0; i < count_; ++i) place_[i] = place(at(i), closing);
  // Without branches: a path wanders, and which of two places is lower cannot be predicted.
  double farthest = place_[0];
  std::size_t deepest = 0;
  for (std::size_t i = 1; i <= until; ++i) {
    deepest = place_[i] > farthest ? i : deepest;
    farthest = std::max(farthest, place_[i]);
  }
  deepest_ = deepest;
  const auto highest = [&](std::size_t i, int step, std::size_t end) {
    double lowest = place_[i];
    std::size_t found = i;
    for (; i != end; i += static_cast<std::size_t>(step)) {
      found = place_[i] < lowest ? i : found;
      lowest = std::min(lowest, place_[i]);
    }
    return found;
  };
  top_before_ = highest(deepest_, -1, static_cast<std::size_t>(-1));
  top_after_ = highest(deepest_, +1, count_);
}

double StrokeReconstruction::foot_s(int direction, double level, double depth,
                                    double otherwise_s) const {
  const double high = level + kCoarseFootHigh * depth;
  const double low = level + kCoarseFootLow * depth;
  double high_s = s_[deepest_];
  const std::size_t last = direction > 0 ? count_ - 1 : 0;
  for (std::size_t i = deepest_; i != last;) {
    const std::size_t next = direction > 0 ? i + 1 : i - 1;
    const double from = place_[i];
    const double to = place_[next];
    const auto crossing = [&](double at) {
      return s_[i] + (s_[next] - s_[i]) * (from - at) / (from - to);
    };
    if (from > high && to <= high) high_s = crossing(high);
    if (from > low && to <= low) {
      return coarse_foot(crossing(low), high_s, kReach);
    }
    i = next;
  }
  return otherwise_s;
}

std::optional<double> StrokeReconstruction::middle_of_hold() const {
  const double held = place_[deepest_] - kHoldM;
  std::size_t from = deepest_;
  std::size_t to = deepest_;
  while (from > top_before_ && place_[from - 1] >= held) --from;
  while (to < top_after_ && place_[to + 1] >= held) ++to;
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

std::optional<ReconstructedStroke> StrokeReconstruction::reconstruct(
    const AccelerationTrace& trace, std::int64_t first, std::int64_t until,
    std::optional<double> still_offset, bool released) {
  integrate(trace, first);
  const double origin_us = static_cast<double>(trace[first].us);
  const auto last = static_cast<std::size_t>(until - first);

  Closing closing = close(at(0), at(last), mean_offset(at(0), at(last)));
  if (still_offset) closing = {at(0), 0.0, *still_offset};
  find_turns(last, closing);
  if (!released && !has_stopped(closing)) return std::nullopt;

  for (int round = 0; round < kRounds && top_before_ < deepest_ && deepest_ < top_after_; ++round) {
    const Instant from = stop_near(top_before_, closing);
    const Instant to = stop_near(top_after_, closing);
    if (to.s - from.s < kShortestS) break;
    closing = close(from, to, still_offset ? mean_offset(from, to) : closing.offset);
    find_turns(last, closing);
  }

  const Instant turn = stop_near(deepest_, closing);
  const double level = place(stop_near(top_before_, closing), closing);
  const double depth = place(turn, closing) - level;
  ReconstructedStroke stroke;
  stroke.depth_mm = 1e3 * depth;
  stroke.offset_m_s2 = closing.offset;
  stroke.onset_us = origin_us + 1e6 * foot_s(-1, level, depth, s_[top_before_]);
  stroke.peak_us = origin_us + 1e6 * middle_of_hold().value_or(turn.s);
  stroke.release_us = origin_us + 1e6 * foot_s(+1, level, depth, s_[top_after_]);
  return stroke;
}

}  // namespace sternum
