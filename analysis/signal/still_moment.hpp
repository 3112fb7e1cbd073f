/// Notices when a trace stands still: moments of 0.25 s within which it stays inside a band.
///
/// A function of the points alone. Not thread-safe; never blocks or allocates.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "analysis/signal/recent_trace.hpp"

namespace sternum {

struct StillLevel {
  double mean = 0.0;
  double lowest = 0.0;
};

class StillMoment {
 public:
  void restart() { count_ = 0; }

  /// The level of the moment that ends with this point, if the trace stayed within `band` in it.
  [[nodiscard]] std::optional<StillLevel> add(TracePoint point, double band) {
    if (count_ == 0) {
      first_ = point;
      lowest_ = highest_ = point.value;
      sum_ = 0.0;
    }
    lowest_ = std::min(lowest_, point.value);
    highest_ = std::max(highest_, point.value);
    sum_ += point.value - first_.value;
    ++count_;
    if (point.us - first_.us < kMomentUs) return std::nullopt;
    const StillLevel level{first_.value + sum_ / static_cast<double>(count_), lowest_};
    count_ = 0;
    if (highest_ - lowest_ > band) return std::nullopt;
    return level;
  }

 private:
  static constexpr std::int64_t kMomentUs = 250'000;
  TracePoint first_;
  double lowest_ = 0.0;
  double highest_ = 0.0;
  double sum_ = 0.0;
  std::int64_t count_ = 0;
};

}  // namespace sternum
