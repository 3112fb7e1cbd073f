/// What an attempt, or a part of it, amounts to in numbers.
///
/// Empty means *not measured*: never zero, never perfect; a fraction of no compressions is not
/// measured either. `measure` and `measure_within` are pure functions of what was found; they never
/// block. Definitions: Kramer-Johansen 2007 (Resuscitation 74:406), the uniform reporting of CPR
/// quality; where that leaves a choice, the choice stands at the metric and in `Definitions`.
#pragma once

#include <optional>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"
#include "analysis/scoring/fatigue.hpp"
#include "analysis/scoring/flow.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"

namespace sternum {

struct Metrics {
  int compression_count = 0;
  std::optional<Millimetres> mean_depth;
  std::optional<Millimetres> depth_sd;
  std::optional<double> depth_in_target;  ///< 0–1, of compressions whose depth was measured
  /// 60 ÷ the mean interval inside uninterrupted runs.
  std::optional<PerMinute> mean_rate;
  std::optional<double> rate_in_target;  ///< 0–1, of compressions that have a rate
  /// 0–1, of compressions of which leaning was measured (`leaning.hpp`).
  std::optional<double> full_recoil;
  /// 0–1: depth, rate and recoil all in target, of compressions that have all three.
  std::optional<double> all_in_target;
  /// Time with compressions ÷ time from the first action to the last, gaps in the recording left
  /// out of both.
  std::optional<double> flow_fraction;
  std::optional<double> no_flow_fraction;  ///< the rest of that time
  /// Compressions per minute of that time, pauses included.
  std::optional<PerMinute> delivered;
  /// Mean of (peak − onset) ÷ (next onset − onset) inside uninterrupted runs, 0–1: the time to the
  /// peak, not the area under the curve.
  std::optional<double> duty_cycle;
  std::optional<Duration> longest_pause;  ///< of `hands_off`; zero when there was no pause
  Fatigue fatigue;

  int breath_count = 0;
  std::optional<Millilitres> mean_breath_volume;
  /// 0–1, of breaths whose volume was measured; empty when no channel measures them.
  std::optional<double> breath_in_target;
  /// Breaths per minute of the attempt's time, as flow fraction counts it; where nobody pressed, by
  /// the mean interval between the breaths.
  std::optional<PerMinute> ventilation_rate;
  std::optional<Duration> mean_inflation;
  int cycles = 0;  ///< blocks of compressions with the breaths after them

  std::optional<Newtons> mean_force;           ///< at the peak
  std::optional<Newtons> mean_residual_force;  ///< left at release
  std::optional<Millimetres> mean_hand_offset;
  std::optional<double> hands_in_target;  ///< 0–1, of compressions with a measured offset
  std::optional<Degrees> mean_head_tilt;
  std::optional<double> head_tilt_in_target;  ///< 0–1, of breaths with a measured tilt

  /// Denominators, so that every fraction can be told as "n of m".
  int depth_count = 0;
  int depth_in_target_count = 0;
  int rate_count = 0;
  int rate_in_target_count = 0;
  int residual_count = 0;
  int full_recoil_count = 0;
  int all_count = 0;
  int all_in_target_count = 0;
  int volume_count = 0;
  int breath_in_target_count = 0;
  int breaths_too_small = 0;
  int breaths_too_large = 0;
  int breaths_too_fast = 0;
  int breaths_during_compression = 0;
  int force_count = 0;
  int residual_force_count = 0;
  int hands_count = 0;
  int hands_in_target_count = 0;
  int head_tilt_count = 0;
  int head_tilt_in_target_count = 0;
  Duration observed;   ///< the denominator of flow fraction
  Duration hands_off;  ///< sum of the pauses longer than the guideline's no-flow gap

  friend bool operator==(const Metrics&, const Metrics&) = default;
};

/// Of a whole attempt.
[[nodiscard]] Metrics measure(const Guideline& guideline, const Performance& performance);

/// The metrics of a part of an attempt.
struct PartMetrics {
  TimeSpan span;
  Metrics metrics;
  friend bool operator==(const PartMetrics&, const PartMetrics&) = default;
};

/// A compression belongs to the part in which it began, with the rate that it has in the whole, and
/// so do breaths and cycles. Time, and the pauses of the whole, are cut at the part's ends. Parts
/// that cover an attempt without overlap add up to it: counts exactly, times to the microsecond.
/// One for each cycle: from its first onset to the next cycle's, the last to the last action.
[[nodiscard]] std::vector<PartMetrics> measure_cycles(const Guideline& guideline,
                                                      const Performance& performance);
/// One for each `length` from the first action on; the last one ends with the last action.
[[nodiscard]] std::vector<PartMetrics> measure_windows(const Guideline& guideline,
                                                       const Performance& performance,
                                                       Duration length);

}  // namespace sternum
