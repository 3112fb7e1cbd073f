// An instructor signs in: what the console asks of the station, and what it keeps to itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/model/console.hpp"
#include "tests/gui/exam_scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class SignInDesk : public ::testing::Test {
 protected:
  SignInDesk() {
    station.now.signed_in.needed = true;
    station.now.wall_clock_ms = 1'774'600'000'000;
    console.update(station, 0.0);
  }
  void come_in() {
    station.now.signed_in.number = "1203";
    station.now.signed_in.name = "周敏";
    console.update(station, 1.0);
  }

  FakeStation station = station_with(
      {examined_seat(1, "Li", exam_of(first_aider_scheme(), {}), AttemptPhase::Running)});
  Console console{Language::English, true};
};

TEST_F(SignInDesk, HandsThePinOnOnceAndForgetsIt) {
  console.press(Shortcut::SignIn, station);
  SignInCard& card = console.sign_in_card();
  ASSERT_TRUE(card.shown());
  card.number() = "1203";
  card.pin() = "246";
  card.sign_in(station.now.signed_in, station, station.now.wall_clock_ms);
  EXPECT_THAT(station.posted, IsEmpty()) << "too short to be one";
  card.pin() = "2468";
  card.sign_in(station.now.signed_in, station, station.now.wall_clock_ms);
  ASSERT_THAT(station.posted, SizeIs(1));
  EXPECT_EQ(std::get<SignInInstructor>(station.posted[0]).pin, "2468");
  EXPECT_THAT(card.pin(), IsEmpty());
  come_in();
  EXPECT_FALSE(card.shown());
}

TEST_F(SignInDesk, WaitsAsLongAsTheStationSays) {
  SignInCard& card = console.sign_in_card();
  card.number() = "1203";
  card.pin() = "2468";
  SignedIn locked{.needed = true, .locked_until_ms = 10'000};
  EXPECT_FALSE(card.can_sign_in(locked, 9'999));
  EXPECT_TRUE(card.can_sign_in(locked, 10'000));
  locked.looking = true;
  EXPECT_FALSE(card.can_sign_in(locked, 10'000));
}

TEST_F(SignInDesk, StandsBeforeATickOnAnExamAndGoesOnEverySheetAfterwards) {
  console.press_letter('Q', station);
  EXPECT_THAT(station.posted, IsEmpty());
  EXPECT_TRUE(console.sign_in_card().shown());
  come_in();
  console.press_letter('Q', station);
  ASSERT_THAT(station.posted, SizeIs(1));
  EXPECT_EQ(std::get<MarkSheet>(station.posted[0]).entry.who, "1203");
  console.sign_out(station);
  EXPECT_TRUE(std::holds_alternative<SignOutInstructor>(station.posted.back()));
  station.now.signed_in.number.clear();
  console.update(station, 2.0);
  EXPECT_THAT(console.examiner(), IsEmpty()) << "it was not typed";
}

TEST_F(SignInDesk, IsAskedNothingOfWhileThereIsNoInstructor) {
  station.now.signed_in = {};
  console.examiner() = "I-7";
  console.update(station, 1.0);
  console.press_letter('Q', station);
  ASSERT_THAT(station.posted, SizeIs(1));
  EXPECT_EQ(std::get<MarkSheet>(station.posted[0]).entry.who, "I-7");
  EXPECT_FALSE(console.sign_in_card().shown());
}

TEST_F(SignInDesk, ClosesItsCardWithEscape) {
  console.press(Shortcut::SignIn, station);
  console.sign_in_card().pin() = "2468";
  console.press(Shortcut::Back, station);
  EXPECT_FALSE(console.sign_in_card().shown());
  EXPECT_THAT(console.sign_in_card().pin(), IsEmpty());
}

}  // namespace
}  // namespace sternum::test
