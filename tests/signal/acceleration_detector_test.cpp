// Against a chest whose truth is known. Prints the table that stands in analysis/README.md:
//   signal_tests --gtest_filter='AccelerationDetector*'
#include "analysis/signal/acceleration_detector.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/signal/accuracy.hpp"
#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

/// 30:2 with pauses of 5 s, in which the hands lie quiet.
ScriptedChest quiet_session(const Rescuer& rescuer, int cycles, std::uint64_t seed = 7) {
  ScriptedChest chest;
  std::mt19937_64 random(seed);
  chest.hold(3.0);
  for (int i = 0; i < cycles; ++i) {
    compress(chest, rescuer, 30, random);
    let_go(chest, 5.0);
  }
  return chest;
}

/// 0.02 g of noise on top of gravity, and a tilt that swings by 0.1 g.
AccelerationSensor pad(double rate_hz) {
  return {.rate_hz = rate_hz, .noise_g = 0.02, .offset_g = 1.0, .tilt_drift_g = 0.1};
}

class Totals {
 public:
  void add(const std::string& name, ScriptedChest& chest, const AccelerationSensor& sensor) {
    const Accuracy one =
        compare(chest.compressions(), detect_in_acceleration(measure(chest, sensor)));
    fmt::print("| {:<26} | {:4} | {:2} | {:2} | {:5.2f} | {:5.2f} | {:+5.2f} | {:5.2f} |\n", name,
               one.meant, one.missed, one.false_ones, one.depth_mm.absolute(0.5),
               one.depth_mm.absolute(0.95), one.depth_mm.bias(), one.rate_per_min.absolute(0.5));
    meant += one.meant;
    missed += one.missed;
    false_ones += one.false_ones;
    depth_mm.add(one.depth_mm);
    rate_per_min.add(one.rate_per_min);
  }
  int meant = 0;
  int missed = 0;
  int false_ones = 0;
  Errors depth_mm;
  Errors rate_per_min;
};

TEST(AccelerationDetector, HoldsItsBarsFromSlowToFastAndShallowToDeep) {
  fmt::print(
      "| acceleration               | n | missed | false | |depth| median mm | P95 mm | bias mm | "
      "|rate| median /min |\n");
  Totals totals;
  for (const double rate_hz : {100.0, 250.0}) {
    for (const double rate : {60.0, 80.0, 100.0, 120.0, 140.0}) {
      ScriptedChest chest = quiet_session({.rate_per_min = rate}, 6);
      totals.add(fmt::format("{} Hz, {} per minute", rate_hz, rate), chest, pad(rate_hz));
    }
    for (const double depth : {23.0, 30.0, 40.0, 60.0, 70.0}) {
      ScriptedChest chest =
          quiet_session({.depth_mm = depth, .depth_sd_mm = depth < 30.0 ? 1.0 : 2.5}, 6);
      totals.add(fmt::format("{} Hz, {} mm", rate_hz, depth), chest, pad(rate_hz));
    }
  }
  EXPECT_LE(totals.missed, totals.meant / 1000);
  EXPECT_LE(totals.false_ones, totals.meant * 2 / 1000);
  EXPECT_LE(totals.depth_mm.absolute(0.5), 1.0);
  EXPECT_LE(totals.depth_mm.absolute(0.95), 3.5);
  EXPECT_LE(std::abs(totals.depth_mm.bias()), 0.5);
  EXPECT_LE(totals.rate_per_min.absolute(0.5), 1.0);
}

TEST(AccelerationDetector, SaysNothingAboutLeaning) {
  ScriptedChest chest = quiet_session({}, 1);
  const auto found = detect_in_acceleration(measure(chest, pad(100.0)));
  ASSERT_FALSE(found.empty());
  for (const Compression& one : found) EXPECT_FALSE(one.residual);
}

TEST(AccelerationDetector, CountsDepthFromTheOnsetOfALeaningRescuer) {
  ScriptedChest chest = quiet_session({.depth_mm = 50.0, .residual_mm = 8.0}, 4);
  const Accuracy accuracy =
      compare(chest.compressions(), detect_in_acceleration(measure(chest, pad(100.0))));
  EXPECT_EQ(accuracy.missed, 0);
  EXPECT_NEAR(accuracy.depth_mm.bias(), -8.0, 1.5);
}

