// The debrief's chart under mouse and keys, through Dear ImGui.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui_internal.h>

#include "tests/gui/null_screen.hpp"
#include "tests/gui/review_scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ReviewClosely : public ::testing::Test {
 protected:
  ReviewClosely() {
    screen.frame(console, station);
    console.open_review(7, station);
    screen.frame(console, station);
  }
  std::string read() { return screen.read(console, station); }
  NullScreen screen;
  FakeStation station = debrief_station(Language::English);
  Console console{Language::English, true};
};

TEST_F(ReviewClosely, TheWheelLooksCloserAtWhatIsUnderTheMouse) {
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {620, 220};
  screen.frame(console, station);
  screen.frame(console, station);
  io.MouseWheel = 3.0F;
  screen.frame(console, station);
  EXPECT_TRUE(console.review_window().is_zoomed());
  EXPECT_THAT(read(), HasSubstr("Whole attempt"));
  EXPECT_TRUE(screen.all_vertices_finite());
}

TEST_F(ReviewClosely, ADragMovesAlongAndChoosesNothing) {
  console.review_window().look_at(60.0);
  const double from_s = console.review_window().from_s();
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {620, 220};
  screen.frame(console, station);
  screen.frame(console, station);
  io.MouseDown[0] = true;
  screen.frame(console, station);
  for (int i = 1; i <= 5; ++i) {
    io.MousePos = {620.0F - 40.0F * static_cast<float>(i), 220};
    screen.frame(console, station);
  }
  io.MouseDown[0] = false;
  screen.frame(console, station);
  EXPECT_GT(console.review_window().from_s(), from_s + 1.0);
  EXPECT_FALSE(console.selected_compression());
}

TEST_F(ReviewClosely, KeysAndButtonsZoom) {
  screen.key(console, station, '=');
  EXPECT_TRUE(console.review_window().is_zoomed());
  ASSERT_TRUE(screen.click_on(console, station, "zoom all", {700, 640, 420, 140}));
  EXPECT_FALSE(console.review_window().is_zoomed());
}

TEST_F(ReviewClosely, PutsTwoAttemptsSideBySide) {
  EXPECT_THAT(read(), Not(HasSubstr("Compared")));
  ASSERT_TRUE(screen.click_on(console, station, "compare", {700, 0, 900, 64}));
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("Compared"));
  EXPECT_THAT(words, HasSubstr("attempt 7"));
  EXPECT_THAT(words, HasSubstr("+15"));
  screen.key(console, station, 'C');
  EXPECT_THAT(read(), HasSubstr("Wang Xiaoyan"));
  EXPECT_TRUE(screen.all_vertices_finite());
}

TEST_F(ReviewClosely, ShowsProgressAndFatigue) {
  EXPECT_THAT(read(), HasSubstr("−1.8 a minute"));
  screen.key(console, station, 'G');
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("attempt by attempt"));
  EXPECT_THAT(words, HasSubstr("exam"));
  EXPECT_TRUE(screen.all_vertices_finite());
}

/// The smallest window there is: chart and score one below the other.
class ReviewSmall : public ::testing::Test {
 protected:
  ReviewSmall() {
    screen.frame(console, station);
    console.open_review(7, station);
    ImGui::GetIO().MousePos = {300, 200};
    for (int i = 0; i < 3; ++i) screen.frame(console, station);
  }
  void wheel(float by) {
    ImGui::GetIO().MouseWheel = by;
    for (int i = 0; i < 2; ++i) screen.frame(console, station);
  }
  static float scroll() {
    for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
      if (std::string_view(window->Name).find("debrief") != std::string_view::npos) {
        return window->Scroll.y;
      }
    }
    return -1.0F;
  }
  NullScreen screen{640, 360};
  FakeStation station = debrief_station(Language::English);
  Console console{Language::English, true};
};

TEST_F(ReviewSmall, TheWheelScrollsAndLooksCloserWithCtrl) {
  ASSERT_FLOAT_EQ(scroll(), 0.0F);
  wheel(-1.0F);
  EXPECT_GT(scroll(), 0.0F);
  EXPECT_FALSE(console.review_window().is_zoomed());
  const float before = scroll();
  ImGui::GetIO().KeyCtrl = true;
  wheel(3.0F);
  ImGui::GetIO().KeyCtrl = false;
  EXPECT_TRUE(console.review_window().is_zoomed());
  EXPECT_FLOAT_EQ(scroll(), before);
  EXPECT_TRUE(screen.all_vertices_finite());
}

TEST_F(ReviewSmall, ALostPointBringsItsCompressionIntoSight) {
  const std::string words = screen.read(console, station);
  EXPECT_THAT(words, HasSubstr("mean depth"));
  for (int i = 0; i < 40; ++i) wheel(-5.0F);
  ASSERT_GT(scroll(), 400.0F);
  // Below the ledger stands what was measured.
  for (int i = 0; i < 8 && !console.selected_reason(); ++i) {
    screen.click(console, station, 300, 200);
    if (!console.selected_reason()) wheel(1.0F);
  }
  ASSERT_TRUE(console.selected_reason());
  ASSERT_TRUE(console.selected_compression());
  screen.frame(console, station);
  EXPECT_FLOAT_EQ(scroll(), 0.0F);
}

}  // namespace
}  // namespace sternum::test
