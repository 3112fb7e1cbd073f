// What is told of the manikins of a room, and what their desk asks of the station.
#include "gui/model/manikin_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/model/manikin_desk.hpp"
#include "gui/model/radio_words.hpp"
#include "gui/model/touch_watch.hpp"
#include "tests/gui/manikin_scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ManikinList : public ::testing::Test {
 protected:
  std::vector<ManikinRow> rows() { return manikin_rows(Language::English, station.now); }
  ManikinRow row(int seat) { return rows()[static_cast<std::size_t>(seat - 1)]; }
  FakeStation station = station_of_manikins(Language::English);
};

TEST_F(ManikinList, ListsWhoIsHereAndWhoIsKnown) {
  ASSERT_EQ(rows().size(), 7U);
  EXPECT_EQ(row(1).title, "Anne at the window");
  EXPECT_EQ(row(2).title, "SA-0142") << "without a name its id is its name";
  EXPECT_EQ(row(7).title, "Spare");
  EXPECT_EQ(row(7).state, ManikinState::NotSeen);
  EXPECT_EQ(row(7).here, nullptr);
}

TEST_F(ManikinList, LeavesPlacesWithoutAManikinOut) {
  Seat place;
  place.number = 91;
  place.manikin.id = "no-manikin-1";
  place.has_manikin = false;
  station.now.seats.push_back(place);
  EXPECT_EQ(rows().size(), 7U);
}

TEST_F(ManikinList, NamesTheLinkInWords) {
  EXPECT_EQ(row(1).link_words, "Serial port ttyUSB0");
  EXPECT_EQ(row(3).link_words, "TCP 127.0.0.1");
  EXPECT_EQ(row(2).link_words, "Virtual manikin");
}

TEST_F(ManikinList, TellsOfABluetoothManikinHowWellItWasHeardAndWhatItsBatteryHas) {
  Seat& seat = station.now.seats.front();
  seat.link = ble_link_name("C4:7C:8D:00:00:01");
  seat.status.reset();
  EXPECT_EQ(row(1).link_words, "BLE");
  BleSurvey survey;
  survey.manikins.push_back({.address = "C4:7C:8D:00:00:01",
                             .name = "Chest",
                             .signal_dbm = -58,
                             .connected = true,
                             .battery_percent = 12,
                             .model = {},
                             .firmware = {}});
  station.now.radio = std::make_shared<const BleSurvey>(survey);
  EXPECT_EQ(row(1).link_words, "BLE −58 dBm");
  EXPECT_EQ(row(1).battery_percent, 12U);
  EXPECT_TRUE(row(1).battery_low);
}

TEST(RadioWords, SayWhatToDoWhenBluetoothCannotBeUsed) {
  BleSurvey survey;
  for (const BleState state : {BleState::Unsupported, BleState::NoService, BleState::NoAdapter,
                               BleState::SwitchedOff, BleState::Searching, BleState::Starting}) {
    survey.state = state;
    EXPECT_THAT(radio_words(Language::English, survey), HasSubstr("B"));
    EXPECT_NE(radio_words(Language::English, survey), radio_words(Language::Chinese, survey));
  }
  survey.state = BleState::Unsupported;
  EXPECT_EQ(radio_words(Language::English, survey), "BLE needs Linux with BlueZ");
}

TEST_F(ManikinList, SaysOfEveryTroubleWhatToDo) {
  EXPECT_THAT(row(2).advice, ElementsAre(HasSubstr("battery is at 17%: charge it")));
  EXPECT_TRUE(row(2).battery_low);
  EXPECT_THAT(row(3).advice,
              ElementsAre(HasSubstr("bring it nearer"), HasSubstr("off by −3.4 mm")));
  EXPECT_THAT(row(4).advice,
              ElementsAre("SA-0144 is held by Room 2: let it go there, or take it over here."));
  EXPECT_THAT(row(5).advice, ElementsAre(HasSubstr("240 days ago")));
  EXPECT_TRUE(row(5).calibration_warns);
  EXPECT_THAT(row(6).advice, Contains(HasSubstr("is it switched on")));
  EXPECT_THAT(row(6).advice, Contains(HasSubstr("never checked")));
  EXPECT_THAT(row(1).advice, IsEmpty());
}

TEST_F(ManikinList, ABatteryThatIsChargedIsNotLow) {
  station.now.seats[1].status->charging = true;
  EXPECT_FALSE(row(2).battery_low);
}

TEST_F(ManikinList, GoesByTheNewerOfTheManikinsDateAndTheCheckHere) {
  const auto today = static_cast<std::uint32_t>(station.now.wall_clock_ms / 86'400'000);
  station.now.seats[4].manikin.calibrated_on_day = today - 10;
  EXPECT_FALSE(row(5).calibration_warns);
  EXPECT_THAT(row(5).calibration_words, HasSubstr("calibrated "));
  station.now.seats[4].manikin.calibrated_on_day = today - 400;
  EXPECT_TRUE(row(5).calibration_warns);
  EXPECT_THAT(row(5).calibration_words, HasSubstr("checked "));
  station.now.seats[2].manikin.calibrated_on_day = today;
  EXPECT_FALSE(row(3).calibration_warns) << "calibrated since it was found to be off";
}

