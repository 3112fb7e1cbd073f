// The score of attempts whose points can be worked out by hand.
#include "analysis/scoring/score.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scoring/hand_made.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::Script;
using testing::ElementsAre;

Score score_of(const Script& script, const Guideline& guideline = adult()) {
  return judge(guideline, script.performance());
}

std::vector<Rule> rules_of(const Score& score) {
  std::vector<Rule> rules;
  for (const LostPoints& reason : score.reasons) rules.push_back(reason.rule);
  return rules;
}

Script perfect(int cycles) {
  Script script;
  for (int i = 0; i < cycles; ++i) script.press(30, {.per_minute = 110}).breaths_in_pause(6.0);
  return script;
}

TEST(Score, OfNoCompressionIsEmpty) {
  const Score score = score_of(Script().breath(1.0));
  EXPECT_FALSE(score.total);
  EXPECT_TRUE(score.reasons.empty());
}

TEST(Score, OfAPerfectAttemptIsAHundred) {
  const Score score = score_of(perfect(5));
  EXPECT_EQ(score.total, kFullMarks);
  EXPECT_TRUE(score.reasons.empty());
  EXPECT_TRUE(score.not_measured.empty());
}

TEST(Score, DoesNotPunishAnAttemptThatWasEndedEarly) {
  EXPECT_EQ(score_of(perfect(2)).total, kFullMarks);
  EXPECT_EQ(score_of(perfect(1).press(12, {.per_minute = 110})).total, kFullMarks);
  // … after the compressions of the last cycle, or between its breaths.
  EXPECT_EQ(score_of(perfect(1).press(30, {.per_minute = 110})).total, kFullMarks);
  Script one_breath = perfect(1).press(30, {.per_minute = 110});
  one_breath.breaths.push_back({one_breath.compressions.back().release + seconds(1.0),
                                one_breath.compressions.back().release + seconds(2.0),
                                millilitres(500)});
  EXPECT_EQ(score_of(one_breath).total, kFullMarks);
}

TEST(Score, GradesDepthByItsDistanceFromTheLimit) {
  // 45 mm is half way from 50 to 40, where nothing is left: half of depth's 30 points.
  Script script;
  script.press(30, {.depth_mm = 45, .per_minute = 110}).breaths_in_pause(6.0);
  const Score score = score_of(script);
  EXPECT_NEAR(score.total->points(), 85.0, 5e-4);
  ASSERT_EQ(score.reasons.size(), 1U);
  const LostPoints& reason = score.reasons[0];
  EXPECT_EQ(reason.rule, Rule::TooShallow);
  EXPECT_EQ(reason.points, points(15.0));
  EXPECT_EQ(reason.missed, 30);
  EXPECT_EQ(reason.of, 30);
  EXPECT_DOUBLE_EQ(reason.measured, 45.0);
  EXPECT_DOUBLE_EQ(reason.limit, 50.0);
  EXPECT_EQ(reason.first_index, 0);
  EXPECT_EQ(reason.span,
            (TimeSpan{script.compressions.front().onset, script.compressions.back().release}));
}

