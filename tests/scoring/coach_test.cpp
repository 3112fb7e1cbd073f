// When the coach speaks, what it says, and when it is silent again.
#include "analysis/scoring/coach.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analysis/scoring/attempt_event.hpp"
#include "tests/scoring/coached_session.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::kGood;
using hand_made::kLeaning;
using hand_made::kShallow;
using hand_made::Press;
using hand_made::Script;
using hand_made::seconds_of;
using hand_made::Session;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Coach, IsSilentBeforeTheFirstCompression) {
  Session session;
  session.play(Script(), 60.0);
  EXPECT_THAT(session.said(), IsEmpty());
  EXPECT_EQ(session.coach.hands_off().length(at(60.0)), Duration{});
}

TEST(Coach, IsSilentWhileAllIsWell) {
  Session session;
  session.play(Script().press(30, kGood), 16.0);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, HoldsACorrectionBackForThreeMisses) {
  Session session;
  session.play(Script().press(3, kShallow).press(3, kGood), 3.3);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, SpeaksAtTheFourthMissInARow) {
  const Script script = Script().press(6, kGood).press(6, kShallow);
  Session session;
  session.play(script, 6.6);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::PressDeeper));
  const PromptEvent& event = session.coach.events()[0];
  EXPECT_GE(event.at, script.compressions[9].release);
  EXPECT_LT(event.at, script.compressions[9].release + milliseconds(10));
  EXPECT_NEAR(event.value, (4 * 42.0 + 55.0) / 5, 1e-9);  // mean of the last five
  EXPECT_EQ(session.coach.misses_in_a_row(), 6);
}

TEST(Coach, StartsCountingAnewAfterAGoodOne) {
  Session session;
  session.play(Script().press(3, kShallow).press(1, kGood).press(3, kShallow), 4.0);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, ClearsAfterThreeGoodOnes) {
  const Script script = Script().press(4, kShallow).press(5, kGood);
  Session session;
  session.play(script, 5.0);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::PressDeeper, Prompt::None));
  EXPECT_GE(session.coach.events()[1].at, script.compressions[6].release);
  EXPECT_LT(session.coach.events()[1].at, script.compressions[7].release);
}

TEST(Coach, HoldsTheCorrectionThroughTwoGoodOnes) {
  Session session;
  session.play(Script().press(4, kShallow).press(2, kGood).press(4, kShallow), 5.5);
  EXPECT_THAT(session.said(), ElementsAre(Prompt::PressDeeper));
}

TEST(Coach, ForgetsACorrectionTwoSecondsAfterTheLastCompression) {
  const Script script = Script().press(5, kShallow);
  Session session;
  session.play(script, 5.0);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::PressDeeper, Prompt::None));
  EXPECT_GE(session.coach.events()[1].at, script.compressions.back().release + seconds(2.0));
  EXPECT_LT(session.coach.events()[1].at, script.compressions.back().release + seconds(2.02));
}

TEST(Coach, CountsFourAnewAfterAPause) {
  Session session;
  session.play(Script().press(3, kShallow).pause(2.5).press(3, kShallow), 6.0);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, SaysOneThingAtATimeDepthBeforeRecoilBeforeRate) {
  Session depth;
  depth.play(Script().press(10, {.depth_mm = 42, .per_minute = 130, .residual_mm = 8}), 4.5);
  // Rate is measured from the second compression on, so depth is due first.
  EXPECT_THAT(depth.said(), ElementsAre(Prompt::PressDeeper));

  Session recoil;
  recoil.play(Script().press(10, {.depth_mm = 55, .per_minute = 130, .residual_mm = 8}), 4.5);
  EXPECT_THAT(recoil.said(), ElementsAre(Prompt::ReleaseFully));

  Session rate;
  rate.play(Script().press(10, {.depth_mm = 55, .per_minute = 130}), 4.5);
  EXPECT_THAT(rate.said(), ElementsAre(Prompt::TooFast));
  EXPECT_NEAR(rate.coach.value(at(4.5)), 130.0, 1e-3);
}

TEST(Coach, GoesOnToTheNextThingWhenTheFirstIsPutRight) {
  Session session;
  session.play(
      Script().press(6, {.depth_mm = 42, .per_minute = 110, .residual_mm = 8}).press(6, kLeaning),
      6.5);
  // The first is put right at the ninth; the next one waits until three seconds have passed.
  EXPECT_THAT(session.said(), ElementsAre(Prompt::PressDeeper, Prompt::None, Prompt::ReleaseFully));
}

TEST(Coach, TellsTooSlowAndTooDeep) {
  Session slow;
  slow.play(Script().press(10, {.depth_mm = 55, .per_minute = 85}), 7.0);
  EXPECT_THAT(slow.said(), ElementsAre(Prompt::TooSlow));
  Session deep;
  deep.play(Script().press(10, {.depth_mm = 65, .per_minute = 110}), 5.5);
  EXPECT_THAT(deep.said(), ElementsAre(Prompt::PressLessDeep));
}

