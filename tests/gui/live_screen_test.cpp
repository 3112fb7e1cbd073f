// The live screens through Dear ImGui: what they say, what their buttons ask for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/platform/frame_fingerprint.hpp"
#include "tests/gui/null_screen.hpp"
#include "tests/gui/scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Box kHeader{0, 12, 1600, 40};
constexpr Box kNoticeBar{0, 824, 1600, 40};
constexpr Box kPageRow{0, 804, 1600, 56};
/// Where the start row of the left one of two tiles is.
constexpr Box kLeftFoot{16, 760, 776, 90};

class LiveScreen : public ::testing::Test {
 protected:
  std::string read() { return screen.read(console, station); }
  NullScreen screen;
  FakeStation station = station_of(6, Language::English);
  Console console{Language::English, true};
};

TEST_F(LiveScreen, SaysOfEverySeatHowItIs) {
  const std::string words = read();
  for (const char* expected :
       {"Wang Xiaoyan", "Good", "Press deeper", "43", "Too fast", "134", "Hands off", "12 s",
        "Let chest rise", "mm left", "No signal", "no data, not a pause", "no compression for 12 s",
        "5 online", "1 no signal", "Needs help", "5 of 6"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
}

TEST_F(LiveScreen, SaysItInChineseAtTheNextFrame) {
  read();
  console.press(Shortcut::Language, station);
  const std::string words = read();
  for (const char* expected :
       {"良好", "按深一点", "停按", "无信号", "让胸廓回弹", "需要帮助", "结束并保存"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
  EXPECT_THAT(words, Not(HasSubstr("Hands off")));
}

TEST_F(LiveScreen, SaysNothingOfNumbersItDoesNotHave) {
  station = station_with({seat(1, "A", Story::NoSignal), seat(2, "B", Story::NoSignal)});
  const std::string words = read();
  EXPECT_THAT(words, Not(HasSubstr("0%")));
  EXPECT_THAT(words, Not(HasSubstr("100%")));
  EXPECT_THAT(words, HasSubstr("–"));
}

TEST_F(LiveScreen, TellsGuidelineHashAndDamageInTheFooter) {
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("Guideline RCSC adult 2021 · a1f3c9"));
  EXPECT_THAT(words, HasSubstr("CRC failures 3"));
  EXPECT_THAT(words, HasSubstr("on disk 0.1 s ago"));
}

TEST_F(LiveScreen, ShoutsWhenNothingIsSaved) {
  station.now.journal.trouble = Error{"the disk is full", "/data", "free some space"};
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("NOT BEING SAVED"));
  EXPECT_THAT(words, HasSubstr("/data: the disk is full; free some space"));
  EXPECT_THAT(words, HasSubstr("not on disk"));
}

TEST_F(LiveScreen, TellsOfTroubleInTheLanguageOfTheScreen) {
  station.now.journal.trouble = Error{"the disk is full", "/data", "free some space on it"};
  station.now.notices = {{"manikin SA-0141 was taken over by Room 2", "seat 1", ""}};
  console.press(Shortcut::Language, station);
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("/data：磁盘已满；请腾出一些空间"));
  EXPECT_THAT(words, HasSubstr("座位 1：模拟人 SA-0141 已被 Room 2 接管"));
}

TEST_F(LiveScreen, TellsOfInterruptedAttemptsUntilTheListWasSeen) {
  EXPECT_THAT(read(), Not(HasSubstr("interrupted")));
  station.now.interrupted = 2;
  EXPECT_THAT(read(), HasSubstr("2 attempts were interrupted"));
  ASSERT_TRUE(screen.click_on(console, station, "see", kNoticeBar));
  EXPECT_EQ(console.screen(), Screen::Attempts);
  console.show(Screen::Live);
  EXPECT_THAT(read(), Not(HasSubstr("attempts were interrupted")));
}

TEST_F(LiveScreen, PutsTheInterruptedAttemptsAwayWhenItIsTold) {
  station.now.interrupted = 1;
  EXPECT_THAT(read(), HasSubstr("An attempt was interrupted"));
  ASSERT_TRUE(screen.click_on(console, station, "put away", kNoticeBar));
  EXPECT_EQ(console.screen(), Screen::Live);
  EXPECT_THAT(read(), Not(HasSubstr("An attempt was interrupted")));
}

TEST_F(LiveScreen, ShowsAsManySeatsAtOnceAsAreChosen) {
  read();
  console.layout().choose(4);
  EXPECT_THAT(read(), HasSubstr("Seats 1 to 4, page 1 of 2"));
  ASSERT_TRUE(screen.click_on(console, station, "next page", kPageRow));
  const std::string second = read();
  EXPECT_THAT(second, HasSubstr("Seats 5 to 6, page 2 of 2"));
  ASSERT_TRUE(screen.click_on(console, station, "next layout", kPageRow));
  EXPECT_EQ(console.layout().chosen(), 6);
  screen.key(console, station, 'B');
  screen.key(console, station, 'B');
  screen.key(console, station, 'B');
  EXPECT_THAT(read(), Not(HasSubstr("page 1"))) << "all of them again";
}

TEST_F(LiveScreen, IsTheSameFrameAsLongAsNothingChanges) {
  const auto frame = [&] {
    screen.frame(console, station);
    return fingerprint(*ImGui::GetDrawData());
  };
  station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  for (int settling = 0; settling < 20; ++settling) frame();
  const std::uint64_t before = frame();
  EXPECT_EQ(frame(), before);
  station.now.wall_clock_ms += 60'000;
  const std::uint64_t a_minute_later = frame();
  EXPECT_NE(a_minute_later, before);
  EXPECT_EQ(frame(), a_minute_later);
  station.now.seats[1].online = false;
  EXPECT_NE(frame(), a_minute_later);
}

TEST_F(LiveScreen, EndsAllThatRunWithTheHeadersButton) {
  ASSERT_TRUE(screen.click_on(console, station, "end", kHeader));
  EXPECT_EQ(station.posted.size(), 6U);
  for (const Command& command : station.posted) {
    EXPECT_TRUE(std::holds_alternative<EndAttempt>(command));
  }
}

TEST_F(LiveScreen, StartsTheTypedNameWithEnter) {
  station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  EXPECT_THAT(read(), HasSubstr("Ready"));
  screen.click(console, station, 200, 818);
  screen.type(console, station, "赵敏 S");
  EXPECT_THAT(station.posted, IsEmpty()) << "an S in a name is not a shortcut";
  screen.key(console, station, 257);
  ASSERT_EQ(station.posted.size(), 1U);
  EXPECT_EQ(std::get<StartAttempt>(station.posted[0]).trainee, "赵敏 S");
  EXPECT_EQ(std::get<StartAttempt>(station.posted[0]).manikin_id, "SA-0141");
}

TEST_F(LiveScreen, TakesAPastedNameThatDearImGuiCannotSpell) {
  station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  read();
  screen.click(console, station, 200, 818);
  ImGui::SetClipboardText("𠮷田 é");
  ImGui::GetIO().KeyCtrl = true;
  screen.key(console, station, 'V');
  ImGui::GetIO().KeyCtrl = false;
  EXPECT_THAT(console.typed_name(station.now.seats[0]), "𠮷田 é");
  screen.key(console, station, 257);
  ASSERT_EQ(station.posted.size(), 1U);
  EXPECT_EQ(std::get<StartAttempt>(station.posted[0]).trainee, "𠮷田 é");
}

TEST_F(LiveScreen, StartsTheProposedNameWithTheTilesButton) {
  station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  ASSERT_TRUE(screen.click_on(console, station, "start here", kLeftFoot, 1));
  ASSERT_EQ(station.posted.size(), 1U);
  EXPECT_EQ(std::get<StartAttempt>(station.posted[0]).trainee, "Trainee 1");
  EXPECT_EQ(console.enlarged(), nullptr) << "the button's click is not the tile's";
}

TEST_F(LiveScreen, StartsNothingOnASilentManikin) {
  station = station_with({seat(1, "", Story::NoSignal), seat(2, "", Story::Idle)});
  station.now.seats[0].phase = AttemptPhase::Idle;
  static_cast<void>(screen.click_on(console, station, "start here", kLeftFoot, 1));
  EXPECT_THAT(station.posted, IsEmpty());
}

TEST_F(LiveScreen, EnlargesTheTileThatIsClicked) {
  screen.click(console, station, 800, 300);
  ASSERT_NE(console.enlarged(), nullptr);
  EXPECT_EQ(console.enlarged()->number, 2);
  EXPECT_THAT(read(), HasSubstr("7 mm short"));
  EXPECT_THAT(read(), HasSubstr("Manikin SA-0142"));
}

TEST_F(LiveScreen, EnlargesFromTheTriageBar) {
  screen.frame(console, station);
  screen.click(console, station, 250, 100);
  ASSERT_NE(console.enlarged(), nullptr);
  EXPECT_EQ(console.enlarged()->number, 4) << "the most urgent is first";
}

TEST_F(LiveScreen, DiscardsAtTheSecondClickOnly) {
  screen.frame(console, station);
  console.enlarge(2);
  ASSERT_TRUE(screen.click_on(console, station, "discard", kHeader));
  EXPECT_THAT(station.posted, IsEmpty());
  EXPECT_THAT(read(), HasSubstr("Click again to discard"));
  // The button keeps its place though it grew.
  const ImVec2 same_place = ImGui::GetIO().MousePos;
  screen.click(console, station, same_place.x, same_place.y);
  ASSERT_EQ(station.posted.size(), 1U);
  EXPECT_EQ(std::get<DiscardAttempt>(station.posted[0]).manikin_id, "SA-0142");
}

TEST_F(LiveScreen, HearsTheKeys) {
  screen.frame(console, station);
  screen.key(console, station, '5');
  ASSERT_NE(console.enlarged(), nullptr);
  EXPECT_EQ(console.enlarged()->number, 5);
  screen.key(console, station, 262);
  EXPECT_EQ(console.enlarged()->number, 6);
  screen.key(console, station, 256);
  EXPECT_EQ(console.enlarged(), nullptr);
  screen.key(console, station, 'T');
  EXPECT_FALSE(console.dark());
  screen.key(console, station, 'L');
  EXPECT_EQ(console.language(), Language::Chinese);
  screen.key(console, station, 290);
  EXPECT_THAT(read(), HasSubstr("显示或隐藏按键说明"));
}

TEST_F(LiveScreen, SaysWhatToDoWithoutManikins) {
  station = station_with({});
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("Waiting for a manikin"));
  EXPECT_THAT(words, HasSubstr("--serial"));
  EXPECT_THAT(words, HasSubstr("--listen"));
}