TEST(Score, TellsLostPointsForEachCycleAndRule) {
  Script script;
  script.press(20, {.per_minute = 110})
      .press(10, {.depth_mm = 40, .per_minute = 110})
      .breaths_in_pause(6.0)
      .press(30, {.per_minute = 110, .residual_mm = 10.0})
      .breaths_in_pause(12.0)
      .press(28, {.per_minute = 110})
      .press(2, {.depth_mm = 66, .per_minute = 110})
      .breaths_in_pause(6.0, 200, 500);
  const Score score = score_of(script);
  ASSERT_THAT(rules_of(score),
              ElementsAre(Rule::TooShallow, Rule::NotReleased, Rule::HandsOffTooLong, Rule::TooDeep,
                          Rule::BreathTooSmall));
  // 10 of 90 with nothing left of 30 points.
  EXPECT_NEAR(score.reasons[0].points.points(), 30.0 * 10 / 90, 1e-3);
  EXPECT_EQ(score.reasons[0].missed, 10);
  EXPECT_EQ(score.reasons[0].of, 30);
  EXPECT_EQ(score.reasons[0].first_index, 20);
  // 30 of 90 with nothing left of 15.
  EXPECT_NEAR(score.reasons[1].points.points(), 15.0 * 30 / 90, 1e-3);
  EXPECT_EQ(score.reasons[1].first_index, 30);
  // 2 s more than 10 s, of a fifth of the attempt's time.
  const double observed_s =
      (script.breaths.back().end - script.compressions.front().onset).seconds();
  EXPECT_NEAR(score.reasons[2].points.points(), 15.0 * 2.0 / (0.2 * observed_s), 1e-3);
  EXPECT_DOUBLE_EQ(score.reasons[2].measured, 12.0);
  EXPECT_DOUBLE_EQ(score.reasons[2].limit, 10.0);
  EXPECT_EQ(score.reasons[2].first_index, 59);
  // 6 mm beyond 60, half of the 12 mm that are left to lose.
  EXPECT_NEAR(score.reasons[3].points.points(), 30.0 * 2 * 0.5 / 90, 1e-3);
  EXPECT_EQ(score.reasons[3].first_index, 88);
  // One of six breaths, at half of 400 ml.
  EXPECT_NEAR(score.reasons[4].points.points(), 15.0 / 6, 1e-3);
  EXPECT_EQ(score.reasons[4].first_index, 4);
  EXPECT_EQ(score.reasons[4].of, 2);
}

TEST(Score, LeavesOutWhatWasNotMeasuredAndRescalesTheRest) {
  Script script;
  script.press(30, {.depth_mm = 40, .per_minute = 110, .residual_mm = std::nullopt})
      .pause(6.0)
      .press(30, {.depth_mm = 40, .per_minute = 110, .residual_mm = std::nullopt})
      .without_breath_channel();
  const Score score = score_of(script);
  EXPECT_THAT(score.not_measured, ElementsAre(Unjudged::Recoil, Unjudged::Breaths));
  // Depth 30, rate 20 and hands off 15 are left: all of depth is 30 of 65.
  EXPECT_NEAR(score.total->points(), 100.0 * 35 / 65, 5e-4);
}

TEST(Score, SaysThatASingleCompressionHasNoRate) {
  const Score score = score_of(Script().press(1).without_breath_channel());
  EXPECT_THAT(score.not_measured, ElementsAre(Unjudged::Breaths, Unjudged::Rate));
  EXPECT_EQ(score.total, kFullMarks);
}

TEST(Score, AsksForNoBreathsWhenTheGuidelineDoesNot) {
  Guideline hands_only = adult();
  hands_only.breaths_per_cycle = 0;
  const Score score = score_of(Script().press(100, {.per_minute = 110}), hands_only);
  EXPECT_EQ(score.total, kFullMarks);
  EXPECT_TRUE(score.not_measured.empty());
}

TEST(Score, ChargesBreathsMissingOnlyBeforeTheNextBlock) {
  Script script;
  script.press(30, {.per_minute = 110}).pause(6.0).press(30, {.per_minute = 110});
  const Score score = score_of(script);
  ASSERT_THAT(rules_of(score), ElementsAre(Rule::BreathsMissing));
  EXPECT_EQ(score.reasons[0].missed, 2);
  EXPECT_EQ(score.reasons[0].of, 2);
  EXPECT_NEAR(score.reasons[0].points.points(), 15.0, 1e-3);
  EXPECT_EQ(score.reasons[0].span,
            (TimeSpan{script.compressions[29].release, script.compressions[30].onset}));
}

TEST(Score, ChargesBreathsThatWereNeverPausedFor) {
  // 150 are five sets; the breaths after the last may have been cut short.
  const Script script = Script().press(150, {.per_minute = 110});
  const Score score = score_of(script);
  ASSERT_THAT(rules_of(score), ElementsAre(Rule::BreathsMissing));
  EXPECT_EQ(score.reasons[0].missed, 8);
  EXPECT_EQ(score.reasons[0].span.from, script.compressions[29].release);
  // Compressions were never followed by a breath, so their number is not judged: 95 points are.
  EXPECT_NEAR(score.total->points(), 100.0 * 80 / 95, 5e-4);
}

