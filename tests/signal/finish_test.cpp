// What a recording ends with: reported when the chest, or the lungs, really came back, else not.
#include <gtest/gtest.h>

#include "tests/signal/accuracy.hpp"
#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

/// Three strokes, the last one's rise cut off `cut_s` before its end; the chest is leaned on.
struct CutShort {
  explicit CutShort(double cut_s, double residual_mm, DepthSensor sensor) {
    chest.hold(1.0);
    for (int i = 0; i < 3; ++i) {
      chest.glide_to(52.0, 0.22);
      chest.glide_to(residual_mm, 0.25);
      if (i < 2) chest.hold(0.08);
    }
    if (sensor.on_change) chest.hold(0.5);
    samples = measure(chest, sensor);
    const auto until_us = static_cast<std::int64_t>((chest.end_s() - cut_s) * 1e6);
    while (samples.back().us > until_us) samples.pop_back();
  }
  ScriptedChest chest;
  std::vector<Sample> samples;
};

constexpr DepthSensor kUsual{.rate_hz = 100.0, .noise_mm = 0.3};
constexpr DepthSensor kOnChange{
    .rate_hz = 62.5, .noise_mm = 0.0, .step_mm = 1.0, .on_change = true};

TEST(Finish, ReportsTheLastCompressionOfASensorThatFallsSilentAtRest) {
  EXPECT_EQ(detect(CutShort(0.0, 0.0, kOnChange).samples).size(), 3U);
}

TEST(Finish, ReportsTheLastCompressionOfASensorThatFallsSilentUnderAHand) {
  const auto found = detect(CutShort(0.0, 8.0, kOnChange).samples);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_NEAR(found.back().residual->mm(), 8.0, 1.0);
}

TEST(Finish, ReportsACompressionWhoseRiseIsAllButOver) {
  for (const double residual_mm : {0.0, 8.0}) {
    EXPECT_EQ(detect(CutShort(0.01, residual_mm, kUsual).samples).size(), 3U) << residual_mm;
  }
}

TEST(Finish, DoesNotInventTheEndOfARise) {
  for (const double cut_s : {0.06, 0.08, 0.12, 0.16, 0.2, 0.24, 0.3, 0.4}) {
    EXPECT_EQ(detect(CutShort(cut_s, 0.0, kUsual).samples).size(), 2U) << cut_s;
    EXPECT_EQ(detect(CutShort(0.5 + cut_s, 0.0, kOnChange).samples).size(), 2U) << cut_s;
  }
}

TEST(Finish, ReportsTheLastStrokeInAccelerationOnceItHasStopped) {
  for (const bool stops : {true, false}) {
    ScriptedChest chest;
    std::mt19937_64 random(2);
    chest.hold(2.0);
    compress(chest, {.rate_per_min = 110.0}, 20, random);
    if (stops) chest.hold(0.12);
    auto samples = measure(chest, AccelerationSensor{.rate_hz = 100.0, .offset_g = 1.0});
    const double last_peak_s = chest.compressions().back().peak_s;
    while (!stops && static_cast<double>(samples.back().us) * 1e-6 > last_peak_s + 0.1) {
      samples.pop_back();
    }
    const Accuracy one = compare(chest.compressions(), detect_in_acceleration(samples));
    EXPECT_EQ(one.false_ones, 0);
    EXPECT_EQ(one.missed, stops ? 0 : 1);
  }
}

TEST(Finish, ReportsABreathWhoseInflationIsOver) {
  const auto breaths = [](double plateau_s, double emptied_ml, double cut_s) {
    ScriptedChest lungs;  // ml for mm
    lungs.hold(2.0);
    lungs.glide_to(500.0, 1.0);
    lungs.hold(plateau_s);
    if (emptied_ml > 0.0) lungs.glide_to(500.0 - emptied_ml, 0.2);
    auto samples = measure(lungs, DepthSensor{.rate_hz = 100.0, .noise_mm = 4.0});
    const auto until_us = static_cast<std::int64_t>((lungs.end_s() - cut_s) * 1e6);
    while (samples.back().us > until_us) samples.pop_back();
    return detect_breaths(samples);
  };
  EXPECT_EQ(breaths(0.0, 60.0, 0.0).size(), 1U);
  ASSERT_EQ(breaths(0.8, 0.0, 0.0).size(), 1U);
  EXPECT_NEAR(breaths(0.8, 0.0, 0.0)[0].volume.ml(), 500.0, 15.0);
  EXPECT_TRUE(breaths(0.0, 0.0, 0.3).empty()) << "still inflating";
}

}  // namespace
}  // namespace sternum::signal_test
