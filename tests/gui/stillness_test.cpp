// When a console that nobody uses may rest.
#include "gui/model/stillness.hpp"

#include <gtest/gtest.h>

#include "tests/gui/scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

/// A manikin nobody touches: its sensor's steps, and a chest that creeps.
Seat untouched(int number) {
  Seat free = seat(number, "", Story::Idle);
  LiveSnapshot live;
  for (int i = 0; i < 1200; ++i) {
    live.strip.push_back({DeviceTime::from_us(i * 10'000), 0.5F + static_cast<float>(i % 2)});
  }
  live.now = live.strip.back().time;
  free.live = std::make_shared<const LiveSnapshot>(live);
  return free;
}

StationSnapshot room(std::vector<Seat> seats) { return station_with(std::move(seats)).now; }

TEST(Stillness, IsARoomOfManikinsThatNobodyTouches) {
  EXPECT_TRUE(is_still(room({})));
  EXPECT_TRUE(is_still(room({untouched(1), untouched(2), seat(3, "", Story::IdleWithoutData)})));
  Seat silent = untouched(2);
  silent.online = false;
  EXPECT_TRUE(is_still(room({untouched(1), silent}))) << "only a clock runs";
}

TEST(Stillness, EndsWithTheFirstPress) {
  Seat pressed = untouched(1);
  LiveSnapshot live = *pressed.live;
  live.strip.back().depth_mm = 6.0F;
  pressed.live = std::make_shared<const LiveSnapshot>(live);
  EXPECT_FALSE(is_still(room({untouched(2), pressed})));
}

TEST(Stillness, ReturnsASecondAfterTheLast) {
  Seat pressed = untouched(1);
  LiveSnapshot live = *pressed.live;
  live.strip[live.strip.size() - 90].depth_mm = 50.0F;
  pressed.live = std::make_shared<const LiveSnapshot>(live);
  EXPECT_FALSE(is_still(room({pressed})));
  std::swap(live.strip[live.strip.size() - 90], live.strip[live.strip.size() - 110]);
  for (std::size_t i = 0; i < live.strip.size(); ++i) {
    live.strip[i].time = DeviceTime::from_us(static_cast<std::int64_t>(i) * 10'000);
  }
  pressed.live = std::make_shared<const LiveSnapshot>(live);
  EXPECT_TRUE(is_still(room({pressed})));
}

TEST(Stillness, IsNoneWhileAnAttemptRunsOrAManikinIsTouched) {
  Seat examined = untouched(1);
  examined.phase = AttemptPhase::Running;
  EXPECT_FALSE(is_still(room({examined}))) << "its clock runs, and hands off count";
  Seat touched = untouched(1);
  touched.touched_s_ago = 0.5;
  EXPECT_FALSE(is_still(room({touched})));
}

}  // namespace
}  // namespace sternum::test
