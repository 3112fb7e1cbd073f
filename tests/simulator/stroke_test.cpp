#include "firmware-bridge/simulator/stroke.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace sternum {
namespace {

/// 51 mm at 118/min, as in the field.
const StrokeTarget kFieldAverage = {1'000'000, 1'214'000, 1'494'000, 0.0, 51.0, 0.0};

/// Any stroke within what `Stroke` requires.
StrokeTarget any_target() {
  const auto between = [](int low, int high) { return *rc::gen::inRange(low, high + 1); };
  StrokeTarget target;
  target.onset_us = between(0, 100'000'000);
  const int down_us = between(100'000, 500'000);
  target.peak_us = target.onset_us + down_us;
  target.release_us = target.peak_us + between(down_us * 10 / 13 + 1, 900'000);
  target.from_mm = 0.1 * between(0, 120);
  target.residual_mm = 0.1 * between(0, 120);
  target.depth_mm = std::max(target.from_mm, target.residual_mm) + 0.1 * between(200, 600);
  return target;
}

StrokeShape any_shape() {
  const auto between = [](int low, int high) { return *rc::gen::inRange(low, high + 1); };
  return {0.1 * between(-30, 10), 0.01 * between(10, 30), 0.1 * between(-20, 20)};
}

RC_GTEST_PROP(Stroke, MeetsItsTargetExactly, ()) {
  const StrokeTarget target = any_target();
  const Stroke stroke(target, any_shape());
  RC_ASSERT(std::abs(stroke.at(target.onset_us).depth_mm - target.from_mm) < 1e-9);
  RC_ASSERT(std::abs(stroke.at(target.peak_us).depth_mm - target.depth_mm) < 1e-9);
  RC_ASSERT(std::abs(stroke.at(target.release_us).depth_mm - target.residual_mm) < 1e-9);
  RC_ASSERT(std::abs(stroke.at(target.release_us - 1).depth_mm - target.residual_mm) < 1e-6);
  RC_ASSERT(std::abs(stroke.at(target.onset_us + 1).depth_mm - target.from_mm) < 1e-6);
  RC_ASSERT(std::abs(stroke.at(target.peak_us).velocity_mm_s) < 1e-9);
}

RC_GTEST_PROP(Stroke, GoesDownToItsPeakAndUpFromItWithoutTurning, ()) {
  const StrokeTarget target = any_target();
  const Stroke stroke(target, any_shape());
  double last_mm = target.from_mm;
  for (std::int64_t t = target.onset_us; t <= target.peak_us; t += 977) {
    const double depth_mm = stroke.at(t).depth_mm;
    RC_ASSERT(depth_mm >= last_mm - 1e-9);
    last_mm = depth_mm;
  }
  for (std::int64_t t = target.peak_us; t <= target.release_us; t += 977) {
    const double depth_mm = stroke.at(t).depth_mm;
    RC_ASSERT(depth_mm <= last_mm + 1e-9 || t == target.peak_us);
    last_mm = depth_mm;
  }
}

RC_GTEST_PROP(Stroke, VelocityAndAccelerationAreTheDerivativesOfDepth, ()) {
  const StrokeTarget target = any_target();
  const Stroke stroke(target, any_shape());
  const double hardest_mm_s2 = std::abs(stroke.at(target.peak_us).acceleration_mm_s2);
  const std::int64_t step_us = 500;
  const double step_s = static_cast<double>(step_us) * 1e-6;
  for (std::int64_t t = target.onset_us - 5'000; t < target.release_us + 5'000; t += 3'301) {
    const ChestMotion before = stroke.at(t - step_us);
    const ChestMotion now = stroke.at(t);
    const ChestMotion after = stroke.at(t + step_us);
    const double velocity = (after.depth_mm - before.depth_mm) / (2.0 * step_s);
    const double acceleration =
        (after.depth_mm - 2.0 * now.depth_mm + before.depth_mm) / (step_s * step_s);
    // Within a step the acceleration can change by about a twentieth of its range, and where an
    // uneven stroke turns by more.
    RC_ASSERT(std::abs(velocity - now.velocity_mm_s) < 0.1 * hardest_mm_s2 * step_s + 1e-3);
    RC_ASSERT(std::abs(acceleration - now.acceleration_mm_s2) < 0.05 * hardest_mm_s2 + 1.0);
  }
}

TEST(Stroke, BrakesHardestAtThePeakAndIsContinuousThere) {
  const Stroke stroke(kFieldAverage);
  const double before = stroke.at(kFieldAverage.peak_us - 1).acceleration_mm_s2;
  const double after = stroke.at(kFieldAverage.peak_us + 1).acceleration_mm_s2;
  EXPECT_NEAR(before, after, 5.0);
  for (std::int64_t t = kFieldAverage.onset_us; t < kFieldAverage.release_us; t += 1000) {
    EXPECT_GE(stroke.at(t).acceleration_mm_s2, after - 5.0);
  }
}

// Field figures: 508 (448–546) mm/s down, 336 (316–368) mm/s up.
TEST(Stroke, IsAsFastAsCompressionsInTheField) {
  const Stroke stroke(kFieldAverage);
  double fastest_down = 0.0;
  double fastest_up = 0.0;
  for (std::int64_t t = kFieldAverage.onset_us; t < kFieldAverage.release_us; t += 1000) {
    const double velocity = (stroke.at(t + 500).depth_mm - stroke.at(t - 500).depth_mm) / 1e-3;
    fastest_down = std::max(fastest_down, velocity);
    fastest_up = std::max(fastest_up, -velocity);
  }
  EXPECT_GT(fastest_down, 448.0);
  EXPECT_LT(fastest_down, 546.0);
  EXPECT_GT(fastest_up, 316.0);
  EXPECT_LT(fastest_up, 368.0);
  EXPECT_NEAR(fastest_down, stroke.fastest_down_mm_s(), 1.0);
  EXPECT_NEAR(fastest_up, stroke.fastest_up_mm_s(), 1.0);
}

}  // namespace
}  // namespace sternum
