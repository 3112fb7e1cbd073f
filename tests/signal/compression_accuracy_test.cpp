// How exactly compressions are measured, over sampling rates, noise, steps and habits. Prints the
// table that stands in analysis/README.md:
//   signal_tests --gtest_filter='*CompressionAccuracy*'
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/signal/accuracy.hpp"
#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

/// 30:2 without the breaths: 30 compressions, a pause of 5 s with the hands off the chest.
ScriptedChest session(const Rescuer& rescuer, int cycles) {
  ScriptedChest chest;
  std::mt19937_64 random(7);
  chest.hold(2.0);
  for (int i = 0; i < cycles; ++i) {
    compress(chest, rescuer, 30, random);
    let_go(chest, 5.0);
  }
  return chest;
}

Accuracy accuracy(const std::string& name, const Rescuer& rescuer, const DepthSensor& sensor,
                  int cycles = 20) {
  ScriptedChest chest = session(rescuer, cycles);
  const Accuracy result = compare(chest.compressions(), detect(measure(chest, sensor)));
  fmt::print("| {:<28} | {:4} | {:2} | {:2} | {:5.2f} | {:+5.2f} | {:5.2f} | {:5.2f} | {:5.2f} |\n",
             name, result.meant, result.missed, result.false_ones, result.depth_mm.mean_absolute(),
             result.depth_mm.bias(), result.residual_mm.mean_absolute(),
             result.peak_ms.mean_absolute(), result.rate_per_min.mean_absolute());
  EXPECT_EQ(result.missed, 0) << name;
  EXPECT_EQ(result.false_ones, 0) << name;
  EXPECT_EQ(result.rates_missing, 0) << name;
  return result;
}

void print_head() {
  fmt::print(
      "| depth sensor                 | n    | missed | false | depth MAE mm | bias mm | residual "
      "MAE "
      "mm | peak MAE ms | rate MAE /min |\n");
}

constexpr DepthSensor kClean{.rate_hz = 100.0, .noise_mm = 0.3, .drift_mm_per_min = 2.0};

TEST(CompressionAccuracy, HoldsItsBarsOnACleanSensor) {
  print_head();
  const Accuracy clean = accuracy("100 Hz, 0.3 mm noise, drift", {}, kClean, 40);
  EXPECT_LE(clean.depth_mm.mean_absolute(), 0.15);
  EXPECT_LE(std::abs(clean.depth_mm.bias()), 0.05);
  EXPECT_LE(clean.residual_mm.mean_absolute(), 0.15);
  EXPECT_LE(clean.peak_ms.mean_absolute(), 1.5);
  EXPECT_LE(clean.depth_mm.absolute(0.5), 0.3);
}

TEST(CompressionAccuracy, HoldsItsBarWithWholeMillimetres) {
  DepthSensor sensor = kClean;
  sensor.rate_hz = 62.5;
  sensor.step_mm = 1.0;
  EXPECT_LE(accuracy("62.5 Hz, 1 mm steps", {}, sensor).depth_mm.mean_absolute(), 0.45);
  sensor.noise_mm = 0.0;
  EXPECT_LE(accuracy("62.5 Hz, 1 mm steps, no noise", {}, sensor).depth_mm.mean_absolute(), 0.45);
  sensor.on_change = true;
  EXPECT_LE(accuracy("62.5 Hz, 1 mm, on change", {}, sensor).depth_mm.mean_absolute(), 0.45);
  sensor.noise_mm = 0.3;
  EXPECT_LE(accuracy("same, with 0.3 mm noise", {}, sensor).depth_mm.mean_absolute(), 0.45);
}

TEST(CompressionAccuracy, GrowsGentlyCoarserWithTheSampling) {
  const struct {
    double rate_hz;
    double depth_mm;
    double peak_ms;
  } bars[] = {{20.0, 0.5, 4.0},  {30.0, 0.4, 3.0},  {50.0, 0.25, 1.5},
              {250.0, 0.1, 1.0}, {500.0, 0.1, 1.0}, {1000.0, 0.08, 1.0}};
  for (const auto& bar : bars) {
    DepthSensor sensor = kClean;
    sensor.rate_hz = bar.rate_hz;
    const Accuracy result =
        accuracy(fmt::format("{} Hz, 0.3 mm noise", bar.rate_hz), {}, sensor, 20);
    EXPECT_LE(result.depth_mm.mean_absolute(), bar.depth_mm) << bar.rate_hz;
    EXPECT_LE(result.peak_ms.mean_absolute(), bar.peak_ms) << bar.rate_hz;
  }
}

TEST(CompressionAccuracy, SurvivesNoise) {
  const struct {
    double noise_mm;
    double depth_mm;
  } bars[] = {{0.0, 0.05}, {0.1, 0.1}, {0.6, 0.3}, {1.0, 0.5}};
  for (const auto& bar : bars) {
    DepthSensor sensor = kClean;
    sensor.noise_mm = bar.noise_mm;
    const Accuracy result = accuracy(fmt::format("100 Hz, {} mm noise", bar.noise_mm), {}, sensor);
    EXPECT_LE(result.depth_mm.mean_absolute(), bar.depth_mm) << bar.noise_mm;
  }
}

TEST(CompressionAccuracy, DoesNotNeedEvenSpacing) {
  DepthSensor sensor = kClean;
  sensor.jitter_share = 0.8;
  const Accuracy result = accuracy("100 Hz, uneven by ±40 %", {}, sensor);
  EXPECT_LE(result.depth_mm.mean_absolute(), 0.15);
  EXPECT_LE(result.peak_ms.mean_absolute(), 1.5);
}

