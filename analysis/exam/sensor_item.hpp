/// What a sensor item comes to, from the readings of the part of the attempt that it looks at.
///
/// Pure functions.
#pragma once

#include <optional>

#include "analysis/exam/measures.hpp"
#include "analysis/exam/scheme.hpp"

namespace sternum {

/// The share of an item's points that was won, 0–1: the worst and the best that it can be.
struct WonShare {
  double worst = 0.0;
  double best = 1.0;

  static WonShare exactly(double share) { return {share, share}; }
  [[nodiscard]] bool is_known() const { return worst == best; }
  /// Both may be.
  [[nodiscard]] WonShare or_else(WonShare other) const;
  friend bool operator==(const WonShare&, const WonShare&) = default;
};

/// What `rule` gives for a value: all within the limit, and beyond it what `fade` leaves. What is
/// as good as the limit is the limit: a mean of many numbers has no last digit to fail for.
[[nodiscard]] double won_share(const SensorRule& rule, double value);

struct SensorFinding {
  WonShare won;                    ///< unknown when it was not measured
  std::optional<double> measured;  ///< what was seen, whatever a hole may hide
  std::optional<int> set;          ///< of `EverySet`: the worst one, from 1
  std::optional<DeviceTime> at;    ///< where the set begins that it is about
  bool not_applicable = false;     ///< nothing to look at
  friend bool operator==(const SensorFinding&, const SensorFinding&) = default;
};
[[nodiscard]] SensorFinding find(const SensorRule& rule, const Measures& measures);
/// The same of a number that is known otherwise.
[[nodiscard]] SensorFinding find(const SensorRule& rule, const Reading& reading);

}  // namespace sternum
