// The virtual AED: what it says and notes when, and what it holds against whoever uses it.
#include "analysis/exam/virtual_aed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace sternum {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Event = AttemptEvent::Kind;
using Fault = AedFinding::Kind;

/// An AED and the clock on the wall beside it. Its times are round, so that a reader can add.
class Aed : public ::testing::Test {
 protected:
  static VirtualAedOptions round_times() {
    VirtualAedOptions options;
    options.announcement = seconds(3.0);
    options.analysis = seconds(8.0);
    options.charging = seconds(5.0);
    options.repeat = seconds(12.0);
    return options;
  }
  void use(std::vector<AedRhythm> rhythms) {
    VirtualAedOptions options = round_times();
    options.rhythms = std::move(rhythms);
    aed = VirtualAed(options);
  }
  void at(double s, AedInput input = AedInput::None) {
    for (const AedNews& news : aed.step(seconds(s), input)) {
      if (news.prompt != AedPrompt::None) said.push_back(news.prompt);
      if (news.event) events.push_back(*news.event);
      times_s.push_back(news.at.seconds());
    }
  }
  /// On at 0 s, pads on at 10 s: it analyses from 13 to 21 s, is charged at 26 s.
  void be_charged() {
    at(0.0, AedInput::Power);
    at(10.0, AedInput::AdultPads);
    at(26.0);
    ASSERT_EQ(aed.state(), AedState::Armed);
  }
  [[nodiscard]] std::vector<Fault> faults() const {
    std::vector<Fault> kinds;
    for (const AedFinding& finding : aed.findings()) kinds.push_back(finding.kind);
    return kinds;
  }

  VirtualAed aed{round_times()};
  std::vector<AedPrompt> said;
  std::vector<Event> events;
  std::vector<double> times_s;
};

TEST_F(Aed, LeadsFromThePadsToTheShockToTwoMinutesOfCprAndAnalysesAgain) {
  be_charged();
  at(30.0, AedInput::ShockButton);
  EXPECT_EQ(aed.state(), AedState::Shocked);
  at(33.0);
  EXPECT_EQ(aed.state(), AedState::Cpr);
  EXPECT_EQ(aed.left(), seconds(120.0));
  at(152.9);
  EXPECT_EQ(aed.state(), AedState::Cpr);
  at(156.0);
  EXPECT_EQ(aed.state(), AedState::Analysing);
  EXPECT_THAT(said,
              ElementsAre(AedPrompt::AttachPads, AedPrompt::DoNotTouch, AedPrompt::ShockAdvised,
                          AedPrompt::PressShock, AedPrompt::ShockDelivered, AedPrompt::StartCpr,
                          AedPrompt::StopCpr));
  EXPECT_THAT(events, ElementsAre(Event::AedOn, Event::PadsAttached, Event::AedAnalysing,
                                  Event::Shock, Event::AedAnalysing));
  EXPECT_EQ(aed.shocks(), 1);
  EXPECT_THAT(aed.findings(), IsEmpty());
}

TEST_F(Aed, AsksForCprWithoutAShockWhereNoneIsAdvised) {
  use({AedRhythm::NotShockable});
  at(0.0, AedInput::Power);
  at(10.0, AedInput::AdultPads);
  at(25.0);
  EXPECT_EQ(aed.state(), AedState::Cpr);
  EXPECT_THAT(said, ElementsAre(AedPrompt::AttachPads, AedPrompt::DoNotTouch,
                                AedPrompt::NoShockAdvised, AedPrompt::StartCpr));
  EXPECT_EQ(events.back(), Event::NoShockAdvised);
}

TEST_F(Aed, FindsTheRhythmsInTheirOrderAndTheLastOneForGood) {
  use({AedRhythm::Shockable, AedRhythm::NotShockable});
  be_charged();
  at(27.0, AedInput::ShockButton);
  at(600.0);
  EXPECT_EQ(std::ranges::count(events, Event::Shock), 1);
  EXPECT_EQ(std::ranges::count(events, Event::NoShockAdvised), 4);
  EXPECT_EQ(std::ranges::count(said, AedPrompt::ShockAdvised), 1);
}

