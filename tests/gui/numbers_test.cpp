#include "gui/model/numbers.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>
#include <limits>
#include <optional>

#include "gui/model/held_numbers.hpp"
#include "tests/gui/scenes.hpp"

namespace sternum::test {
namespace {

TEST(Numbers, NotMeasuredIsADashAndNeverZero) {
  EXPECT_EQ(whole(std::optional<double>()), "–");
  EXPECT_EQ(tenths(std::nullopt), "–");
  EXPECT_EQ(percent(std::nullopt), "–");
  EXPECT_EQ(whole(std::numeric_limits<double>::quiet_NaN()), "–");
  EXPECT_EQ(percent(std::numeric_limits<double>::infinity()), "–");
}

TEST(Numbers, AreRoundedToWhatAPersonReads) {
  EXPECT_EQ(whole(43.5), "44");
  EXPECT_EQ(whole(-0.2), "0");
  EXPECT_EQ(tenths(11.24), "11.2");
  EXPECT_EQ(percent(0.974), "97%");
  EXPECT_EQ(percent(0.0), "0%");
}

TEST(Numbers, ClocksRoundDownAndNeverRunBackwards) {
  EXPECT_EQ(clock(seconds(84.99)), "1:24");
  EXPECT_EQ(clock(seconds(-3.0)), "0:00");
  EXPECT_EQ(clock(seconds(3600.0)), "60:00");
  EXPECT_EQ(clock_tenths(seconds(105.79)), "1:45.7");
}

TEST(Numbers, GroupDigitsInThrees) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(48210), "48 210");
  EXPECT_EQ(grouped(1234567), "1 234 567");
}

TEST(Numbers, TimesOfDayAreLocal) {
  setenv("TZ", "Asia/Shanghai", 1);
  tzset();
  EXPECT_EQ(time_of_day(1'772'433'120'000), "14:32");
  EXPECT_EQ(day_and_time(1'772'433'120'000), "2026-03-02 14:32");
  unsetenv("TZ");
  tzset();
}

TEST(HeldNumbers, ChangeAtMostTwiceASecond) {
  HeldNumbers held;
  Seat pressing = seat(1, "A", Story::Good);
  const auto depth = [&](double mm, double now_s) {
    auto live = *pressing.live;
    live.depth = millimetres(mm);
    pressing.live = std::make_shared<const LiveSnapshot>(live);
    return held.update(pressing, now_s).depth_mm;
  };
  EXPECT_EQ(depth(50, 0.0), 50.0);
  EXPECT_EQ(depth(51, 0.2), 50.0);
  EXPECT_EQ(depth(52, 0.45), 50.0);
  EXPECT_EQ(depth(53, 0.5), 53.0);
}

TEST(HeldNumbers, ShowAtOnceThatSomethingIsNoLongerMeasured) {
  HeldNumbers held;
  Seat pressing = seat(1, "A", Story::Good);
  ASSERT_TRUE(held.update(pressing, 0.0).rate_per_min);
  pressing.online = false;
  EXPECT_EQ(held.update(pressing, 0.1), SeatNumbers{});
}

}  // namespace
}  // namespace sternum::test
