#include "analysis/scoring/feedback_comparison.hpp"

namespace sternum {
namespace {

/// Sets every field of `target` to `of(field)`, where a field stands for the same one of any
/// measures.
template <class Of>
void for_each_measure(FeedbackMeasures& target, Of of) {
  const auto set = [&](auto FeedbackMeasures::*field) { target.*field = of(field); };
  set(&FeedbackMeasures::score);
  set(&FeedbackMeasures::depth_in_target);
  set(&FeedbackMeasures::rate_in_target);
  set(&FeedbackMeasures::full_recoil);
  set(&FeedbackMeasures::all_in_target);
  set(&FeedbackMeasures::flow_fraction);
  set(&FeedbackMeasures::breath_in_target);
  set(&FeedbackMeasures::mean_depth);
  set(&FeedbackMeasures::mean_rate);
}

bool has_feedback(const CoachedAttempt& attempt) { return attempt.mode != CoachMode::None; }

FeedbackMeasures mean_of(std::span<const CoachedAttempt> attempts, bool with_feedback) {
  FeedbackMeasures mean;
  for_each_measure(mean, [&]<class Unit>(std::optional<Unit> FeedbackMeasures::*field) {
    Unit sum{};
    int measured = 0;
    for (const CoachedAttempt& attempt : attempts) {
      const std::optional<Unit>& one = attempt.measures.*field;
      if (has_feedback(attempt) != with_feedback || !one) continue;
      sum = sum + *one;
      ++measured;
    }
    return measured == 0 ? std::optional<Unit>{} : std::optional<Unit>(sum / measured);
  });
  return mean;
}

}  // namespace

FeedbackComparison compare_feedback(std::span<const CoachedAttempt> attempts) {
  FeedbackComparison comparison;
  for (const CoachedAttempt& attempt : attempts) {
    ++(has_feedback(attempt) ? comparison.attempts_with : comparison.attempts_without);
  }
  comparison.with = mean_of(attempts, true);
  comparison.without = mean_of(attempts, false);
  for_each_measure(
      comparison.difference, [&]<class Unit>(std::optional<Unit> FeedbackMeasures::*field) {
        const auto& with = comparison.with.*field;
        const auto& without = comparison.without.*field;
        return with && without ? std::optional<Unit>(*without - *with) : std::optional<Unit>{};
      });
  return comparison;
}

}  // namespace sternum
