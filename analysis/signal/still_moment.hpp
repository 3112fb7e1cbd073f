/// Notices when a trace stands still: moments of 0.25 s within which it stays inside a band. Where
/// sampling is slow they last until there are points enough to tell its noise.
///
/// Looks at a moment's points only when the moment is over, so that a point costs one comparison.
/// A function of the points alone. Not thread-safe; never blocks or allocates.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

#include "analysis/signal/recent_trace.hpp"

namespace sternum {

struct StillLevel {
  double mean = 0.0;
  double lowest = 0.0;
};

class StillMoment {
 public:
  /// A moment begins with the newest point of the trace.
  void begin(const RecentTrace& trace) {
    first_ = trace.end() - 1;
    end_us_ = trace[first_].us + kMomentUs;
    prolonged_ = false;
  }
  [[nodiscard]] bool is_over(std::int64_t us) const { return us >= end_us_; }
  [[nodiscard]] std::int64_t end_us() const { return end_us_; }
  /// Whether it waits, or has waited, for more points.
  [[nodiscard]] bool is_prolonged() const { return prolonged_; }

  /// SD of the points' noise in the moment so far, from how much neighbours differ (von Neumann
  /// 1941, Ann. Math. Stat. 12:367): movement that many points share hardly counts. Nothing of few
  /// points.
  [[nodiscard]] std::optional<double> noise(const RecentTrace& trace) const {
    const std::int64_t first = std::max(first_, trace.begin());
    const std::int64_t steps = trace.end() - first - 1;
    if (steps < kStepsToTellNoise) return std::nullopt;
    double squares = 0.0;
    for (std::int64_t number = first; number < first + steps; ++number) {
      const double step = trace[number + 1].value - trace[number].value;
      squares += step * step;
    }
    return std::sqrt(0.5 * squares / static_cast<double>(steps));
  }

  /// When it is over: its level, if the trace stayed within `band`. The next begins with the next
  /// point. Of too few points it is not over yet.
  [[nodiscard]] std::optional<StillLevel> end(const RecentTrace& trace, double band) {
    const std::int64_t first = std::max(first_, trace.begin());
    const std::int64_t newest_us = trace[trace.end() - 1].us;
    if (trace.end() - first <= kStepsToTellNoise && newest_us - trace[first].us < kLongestUs) {
      end_us_ = newest_us + 1;
      prolonged_ = true;
      return std::nullopt;
    }
    const double origin = trace[first].value;
    double lowest = origin;
    double highest = origin;
    double sum = 0.0;
    for (std::int64_t number = first; number < trace.end(); ++number) {
      const double value = trace[number].value;
      lowest = std::min(lowest, value);
      highest = std::max(highest, value);
      sum += value - origin;
    }
    const auto count = static_cast<double>(trace.end() - first);
    begin(trace);
    if (highest - lowest > band) return std::nullopt;
    return StillLevel{origin + sum / count, lowest};
  }

 private:
  static constexpr std::int64_t kMomentUs = 250'000;
  static constexpr std::int64_t kStepsToTellNoise = 11;
  /// Twelve samples at 20 Hz and a little more: a sensor that is silent while nothing changes has
  /// no more to say.
  static constexpr std::int64_t kLongestUs = 700'000;
  std::int64_t first_ = 0;
  std::int64_t end_us_ = 0;
  bool prolonged_ = false;
};

}  // namespace sternum