TEST(Score, DoesNotChargeBreathsForAMiscount) {
  EXPECT_EQ(score_of(Script().press(45, {.per_minute = 110})).total, kFullMarks);
  EXPECT_EQ(score_of(Script().press(45, {.per_minute = 110}).breaths_in_pause(6.0).press(30)).total,
            kFullMarks);
}

TEST(Score, ChargesCompressionsMissingBeforeBreaths) {
  Script script;
  script.press(15, {.per_minute = 110})
      .breaths_in_pause(6.0)
      .press(30, {.per_minute = 110})
      .breaths_in_pause(6.0);
  const Score score = score_of(script);
  ASSERT_THAT(rules_of(score), ElementsAre(Rule::CompressionsMissing));
  EXPECT_EQ(score.reasons[0].missed, 15);
  EXPECT_EQ(score.reasons[0].of, 30);
  // Half of one of two cycles, of 5 points.
  EXPECT_NEAR(score.reasons[0].points.points(), 5.0 * 0.5 / 2, 1e-3);
}

TEST(Score, DoesNotChargeWhatAHoleMayHide) {
  Script script;
  script.press(20, {.per_minute = 110})
      .hole(11.0)
      .press(30, {.per_minute = 110})
      .breaths_in_pause(6.0);
  EXPECT_EQ(score_of(script).total, kFullMarks);
}

TEST(Score, ChargesAHesitationInsideABlockBeyondTheNoFlowGap) {
  Script script;
  script.press(10, {.per_minute = 110})
      .pause(2.5)
      .press(20, {.per_minute = 110})
      .breaths_in_pause(6.0);
  const Score score = score_of(script);
  ASSERT_THAT(rules_of(score), ElementsAre(Rule::HandsOffTooLong));
  EXPECT_DOUBLE_EQ(score.reasons[0].limit, 1.5);
  EXPECT_DOUBLE_EQ(score.reasons[0].measured, 2.5);
  EXPECT_EQ(score.reasons[0].first_index, 9);
}

TEST(Score, OfHandsOffLosesNoMoreThanItsWeight) {
  Script script;
  script.press(30, {.per_minute = 110})
      .breaths_in_pause(60.0)
      .press(30, {.per_minute = 110})
      .breaths_in_pause(40.0);
  const Score score = score_of(script);
  EXPECT_NEAR(score.total->points(), 85.0, 5e-4);
  ASSERT_EQ(score.reasons.size(), 2U);
  // Shared out by what each pause had too much of: 50 s, and, up to the end of the last breath at
  // four fifths of it, 22 s.
  EXPECT_NEAR(score.reasons[0].points.points() / score.reasons[1].points.points(), 50.0 / 22.0,
              1e-3);
}

TEST(Names, AreFrozen) {
  EXPECT_EQ(rule_name(Rule::TooShallow), "too_shallow");
  EXPECT_EQ(rule_name(Rule::TooDeep), "too_deep");
  EXPECT_EQ(rule_name(Rule::TooSlow), "too_slow");
  EXPECT_EQ(rule_name(Rule::TooFast), "too_fast");
  EXPECT_EQ(rule_name(Rule::NotReleased), "not_released");
  EXPECT_EQ(rule_name(Rule::HandsOffTooLong), "hands_off_too_long");
  EXPECT_EQ(rule_name(Rule::BreathTooSmall), "breath_too_small");
  EXPECT_EQ(rule_name(Rule::BreathTooLarge), "breath_too_large");
  EXPECT_EQ(rule_name(Rule::BreathsMissing), "breaths_missing");
  EXPECT_EQ(rule_name(Rule::CompressionsMissing), "compressions_missing");
  EXPECT_EQ(unjudged_name(Unjudged::Recoil), "recoil");
  EXPECT_EQ(unjudged_name(Unjudged::Breaths), "breaths");
  EXPECT_EQ(unjudged_name(Unjudged::Rate), "rate");
}

}  // namespace
}  // namespace sternum
