// Reference attempts, and where a person who watches would speak: worked out by hand, compression
// by compression. "too_fast@5" is said as the fifth compression is released, "hands_off@15+3.0s"
// three seconds after the release of the fifteenth.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/scoring/coached_session.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::kGood;
using hand_made::kLeaning;
using hand_made::kShallow;
using hand_made::Press;
using hand_made::Script;
using hand_made::seconds_of;
using hand_made::Session;

struct Reference {
  const char* name;
  Script script;
  CoachMode mode;
  std::vector<std::string> said;
};

std::string moment(const PromptEvent& event, const Script& script) {
  const auto after =
      std::ranges::upper_bound(script.compressions, event.at, {}, &Compression::release);
  const auto number = after - script.compressions.begin();
  const double later_s = (event.at - std::prev(after)->release).seconds();
  const std::string said = fmt::format("{}@{}", prompt_name(event.prompt), number);
  return later_s < 0.011 ? said : fmt::format("{}+{:.1f}s", said, later_s);
}

Script cycles(int count, Press how, double pause_s = 5.0) {
  Script script;
  for (int i = 0; i < count; ++i) script.press(30, how).breaths_in_pause(pause_s);
  return script;
}

Script alternating() {
  Script script;
  for (int i = 0; i < 15; ++i) script.press(1, kShallow).press(1, kGood);
  return script.breaths_in_pause(5.0);
}

Script small_breaths() {
  Script script;
  for (int i = 0; i < 3; ++i) script.press(30, kGood).breaths_in_pause(5.0, 300, 310);
  return script;
}

std::vector<Reference> references() {
  constexpr CoachMode kFull = CoachMode::Full;
  constexpr Press kShallowAndLeaning{.depth_mm = 42, .per_minute = 110, .residual_mm = 8};
  constexpr Press kPlaced{.depth_mm = 55, .per_minute = 110, .hands_off_by_mm = 5};
  constexpr Press kMisplaced{.depth_mm = 55, .per_minute = 110, .hands_off_by_mm = 40};
  return {
      {"two clean sets are praised when they are over",
       cycles(2, kGood),
       kFull,
       {"well_done@30+1.5s", "well_done@60+1.5s"}},
      // Shallow from the 14th on: the fourth is the 17th. The next set begins shallow; ten seconds,
      // 19 compressions, later nothing has changed.
      {"tires, and stays shallow",
       Script().press(13, kGood).press(17, kShallow).breaths_in_pause(5.0).press(30, kShallow),
       kFull,
       {"press_deeper@17", "press_deeper@34", "press_deeper@53"}},
      // The first has no rate. 130/min: 22 compressions are just over ten seconds.
      {"rushes, is told twice, and does the next set well",
       Script()
           .press(30, {.depth_mm = 55, .per_minute = 130})
           .breaths_in_pause(5.0)
           .press(30, kGood)
           .breaths_in_pause(5.0),
       kFull,
       {"too_fast@5", "too_fast@27", "well_done@60+1.5s"}},
      {"dawdles",
       cycles(1, {.depth_mm = 55, .per_minute = 92}),
       kFull,
       {"too_slow@5", "too_slow@21"}},
      // Depth first; it is right again at the 15th, the third good one in a row.
      {"leans and is shallow: one thing after the other",
       Script().press(12, kShallowAndLeaning).press(12, kLeaning).press(6, kGood).pause(3.0),
       kFull,
       {"press_deeper@4", "release_fully@15"}},
      {"stops at 15 and goes on",
       Script().press(15, kGood).pause(6.0).press(15, kGood).breaths_in_pause(5.0),
       kFull,
       {"hands_off@15+3.0s", "well_done@30+1.5s"}},
      {"takes 14 s for two breaths",
       cycles(1, kGood, 14.0).press(5, kGood),
       kFull,
       {"well_done@30+1.5s", "hands_off@30+10.0s"}},
      // The fourth breath that is too small ends 4 s into the second pause; the next pause begins
      // with the reminder, while the next breath can still be a larger one.
      {"breathes too little",
       small_breaths(),
       kFull,
       {"well_done@30+1.5s", "more_air@60+4.0s", "more_air@90+1.5s"}},
      {"is shallow every other time: nobody would say anything", alternating(), kFull, {}},
      {"has the hands in the wrong place",
       Script().press(10, kMisplaced).press(20, kPlaced).pause(3.0),
       kFull,
       {"move_hands@4"}},
      {"is lost to the radio for 8 s",
       Script().press(10, kGood).hole(8.0).press(10, kGood),
       kFull,
       {}},
      {"presses too deep and too fast: the deeper evil alone",
       cycles(1, {.depth_mm = 68, .per_minute = 130}),
       kFull,
       {"press_less_deep@4", "press_less_deep@26"}},
      // Six sets of 16.4 s with five pauses of 5 s between them.
      {"works for two minutes",
       cycles(7, kGood),
       kFull,
       {"well_done@30+1.5s", "well_done@60+1.5s", "well_done@90+1.5s", "well_done@120+1.5s",
        "well_done@150+1.5s", "change_over@180+1.5s", "well_done@210+1.5s"}},
      {"is shallow for five cycles, with feedback that fades",
       cycles(5, kShallow),
       CoachMode::Fading,
       {"press_deeper@4", "press_deeper@23", "press_deeper@34", "press_deeper@53",
        "press_deeper@94", "press_deeper@113"}},
      {"tires, and hears of it when the set is over",
       Script().press(13, kGood).press(17, kShallow).breaths_in_pause(5.0),
       CoachMode::AfterEachCycle,
       {"press_deeper@30+1.5s"}},
      {"does everything wrong in an exam",
       Script()
           .press(30, kShallowAndLeaning)
           .breaths_in_pause(15.0, 200, 900)
           .press(10, {.depth_mm = 70, .per_minute = 140})
           .pause(8.0),
       CoachMode::None,
       {}},
  };
}

TEST(CoachReference, SpeaksWhereAPersonWould) {
  for (const Reference& reference : references()) {
    Guideline guideline = adult();
    guideline.hand_offset = millimetres(25);
    Session session(guideline, {.mode = reference.mode});
    DeviceTime end = reference.script.compressions.back().release;
    if (!reference.script.breaths.empty()) end = std::max(end, reference.script.breaths.back().end);
    session.play(reference.script, seconds_of(end) + 1.0);
    std::vector<std::string> said;
    for (const PromptEvent& event : session.coach.events()) {
      if (event.prompt != Prompt::None) said.push_back(moment(event, reference.script));
    }
    EXPECT_THAT(said, testing::ElementsAreArray(reference.said)) << reference.name;
  }
}

TEST(CoachReference, SaysNothingOfAnyOfThemInAnExam) {
  for (const Reference& reference : references()) {
    Session session(adult(), {.mode = CoachMode::None});
    session.play(reference.script, seconds_of(reference.script.compressions.back().release) + 20.0);
    EXPECT_TRUE(session.coach.events().empty()) << reference.name;
    EXPECT_EQ(session.coach.prompts_given(), 0) << reference.name;
  }
}

}  // namespace
}  // namespace sternum