TEST_F(Aed, RemembersPadsThatWereOnBeforeItWas) {
  at(0.0, AedInput::AdultPads);
  at(5.0, AedInput::Power);
  EXPECT_EQ(aed.state(), AedState::Announcing);
  EXPECT_THAT(events, ElementsAre(Event::PadsAttached, Event::AedOn));
}

TEST_F(Aed, RepeatsWhatNobodyFollowsAndNotesPadsThatCameLate) {
  at(0.0, AedInput::Power);
  at(35.0);
  EXPECT_EQ(std::ranges::count(said, AedPrompt::AttachPads), 3) << "at 0, 12 and 24 s";
  at(75.0, AedInput::AdultPads);
  ASSERT_EQ(aed.findings().size(), 1U);
  EXPECT_EQ(aed.findings()[0].kind, Fault::PadsLate);
  EXPECT_EQ(aed.findings()[0].took, seconds(75.0));
}

TEST_F(Aed, StartsItsAnalysisAgainWhenSomebodyMoves) {
  at(0.0, AedInput::Power);
  at(10.0, AedInput::AdultPads);
  at(12.0, AedInput::Compression);
  EXPECT_THAT(faults(), IsEmpty()) << "it has only just said not to touch";
  for (const double s : {15.0, 15.6, 16.2}) at(s, AedInput::Compression);
  at(24.1);
  EXPECT_EQ(aed.state(), AedState::Analysing) << "it wants 8 s of stillness";
  at(24.3);
  EXPECT_EQ(aed.state(), AedState::Charging);
  ASSERT_EQ(aed.findings().size(), 1U);
  EXPECT_EQ(aed.findings()[0],
            (AedFinding{Fault::PressedDuringAnalysis, seconds(15.0), 3, seconds(3.2)}));
  EXPECT_EQ(std::ranges::count(said, AedPrompt::MotionDetected), 1);
  EXPECT_EQ(std::ranges::count(events, Event::AedAnalysing), 1);
}

TEST_F(Aed, SaysAgainThatSomebodyMovesAsLongAsTheyDo) {
  at(0.0, AedInput::Power);
  at(10.0, AedInput::AdultPads);
  for (double s = 14.0; s < 26.0; s += 0.5) at(s, AedInput::Compression);
  EXPECT_EQ(std::ranges::count(said, AedPrompt::MotionDetected), 3) << "at 14, 19 and 24 s";
  EXPECT_EQ(aed.findings().size(), 1U);
}