TEST_F(LiveScreen, StandsEvenBeforeTheStationHasAGuideline) {
  station = FakeStation{};
  EXPECT_THAT(read(), HasSubstr("Waiting for a manikin"));
  station.now.seats = {seat(1, "", Story::Idle)};
  EXPECT_THAT(read(), HasSubstr("Waiting for a manikin"));
}

TEST_F(LiveScreen, PutsNoticesAwayWithOneClick) {
  station.now.notices = {{"cannot open the port", "/dev/ttyUSB0", "plug it in"}};
  EXPECT_THAT(read(), HasSubstr("/dev/ttyUSB0: cannot open the port; plug it in"));
  ASSERT_TRUE(screen.click_on(console, station, "dismiss", {1200, 820, 400, 48}));
  EXPECT_THAT(read(), Not(HasSubstr("cannot open the port")));
}

TEST_F(LiveScreen, OffersTheNamesOfThoseWhoWereHere) {
  station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  ASSERT_TRUE(screen.click_on(console, station, "names", kLeftFoot, 1));
  EXPECT_THAT(read(), HasSubstr("古丽娜尔·艾山"));
}

class EveryScene : public ::testing::TestWithParam<Scene> {};

TEST_P(EveryScene, IsDrawnInEverySizeLanguageAndTheme) {
  for (const auto& [width, height] :
       {std::pair{1600, 900}, {1280, 720}, {1920, 1080}, {960, 600}}) {
    NullScreen screen(width, height);
    for (const Language language : {Language::Chinese, Language::English}) {
      FakeStation station = GetParam().station(language);
      Console console(language, language == Language::Chinese);
      console.update(station, 0.0);
      GetParam().go_there(console, station);
      EXPECT_FALSE(screen.read(console, station).empty());
      EXPECT_GT(screen.vertices(), 100);
      EXPECT_TRUE(screen.all_vertices_finite());
      // What is looked at has to be read.
      std::erase_if(station.posted, [](const Command& command) {
        const auto* paper = std::get_if<PaperCommand>(&command);
        return paper != nullptr && std::holds_alternative<ReadResults>(*paper);
      });
      EXPECT_THAT(station.posted, IsEmpty()) << "looking must not ask for anything else";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, EveryScene, ::testing::ValuesIn(all_scenes()), [](const auto& scene) {
  std::string name = scene.param.name;
  for (char& c : name) c = c == '-' ? '_' : c;
  return name;
});

}  // namespace
}  // namespace sternum::test
