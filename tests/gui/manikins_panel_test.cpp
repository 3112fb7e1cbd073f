// The manikins' panel through Dear ImGui: what it says, and what its clicks and keys ask for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/manikin_scenes.hpp"
#include "tests/gui/null_screen.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// Where the chosen manikin's fields and a check's buttons are, and those under the list.
constexpr Box kFields{864, 128, 720, 152};
constexpr Box kCheckFoot{1200, 800, 384, 48};
constexpr Box kListFoot{640, 800, 208, 48};

class ManikinsPanel : public ::testing::Test {
 protected:
  void SetUp() override {
    console.update(station, 0.0);
    console.show(Screen::Manikins);
  }
  std::string read() { return screen.read(console, station); }
  bool click(const char* id) { return screen.click_on(console, station, id, kFields); }
  bool click_foot(const char* id) { return screen.click_on(console, station, id, kCheckFoot); }
  template <class Wanted>
  Wanted posted() {
    EXPECT_EQ(station.posted.size(), 1U);
    if (station.posted.empty()) return {};
    const Command command = station.posted.front();
    station.posted.clear();
    EXPECT_TRUE(std::holds_alternative<Wanted>(command));
    return std::holds_alternative<Wanted>(command) ? std::get<Wanted>(command) : Wanted{};
  }

  NullScreen screen;
  FakeStation station = station_of_manikins(Language::English);
  Console console{Language::English, true};
};

TEST_F(ManikinsPanel, IsOpenedByItsKeyAndLeftByEscape) {
  console.show(Screen::Live);
  screen.frame(console, station);
  screen.key(console, station, 'I');
  EXPECT_EQ(console.screen(), Screen::Manikins);
  screen.key(console, station, 256);
  EXPECT_EQ(console.screen(), Screen::Live);
}