TEST(CompressionAccuracy, IsTheSameForEveryRescuer) {
  for (const double rate : {40.0, 80.0, 160.0}) {
    const Accuracy result =
        accuracy(fmt::format("{} per minute", rate), {.rate_per_min = rate}, kClean);
    EXPECT_LE(result.depth_mm.mean_absolute(), 0.2) << rate;
  }
  EXPECT_LE(
      accuracy("no dwell", {.down_share = 0.46, .up_share = 0.54}, kClean).depth_mm.mean_absolute(),
      0.15);
  EXPECT_LE(
      accuracy("long dwell", {.down_share = 0.3, .up_share = 0.3}, kClean).depth_mm.mean_absolute(),
      0.2);
  EXPECT_LE(accuracy("infant, 40 mm", {.depth_mm = 40.0}, kClean).depth_mm.mean_absolute(), 0.15);
  EXPECT_LE(accuracy("infant, 25 mm", {.depth_mm = 25.0, .depth_sd_mm = 1.0}, kClean)
                .depth_mm.mean_absolute(),
            0.15);
  EXPECT_LE(
      accuracy("tiring by 3 mm/min", {.fatigue_mm_per_min = 3.0}, kClean).depth_mm.mean_absolute(),
      0.15);
}

TEST(CompressionAccuracy, MeasuresLeaningAgainstTheChestsOwnRest) {
  const struct { double residual_mm, sd_mm; } habits[] = {{2.0, 2.0}, {8.0, 3.0}, {20.0, 0.5}};
  for (const auto& habit : habits) {
    const Accuracy result =
        accuracy(fmt::format("leaning {} ± {} mm", habit.residual_mm, habit.sd_mm),
                 {.residual_mm = habit.residual_mm, .residual_sd_mm = habit.sd_mm}, kClean);
    EXPECT_LE(result.residual_mm.mean_absolute(), 0.2) << habit.residual_mm;
    EXPECT_LE(result.depth_mm.mean_absolute(), 0.2) << habit.residual_mm;
  }
}

TEST(CompressionAccuracy, TakesAnyOffsetAtPowerOn) {
  for (const double offset : {-12.0, 7.0, 30.0}) {
    DepthSensor sensor = kClean;
    sensor.offset_mm = offset;
    const Accuracy result = accuracy(fmt::format("offset {} mm", offset), {}, sensor, 5);
    EXPECT_LE(result.depth_mm.mean_absolute(), 0.2) << offset;
    EXPECT_LE(result.residual_mm.mean_absolute(), 0.2) << offset;
  }
}

TEST(CompressionAccuracy, DoesNotTakeHandsThatRestLightlyForTheChestsRest) {
  // Slow hands lie still between two compressions, some tenths of a millimetre deep.
  const Accuracy slow =
      accuracy("40 per minute, 0.4 ± 0.2 mm",
               {.rate_per_min = 40.0, .residual_mm = 0.4, .residual_sd_mm = 0.2}, kClean);
  EXPECT_LE(std::abs(slow.depth_mm.bias()), 0.15);
  EXPECT_LE(slow.residual_mm.mean_absolute(), 0.2);
}

TEST(CompressionAccuracy, KnowsTheNoiseBeforeTheFirstCompression) {
  DepthSensor noisy = kClean;
  noisy.noise_mm = 1.0;
  const Accuracy first = accuracy("1 mm noise, the first set", {}, noisy, 1);
  EXPECT_LE(first.depth_mm.mean_absolute(), 0.7);
  EXPECT_LE(std::abs(first.depth_mm.bias()), 0.4);
}

TEST(CompressionAccuracy, LearnsTheNoiseOfASlowSensor) {
  // A quarter of a second has too few samples to tell their noise by. Whoever takes 1 mm for 0.3
  // takes the lowest samples for the chest's rest, and its drift for a hand: 2 mm too deep.
  for (const double rate_hz : {20.0, 25.0, 30.0, 40.0}) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      DepthSensor sensor = kClean;
      sensor.rate_hz = rate_hz;
      sensor.noise_mm = 1.0;
      sensor.seed = seed;
      const Accuracy result = accuracy(fmt::format("{} Hz, 1 mm noise", rate_hz), {}, sensor);
      EXPECT_LE(result.depth_mm.mean_absolute(), 1.1) << rate_hz << " Hz, seed " << seed;
      EXPECT_LE(std::abs(result.depth_mm.bias()), 0.6) << rate_hz << " Hz, seed " << seed;
      EXPECT_LE(result.residual_mm.mean_absolute(), 0.4) << rate_hz << " Hz, seed " << seed;
    }
  }
}

TEST(CompressionAccuracy, IsNotLostInTheNoiseUnderSlowHands) {
  // Hands that pause on the chest between two compressions: the rest must not follow the noise.
  for (const double rate_hz : {20.0, 62.5}) {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
      DepthSensor sensor = kClean;
      sensor.rate_hz = rate_hz;
      sensor.noise_mm = 1.0;
      sensor.seed = seed;
      const Accuracy result = accuracy(fmt::format("40 per minute, {} Hz, 1 mm", rate_hz),
                                       {.rate_per_min = 40.0}, sensor);
      EXPECT_LE(result.depth_mm.mean_absolute(), 1.2) << rate_hz << " Hz, seed " << seed;
      EXPECT_LE(result.residual_mm.mean_absolute(), 1.0) << rate_hz << " Hz, seed " << seed;
    }
  }
}

TEST(CompressionAccuracy, LastsForHoursOfDrift) {
  // Two hours without end: 240 mm of drift.
  DepthSensor sensor = kClean;
  sensor.rate_hz = 50.0;
  const Accuracy result = accuracy("50 Hz, two hours", {}, sensor, 330);
  EXPECT_LE(result.depth_mm.mean_absolute(), 0.25);
}

}  // namespace
}  // namespace sternum::signal_test
