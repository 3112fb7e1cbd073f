// What the console remembers, and what it asks of the station.
#include "gui/model/console.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/scenes.hpp"

namespace sternum::test {
namespace {

class ConsoleTest : public ::testing::Test {
 protected:
  void look(double now_s = 0.0) { console.update(station, now_s); }
  const Seat& at(int number) {
    return console.station().seats[static_cast<std::size_t>(number - 1)];
  }
  template <class Asked>
  std::vector<std::string> asked() const {
    std::vector<std::string> ids;
    for (const Command& command : station.posted) {
      if (const auto* one = std::get_if<Asked>(&command)) ids.push_back(one->manikin_id);
    }
    return ids;
  }

  FakeStation station = station_with({seat(1, "", Story::Idle), seat(2, "Wang", Story::Good),
                                      seat(3, "Li", Story::Done), seat(12, "", Story::NoSignal)});
  Console console{Language::English, true};
};

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(ConsoleTest, StartsAnAttemptUnderTheTypedName) {
  look();
  console.typed_name(at(1)) = "  王晓燕 ";
  console.start(at(1), station);
  ASSERT_EQ(station.posted.size(), 1U);
  const auto& start = std::get<StartAttempt>(station.posted[0]);
  EXPECT_EQ(start.manikin_id, "SA-0141");
  EXPECT_EQ(start.trainee, "王晓燕");
  EXPECT_EQ(console.typed_name(at(1)), "") << "the next trainee has another name";
}

TEST_F(ConsoleTest, StartsAnAttemptUnderTheProposedNameWhenNothingIsTyped) {
  look();
  console.typed_name(at(1)) = "   ";
  console.start(at(1), station);
  EXPECT_EQ(std::get<StartAttempt>(station.posted.at(0)).trainee, "Trainee 1");
}

TEST_F(ConsoleTest, DoesNotStartWhereSomebodyIsPressingOrNobodyIsThere) {
  look();
  console.start(at(2), station);
  console.start(at(4), station);
  EXPECT_THAT(station.posted, IsEmpty());
}

TEST_F(ConsoleTest, AsksForAStartOnceWhileItIsUnderWay) {
  look(0.0);
  console.press(Shortcut::Start, station);
  look(0.1);
  console.press(Shortcut::Start, station);
  EXPECT_EQ(station.posted.size(), 2U) << "one for each of two seats";
  look(2.1);
  console.press(Shortcut::Start, station);
  EXPECT_EQ(station.posted.size(), 4U) << "it did not start: it may be asked for again";
}

TEST_F(ConsoleTest, StartsAndEndsAllSeatsThatCan) {
  look();
  console.press(Shortcut::Start, station);
  EXPECT_THAT(asked<StartAttempt>(), ElementsAre("SA-0141", "SA-0143"));
  console.press(Shortcut::End, station);
  EXPECT_THAT(asked<EndAttempt>(), ElementsAre("SA-0142", "SA-0152"))
      << "a silent manikin's attempt is kept as well";
}

TEST_F(ConsoleTest, StartsAndEndsOnlyTheEnlargedSeat) {
  look();
  console.enlarge(3);
  console.press(Shortcut::Start, station);
  EXPECT_THAT(asked<StartAttempt>(), ElementsAre("SA-0143"));
  console.press(Shortcut::End, station);
  EXPECT_THAT(asked<EndAttempt>(), IsEmpty());
}

TEST_F(ConsoleTest, DiscardsOnlyAtTheSecondClick) {
  look();
  console.discard(at(2), station);
  EXPECT_THAT(station.posted, IsEmpty());
  EXPECT_TRUE(console.discard_armed(at(2)));
  console.discard(at(2), station);
  EXPECT_THAT(asked<DiscardAttempt>(), ElementsAre("SA-0142"));
  EXPECT_FALSE(console.discard_armed(at(2)));
}

TEST_F(ConsoleTest, ForgetsTheFirstClickOnDiscardAfterFourSeconds) {
  look(0.0);
  console.discard(at(2), station);
  look(4.1);
  console.discard(at(2), station);
  EXPECT_THAT(station.posted, IsEmpty());
}

TEST_F(ConsoleTest, DiscardsNothingOnAnotherSeatsFirstClick) {
  station.now.seats[0] = seat(1, "Zhao", Story::Good);
  look();
  console.discard(at(1), station);
  console.discard(at(2), station);
  EXPECT_THAT(station.posted, IsEmpty());
}

TEST_F(ConsoleTest, EnlargesByDigitsOneOrTwo) {
  look(0.0);
  console.digit(2);
  ASSERT_NE(console.enlarged(), nullptr);
  EXPECT_EQ(console.enlarged()->number, 2);
  look(5.0);
  console.digit(1);
  EXPECT_EQ(console.enlarged()->number, 1);
  look(5.5);
  console.digit(2);
  EXPECT_EQ(console.enlarged()->number, 12);
  look(9.0);
  console.digit(9);
  EXPECT_EQ(console.enlarged()->number, 12) << "there is no seat 9";
}

TEST_F(ConsoleTest, StepsThroughTheSeatsRoundTheEnds) {
  look();
  console.enlarge(12);
  console.press(Shortcut::Right, station);
  EXPECT_EQ(console.enlarged()->number, 1);
  console.press(Shortcut::Left, station);
  EXPECT_EQ(console.enlarged()->number, 12);
  console.press(Shortcut::Back, station);
  EXPECT_EQ(console.enlarged(), nullptr);
}

TEST_F(ConsoleTest, ShowsALoneSeatEnlarged) {
  station.now.seats.resize(1);
  look();
  ASSERT_NE(console.enlarged(), nullptr);
  console.press(Shortcut::Back, station);
  EXPECT_NE(console.enlarged(), nullptr);
}

TEST_F(ConsoleTest, ReturnsToAllSeatsWhenTheEnlargedOneIsGone) {
  look();
  console.enlarge(12);
  station.now.seats.pop_back();
  look();
  EXPECT_EQ(console.enlarged(), nullptr);
}

TEST_F(ConsoleTest, OpensADebriefAndGoesBackWhereItWasOpened) {
  look();
  console.press(Shortcut::Attempts, station);
  console.press(Shortcut::Down, station);
  console.press(Shortcut::Enter, station);
  EXPECT_EQ(console.screen(), Screen::Review);
  ASSERT_NE(console.review(), nullptr);
  EXPECT_EQ(console.review()->review().record.id, 7);
  console.press(Shortcut::Back, station);
  EXPECT_EQ(console.screen(), Screen::Attempts);
  console.press(Shortcut::Back, station);
  EXPECT_EQ(console.screen(), Screen::Live);
}

TEST_F(ConsoleTest, SaysWhyADebriefCannotBeOpened) {
  look();
  console.open_review(999, station);
  EXPECT_EQ(console.screen(), Screen::Review);
  EXPECT_EQ(console.review(), nullptr);
  ASSERT_TRUE(console.review_trouble());
  EXPECT_THAT(console.review_trouble()->message(), ::testing::HasSubstr("999"));
}

TEST_F(ConsoleTest, WalksThroughTheCompressionsAndStopsAtTheEnds) {
  look();
  console.open_review(7, station);
  const int last = static_cast<int>(console.review()->result().compressions.size()) - 1;
  console.press(Shortcut::Right, station);
  EXPECT_EQ(console.selected_compression(), 0);
  console.press(Shortcut::Left, station);
  EXPECT_EQ(console.selected_compression(), 0);
  console.press(Shortcut::Right, station);
  EXPECT_EQ(console.selected_compression(), 1);
  console.select_compression(last);
  console.press(Shortcut::Right, station);
  EXPECT_EQ(console.selected_compression(), last);
}

TEST_F(ConsoleTest, JumpsFromALostPointToItsCompression) {
  look();
  console.open_review(7, station);
  console.select_reason(1);
  EXPECT_EQ(console.selected_reason(), 1);
  EXPECT_EQ(console.selected_compression(), 39);
  console.press(Shortcut::Right, station);
  EXPECT_EQ(console.selected_compression(), 40);
  EXPECT_EQ(console.selected_reason(), std::nullopt);
  console.select_reason(99);
  EXPECT_EQ(console.selected_compression(), 40);
}

TEST_F(ConsoleTest, ChoosesFromWhatWasFoundByName) {
  look();
  console.show(Screen::Attempts);
  console.attempt_list().select(3);
  console.attempt_list().search() = "  国强 ";
  look();
  ASSERT_FALSE(console.attempt_list().rows().empty());
  EXPECT_LT(console.attempt_list().rows().size(), station.records.size());
  EXPECT_EQ(console.attempt_list().selected(), 0);
  console.press(Shortcut::Enter, station);
  ASSERT_NE(console.review(), nullptr);
  EXPECT_EQ(console.review()->review().record.started.trainee, "陈国强");
  console.show(Screen::Attempts);
  console.attempt_list().search() = " ";
  look();
  EXPECT_EQ(console.attempt_list().rows().size(), station.records.size());
}

TEST_F(ConsoleTest, KeepsTheSelectedAttemptInsideTheList) {
  look();
  console.show(Screen::Attempts);
  console.press(Shortcut::Up, station);
  EXPECT_EQ(console.attempt_list().selected(), 0);
  console.attempt_list().select(1000);
  station.records.resize(2);
  look();
  EXPECT_EQ(console.attempt_list().selected(), 1);
  station.records.clear();
  look();
  console.press(Shortcut::Enter, station);
  EXPECT_EQ(console.screen(), Screen::Attempts);
}

TEST_F(ConsoleTest, PutsNoticesAwayUntilOneComesAgain) {
  const Error notice{"cannot open the port", "/dev/ttyUSB0", "plug it in"};
  station.now.notices = {notice};
  look();
  EXPECT_EQ(console.open_notices().size(), 1U);
  console.dismiss_notices();
  EXPECT_THAT(console.open_notices(), IsEmpty());
  station.now.notices.clear();
  look();
  station.now.notices = {notice};
  look();
  EXPECT_EQ(console.open_notices().size(), 1U);
}

TEST_F(ConsoleTest, StartsAttemptsWithTheFeedbackThatWasChosen) {
  look();
  for (const CoachMode mode : {CoachMode::Fading, CoachMode::AfterEachCycle, CoachMode::None}) {
    console.press(Shortcut::Coach, station);
    EXPECT_EQ(console.coach_mode(), mode);
  }
  console.start(at(1), station);
  EXPECT_EQ(std::get<StartAttempt>(station.posted.at(0)).coach, CoachMode::None);
  console.press(Shortcut::Coach, station);
  EXPECT_EQ(console.coach_mode(), CoachMode::Full);
}

TEST_F(ConsoleTest, KeepsTheMetronomeWithinWhatGuidelinesAskFor) {
  look();
  EXPECT_EQ(console.metronome(), std::nullopt);
  console.press(Shortcut::Up, station);
  console.press(Shortcut::Metronome, station);
  EXPECT_EQ(console.metronome(), 110) << "a tempo is not changed unheard";
  for (int i = 0; i < 5; ++i) console.press(Shortcut::Up, station);
  EXPECT_EQ(console.metronome(), 120);
  for (int i = 0; i < 9; ++i) console.press(Shortcut::Down, station);
  EXPECT_EQ(console.metronome(), 100);
  console.press(Shortcut::Metronome, station);
  EXPECT_EQ(console.metronome(), std::nullopt);
  console.press(Shortcut::Metronome, station);
  EXPECT_EQ(console.metronome(), 100) << "it remembers its tempo";
}

TEST_F(ConsoleTest, SaysATroubleOfItsOwnOnce) {
  look();
  const Error silent{"there is no sound device", "sound", ""};
  console.note(silent);
  console.note(silent);
  EXPECT_THAT(console.open_notices(), ElementsAre(silent));
  console.dismiss_notices();
  look(1.0);
  console.note(silent);
  EXPECT_THAT(console.open_notices(), IsEmpty());
}

TEST_F(ConsoleTest, ChangesLanguageAndItsProposalsAtOnce) {
  look();
  EXPECT_EQ(console.proposed_name(at(1)), "Trainee 1");
  console.press(Shortcut::Language, station);
  EXPECT_EQ(console.proposed_name(at(1)), "学员 1");
  EXPECT_TRUE(console.dark());
  console.press(Shortcut::Theme, station);
  EXPECT_FALSE(console.dark());
}

}  // namespace
}  // namespace sternum::test
