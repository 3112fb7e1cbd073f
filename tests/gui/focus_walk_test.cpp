// The console without a mouse: Tab walks, Space clicks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <set>

#include "tests/gui/null_screen.hpp"
#include "tests/gui/scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::SizeIs;

constexpr int kTab = 258;
constexpr int kSpace = 32;
constexpr int kMostSteps = 60;

class FocusWalk : public ::testing::Test {
 protected:
  void SetUp() override { screen.frame(console, station); }
  /// What has the focus; 0: nothing.
  static ImGuiID focused() {
    ImGuiWindow* window = ImGui::FindWindowByName("Sternum");
    return static_cast<ImGuiID>(window->StateStorage.GetInt(0x53544E01));
  }
  void step(bool back = false) {
    ImGui::GetIO().KeyShift = back;
    screen.key(console, station, kTab);
    ImGui::GetIO().KeyShift = false;
  }
  /// Of the enlarged seat's window, without a seat's own scope.
  static ImGuiID id_of(const char* id) {
    return ImHashStr(id, 0, ImGui::FindWindowByName("Sternum")->ID);
  }

  NullScreen screen;
  FakeStation station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  Console console{Language::English, true};
};

TEST_F(FocusWalk, BeginsWithTheFirstKeyAndComesRoundToWhereItBegan) {
  EXPECT_EQ(focused(), 0U);
  step();
  const ImGuiID first = focused();
  ASSERT_NE(first, 0U);
  std::set<ImGuiID> visited;
  int steps = 0;
  do {
    visited.insert(focused());
    step();
  } while (focused() != first && ++steps < kMostSteps);
  EXPECT_EQ(focused(), first);
  EXPECT_GT(visited.size(), 8U) << "header, tiles, names and buttons of two seats";
  EXPECT_EQ(visited.size(), static_cast<std::size_t>(steps) + 1) << "each once";
}

TEST_F(FocusWalk, GoesBackTheWayItCame) {
  step();
  const ImGuiID first = focused();
  step();
  const ImGuiID second = focused();
  ASSERT_NE(first, second);
  step(true);
  EXPECT_EQ(focused(), first);
  step(true);
  const ImGuiID last = focused();
  EXPECT_NE(last, first);
  EXPECT_NE(last, second);
  step();
  EXPECT_EQ(focused(), first) << "round the end and back";
}

TEST_F(FocusWalk, ClicksWithSpace) {
  for (int i = 0; i < kMostSteps && focused() != id_of("start"); ++i) step();
  ASSERT_EQ(focused(), id_of("start"));
  screen.key(console, station, kSpace);
  EXPECT_THAT(station.posted, SizeIs(2)) << "an attempt on either seat";
}

TEST_F(FocusWalk, LeadsIntoAFieldAndOutOfIt) {
  int steps = 0;
  while (!ImGui::GetIO().WantTextInput && ++steps < kMostSteps) {
    step();
    screen.frame(console, station);
  }
  ASSERT_TRUE(ImGui::GetIO().WantTextInput);
  screen.type(console, station, "Li Na");
  EXPECT_EQ(console.name_for(station.now.seats[0]), "Li Na");
  step();
  screen.frame(console, station);
  EXPECT_FALSE(ImGui::GetIO().WantTextInput);
  EXPECT_EQ(console.name_for(station.now.seats[0]), "Li Na");
}

TEST_F(FocusWalk, IsPutAwayByTheMouse) {
  step();
  ASSERT_NE(focused(), 0U);
  screen.click(console, station, 800, 890);
  EXPECT_EQ(focused(), 0U);
}

}  // namespace
}  // namespace sternum::test
