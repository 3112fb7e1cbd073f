#include "analysis/signal/chest_rest.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace sternum {
namespace {

constexpr std::int64_t kMoment = 250'000;

/// A chest that lies still at a level that drifts; answers the time at the end.
std::int64_t lie_still(ChestRest& rest, std::int64_t from_us, double seconds, double level_mm,
                       double drift_mm_per_min = 0.0) {
  std::int64_t us = from_us;
  while (static_cast<double>(us - from_us) * 1e-6 < seconds) {
    us += kMoment;
    const double minutes = static_cast<double>(us - from_us) / 60e6;
    rest.still(level_mm + drift_mm_per_min * minutes, us);
  }
  return us;
}

TEST(ChestRest, TakesTheFirstStillLevelWhereverItIs) {
  ChestRest rest;
  rest.still(7.0, kMoment);
  EXPECT_DOUBLE_EQ(rest.mm(), 7.0);
}

TEST(ChestRest, FollowsDrift) {
  ChestRest rest;
  lie_still(rest, 0, 600.0, 0.0, 2.0);
  EXPECT_NEAR(rest.mm(), 20.0, 0.1);
}

TEST(ChestRest, FollowsDriftThroughReleasesAlone) {
  ChestRest rest;
  std::int64_t us = lie_still(rest, 0, 3.0, 0.0);
  for (int i = 0; i < 1100; ++i) {
    us += 545'000;
    rest.released(2.0 * static_cast<double>(us) / 60e6, 0.1, us);
  }
  EXPECT_NEAR(rest.mm(), 2.0 * static_cast<double>(us) / 60e6, 0.5);
}

TEST(ChestRest, DoesNotLearnFromAHandThatLeansOnTheChest) {
  ChestRest rest;
  const std::int64_t us = lie_still(rest, 0, 3.0, 0.0);
  lie_still(rest, us, 20.0, 6.0);
  EXPECT_NEAR(rest.mm(), 0.0, 0.1);
}

TEST(ChestRest, DoesNotLearnFromReleasesThatStayDeep) {
  ChestRest rest;
  std::int64_t us = lie_still(rest, 0, 3.0, 0.0);
  for (int i = 0; i < 200; ++i) {
    us += 545'000;
    rest.released(8.0, 0.1, us);
  }
  EXPECT_NEAR(rest.mm(), 0.0, 0.2);
}

TEST(ChestRest, BelievesALevelThatNoHandWouldHoldSoLong) {
  ChestRest rest;
  const std::int64_t us = lie_still(rest, 0, 3.0, 0.0);
  lie_still(rest, us, 40.0, 6.0);
  EXPECT_NEAR(rest.mm(), 6.0, 0.1);
}

TEST(ChestRest, RisesAtOnceToAChestThatIsHigher) {
  ChestRest rest;
  std::int64_t us = lie_still(rest, 0, 3.0, 8.0);  // somebody leaned on it from the beginning
  us += kMoment;
  rest.still(0.0, us);
  EXPECT_NEAR(rest.mm(), 0.0, 1e-9);
}

TEST(ChestRest, IsNotPulledUpByOneReleaseThatOvershoots) {
  ChestRest rest;
  std::int64_t us = lie_still(rest, 0, 3.0, 0.0);
  for (int i = 0; i < 20; ++i) {
    us += 545'000;
    rest.released(i == 10 ? -4.0 : 0.0, 0.1, us);
  }
  EXPECT_NEAR(rest.mm(), 0.0, 0.2);
}

TEST(ChestRest, LiesAboveReleasesThatScatter) {
  // Hands lift anywhere between all the way and 0.8 mm less, for 100 compressions without a pause.
  ChestRest rest;
  std::int64_t us = lie_still(rest, 0, 2.0, 0.0);
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> left_mm(0.0, 0.8);
  std::normal_distribution<double> noise_mm(0.0, 0.1);
  double farthest_mm = 0.0;
  for (int i = 0; i < 100; ++i) {
    us += 545'000;
    rest.released(left_mm(random) + noise_mm(random), 0.1, us);
    farthest_mm = std::max(farthest_mm, std::abs(rest.mm()));
  }
  EXPECT_LE(farthest_mm, 0.15);
}

TEST(ChestRest, IsNotPulledUpByNoise) {
  ChestRest rest;
  std::int64_t us = lie_still(rest, 0, 2.0, 0.0);
  std::mt19937_64 random(5);
  std::normal_distribution<double> noise_mm(0.0, 0.6);
  for (int i = 0; i < 300; ++i) {
    if (i % 30 == 0) us = lie_still(rest, us, 3.0, 0.0);
    us += 545'000;
    rest.released(noise_mm(random), 0.5, us);
    EXPECT_GE(rest.mm(), -0.8) << i;
  }
}

TEST(ChestRest, LearnsAnewAfterAReboot) {
  ChestRest rest;
  const std::int64_t us = lie_still(rest, 0, 3.0, 0.0);
  rest.forget();
  rest.still(12.0, us + kMoment);
  EXPECT_DOUBLE_EQ(rest.mm(), 12.0);
}

}  // namespace
}  // namespace sternum
