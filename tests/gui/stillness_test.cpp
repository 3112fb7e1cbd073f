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

std::shared_ptr<const LiveSnapshot> moved_on(const LiveSnapshot& live, double by_s, float by_mm) {
  LiveSnapshot later = live;
  for (StripPoint& point : later.strip) {
    point.time = point.time + seconds(by_s);
    point.depth_mm += by_mm;
  }
  later.now = later.now + seconds(by_s);
  return std::make_shared<const LiveSnapshot>(later);
}

TEST(RestingSeats, StandStillWhileNobodyTouchesThem) {
  RestingSeats resting;
  StationSnapshot now = room({untouched(1), seat(2, "Ann", Story::Good)});
  const auto first = now.seats[0].live;
  const auto pressing = now.seats[1].live;
  EXPECT_EQ(resting.shown(std::make_shared<StationSnapshot>(now))->seats[0].live, first);
  now.seats[0].live = moved_on(*first, 5.0, 0.0F);
  now.seats[1].live = moved_on(*pressing, 5.0, 0.0F);
  const auto shown = resting.shown(std::make_shared<StationSnapshot>(now));
  EXPECT_EQ(shown->seats[0].live, first);
  EXPECT_EQ(shown->seats[1].live, now.seats[1].live) << "who practises is shown as it is";
}

TEST(RestingSeats, AreShownAnewWhenTheChestMovesOrLiesElsewhereAndOnceAMinute) {
  const StationSnapshot before = room({untouched(1)});
  const auto shows = [&](std::shared_ptr<const LiveSnapshot> live) {
    RestingSeats resting;
    static_cast<void>(resting.shown(std::make_shared<StationSnapshot>(before)));
    StationSnapshot now = before;
    now.seats[0].live = live;
    return resting.shown(std::make_shared<StationSnapshot>(now))->seats[0].live == live;
  };
  const LiveSnapshot& live = *before.seats[0].live;
  EXPECT_FALSE(shows(moved_on(live, 59.0, 0.5F)));
  EXPECT_TRUE(shows(moved_on(live, 61.0, 0.0F)));
  EXPECT_TRUE(shows(moved_on(live, 5.0, 2.0F)));
  EXPECT_TRUE(shows(moved_on(live, -5.0, 0.0F))) << "its clock began anew";
  LiveSnapshot pressed = *moved_on(live, 0.1, 0.0F);
  pressed.strip.back().depth_mm = 6.0F;
  EXPECT_TRUE(shows(std::make_shared<const LiveSnapshot>(pressed)));
  LiveSnapshot long_ago = *moved_on(live, 0.1, 0.0F);
  long_ago.strip[10].depth_mm = 30.0F;
  EXPECT_TRUE(shows(std::make_shared<const LiveSnapshot>(long_ago))) << "it is still in sight";
}

TEST(RestingSeats, TellOfALossAtOnce) {
  RestingSeats resting;
  StationSnapshot now = room({untouched(1)});
  static_cast<void>(resting.shown(std::make_shared<StationSnapshot>(now)));
  const std::uint64_t frames = now.seats[0].statistics.frames;
  now.seats[0].statistics.frames += 200;
  const auto before = resting.shown(std::make_shared<StationSnapshot>(now));
  EXPECT_EQ(before->seats[0].statistics.frames, frames);
  ++now.seats[0].statistics.gaps;
  const auto after = resting.shown(std::make_shared<StationSnapshot>(now));
  EXPECT_EQ(after->seats[0].statistics, now.seats[0].statistics);
}

}  // namespace
}  // namespace sternum::test
