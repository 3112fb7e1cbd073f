/// What an attempt amounts to in numbers.
///
/// Empty means *not measured*: never zero, never perfect. `measure` is a pure function of what was
/// found; it never blocks. Definitions: Kramer-Johansen 2007 (Resuscitation 74:406), the uniform
/// reporting of CPR quality; where that leaves a choice, the choice stands at the metric.
#pragma once

#include <optional>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"

namespace sternum {

struct Metrics {
  int compression_count = 0;
  std::optional<Millimetres> mean_depth;
  std::optional<Millimetres> depth_sd;
  std::optional<double> depth_in_target;  ///< 0–1, of all compressions
  /// 60 ÷ the mean interval inside uninterrupted runs.
  std::optional<PerMinute> mean_rate;
  std::optional<double> rate_in_target;  ///< 0–1, of compressions that have a rate
  std::optional<double> full_recoil;     ///< 0–1, of compressions whose residual was measured
  /// Time with compressions ÷ time from the first action to the last, gaps in the recording left
  /// out of both.
  std::optional<double> flow_fraction;
  /// Compressions per minute of that time, pauses included.
  std::optional<PerMinute> delivered;
  /// Mean of (peak − onset) ÷ (next onset − onset) inside uninterrupted runs, 0–1: the time to the
  /// peak, not the area under the curve.
  std::optional<double> duty_cycle;
  std::optional<Duration> longest_pause;  ///< of `hands_off`; zero when there was no pause
  int breath_count = 0;
  std::optional<Millilitres> mean_breath_volume;
  std::optional<double>
      breath_in_target;  ///< 0–1, of all breaths; empty when no channel measures them
  int cycles = 0;        ///< blocks of compressions with the breaths after them

  /// Denominators, so that every fraction can be told as "n of m".
  int depth_in_target_count = 0;
  int rate_count = 0;
  int rate_in_target_count = 0;
  int residual_count = 0;
  int full_recoil_count = 0;
  int breath_in_target_count = 0;
  Duration hands_off;  ///< sum of the pauses longer than the guideline's no-flow gap

  friend bool operator==(const Metrics&, const Metrics&) = default;
};

[[nodiscard]] Metrics measure(const Guideline& guideline, const Performance& performance);

}  // namespace sternum
