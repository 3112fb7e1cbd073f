// With and without feedback, from what the station has stored.
#include "gui/model/feedback_history.hpp"

#include <gtest/gtest.h>

#include "datasets/exports/result_json.hpp"
#include "tests/gui/synthetic.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {
namespace {

std::string stored(CoachMode mode, double all_in_target) {
  AttemptResult result = eventful_review(7, "Wang", AttemptState::Ended).result;
  result.coach_mode = mode;
  result.metrics.all_in_target = all_in_target;
  result.metrics.mean_depth = millimetres(52.5);
  return result_json(result, {}, {}, {}, {});
}

TEST(FeedbackHistory, ReadsAStoredResult) {
  const auto attempt = coached_attempt_of(stored(CoachMode::Fading, 0.75));
  ASSERT_TRUE(attempt);
  EXPECT_EQ(attempt->mode, CoachMode::Fading);
  EXPECT_NEAR(*attempt->measures.all_in_target, 0.75, 1e-12);
  EXPECT_NEAR(attempt->measures.mean_depth->mm(), 52.5, 1e-12);
  EXPECT_TRUE(attempt->measures.score);
}

TEST(FeedbackHistory, TakesAResultOfATimeWithoutModesForFullFeedback) {
  const auto attempt =
      coached_attempt_of(R"({"metrics":{"depth_in_target_pct":50.0},"score":{"total":null}})");
  ASSERT_TRUE(attempt);
  EXPECT_EQ(attempt->mode, CoachMode::Full);
  EXPECT_EQ(attempt->measures.depth_in_target, 0.5);
  EXPECT_FALSE(attempt->measures.score);
}

TEST(FeedbackHistory, ComparesAnExamByWhatItIsWorthWithoutItsScheme) {
  const auto attempt = coached_attempt_of(
      R"({"metrics":{},"score":{"total":60.0},"practice":{"total":85.0},"coach":{"mode":"none"}})");
  ASSERT_TRUE(attempt);
  EXPECT_EQ(attempt->mode, CoachMode::None);
  EXPECT_EQ(attempt->measures.score, 85.0);
}

TEST(FeedbackHistory, ReadsNothingFromWhatIsNoResult) {
  EXPECT_FALSE(coached_attempt_of(""));
  EXPECT_FALSE(coached_attempt_of("{"));
  EXPECT_FALSE(coached_attempt_of("[1,2]"));
  EXPECT_FALSE(coached_attempt_of(R"({"score":{}})"));
}

TEST(FeedbackHistory, ComparesTheAttemptsOfOneTrainee) {
  const TemporaryFolder folder;
  auto database = StationDatabase::open(folder.path());
  ASSERT_TRUE(database) << database.error().message();
  const auto add = [&](const char* trainee, CoachMode mode, double all_in_target,
                       AttemptState state = AttemptState::Ended) {
    AttemptStart start;
    start.manikin_id = "SA-0141";
    start.trainee = trainee;
    const auto id = database->begin_attempt(start);
    ASSERT_TRUE(id);
    ASSERT_TRUE(database->end_attempt(*id, {state, 1000, 80.0, stored(mode, all_in_target)}));
  };
  add("Wang", CoachMode::Full, 0.9);
  add("Wang", CoachMode::Full, 0.7);
  add("Wang", CoachMode::None, 0.5);
  add("Wang", CoachMode::None, 0.1, AttemptState::Discarded);
  add("Li", CoachMode::None, 0.2);
  const auto reader = StationReader::open(folder.path());
  ASSERT_TRUE(reader);
  const FeedbackComparison comparison = compare_feedback_of(*reader, "Wang");
  EXPECT_EQ(comparison.attempts_with, 2);
  EXPECT_EQ(comparison.attempts_without, 1);
  EXPECT_NEAR(*comparison.difference.all_in_target, -0.3, 1e-12);
  EXPECT_FALSE(compare_feedback_of(*reader, "Li").has_both());
}

}  // namespace
}  // namespace sternum::test