TEST_F(Aed, LetsCompressionsGoOnWhileItCharges) {
  at(0.0, AedInput::Power);
  at(10.0, AedInput::AdultPads);
  at(23.0, AedInput::Compression);
  EXPECT_EQ(aed.state(), AedState::Charging);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(Aed, HoldsItAgainstWhoeverPressesWhileEverybodyShouldStandClear) {
  be_charged();
  at(27.0, AedInput::Compression);
  EXPECT_THAT(faults(), IsEmpty()) << "there must be time to let go";
  at(28.0, AedInput::Compression);
  at(28.5, AedInput::Compression);
  at(29.0, AedInput::ShockButton);
  EXPECT_THAT(faults(), ElementsAre(Fault::PressedWhenArmed, Fault::ShockWhilePressing));
  EXPECT_EQ(aed.findings()[0].times, 2);
  EXPECT_EQ(aed.findings()[1].times, 1);
  for (const AedFinding& finding : aed.findings()) EXPECT_TRUE(is_dangerous(finding.kind));
}

TEST_F(Aed, FindsOutAfterwardsThatSomebodyWasPressingAtTheShock) {
  be_charged();
  at(27.0, AedInput::ShockButton);
  at(27.4);
  at(26.9, AedInput::Compression);
  at(27.6, AedInput::Compression);
  EXPECT_THAT(faults(), ElementsAre(Fault::ShockWhilePressing));
  EXPECT_EQ(aed.findings()[0].at, seconds(27.0)) << "what counts is when the shock was given";
}

TEST_F(Aed, HoldsNothingAgainstWhoeverResumesAtOnce) {
  be_charged();
  at(27.0, AedInput::Compression);
  at(28.0, AedInput::ShockButton);
  for (double s = 28.5; s < 40.0; s += 0.5) at(s, AedInput::Compression);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(Aed, FindsAnotherRhythmWhenItIsChosen) {
  at(0.0, AedInput::Power);
  at(9.0, AedInput::AdultPads);
  at(15.0);
  aed.set_rhythms({AedRhythm::NotShockable, AedRhythm::Shockable});
  at(21.0);
  EXPECT_EQ(aed.state(), AedState::NoShock) << "the analysis under way is the first of them";
  at(165.0);
  EXPECT_EQ(aed.state(), AedState::Armed);
}

TEST_F(Aed, CountsACompressionThatIsToldLateWhereItWas) {
  at(0.0, AedInput::Power);
  at(10.0, AedInput::AdultPads);
  at(13.2);
  at(12.9, AedInput::Compression);
  EXPECT_THAT(faults(), IsEmpty());
  EXPECT_EQ(aed.left(), seconds(7.8)) << "time does not go back";
}

TEST_F(Aed, LetsAShockGoThatNobodyGives) {
  be_charged();
  at(55.9);
  EXPECT_EQ(aed.state(), AedState::Armed);
  EXPECT_EQ(std::ranges::count(said, AedPrompt::PressShock), 3);
  at(56.0);
  EXPECT_EQ(aed.state(), AedState::Disarmed);
  at(56.5, AedInput::ShockButton);
  EXPECT_EQ(aed.shocks(), 0);
  at(59.0);
  EXPECT_EQ(aed.state(), AedState::Cpr) << "compressions go on without the shock";
  EXPECT_THAT(faults(), ElementsAre(Fault::ShockNotGiven));
}

TEST_F(Aed, TellsPadsThatAreNotThePatients) {
  at(0.0, AedInput::Power);
  at(1.0, AedInput::ChildPads);
  EXPECT_THAT(faults(), ElementsAre(Fault::ChildPadsOnAdult));
  VirtualAedOptions options;
  options.patient_is_child = true;
  aed = VirtualAed(options);
  at(0.0, AedInput::ChildPads);
  EXPECT_THAT(faults(), IsEmpty());
  at(0.0, AedInput::PadsOff);
  at(0.0, AedInput::AdultPads);
  EXPECT_THAT(faults(), ElementsAre(Fault::AdultPadsOnChild));
}

TEST_F(Aed, AsksForPadsThatComeOff) {
  be_charged();
  at(27.0, AedInput::PadsOff);
  EXPECT_EQ(aed.state(), AedState::AttachPads);
  EXPECT_EQ(said.back(), AedPrompt::CheckPads);
  at(28.0, AedInput::ShockButton);
  EXPECT_EQ(aed.shocks(), 0);
  at(90.0, AedInput::AdultPads);
  EXPECT_EQ(aed.state(), AedState::Announcing);
  EXPECT_THAT(faults(), IsEmpty()) << "they were late the second time, not the first";
}

TEST_F(Aed, DoesNothingWhileItIsOff) {
  for (const AedInput input : {AedInput::ShockButton, AedInput::Compression, AedInput::Hold,
                               AedInput::PadsOff, AedInput::None}) {
    at(1000.0, input);
  }
  EXPECT_EQ(aed.state(), AedState::Off);
  EXPECT_THAT(times_s, IsEmpty());
  at(1001.0, AedInput::Power);
  at(1002.0, AedInput::AdultPads);
  at(1003.0, AedInput::Power);
  at(2000.0);
  EXPECT_EQ(aed.state(), AedState::Off);
  EXPECT_EQ(aed.prompt(), AedPrompt::None);
}

TEST_F(Aed, StandsStillWhileItIsHeld) {
  be_charged();
  at(30.0, AedInput::Hold);
  EXPECT_TRUE(aed.is_held());
  at(500.0);
  at(500.0, AedInput::ShockButton);
  at(500.0, AedInput::Compression);
  EXPECT_EQ(aed.shocks(), 0);
  at(530.0, AedInput::Hold);
  EXPECT_EQ(aed.left(), seconds(26.0));
  at(531.0, AedInput::ShockButton);
  EXPECT_EQ(aed.shocks(), 1);
  EXPECT_THAT(faults(), IsEmpty());
  at(532.0, AedInput::Hold);
  at(533.0, AedInput::Power);
  EXPECT_FALSE(aed.is_held());
  EXPECT_EQ(aed.state(), AedState::Off);
}

TEST(AedPrompts, HaveNamesOfTheirOwn) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kAedPrompts; ++i) {
    names.insert(prompt_name(static_cast<AedPrompt>(i)));
  }
  EXPECT_EQ(names.size(), kAedPrompts);
}

