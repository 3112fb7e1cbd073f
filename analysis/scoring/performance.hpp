/// What a trainee did, as the detectors found it: the input of everything that judges.
///
/// A view: the lists must outlive it. Each list ascends in time. Nothing here depends on a
/// guideline, so that an attempt can be judged again under another one.
#pragma once

#include <span>

#include "analysis/core/device_time.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

struct Performance {
  std::span<const Compression> compressions;
  std::span<const Breath> breaths;
  /// Holes in the recording of the channel that measures compressions; they do not overlap.
  std::span<const TimeSpan> gaps;
  /// The same of the channel that measures breaths.
  std::span<const TimeSpan> breath_gaps;
  bool measures_breaths = false;
};

/// Shows the compressions, breaths and gaps of `performance` to `listener` in the order in which
/// they began: `listener.add(compression)`, `.add(breath)`, `.add_gap(gap)`.
template <class Listener>
void replay(const Performance& performance, Listener& listener) {
  std::size_t compression = 0;
  std::size_t breath = 0;
  std::size_t gap = 0;
  const auto& [compressions, breaths, gaps, breath_gaps, measures_breaths] = performance;
  while (compression < compressions.size() || breath < breaths.size() || gap < gaps.size()) {
    const bool breath_is_next =
        breath < breaths.size() && (compression == compressions.size() ||
                                    breaths[breath].start <= compressions[compression].onset);
    const bool event_left = breath_is_next || compression < compressions.size();
    const DeviceTime event_at = breath_is_next ? breaths[breath].start
                                : event_left   ? compressions[compression].onset
                                               : DeviceTime{};
    if (gap < gaps.size() && (!event_left || gaps[gap].from <= event_at)) {
      listener.add_gap(gaps[gap++]);
    } else if (breath_is_next) {
      listener.add(breaths[breath++]);
    } else {
      listener.add(compressions[compression++]);
    }
  }
}

}  // namespace sternum