TEST(Coach, DoesNotSpeakOfRecoilThatNothingMeasures) {
  Session session;
  session.play(Script().press(10, {.depth_mm = 55, .per_minute = 110, .residual_mm = std::nullopt}),
               5.0);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, UsesTheFeedbackLimitsNotThoseThatJudge) {
  Guideline lenient = adult();
  lenient.feedback.depth = {millimetres(40), millimetres(70)};
  Session session(lenient);
  session.play(Script().press(10, kShallow), 5.5);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, CallsTheHandsBackAfterThreeSecondsWithoutAnyNews) {
  const Script script = Script().press(10, kGood);
  Session session;
  session.play(script, 12.0);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::HandsOff));
  const DeviceTime released = script.compressions.back().release;
  EXPECT_GE(session.coach.events()[0].at, released + seconds(3.0));
  EXPECT_LT(session.coach.events()[0].at, released + seconds(3.02));
  EXPECT_NEAR(session.coach.value(at(12.0)), (at(12.0) - released).seconds(), 1e-9);
}

TEST(Coach, WaitsTenSecondsInABreathPause) {
  const Script script = Script().press(30, kGood);
  const DeviceTime released = script.compressions.back().release;
  Session session;
  session.play(script, 37.0);
  ASSERT_THAT(session.said(),
              ElementsAre(Prompt::WellDone, Prompt::None, Prompt::HandsOff, Prompt::HandsOff));
  EXPECT_GE(session.coach.events()[2].at, released + seconds(10.0));
  EXPECT_LT(session.coach.events()[2].at, released + seconds(10.02));
}

TEST(Coach, TakesAPauseWithABreathForABreathPause) {
  Script script = Script().press(10, kGood);
  const double released = seconds_of(script.compressions.back().release);
  script.breath(released + 1.0, 500, 1.0);
  Session session;
  session.play(script, released + 9.5);
  EXPECT_THAT(session.said(), IsEmpty());
  EXPECT_TRUE(session.coach.hands_off().for_breaths());
}

TEST(Coach, TakesTheCallBackAtTheNextCompression) {
  Session session;
  session.play(Script().press(10, kGood).pause(5.0).press(5, kGood), 12.5);
  EXPECT_THAT(session.said(), ElementsAre(Prompt::HandsOff, Prompt::None));
  EXPECT_EQ(session.coach.hands_off().length(at(12.5)), Duration{});
}

TEST(Coach, PutsHandsOffBeforeEverything) {
  Guideline guideline = adult();
  guideline.feedback.hands_off = seconds(1.0);
  Session session(guideline);
  session.play(Script().press(6, kShallow), 6.5);
  EXPECT_THAT(session.said(), ElementsAre(Prompt::PressDeeper, Prompt::HandsOff));
  EXPECT_EQ(session.coach.events()[1].at - session.coach.events()[0].at, seconds(3.0))
      << "due after one second, said when the trainee has had time to hear the first";
}

TEST(Coach, DoesNotTakeAHoleForHandsOff) {
  Session session;
  session.play(Script().press(10, kGood).hole(8.0).press(10, kGood), 18.0);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, CountsHandsOffFromTheEndOfAHole) {
  const Script script = Script().press(10, kGood).hole(8.0);
  const DeviceTime hole_end = script.gaps[0].to;
  Session session;
  session.play(script, 20.0);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::HandsOff));
  EXPECT_GE(session.coach.events()[0].at, hole_end + seconds(3.0));
  EXPECT_LT(session.coach.events()[0].at, hole_end + seconds(3.02));
}

TEST(Coach, SpeaksOfBreathsInTheBreathPauseAfterFourMisses) {
  Script script;
  for (int cycle = 0; cycle < 3; ++cycle) script.press(30, kGood).breaths_in_pause(5.0, 300, 310);
  script.press(5, kGood);
  Session session;
  session.play(script, 75.0);
  // Due at the end of the second pause and shown again in the third; silent while pressing.
  ASSERT_THAT(session.said(),
              ElementsAre(Prompt::WellDone, Prompt::None, Prompt::MoreAir, Prompt::None,
                          Prompt::MoreAir, Prompt::None, Prompt::HandsOff));
  EXPECT_GE(session.coach.events()[2].at, script.breaths[3].end);
  EXPECT_LT(session.coach.events()[2].at, script.breaths[3].end + milliseconds(10));
  EXPECT_EQ(session.coach.events()[2].value, 310.0);
}

TEST(Coach, TellsOfBreathsThatGoInTooFast) {
  Script script;
  for (int cycle = 0; cycle < 2; ++cycle) script.press(30, kGood).breaths_in_pause(2.0);
  script.press(2, kGood);
  Session session;
  session.play(script, 39.0);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::BreatheSlower, Prompt::None));
  EXPECT_NEAR(session.coach.events()[0].value, 0.4, 1e-6);
}

