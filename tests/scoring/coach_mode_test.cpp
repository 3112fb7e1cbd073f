// How much the coach says in each of its modes.
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

TEST(CoachMode, FadingLeavesOutOneCycleMoreEachTime) {
  std::vector<int> coached;
  for (int cycle = 1; cycle <= 22; ++cycle) {
    if (is_coached(CoachMode::Fading, cycle)) coached.push_back(cycle);
  }
  EXPECT_THAT(coached, ElementsAre(1, 2, 4, 7, 11, 16, 22));
}

Script five_shallow_cycles() {
  Script script;
  for (int cycle = 0; cycle < 5; ++cycle) script.press(30, kShallow).breaths_in_pause(5.0);
  return script;
}

/// In which cycles a prompt was given while somebody pressed, or in the pause after it.
std::vector<int> cycles_of(const std::vector<PromptEvent>& events, const Script& script) {
  std::vector<int> cycles;
  for (const PromptEvent& event : events) {
    int cycle = 0;
    while (cycle < 5 && script.compressions[static_cast<std::size_t>(30 * cycle)].onset < event.at)
      ++cycle;
    if (cycles.empty() || cycles.back() != cycle) cycles.push_back(cycle);
  }
  return cycles;
}

TEST(CoachMode, FullCorrectsInEveryCycle) {
  const Script script = five_shallow_cycles();
  Session session;
  session.play(script, 115.0);
  EXPECT_THAT(cycles_of(session.given(Prompt::PressDeeper), script), ElementsAre(1, 2, 3, 4, 5));
}

TEST(CoachMode, FadingCorrectsInFewerAndFewer) {
  const Script script = five_shallow_cycles();
  Session session(adult(), {.mode = CoachMode::Fading});
  session.play(script, 115.0);
  EXPECT_THAT(cycles_of(session.given(Prompt::PressDeeper), script), ElementsAre(1, 2, 4));
}

TEST(CoachMode, AfterEachCycleKeepsTheCorrectionForTheBreathPause) {
  const Script script = five_shallow_cycles();
  Session session(adult(), {.mode = CoachMode::AfterEachCycle});
  session.play(script, 115.0);
  const auto events = session.given(Prompt::PressDeeper);
  ASSERT_EQ(events.size(), 5U);
  for (std::size_t cycle = 0; cycle < 5; ++cycle) {
    const DeviceTime released = script.compressions[30 * cycle + 29].release;
    EXPECT_GT(events[cycle].at, released);
    EXPECT_LT(events[cycle].at, released + seconds(2.02));
    EXPECT_NEAR(events[cycle].value, 42.0, 1e-9);
  }
}

TEST(CoachMode, AfterEachCycleTellsWhatWasWrongInTheSetNotItsLastCompressions) {
  const Script script = Script().press(10, kShallow).press(20, kGood);
  Session session(adult(), {.mode = CoachMode::AfterEachCycle});
  session.play(script, 20.0);
  ASSERT_THAT(session.said(), ElementsAre(Prompt::PressDeeper));
  EXPECT_NEAR(session.coach.events()[0].value, 42.0, 1e-9);
}

TEST(CoachMode, AfterEachCycleCallsTheHandsBackAllTheSame) {
  Session session(adult(), {.mode = CoachMode::AfterEachCycle});
  session.play(Script().press(10, kGood), 12.0);
  EXPECT_THAT(session.said(), ElementsAre(Prompt::HandsOff));
}

TEST(CoachMode, NoneIsSilentWhateverHappens) {
  Script script = five_shallow_cycles();
  script.press(10, kLeaning).pause(20.0).press(60, {.depth_mm = 70, .per_minute = 150});
  Session session(adult(), {.mode = CoachMode::None});
  session.play(script, 200.0);
  EXPECT_THAT(session.said(), IsEmpty());
  EXPECT_EQ(session.coach.prompts_given(), 0);
}

TEST(CoachMode, HasANameThatFindsItAgain) {
  for (const CoachMode mode : kCoachModes) EXPECT_EQ(coach_mode_of(coach_mode_name(mode)), mode);
  for (const CoachMode mode : kCoachModes) EXPECT_EQ(coach_mode_of(event_kind(mode)), mode);
  EXPECT_FALSE(coach_mode_of("loud"));
  EXPECT_FALSE(coach_mode_of(AttemptEvent::Kind::Shock));
}

}  // namespace
}  // namespace sternum
