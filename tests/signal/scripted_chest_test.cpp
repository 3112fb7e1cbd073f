// The truth that the detectors are held against must itself be true.
#include "tests/signal/scripted_chest.hpp"

#include <gtest/gtest.h>

namespace sternum::signal_test {
namespace {

TEST(ScriptedChest, IsWhereItWasToldToBe) {
  ScriptedChest chest;
  chest.hold(1.0);
  std::mt19937_64 random(1);
  compress(chest, {.residual_mm = 4.0}, 5, random);
  chest.hold(1.0);
  for (const MeantCompression& one : chest.compressions()) {
    EXPECT_NEAR(chest.depth_mm(one.peak_s), one.depth_mm, 1e-9);
    EXPECT_NEAR(chest.depth_mm(one.release_s), one.residual_mm, 1e-9);
    EXPECT_LT(chest.depth_mm(one.peak_s - 0.001), one.depth_mm);
    EXPECT_LT(chest.depth_mm(one.peak_s + 0.001), one.depth_mm);
  }
}

TEST(ScriptedChest, AcceleratesAsItsDepthBends) {
  ScriptedChest chest;
  std::mt19937_64 random(2);
  compress(chest, {}, 3, random);
  const double h = 1e-4;
  for (double t = 0.01; t < chest.end_s() - 0.01; t += 0.0137) {
    const double bend =
        (chest.depth_mm(t - h) - 2.0 * chest.depth_mm(t) + chest.depth_mm(t + h)) / (h * h);
    const double ends = std::abs(chest.acceleration_m_s2(t - h) - chest.acceleration_m_s2(t + h));
    if (ends > 0.2) continue;  // a joint between two glides
    EXPECT_NEAR(chest.acceleration_m_s2(t), bend * 1e-3, 0.05) << "at " << t << " s";
  }
}

TEST(ScriptedChest, MovesAsFastAsPeopleDo) {
  // Field: 508 mm/s down and 336 up on average, time to the peak 40–46 % of the period.
  ScriptedChest chest;
  std::mt19937_64 random(3);
  compress(chest, {.rate_per_min = 118.0, .depth_mm = 51.0}, 20, random);
  double down = 0.0;
  double up = 0.0;
  for (double t = 0.0; t < chest.end_s(); t += 0.001) {
    const double speed = (chest.depth_mm(t + 0.001) - chest.depth_mm(t)) / 0.001;
    down = std::max(down, speed);
    up = std::max(up, -speed);
  }
  EXPECT_GT(down, 420.0);
  EXPECT_LT(down, 600.0);
  EXPECT_GT(up, 300.0);
  EXPECT_LT(up, 420.0);
}

}  // namespace
}  // namespace sternum::signal_test
