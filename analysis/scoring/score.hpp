/// A score from 0 to 100 and where every lost point went.
///
/// Each rule is graded by the distance from its limit; rules whose channel was not measured are
/// left out and the weights of the others rescaled. `reasons` add up to 100 − total (up to rounding
/// of the last bit), one for each cycle and rule. Reasons carry numbers, not sentences:
/// `gui/locale` says them in the reader's language. What was done is judged, not what was left
/// undone when the attempt ended: an attempt of two cycles can be perfect. `judge` is a pure
/// function; it never blocks.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"
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

/// Points lost to one rule over one stretch of the attempt.
struct LostPoints {
  Rule rule = Rule::TooShallow;
  double points = 0.0;  ///< > 0
  TimeSpan span;        ///< from the first to the last of what missed
  int missed = 0;       ///< compressions, breaths or pauses that missed …
  int of = 0;           ///< … out of so many
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
  /// Empty when there is nothing to judge: no compression at all was found.
  std::optional<double> total;
  std::vector<LostPoints> reasons;  ///< in the order of time
  std::vector<Unjudged> not_measured;

  friend bool operator==(const Score&, const Score&) = default;
};

[[nodiscard]] Score judge(const Guideline& guideline, const Performance& performance,
                          const ScoreScheme& scheme = {});

}  // namespace sternum
