// When the coach speaks, what it says, and when it is silent again.
#include "analysis/scoring/coach.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/scoring/hand_made.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::Press;
using hand_made::Script;
using hand_made::seconds_of;
using testing::ElementsAre;
using testing::IsEmpty;

/// Plays an attempt to a coach, as a manikin of 100 Hz would: what is found is told at its end,
/// rounded up to the next sample.
class Session {
 public:
  explicit Session(Guideline guideline = adult()) : coach(guideline), cycles_(guideline) {
    cycles_.breaths_are_measured();
  }

  Session& play(const Script& script, double until_s) {
    auto compression = script.compressions.begin();
    auto breath = script.breaths.begin();
    auto gap = script.gaps.begin();
    for (DeviceTime now = at(0.0); now <= at(until_s); now = now + milliseconds(10)) {
      if (gap != script.gaps.end() && now > gap->from) {
        if (now < gap->to) continue;
        coach.add_gap(*gap);
        cycles_.add_gap(*gap++);
      }
      for (; breath != script.breaths.end() && breath->end <= now; ++breath) {
        cycles_.add(*breath);
        coach.add(*breath, now);
      }
      for (; compression != script.compressions.end() && compression->release <= now;
           ++compression) {
        cycles_.add(*compression);
        coach.add(*compression, cycles_.cycles().back().compression_count, now);
      }
      coach.advance(now);
    }
    return *this;
  }

  [[nodiscard]] std::vector<Prompt> said() const {
    std::vector<Prompt> said;
    for (const PromptEvent& event : coach.events()) said.push_back(event.prompt);
    return said;
  }

  Coach coach;

 private:
  CycleTracker cycles_;
};

constexpr Press kGood{.depth_mm = 55, .per_minute = 110};
constexpr Press kShallow{.depth_mm = 42, .per_minute = 110};
constexpr Press kLeaning{.depth_mm = 55, .per_minute = 110, .residual_mm = 8};

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
  EXPECT_THAT(session.said(), ElementsAre(Prompt::PressDeeper, Prompt::ReleaseFully));
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
  session.play(script, 30.0);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::HandsOff));
  EXPECT_GE(session.coach.events()[0].at, released + seconds(10.0));
  EXPECT_LT(session.coach.events()[0].at, released + seconds(10.02));
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
  session.play(Script().press(6, kShallow), 4.5);
  EXPECT_THAT(session.said(), ElementsAre(Prompt::PressDeeper, Prompt::HandsOff));
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
  ASSERT_THAT(session.said(), ElementsAre(Prompt::MoreAir, Prompt::None, Prompt::MoreAir,
                                          Prompt::None, Prompt::HandsOff));
  EXPECT_GE(session.coach.events()[0].at, script.breaths[3].end);
  EXPECT_LT(session.coach.events()[0].at, script.breaths[3].end + milliseconds(10));
  EXPECT_EQ(session.coach.events()[0].value, 310.0);
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
