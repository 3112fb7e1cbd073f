/// What the same trainee does with feedback and without it.
///
/// Feedback helps as long as it is there; what stays when it is withdrawn is what was learnt. Each
/// attempt counts once, whatever its length; attempts that measured nothing of a kind are left out
/// of its mean. Fading feedback and feedback after each cycle count as feedback. Pure functions.
#pragma once

#include <optional>
#include <span>

#include "analysis/core/units.hpp"
#include "analysis/scoring/coach_mode.hpp"

namespace sternum {

/// What is compared of an attempt; shares 0–1.
struct FeedbackMeasures {
  std::optional<double> score;  ///< 0–100
  std::optional<double> depth_in_target;
  std::optional<double> rate_in_target;
  std::optional<double> full_recoil;
  std::optional<double> all_in_target;
  std::optional<double> flow_fraction;
  std::optional<double> breath_in_target;
  std::optional<Millimetres> mean_depth;
  std::optional<PerMinute> mean_rate;
  friend bool operator==(const FeedbackMeasures&, const FeedbackMeasures&) = default;
};

struct CoachedAttempt {
  CoachMode mode = CoachMode::Full;
  FeedbackMeasures measures;
};

struct FeedbackComparison {
  int attempts_with = 0;
  int attempts_without = 0;
  FeedbackMeasures with;        ///< means of the attempts with feedback
  FeedbackMeasures without;     ///< means of those without
  FeedbackMeasures difference;  ///< without − with, of what both have: below 0, it was lost
  [[nodiscard]] bool has_both() const { return attempts_with > 0 && attempts_without > 0; }
  friend bool operator==(const FeedbackComparison&, const FeedbackComparison&) = default;
};

[[nodiscard]] FeedbackComparison compare_feedback(std::span<const CoachedAttempt> attempts);

}  // namespace sternum
