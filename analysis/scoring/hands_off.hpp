/// Whether somebody is pressing right now, and if not, since when.
///
/// ```
///   Waiting ──first compression──▶ Pressing ──no-flow gap without one, or a breath──▶ HandsOff
///                                      ▲                                                 │
///                                      └──────────────── compression ────────────────────┘
/// ```
/// Hands off counts from the last release, or from the end of a hole in the recording after it:
/// nobody knows what happened in a hole. A pause is for breaths when a breath was given in it or
/// when the block before it was nearly complete. Not thread-safe.
#pragma once

#include <optional>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

class HandsOff {
 public:
  explicit HandsOff(const Guideline& guideline)
      : no_flow_gap_(guideline.no_flow_gap),
        breaths_asked_(guideline.breaths_per_cycle > 0),
        compressions_asked_(guideline.compressions_per_cycle) {}

  /// `in_block`: how many compressions its block has with it.
  void add(const Compression& compression, int in_block) {
    since_ = compression.release;
    breath_seen_ = false;
    block_done_ = breaths_asked_ && nearly_complete(compressions_asked_, in_block);
  }
  void add(const Breath& breath) {
    if (since_ && breath.end > *since_) breath_seen_ = true;
  }
  void add_gap(TimeSpan gap) {
    if (since_ && gap.to > *since_) since_ = gap.to;
  }

  /// The last release, or the end of a hole after it; empty before the first compression.
  [[nodiscard]] std::optional<DeviceTime> since() const { return since_; }
  /// How long it has been hands off; zero while somebody presses or nobody has begun.
  [[nodiscard]] Duration length(DeviceTime now) const {
    if (!since_ || now <= *since_) return {};
    return breath_seen_ || now - *since_ > no_flow_gap_ ? now - *since_ : Duration{};
  }
  /// Whether a pause, if this is one, is for breaths.
  [[nodiscard]] bool for_breaths() const { return breath_seen_ || block_done_; }

 private:
  Duration no_flow_gap_;
  bool breaths_asked_;
  int compressions_asked_;
  std::optional<DeviceTime> since_;
  bool breath_seen_ = false;
  bool block_done_ = false;
};

}  // namespace sternum