/// What somebody does, and how long after the last thing they did.
struct Deed {
  std::int64_t after_ms;
  AedInput input;
};

rc::Gen<std::vector<Deed>> deeds(bool with_holds) {
  const auto inputs =
      with_holds ? rc::gen::element(AedInput::Power, AedInput::AdultPads, AedInput::ChildPads,
                                    AedInput::PadsOff, AedInput::ShockButton, AedInput::ShockButton,
                                    AedInput::Compression, AedInput::Hold, AedInput::None)
                 : rc::gen::element(AedInput::Power, AedInput::AdultPads, AedInput::ShockButton,
                                    AedInput::ShockButton, AedInput::Compression, AedInput::None);
  return rc::gen::container<std::vector<Deed>>(
      rc::gen::construct<Deed>(rc::gen::inRange<std::int64_t>(0, 30'000), inputs));
}

/// Switched on with pads, so that most of what follows matters; asked `extra` times between deeds.
std::vector<AedNews> news_of(VirtualAed& aed, const std::vector<Deed>& deeds, int extra) {
  std::vector<AedNews> all;
  const auto step = [&](Duration now, AedInput input) {
    const auto news = aed.step(now, input);
    all.insert(all.end(), news.begin(), news.end());
  };
  step({}, AedInput::Power);
  step({}, AedInput::AdultPads);
  Duration now;
  for (const Deed& deed : deeds) {
    for (int i = 1; i <= extra; ++i) {
      step(now + milliseconds(deed.after_ms * i / (extra + 1)), AedInput::None);
    }
    now += milliseconds(deed.after_ms);
    step(now, deed.input);
  }
  return all;
}

RC_GTEST_PROP(AedLaws, HowOftenItIsAskedMakesNoDifference, ()) {
  const auto done = *deeds(true);
  VirtualAed seldom;
  VirtualAed often;
  RC_ASSERT(news_of(seldom, done, 0) == news_of(often, done, *rc::gen::inRange(1, 20)));
  RC_ASSERT(seldom.findings() == often.findings());
  RC_ASSERT(seldom.state() == often.state());
  RC_ASSERT(seldom.left() == often.left());
}

RC_GTEST_PROP(AedLaws, EveryShockFollowsAnAnalysisOfItsOwn, ()) {
  VirtualAed aed;
  int analyses_left = 0;
  for (const AedNews& news : news_of(aed, *deeds(true), 0)) {
    if (news.event == Event::AedAnalysing) analyses_left = 1;
    if (news.event == Event::Shock) RC_ASSERT(--analyses_left == 0);
  }
}

RC_GTEST_PROP(AedLaws, NewsComeInTheOrderOfTime, ()) {
  VirtualAed aed;
  RC_ASSERT(std::ranges::is_sorted(news_of(aed, *deeds(true), 3), {}, &AedNews::at));
}

RC_GTEST_PROP(AedLaws, AHoldPutsOffWhatFollowsAndChangesNothingElse, ()) {
  const auto before = *deeds(false);
  const auto after = *deeds(false);
  const std::int64_t held_ms = *rc::gen::inRange<std::int64_t>(0, 100'000);
  std::vector<Deed> plain = before;
  std::vector<Deed> held = before;
  held.push_back({0, AedInput::Hold});
  held.push_back({held_ms, AedInput::Hold});
  plain.insert(plain.end(), after.begin(), after.end());
  held.insert(held.end(), after.begin(), after.end());
  VirtualAed a;
  VirtualAed b;
  const auto expected = news_of(a, plain, 0);
  const auto heard = news_of(b, held, 0);
  RC_ASSERT(expected.size() == heard.size());
  // While it is off there is nothing to hold, and time goes on all the same.
  for (std::size_t i = 0; i < heard.size(); ++i) {
    RC_ASSERT(heard[i].prompt == expected[i].prompt);
    RC_ASSERT(heard[i].event == expected[i].event);
    const Duration later = heard[i].at - expected[i].at;
    RC_ASSERT(later == Duration{} || later == milliseconds(held_ms));
  }
  RC_ASSERT(a.findings().size() == b.findings().size());
}

}  // namespace
}  // namespace sternum