TEST_F(ManikinsPanel, SaysOfEveryManikinHowItIs) {
  const std::string words = read();
  for (const char* expected :
       {"Anne at the window", "Serial port ttyUSB0", "TCP 127.0.0.1", "80%", "17%",
        "The battery is at 17%", "held by Room 2", "no signal for 12 s", "4 of 7 in sight",
        "depth never checked", "checked 2026-02-", "Press a chest", "50.3 mm on a block of 50.0 mm",
        "by 1203"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
}

TEST_F(ManikinsPanel, ScrollsToTheOneThatIsChosen) {
  EXPECT_THAT(read(), Not(HasSubstr("Spare")));
  console.manikin_desk().choose("SA-0120");
  read();
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("Spare"));
  EXPECT_THAT(words, HasSubstr("not seen today"));
  EXPECT_THAT(words, HasSubstr("Not seen since the console was started: switch it on"));
}

TEST_F(ManikinsPanel, LightsUpAndChoosesTheChestThatIsPressed) {
  EXPECT_THAT(read(), Not(HasSubstr("pressed just now")));
  station.now.seats[4].touched_s_ago = 0.2;
  EXPECT_THAT(read(), HasSubstr("pressed just now, seat 5"));
  EXPECT_EQ(console.manikin_desk().chosen(), "SA-0145");
}

TEST_F(ManikinsPanel, RenamesWhatIsTyped) {
  ASSERT_TRUE(click("##manikin name"));
  screen.type(console, station, "Bea");
  ASSERT_TRUE(click("rename"));
  const auto rename = posted<RenameManikin>();
  EXPECT_EQ(rename.manikin_id, "SA-0141");
  EXPECT_EQ(rename.name, "Bea");
  ASSERT_TRUE(click("##manikin name"));
  screen.type(console, station, "Cleo");
  screen.key(console, station, 257);
  EXPECT_EQ(posted<RenameManikin>().name, "Cleo") << "Enter does the same";
}

TEST_F(ManikinsPanel, MakesTheManikinBlink) {
  ASSERT_TRUE(click("blink"));
  EXPECT_EQ(posted<IdentifyManikin>().manikin_id, "SA-0141");
  ASSERT_TRUE(screen.click_on(console, station, "blink all", kListFoot));
  EXPECT_EQ(station.posted.size(), 4U) << "those that can hear it";
}

TEST_F(ManikinsPanel, GivesItAnotherSeat) {
  ASSERT_TRUE(click("seat after"));
  const auto move = posted<MoveManikin>();
  EXPECT_EQ(move.manikin_id, "SA-0141");
  EXPECT_EQ(move.seat, 2);
  ASSERT_TRUE(click("seat before"));
  EXPECT_THAT(station.posted, IsEmpty()) << "there is no seat 0";
}

TEST_F(ManikinsPanel, ArrowsChooseTheManikin) {
  screen.frame(console, station);
  screen.key(console, station, 264);
  EXPECT_EQ(console.manikin_desk().chosen(), "SA-0142");
  screen.key(console, station, 265);
  EXPECT_EQ(console.manikin_desk().chosen(), "SA-0141");
}

TEST_F(ManikinsPanel, TakesOverWhatAnotherConsoleHasAtTheSecondClick) {
  console.manikin_desk().choose("SA-0144");
  EXPECT_THAT(read(), HasSubstr("SA-0144 is held by Room 2"));
  // Where it is, so that feeling for it does not take longer than it stays armed.
  const Box where{872, 128, 160, 48};
  ASSERT_TRUE(screen.click_on(console, station, "take over", where));
  EXPECT_THAT(station.posted, IsEmpty());
  ASSERT_TRUE(screen.click_on(console, station, "take over", where));
  EXPECT_EQ(posted<TakeOverManikin>().manikin_id, "SA-0144");
}

TEST_F(ManikinsPanel, GuidesThroughACheckToItsEnd) {
  ASSERT_TRUE(click("##block"));
  screen.type(console, station, "45");
  ASSERT_TRUE(click("##checked by"));
  screen.type(console, station, "1203");
  ASSERT_TRUE(click("check depth"));
  const auto begin = posted<BeginDepthCheck>();
  EXPECT_EQ(begin.block_mm, 45.0);
  EXPECT_EQ(begin.who, "1203");
  EXPECT_FALSE(begin.corrects);

  // The station's part is played by the model itself.
  DepthCheck check(DepthCheckOptions{.block_mm = begin.block_mm});
  std::int64_t sent = 0;
  const auto hold = [&](float depth_mm, int samples) {
    for (int i = 0; i < samples; ++i) {
      check.push({Channel::Depth,
                  BatchFlag::None,
                  DeviceTime{} + milliseconds(10 * sent++),
                  milliseconds(10),
                  {depth_mm}});
    }
    show_check(station, 1, check.state());
    return read();
  };
  EXPECT_THAT(hold(0.0F, 50), HasSubstr("Let go of the chest"));
  EXPECT_THAT(hold(0.0F, 160), HasSubstr("Press onto the block and hold"));
  EXPECT_THAT(hold(12.0F, 20), HasSubstr("Not on the block yet"));
  EXPECT_THAT(hold(41.8F, 50), HasSubstr("The manikin says 41.8 mm"));
  const std::string words = hold(41.8F, 80);
  EXPECT_THAT(words, HasSubstr("Off by −3.2 mm"));
  EXPECT_THAT(words, HasSubstr("41.8 mm of 45.0 mm"));
  EXPECT_THAT(words, HasSubstr("1.077"));

  ASSERT_TRUE(click_foot("correct manikin"));
  EXPECT_TRUE(posted<BeginDepthCheck>().corrects);
  ASSERT_TRUE(click_foot("close check"));
  EXPECT_EQ(posted<CloseDepthCheck>().manikin_id, "SA-0141");
}

TEST_F(ManikinsPanel, SaysWhyACheckFailedAndOffersAnother) {
  DepthCheckState failed;
  failed.step = DepthCheckStep::Failed;
  failed.failure = DepthCheckFailure::NotReached;
  failed.block_mm = 50.0;
  show_check(station, 1, failed);
  EXPECT_THAT(read(), HasSubstr("Nothing was measured"));
  ASSERT_TRUE(click_foot("check again"));
  EXPECT_EQ(posted<BeginDepthCheck>().manikin_id, "SA-0141");
}

TEST_F(ManikinsPanel, AHeldSeatSaysSoOnTheLiveScreen) {
  console.show(Screen::Live);
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("Held elsewhere"));
  EXPECT_THAT(words, HasSubstr("held by Room 2"));
}

TEST(ManikinScenes, AreDrawnInEverySizeLanguageAndTheme) {
  for (const auto& [width, height] : {std::pair{1600, 900}, {1280, 720}, {960, 600}}) {
    NullScreen screen(width, height);
    for (const Scene& scene : manikin_scenes()) {
      for (const Language language : {Language::Chinese, Language::English}) {
        FakeStation station = scene.station(language);
        Console console(language, language == Language::English);
        console.update(station, 0.0);
        scene.go_there(console, station);
        EXPECT_FALSE(screen.read(console, station).empty()) << scene.name;
        EXPECT_TRUE(screen.all_vertices_finite()) << scene.name;
        EXPECT_THAT(station.posted, IsEmpty()) << scene.name << ": looking must not ask";
      }
    }
  }
}

}  // namespace
}  // namespace sternum::test
