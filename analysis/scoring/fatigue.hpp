/// How depth and rate change while somebody works: the slope of a straight line.
///
/// Ordinary least squares over the compressions inside runs (those that have a rate), against the
/// time of their peaks. Empty below `least_count` compressions or `least_time` between the first
/// and the last: depth scatters by 2–3.4 mm from one compression to the next, so that the slope of
/// n compressions over T minutes has an error of SD · √12 / (T √n): 1.5 mm/min for 60 in a minute,
/// 7 for a single block of 30, where fatigue is 1–3 mm/min. A pure function.
#pragma once

#include <optional>
#include <span>

#include "analysis/core/device_time.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

struct FatigueOptions {
  int least_count = 60;
  Duration least_time = seconds(60.0);
};

struct Fatigue {
  std::optional<double> depth_mm_per_min;      ///< negative: shallower and shallower
  std::optional<double> rate_per_min_per_min;  ///< negative: slower and slower
  friend bool operator==(const Fatigue&, const Fatigue&) = default;
};

/// `depth_is_measured`: else only the rate has a slope.
[[nodiscard]] Fatigue find_fatigue(std::span<const Compression> compressions,
                                   bool depth_is_measured = true, FatigueOptions options = {});

}  // namespace sternum
