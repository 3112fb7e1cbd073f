/// What a trainee did, as the detectors found it: the input of everything that judges.
///
/// A view: the lists must outlive it. Each list ascends in time. Nothing here depends on a
/// guideline, so that an attempt can be judged again under another one.
#pragma once

#include <span>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/attempt_event.hpp"
#include "analysis/scoring/extra_measures.hpp"
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
  /// What the compressions' and breaths' other fields are worth. Without depth (force alone) every
  /// `depth` is 0 and says nothing, without volume (a device that only counts) every `volume`;
  /// where strokes were not seen, onset and release are nominal.
  bool measures_depth = true;
  bool measures_volume = true;
  bool measures_strokes = true;
  /// As many as compressions, and as breaths; or none at all.
  std::span<const CompressionExtras> compression_extras{};
  std::span<const BreathExtras> breath_extras{};
  std::span<const AttemptEvent> events{};

  [[nodiscard]] CompressionExtras extras_of_compression(std::size_t i) const {
    return i < compression_extras.size() ? compression_extras[i] : CompressionExtras{};
  }
  [[nodiscard]] BreathExtras extras_of_breath(std::size_t i) const {
    return i < breath_extras.size() ? breath_extras[i] : BreathExtras{};
  }
};

/// Shows the compressions, breaths and gaps of `performance` to `listener` in the order in which
/// they began: `listener.add(compression)`, `.add(breath)`, `.add_gap(gap)`.
template <class Listener>
void replay(const Performance& performance, Listener& listener) {
  std::size_t compression = 0;
  std::size_t breath = 0;
  std::size_t gap = 0;
  const auto& compressions = performance.compressions;
  const auto& breaths = performance.breaths;
  const auto& gaps = performance.gaps;
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
