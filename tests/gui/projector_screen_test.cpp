// The trainees' screen and its panel in the console, through Dear ImGui.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/platform/projector_window.hpp"
#include "gui/views/projector_view.hpp"
#include "tests/gui/null_screen.hpp"
#include "tests/gui/projector_scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

/// What the projector of a scene says; empty when no such scene is there.
std::string words_of(const std::string& name, Language language) {
  for (const Scene& scene : projector_scenes()) {
    if (scene.name != name) continue;
    NullScreen screen(1920, 1080, draw_projector, projector_scale_for(1920, 1080));
    FakeStation station = scene.station(language);
    Console console(language, true);
    console.update(station, 0.0);
    scene.go_there(console, station);
    const std::string words = screen.read(console, station);
    EXPECT_TRUE(screen.all_vertices_finite());
    return words;
  }
  return {};
}

TEST(ProjectorScreen, TellsOneSeatWhatToDo) {
  const std::string words = words_of("projector-strip", Language::English);
  EXPECT_THAT(words, HasSubstr("Press deeper"));
  EXPECT_THAT(words, HasSubstr("Guoqiang"));
  EXPECT_THAT(words, Not(HasSubstr("Chen"))) << "the given name was asked for";
}

TEST(ProjectorScreen, RaceNamesTheLeaderAndGivesEveryFaultItsWord) {
  const std::string words = words_of("projector-race", Language::English);
  EXPECT_THAT(words, HasSubstr("Leads"));
  EXPECT_THAT(words, HasSubstr("Hands off"));
  EXPECT_THAT(words, HasSubstr("Too fast"));
  EXPECT_THAT(words, HasSubstr("round 4"));
  EXPECT_THAT(words, HasSubstr("50–60 mm"));
  EXPECT_THAT(words_of("projector-race", Language::Chinese), HasSubstr("领先"));
}

TEST(ProjectorScreen, BoardListsTodaysScores) {
  const std::string words = words_of("projector-board", Language::Chinese);
  EXPECT_THAT(words, HasSubstr("今日练习"));
  EXPECT_THAT(words, HasSubstr("86"));
}

TEST(ProjectorScreen, ShowsNothingButTheTimeInAnExam) {
  const std::string words = words_of("projector-clock", Language::English);
  EXPECT_THAT(words, HasSubstr(":"));
  EXPECT_EQ(std::count_if(words.begin(), words.end(), [](char c) { return std::isalpha(c) != 0; }),
            0)
      << words;
}

TEST(ProjectorScreen, SaysThatThereIsNoManikin) {
  EXPECT_THAT(words_of("projector-empty", Language::English), HasSubstr("No manikin yet"));
}

TEST(ProjectorScreen, GrowsWithItsWindow) {
  EXPECT_FLOAT_EQ(projector_scale_for(1920, 1080), 1.5F);
  EXPECT_FLOAT_EQ(projector_scale_for(1280, 720), 1.0F);
  EXPECT_FLOAT_EQ(projector_scale_for(3840, 2160), 3.0F);
  EXPECT_FLOAT_EQ(projector_scale_for(100, 100), 0.5F);
}

class ProjectorPanel : public ::testing::Test {
 protected:
  ProjectorPanel() { screen.frame(console, station); }
  std::string read() { return screen.read(console, station); }
  [[nodiscard]] bool click(const char* id) {
    return screen.click_on(console, station, id, {1200, 72, 400, 420}, 0, "Projector panel");
  }
  NullScreen screen;
  FakeStation station = station_of(2, Language::English);
  Console console{Language::English, true};
};

TEST_F(ProjectorPanel, OpensFromTheHeaderAndChoosesWhatIsShown) {
  EXPECT_THAT(read(), Not(HasSubstr("Race for quality")));
  ASSERT_TRUE(screen.click_on(console, station, "projector", {900, 0, 700, 64}));
  EXPECT_THAT(read(), HasSubstr("Race for quality"));
  ASSERT_TRUE(click("mode 2"));
  EXPECT_EQ(console.projector().chosen(), ProjectorMode::Race);
  ASSERT_TRUE(click("names given"));
  EXPECT_EQ(console.projector().names(), ProjectorNames::Given);
  ASSERT_TRUE(click("score last"));
  EXPECT_EQ(console.projector().board_score(), BoardScore::Last);
  ASSERT_TRUE(click("projector window"));
  EXPECT_TRUE(console.projector().is_wanted());
  EXPECT_THAT(read(), HasSubstr("Close window"));
  screen.key(console, station, 256);
  EXPECT_FALSE(console.projector().panel_shown());
  EXPECT_TRUE(console.projector().is_wanted()) << "Esc puts the panel away, not the window";
}

TEST_F(ProjectorPanel, AKeyOpensAndClosesTheWindow) {
  screen.key(console, station, 300);
  EXPECT_TRUE(console.projector().is_wanted());
  screen.key(console, station, 300);
  EXPECT_FALSE(console.projector().is_wanted());
}

}  // namespace
}  // namespace sternum::test