TEST(Coach, PutsTheHandsInTheRightPlaceBeforeAnythingElseAboutPressing) {
  Guideline guideline = adult();
  guideline.hand_offset = millimetres(25);
  Session session(guideline);
  const Press misplaced{.depth_mm = 42, .per_minute = 110, .residual_mm = 8, .hands_off_by_mm = 40};
  session.play(Script().press(8, misplaced), 4.4);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::MoveHands));
  EXPECT_NEAR(session.coach.events()[0].value, 40.0, 1e-9);
}

TEST(Coach, SaysNothingOfHandsWhereTheGuidelineHasNoLimit) {
  Session session;
  session.play(Script().press(8, {.depth_mm = 55, .per_minute = 110, .hands_off_by_mm = 80}), 4.4);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, KnowsLeaningByTheForceThatIsLeft) {
  Guideline guideline = adult();
  guideline.leaning_force = newtons(25);
  Script script = Script().press(8, {.depth_mm = 55, .per_minute = 110, .residual_mm = {}});
  for (CompressionExtras& extras : script.extras) extras.residual_force = newtons(40);
  Session session(guideline);
  session.play(script, 4.4);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::ReleaseFully));
  EXPECT_EQ(session.coach.events()[0].value, 0.0) << "how many millimetres, nobody knows";
}

TEST(Coach, PraisesACleanSetInItsBreathPause) {
  const Script script = Script().press(30, kGood);
  Session session;
  session.play(script, 19.0);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::WellDone));
  EXPECT_GT(session.coach.events()[0].at, script.compressions.back().release + seconds(1.5));
  EXPECT_LT(session.coach.events()[0].at, script.compressions.back().release + seconds(1.52));
}

TEST(Coach, DoesNotPraiseASetWithMoreThanAFewMisses) {
  Session session;
  Script script;
  for (int i = 0; i < 6; ++i) script.press(4, kGood).press(1, kShallow);
  session.play(script, seconds_of(script.compressions.back().release) + 5.0);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, DoesNotPraiseSixtyCompressionsWithoutABreath) {
  const Script script = Script().press(60, kGood);
  Session session;
  session.play(script, seconds_of(script.compressions.back().release) + 5.0);
  EXPECT_THAT(session.said(), IsEmpty());
}

TEST(Coach, LetsSomebodyElsePressAfterTwoMinutes) {
  Script script;
  for (int cycle = 0; cycle < 7; ++cycle) script.press(30, kGood).breaths_in_pause(5.0);
  Session session(adult(), {.mode = CoachMode::Full});
  session.play(script, seconds_of(script.breaths.back().end));
  const auto events = session.given(Prompt::ChangeOver);
  ASSERT_EQ(events.size(), 1U);
  // Six sets of 16.3 s and five pauses of 5 s are 123 s; five and four are 101.
  const DeviceTime released = script.compressions[6 * 30 - 1].release;
  EXPECT_GT(events[0].at, released);
  EXPECT_LT(events[0].at, released + seconds(2.0));
}

TEST(Coach, DoesNotWaitForAPauseThatNobodyMakesToChangeOver) {
  Guideline hands_only = adult();
  hands_only.breaths_per_cycle = 0;
  const Script script = Script().press(300, {.depth_mm = 55, .per_minute = 120});
  Session session(hands_only);
  session.play(script, 149.0);
  const auto events = session.given(Prompt::ChangeOver);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_NEAR(seconds_of(events[0].at), 120.0, 1.0);
}

TEST(Coach, SaysAgainWhatNobodyFollowsThreeTimesInAll) {
  Guideline hands_only = adult();
  hands_only.breaths_per_cycle = 0;
  Session session(hands_only);
  session.play(Script().press(120, kShallow), 60.0);
  const auto events = session.given(Prompt::PressDeeper);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_NEAR((events[1].at - events[0].at).seconds(), 10.0, 0.6);
  EXPECT_NEAR((events[2].at - events[1].at).seconds(), 10.0, 0.6);
  EXPECT_EQ(session.coach.prompt(), Prompt::PressDeeper) << "it stands on the screen all the same";
}

TEST(Coach, MeansTheLastFiveOfTheRun) {
  Session session;
  session.play(Script().press(5, kShallow).press(5, kGood), 5.4);
  EXPECT_DOUBLE_EQ(session.coach.recent().depth()->mm(), 55.0);
  EXPECT_NEAR(session.coach.recent().rate()->per_minute(), 110.0, 1e-3);
}

TEST(Coach, HasNoMeansWhenTheRunIsOver) {
  Session session;
  session.play(Script().press(5, kGood), 5.0);
  EXPECT_FALSE(session.coach.recent().depth());
}

}  // namespace
}  // namespace sternum
