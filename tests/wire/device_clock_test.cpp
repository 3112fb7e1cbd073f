#include "analysis/core/device_clock.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "tests/wire/device_times.hpp"

namespace sternum {

void PrintTo(const ClockReading& reading, std::ostream* out) {
  *out << reading.time.us() << " µs, step " << static_cast<int>(reading.step);
}

namespace {

using testing::k32Bit;
using testing::kSecond_us;

void expect(const ClockReading& reading, std::int64_t time_us, ClockStep step) {
  EXPECT_EQ(reading.step, step);
  EXPECT_EQ(reading.time.us(), time_us);
}

TEST(DeviceClock, TakesTheFirstReadingAsItIs) {
  DeviceClock clock;
  expect(clock.unroll(123 * kSecond_us), 123 * kSecond_us, ClockStep::Continued);
}

TEST(DeviceClock, ContinuesAtTheSameInstantAndLater) {
  DeviceClock clock;
  expect(clock.unroll(5), 5, ClockStep::Continued);
  expect(clock.unroll(5), 5, ClockStep::Continued);
  expect(clock.unroll(3600 * kSecond_us), 3600 * kSecond_us, ClockStep::Continued);
}

TEST(DeviceClock, PassesTheWrapOfA32BitCounterOfMicroseconds) {
  DeviceClock clock;
  static_cast<void>(clock.unroll(k32Bit - 10));
  expect(clock.unroll(90), k32Bit + 90, ClockStep::Wrapped);
  expect(clock.unroll(k32Bit - 1), 2 * k32Bit - 1, ClockStep::Continued);
  expect(clock.unroll(0), 2 * k32Bit, ClockStep::Wrapped);
}

TEST(DeviceClock, PassesTheWrapOfA32BitCounterOfMilliseconds) {
  DeviceClock clock;
  static_cast<void>(clock.unroll((k32Bit - 1) * 1000));
  expect(clock.unroll(9'000), (k32Bit + 9) * 1000, ClockStep::Wrapped);
}

TEST(DeviceClock, SeesARebootInARestartNearZero) {
  DeviceClock clock;
  static_cast<void>(clock.unroll(100 * kSecond_us));
  expect(clock.unroll(2 * kSecond_us), 102 * kSecond_us + 1, ClockStep::Rebooted);
  expect(clock.unroll(3 * kSecond_us), 103 * kSecond_us + 1, ClockStep::Continued);
}

TEST(DeviceClock, KeepsTheTimelineAscendingOverARestartAtZero) {
  DeviceClock clock;
  static_cast<void>(clock.unroll(100 * kSecond_us));
  expect(clock.unroll(0), 100 * kSecond_us + 1, ClockStep::Rebooted);
}

TEST(DeviceClock, RefusesAFallThatIsNeitherWrapNorReboot) {
  DeviceClock clock;
  static_cast<void>(clock.unroll(100 * kSecond_us));
  EXPECT_EQ(clock.unroll(99 * kSecond_us).step, ClockStep::Backwards);
  EXPECT_EQ(clock.unroll(-1).step, ClockStep::Backwards);
  expect(clock.unroll(101 * kSecond_us), 101 * kSecond_us, ClockStep::Continued);
}

TEST(DeviceClock, TakesAnAnnouncedRebootHoweverTheNewClockStands) {
  for (const std::int64_t raw_us :
       {std::int64_t{0}, 50 * kSecond_us, 100 * kSecond_us, 9000 * kSecond_us}) {
    DeviceClock clock;
    static_cast<void>(clock.unroll(100 * kSecond_us));
    clock.announce_reboot();
    const auto reading = clock.unroll(raw_us);
    EXPECT_EQ(reading.step, ClockStep::Rebooted);
    EXPECT_GT(reading.time.us(), 100 * kSecond_us);
    EXPECT_LE(reading.time.us(), 110 * kSecond_us + 1) << "time nobody can vouch for was believed";
    expect(clock.unroll(raw_us + 7), reading.time.us() + 7, ClockStep::Continued);
  }
}

TEST(DeviceClock, TakesAnAnnouncementBeforeTheFirstReadingAsNone) {
  DeviceClock clock;
  clock.announce_reboot();
  expect(clock.unroll(7), 7, ClockStep::Continued);
  expect(clock.unroll(8), 8, ClockStep::Continued);
}

TEST(DeviceClock, StartsANewClockBehindTheTimeInUse) {
  DeviceClock clock;
  static_cast<void>(clock.unroll(100 * kSecond_us));
  clock.cover(DeviceTime::from_us(100 * kSecond_us + 190'000));
  expect(clock.unroll(0), 100 * kSecond_us + 190'001, ClockStep::Rebooted);
}

TEST(DeviceClock, StaysWithinTimeWhateverItReads) {
  constexpr auto kLowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto kHighest = std::numeric_limits<std::int64_t>::max();
  DeviceClock clock;
  static_cast<void>(clock.unroll(1000));
  EXPECT_EQ(clock.unroll(kHighest).step, ClockStep::Backwards);
  EXPECT_EQ(clock.unroll(kLowest).step, ClockStep::Backwards);
  expect(clock.unroll(1001), 1001, ClockStep::Continued);
}

DeviceClock shared_clock() { return DeviceClock({.reorder_tolerance = seconds(1.0)}); }

TEST(SharedDeviceClock, ContinuesThroughTheLagOfOneChannelBehindAnother) {
  DeviceClock clock = shared_clock();
  static_cast<void>(clock.unroll(20 * kSecond_us));
  expect(clock.unroll(19 * kSecond_us), 19 * kSecond_us, ClockStep::Continued);
  expect(clock.unroll(20 * kSecond_us + 1), 20 * kSecond_us + 1, ClockStep::Continued);
  EXPECT_EQ(clock.unroll(19 * kSecond_us).step, ClockStep::Backwards)
      << "more than a second behind";
}

TEST(SharedDeviceClock, IsNotDraggedBackByALag) {
  DeviceClock clock = shared_clock();
  static_cast<void>(clock.unroll(20 * kSecond_us));
  for (int i = 1; i <= 10; ++i) static_cast<void>(clock.unroll(20 * kSecond_us - i * 100'000));
  EXPECT_EQ(clock.unroll(18 * kSecond_us).step, ClockStep::Backwards);
}

TEST(SharedDeviceClock, KnowsALaggingReadingFromBeforeAWrap) {
  DeviceClock clock = shared_clock();
  static_cast<void>(clock.unroll(k32Bit - 100));
  expect(clock.unroll(50), k32Bit + 50, ClockStep::Wrapped);
  expect(clock.unroll(k32Bit - 30), k32Bit - 30, ClockStep::Continued);
  expect(clock.unroll(60), k32Bit + 60, ClockStep::Continued);
}

RC_GTEST_PROP(DeviceClock, RestoresAnyAscendingTimeFromItsLow32Bits, ()) {
  DeviceClock clock;
  std::int64_t true_us = *rc::gen::inRange<std::int64_t>(0, k32Bit);
  const std::int64_t start_us = true_us;
  for (const auto step_us : *rc::gen::container<std::vector<std::int64_t>>(
           rc::gen::inRange<std::int64_t>(0, 59 * kSecond_us))) {
    const auto reading = clock.unroll(true_us % k32Bit);
    RC_ASSERT(reading.time.us() == true_us);
    RC_ASSERT(reading.step != ClockStep::Rebooted);
    true_us += step_us;
  }
  RC_CLASSIFY(true_us / k32Bit > start_us / k32Bit, "wrapped");
}

}  // namespace
}  // namespace sternum