TEST_F(ManikinList, ToldApartByAPressForThreeSeconds) {
  station.now.seats[1].touched_s_ago = 0.5;
  EXPECT_EQ(row(2).state, ManikinState::Touched);
  EXPECT_EQ(row(2).state_words, "pressed just now, seat 2");
  station.now.seats[1].touched_s_ago = 3.5;
  EXPECT_EQ(row(2).state, ManikinState::Online);
}

TEST_F(ManikinList, EveryFailureOfACheckSaysWhatToDo) {
  DepthCheckState check;
  check.block_mm = 50.0;
  for (const auto failure : {DepthCheckFailure::NoDepth, DepthCheckFailure::NoSignal,
                             DepthCheckFailure::NeverStill, DepthCheckFailure::NotReached}) {
    check.failure = failure;
    EXPECT_THAT(failure_sentence(Language::English, check), HasSubstr(":"));
  }
}

class ManikinDeskTest : public ManikinList {
 protected:
  void SetUp() override { look(0.0); }
  void look(double now_s) { desk.update(rows(), now_s); }
  ManikinDesk desk;
};

TEST_F(ManikinDeskTest, ChoosesTheOneWhoseChestIsPressed) {
  EXPECT_EQ(desk.chosen(), "SA-0141");
  station.now.seats[2].touched_s_ago = 0.1;
  look(1.0);
  EXPECT_EQ(desk.chosen(), "SA-0143");
}

TEST_F(ManikinDeskTest, StaysWithWhatIsBeingTypedOrMeasured) {
  desk.typed_name() = "An";
  station.now.seats[2].touched_s_ago = 0.1;
  look(1.0);
  EXPECT_EQ(desk.chosen(), "SA-0141");
  desk.typed_name().clear();
  show_check(station, 1, DepthCheckState{});
  look(2.0);
  EXPECT_EQ(desk.chosen(), "SA-0141") << "the press belongs to the check";
}

TEST_F(ManikinDeskTest, TakesOverAtTheSecondAskingOnly) {
  desk.take_over(row(4), station);
  EXPECT_THAT(station.posted, IsEmpty());
  EXPECT_TRUE(desk.take_over_armed(row(4)));
  look(5.0);
  EXPECT_FALSE(desk.take_over_armed(row(4))) << "not for ever";
  desk.take_over(row(4), station);
  desk.take_over(row(4), station);
  ASSERT_EQ(station.posted.size(), 1U);
  EXPECT_EQ(std::get<TakeOverManikin>(station.posted[0]).manikin_id, "SA-0144");
}

TEST_F(ManikinDeskTest, GivesANameAndTakesItBack) {
  desk.typed_name() = " Bea ";
  desk.rename(row(2), station);
  desk.typed_name() = "SA-0142";
  desk.rename(row(2), station);
  ASSERT_EQ(station.posted.size(), 2U);
  EXPECT_EQ(std::get<RenameManikin>(station.posted[0]).name, "Bea");
  EXPECT_EQ(std::get<RenameManikin>(station.posted[1]).name, "");
}

TEST_F(ManikinDeskTest, ChecksWithSensibleBlocksAlone) {
  for (const char* nonsense : {"", "abc", "50 mm", "5", "500", "-50"}) {
    desk.typed_block() = nonsense;
    EXPECT_FALSE(desk.block_mm()) << nonsense;
    desk.check(row(2), false, "7", station);
  }
  EXPECT_THAT(station.posted, IsEmpty());
  desk.typed_block() = " 45.5 ";
  desk.check(row(2), false, "7", station);
  ASSERT_EQ(station.posted.size(), 1U);
  EXPECT_EQ(std::get<BeginDepthCheck>(station.posted[0]).block_mm, 45.5);
  EXPECT_EQ(std::get<BeginDepthCheck>(station.posted[0]).who, "7");
}

TEST(TouchWatch, TellsAFirstPressFromPractice) {
  TouchWatch watch;
  EXPECT_FALSE(watch.saw(0, 0));
  EXPECT_TRUE(watch.saw(1, 1'000));
  EXPECT_FALSE(watch.saw(2, 1'600)) << "whoever presses on is practising";
  EXPECT_FALSE(watch.saw(3, 2'200));
  EXPECT_FALSE(watch.saw(0, 4'000)) << "the count began anew";
  EXPECT_TRUE(watch.saw(1, 6'000));
  EXPECT_FALSE(watch.saw(std::nullopt, 20'000));
  EXPECT_FALSE(watch.saw(40, 30'000)) << "an attempt's presses are no touch";
}

}  // namespace
}  // namespace sternum::test