TEST(AccelerationDetector, DoesNotDoubleTheRateOfAMachine) {
  // 80 per minute: short, sharp strokes, held down for half of the period.
  ScriptedChest chest;
  chest.hold(3.0);
  for (int i = 0; i < 120; ++i) {
    const double onset_s = chest.end_s();
    chest.glide_to(52.0, 0.10);
    chest.hold(0.275);
    chest.glide_to(0.0, 0.10);
    chest.remember({onset_s, onset_s + 0.24, chest.end_s(), 52.0, 0.0});
    chest.hold(0.275);
  }
  chest.hold(2.0);
  for (const double rate_hz : {100.0, 250.0}) {
    const auto found = detect_in_acceleration(measure(chest, pad(rate_hz)));
    int doubled = 0;
    for (const Compression& one : found) {
      if (one.rate && one.rate->per_minute() > 120.0) ++doubled;
    }
    EXPECT_GE(found.size(), 119U) << rate_hz;
    EXPECT_LE(doubled, 1) << rate_hz;
    EXPECT_LE(found.size(), 121U) << rate_hz;
  }
}

TEST(AccelerationDetector, FindsNothingInHandsThatRestOrFumble) {
  ScriptedChest chest;
  chest.hold(2.0);
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> uniform;
  for (int i = 0; i < 60; ++i) {  // slow shifts of the hands, up to 40 mm within a second
    chest.glide_to(40.0 * uniform(random), 0.8 + uniform(random));
    chest.hold(uniform(random));
  }
  EXPECT_TRUE(detect_in_acceleration(measure(chest, pad(100.0))).empty());
}

TEST(AccelerationDetector, FindsNothingInAPadThatIsTurnedOver) {
  ScriptedChest chest;
  chest.hold(20.0);
  auto samples = measure(chest, pad(100.0));
  for (Sample& sample : samples) {
    const double s = static_cast<double>(sample.us) * 1e-6;
    if (s > 5.0) sample.value -= std::min((s - 5.0) / 0.5, 1.0);
    if (s > 12.0) sample.value += std::min((s - 12.0) / 0.8, 1.0);
  }
  EXPECT_TRUE(detect_in_acceleration(samples).empty());
}

TEST(AccelerationDetector, IsNotUpsetByKnocks) {
  ScriptedChest chest = quiet_session({}, 6);
  auto samples = measure(chest, pad(250.0));
  std::mt19937_64 random(5);
  std::uniform_int_distribution<std::size_t> anywhere(0, samples.size() - 8);
  for (int i = 0; i < 40; ++i) {  // a tap of 12 ms on the pad, there and back
    const std::size_t at = anywhere(random);
    for (std::size_t k = 0; k < 3; ++k) samples[at + k].value += 1.5;
    for (std::size_t k = 3; k < 6; ++k) samples[at + k].value -= 1.5;
  }
  const Accuracy accuracy = compare(chest.compressions(), detect_in_acceleration(samples));
  EXPECT_LE(accuracy.missed, 1);
  EXPECT_LE(accuracy.false_ones, 1);
  EXPECT_LE(accuracy.depth_mm.absolute(0.5), 1.5);
}

TEST(AccelerationDetector, AnswersWithin150MillisecondsOfTheRelease) {
  for (const double rate : {112.0, 60.0}) {
    ScriptedChest chest = quiet_session({.rate_per_min = rate}, 3);
    AccelerationDetector detector;
    Errors delay_ms;
    for (const Sample& sample : measure(chest, pad(100.0))) {
      if (const auto one = detector.step(DeviceTime::from_us(sample.us), sample.value)) {
        delay_ms.add(static_cast<double>(sample.us - one->release.us()) * 1e-3);
      }
    }
    EXPECT_GE(delay_ms.count(), 89U) << rate;
    EXPECT_LE(delay_ms.absolute(1.0), 150.0) << rate;
  }
}

TEST(AccelerationDetector, ShowsTheMovementLive) {
  ScriptedChest chest = quiet_session({}, 1);
  AccelerationDetector detector;
  double most = 0.0;
  for (const Sample& sample : measure(chest, pad(100.0))) {
    static_cast<void>(detector.step(DeviceTime::from_us(sample.us), sample.value));
    most = std::max(most, std::abs(detector.displacement().mm()));
  }
  EXPECT_GT(most, 15.0);
  EXPECT_LT(most, 80.0);
  EXPECT_LT(std::abs(detector.displacement().mm()), 3.0);
}

}  // namespace
}  // namespace sternum::signal_test
