#include "gui/platform/frame_times.hpp"

#include <gtest/gtest.h>

namespace sternum {
namespace {

TEST(FrameTimes, TellHowLongFramesTookAndHowFarApartTheyCame) {
  FrameTimes times;
  // A hundred of 5 ms, 20 ms apart; the last took 50 and came so much later.
  for (int i = 0; i < 100; ++i) times.add(0.02 * i, 0.02 * i + 0.005);
  times.add(2.0, 2.05);
  EXPECT_EQ(times.count(), 101U);
  EXPECT_NEAR(times.took().p50_ms, 5.0, 1e-6);
  EXPECT_NEAR(times.took().p99_ms, 5.0, 1e-6);
  EXPECT_NEAR(times.took().most_ms, 50.0, 1e-6);
  EXPECT_NEAR(times.apart().p50_ms, 20.0, 1e-6);
  EXPECT_NEAR(times.apart().most_ms, 65.0, 1e-6);
}

TEST(FrameTimes, OfNoFrameAreNone) {
  const FrameTimes times;
  EXPECT_EQ(times.count(), 0U);
  EXPECT_EQ(times.took().most_ms, 0.0);
  EXPECT_EQ(times.apart().most_ms, 0.0);
}

}  // namespace
}  // namespace sternum
