// On which monitor the trainees' screen opens, and where its window goes without one.
#include "gui/platform/projector_place.hpp"

#include <gtest/gtest.h>

namespace sternum {
namespace {

constexpr DesktopBox kLaptop{0, 0, 1600, 900};
constexpr DesktopBox kRight{1600, 0, 1280, 720};
constexpr DesktopBox kAbove{0, -2160, 3840, 2160};
constexpr DesktopBox kConsole{100, 50, 1200, 700};

TEST(ProjectorPlace, IsTheMonitorThatTheConsoleIsNotOn) {
  EXPECT_EQ(projector_monitor({kLaptop, kRight}, kConsole, {}), 1U);
  EXPECT_EQ(projector_monitor({kRight, kLaptop}, kConsole, {}), 0U);
  EXPECT_EQ(projector_monitor({kLaptop, kAbove}, kConsole, {}), 1U);
  EXPECT_EQ(projector_monitor({kLaptop, kRight}, {1700, 40, 1000, 600}, {}), 0U);
}

TEST(ProjectorPlace, IsAWindowWhereThereIsNoOtherMonitor) {
  EXPECT_FALSE(projector_monitor({}, kConsole, {}));
  EXPECT_FALSE(projector_monitor({kLaptop}, kConsole, {}));
  EXPECT_FALSE(projector_monitor({kLaptop}, kConsole, 1U)) << "its monitor was unplugged";
}

TEST(ProjectorPlace, TakesAMonitorThatShowsTheConsolesPictureForTheConsoles) {
  EXPECT_FALSE(projector_monitor({kLaptop, kLaptop}, kConsole, {}));
  const DesktopBox smaller{0, 0, 1280, 720};
  EXPECT_FALSE(projector_monitor({kLaptop, smaller}, {1300, 730, 300, 170}, {}))
      << "the console is beside what is mirrored, but its screen is the mirrored one";
  EXPECT_EQ(projector_monitor({kLaptop, smaller, kRight}, kConsole, {}), 2U);
}

TEST(ProjectorPlace, StaysWhereItIsUntilTheConsoleComesThere) {
  const std::vector three{kLaptop, kRight, kAbove};
  EXPECT_EQ(projector_monitor(three, kConsole, {}), 1U);
  EXPECT_EQ(projector_monitor(three, kConsole, 2U), 2U);
  EXPECT_EQ(projector_monitor(three, {1500, 0, 1000, 700}, 2U), 2U);
  EXPECT_EQ(projector_monitor(three, {500, -1500, 1000, 700}, 2U), 0U);
}

TEST(ProjectorPlace, CountsTheConsoleWhereMostOfItIs) {
  EXPECT_EQ(console_monitor({kLaptop, kRight}, {1000, 0, 1100, 700}), 0U);
  EXPECT_EQ(console_monitor({kLaptop, kRight}, {1100, 0, 1100, 700}), 1U);
  EXPECT_EQ(console_monitor({kLaptop, kRight}, {9000, 9000, 100, 100}), 0U) << "on none of them";
  EXPECT_FALSE(console_monitor({}, kConsole));
}

TEST(ProjectorPlace, LeavesTheConsolesHeaderInSightWithoutAMonitorOfItsOwn) {
  for (const DesktopBox& room : {kLaptop, kAbove, DesktopBox{0, 30, 1366, 738},
                                 DesktopBox{1920, 1080, 1024, 768}, DesktopBox{0, 0, 960, 600}}) {
    const DesktopBox box = projector_window_box(room);
    EXPECT_GE(box.w, 640);
    EXPECT_LE(box.w, 1280);
    EXPECT_NEAR(box.w * 9.0, box.h * 16.0, 16.0);
    EXPECT_GE(box.x, room.x + room.w / 4);
    EXPECT_GE(box.y, room.y + room.h / 4);
    EXPECT_LT(box.x + box.w, room.x + room.w);
    EXPECT_LT(box.y + box.h, room.y + room.h);
  }
  EXPECT_EQ(projector_window_box(kAbove).w, 1280);
}

TEST(ProjectorPlace, IsNowhereLeftOfOrAboveAScreenThatIsTooSmall) {
  const DesktopBox box = projector_window_box({0, 0, 600, 300});
  EXPECT_EQ(box, (DesktopBox{0, 0, 640, 360}));
}

}  // namespace
}  // namespace sternum
