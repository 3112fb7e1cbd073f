// What a trainee does with feedback, and what is left without it.
#include "analysis/scoring/feedback_comparison.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace sternum {
namespace {

CoachedAttempt attempt(CoachMode mode, std::optional<double> all_in_target, double depth_mm) {
  CoachedAttempt attempt{mode, {}};
  attempt.measures.all_in_target = all_in_target;
  attempt.measures.mean_depth = millimetres(depth_mm);
  return attempt;
}

TEST(FeedbackComparison, HoldsTheMeansOfBothKindsAgainstEachOther) {
  const std::vector attempts = {
      attempt(CoachMode::Full, 0.8, 54), attempt(CoachMode::Fading, 0.6, 52),
      attempt(CoachMode::AfterEachCycle, 0.7, 53), attempt(CoachMode::None, 0.3, 47),
      attempt(CoachMode::None, 0.5, 49)};
  const FeedbackComparison comparison = compare_feedback(attempts);
  EXPECT_EQ(comparison.attempts_with, 3);
  EXPECT_EQ(comparison.attempts_without, 2);
  EXPECT_NEAR(*comparison.with.all_in_target, 0.7, 1e-12);
  EXPECT_NEAR(*comparison.without.all_in_target, 0.4, 1e-12);
  EXPECT_NEAR(*comparison.difference.all_in_target, -0.3, 1e-12);
  EXPECT_NEAR(comparison.difference.mean_depth->mm(), -5.0, 1e-12);
}

TEST(FeedbackComparison, LeavesOutWhatWasNotMeasured) {
  const std::vector attempts = {attempt(CoachMode::Full, std::nullopt, 54),
                                attempt(CoachMode::Full, 0.6, 54),
                                attempt(CoachMode::None, std::nullopt, 54)};
  const FeedbackComparison comparison = compare_feedback(attempts);
  EXPECT_NEAR(*comparison.with.all_in_target, 0.6, 1e-12);
  EXPECT_FALSE(comparison.without.all_in_target);
  EXPECT_FALSE(comparison.difference.all_in_target);
  EXPECT_FALSE(comparison.with.breath_in_target);
}

TEST(FeedbackComparison, IsNoneWithoutBothKinds) {
  EXPECT_FALSE(compare_feedback({}).has_both());
  const std::vector attempts = {attempt(CoachMode::Full, 0.6, 54)};
  const FeedbackComparison comparison = compare_feedback(attempts);
  EXPECT_FALSE(comparison.has_both());
  EXPECT_EQ(comparison.difference, FeedbackMeasures{});
}

}  // namespace
}  // namespace sternum
