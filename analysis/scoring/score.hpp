/// A score from 0 to 100 and where every lost point went.
///
/// Each rule is graded by the distance from its limit; rules whose channel was not measured are
/// left out and the weights of the others rescaled. `reasons` add up to 100 − total exactly, one
/// for each cycle and rule. Reasons carry numbers, not sentences: `gui/locale` says them in the
/// reader's language. What was done is judged, not what was left undone when the attempt ended: an
/// attempt of two cycles can be perfect. Pure functions; they never block.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"
#include "analysis/scoring/points.hpp"
#include "analysis/scoring/score_scheme.hpp"

namespace sternum {

enum class Rule : std::uint8_t {
  TooShallow,
  TooDeep,
  TooSlow,
  TooFast,
  NotReleased,
  HandsOffTooLong,
  BreathTooSmall,
  BreathTooLarge,
  BreathsMissing,
  CompressionsMissing,
  LeaningForce,  ///< as NotReleased, told by the force that was left
};
/// Frozen, as used in JSON: "too_shallow".
[[nodiscard]] std::string_view rule_name(Rule rule);
[[nodiscard]] std::optional<Rule> rule_of_name(std::string_view name);

/// Points lost to one rule over one stretch of the attempt.
struct LostPoints {
  Rule rule = Rule::TooShallow;
  Points points;   ///< > 0
  TimeSpan span;   ///< from the first to the last of what missed
  int missed = 0;  ///< compressions, breaths or pauses that missed …
  int of = 0;      ///< … out of so many
  /// The mean of what was measured on those that missed and the limit it was held against, in the
  /// rule's unit: mm, /min, ml, s or N; for what is missing, how many there were and should have
  /// been.
  double measured = 0.0;
  double limit = 0.0;
  /// Index of the first compression (or breath, for the breath rules) concerned, in the attempt's
  /// list.
  /// Empty when nothing was there to point at. Hands off: the compression before the pause.
  std::optional<int> first_index;

  friend bool operator==(const LostPoints&, const LostPoints&) = default;
};

/// A channel's rules that could not be judged.
enum class Unjudged : std::uint8_t { Recoil, Breaths, Rate, Depth, BreathVolume };
/// Frozen, as used in JSON: "recoil".
[[nodiscard]] std::string_view unjudged_name(Unjudged what);

struct Score {
  /// Empty when there is nothing to judge: no compression at all was found, or nothing of them was
  /// measured that has a weight.
  std::optional<Points> total;
  std::vector<LostPoints> reasons;  ///< in the order of time
  std::vector<Unjudged> not_measured;

  friend bool operator==(const Score&, const Score&) = default;
};

[[nodiscard]] Score judge(const Guideline& guideline, const Performance& performance,
                          const ScoreScheme& scheme = {});

/// What one compression, breath or pause lost, for whoever shares out points of their own.
struct SingleLoss {
  Rule rule = Rule::TooShallow;
  double points = 0.0;  ///< of 100, unrounded; > 0
  TimeSpan span;
  /// Of the compression or breath, as in `LostPoints::first_index`.
  std::optional<int> index;
  double measured = 0.0;  ///< in the rule's unit
  double limit = 0.0;
  int count = 1;  ///< more than one only of what is missing

  friend bool operator==(const SingleLoss&, const SingleLoss&) = default;
};

/// The same judgement as `judge`'s, one by one.
struct Grade {
  std::optional<double> lost;      ///< of 100, unrounded: what `losses` add up to
  std::vector<SingleLoss> losses;  ///< in the order of time
  std::vector<Unjudged> not_measured;

  friend bool operator==(const Grade&, const Grade&) = default;
};
[[nodiscard]] Grade grade(const Guideline& guideline, const Performance& performance,
                          const ScoreScheme& scheme);
/// Its `lost` alone.
[[nodiscard]] std::optional<double> points_lost(const Guideline& guideline,
                                                const Performance& performance,
                                                const ScoreScheme& scheme);

}  // namespace sternum
