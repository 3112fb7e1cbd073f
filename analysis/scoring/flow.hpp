/// Time with and without compressions, and the pauses in between.
///
/// A pause is a stretch from a release to the next onset without a compression, longer than the
/// guideline's no-flow gap; up to that it is part of compressing. A hole in the recording is no
/// pause and belongs to no time: it cuts a stretch into the parts that were seen, and each part is
/// held against the no-flow gap by itself. The breaths after the last compression, and those before
/// the first, are a pause like any other: they are actions of the attempt.
/// Method: Kramer-Johansen 2007 (Resuscitation 74:406), flow fraction from first to last action.
/// Not thread-safe; allocates only to keep pauses.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

/// Holes are in neither of the times.
struct Flow {
  Duration observed;   ///< from the first action on
  Duration hands_off;  ///< the pauses of it
  Duration longest_pause;

  /// Time with compressions ÷ time, 0–1; empty before any time has passed.
  [[nodiscard]] std::optional<double> fraction() const {
    if (observed <= Duration{}) return std::nullopt;
    return static_cast<double>((observed - hands_off).us()) / static_cast<double>(observed.us());
  }
};

class FlowTimeline {
 public:
  explicit FlowTimeline(Duration no_flow_gap) : no_flow_gap_(no_flow_gap) {}

  /// Compressions come in order; so do breaths, and gaps before the compressions that follow them.
  void add(const Compression& compression);
  void add(const Breath& breath);
  void add_gap(TimeSpan gap);
  /// Nothing more will come: the last action was the last release or the end of the last breath.
  void close();

  /// From the first action to the last release; after `close`, to the last action.
  [[nodiscard]] const Flow& flow() const { return flow_; }
  /// From the first action to `now`, the pause that is going on included. Zero before the first
  /// compression.
  [[nodiscard]] Flow flow_until(DeviceTime now) const;
  [[nodiscard]] const std::vector<TimeSpan>& pauses() const { return pauses_; }
  /// From the first action to the last so far (to the last, after `close`); empty before the first
  /// compression.
  [[nodiscard]] std::optional<TimeSpan> actions() const {
    if (!first_action_) return std::nullopt;
    return TimeSpan{*first_action_, *last_release_};
  }
  /// What lies in `part` of the time between the first action and the last. `gaps`: all that were
  /// added. A pause that reaches beyond the part counts with what lies inside. Requires `close`.
  [[nodiscard]] Flow flow_within(TimeSpan part, std::span<const TimeSpan> gaps) const;

 private:
  template <class Keep>
  void cut(Flow& flow, DeviceTime from, DeviceTime to, Keep&& keep) const;

  Duration no_flow_gap_;
  Flow flow_;
  std::optional<DeviceTime> first_action_;
  std::optional<DeviceTime> first_breath_;
  std::optional<DeviceTime> last_release_;
  std::optional<DeviceTime> last_breath_end_;
  std::vector<TimeSpan> open_gaps_;  ///< since the last release
  std::vector<TimeSpan> pauses_;
};

/// The timeline of a whole attempt, closed.
[[nodiscard]] FlowTimeline find_flow(const Guideline& guideline, const Performance& performance);

}  // namespace sternum
