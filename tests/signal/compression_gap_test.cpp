// What a detector does with time that it did not see.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "tests/signal/accuracy.hpp"
#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

ScriptedChest thirty(std::uint64_t seed = 9) {
  ScriptedChest chest;
  std::mt19937_64 random(seed);
  chest.hold(2.0);
  compress(chest, {.depth_sd_mm = 1.0}, 30, random);
  chest.hold(1.5);
  return chest;
}

TEST(CompressionGap, DoesNotInventACompressionAcrossAGap) {
  // From the way down of one compression to the way up of a later one.
  ScriptedChest chest = thirty();
  const auto& meant = chest.compressions();
  const auto samples =
      with_gap(measure(chest, DepthSensor{}), meant[5].onset_s + 0.12, meant[8].peak_s + 0.12);
  const auto found = detect(samples);
  EXPECT_EQ(found.size(), 26U);
  for (const Compression& one : found) {
    const double peak_s = static_cast<double>(one.peak.us()) * 1e-6;
    EXPECT_TRUE(peak_s < meant[4].release_s || peak_s > meant[9].onset_s) << peak_s;
  }
}

TEST(CompressionGap, EndsTheRunSoThatNoRateSpansIt) {
  ScriptedChest chest = thirty();
  const auto& meant = chest.compressions();
  // A short loss, in the dwell between two compressions.
  const auto samples =
      with_gap(measure(chest, DepthSensor{}), meant[4].release_s - 0.02, meant[5].onset_s + 0.03);
  const auto found = detect(samples);
  int without_rate = 0;
  for (const Compression& one : found) without_rate += one.rate ? 0 : 1;
  EXPECT_EQ(without_rate, 2);
}

TEST(CompressionGap, BridgesAHoleNoLongerThanCoarseSampling) {
  ScriptedChest chest = thirty();
  const auto& meant = chest.compressions();
  const auto samples =
      with_gap(measure(chest, DepthSensor{}), meant[5].onset_s + 0.10, meant[5].onset_s + 0.139);
  const Accuracy accuracy = compare(meant, detect(samples));
  EXPECT_EQ(accuracy.missed, 0);
  EXPECT_EQ(accuracy.rates_missing, 0);
}

TEST(CompressionGap, TakesWideSpacingThatNobodyFlaggedForSlowSampling) {
  ScriptedChest chest = thirty();
  const auto& meant = chest.compressions();
  const auto samples = with_gap(measure(chest, DepthSensor{}), meant[5].onset_s + 0.05,
                                meant[5].onset_s + 0.13, BatchFlag::None);
  EXPECT_EQ(compare(meant, detect(samples)).missed, 0);
}

TEST(CompressionGap, ARebootEndsARunHoweverShort) {
  ScriptedChest chest = thirty();
  auto samples = measure(chest, DepthSensor{});
  const auto& meant = chest.compressions();
  for (Sample& sample : samples) {
    if (static_cast<double>(sample.us) * 1e-6 >= meant[10].peak_s) {
      sample.flags = BatchFlag::FollowsReboot;
      break;
    }
  }
  const auto found = detect(samples);
  EXPECT_EQ(found.size(), 29U) << "the compression under way is not reported";
  int without_rate = 0;
  for (const Compression& one : found) without_rate += one.rate ? 0 : 1;
  EXPECT_EQ(without_rate, 2);
}

RC_GTEST_PROP(CompressionGap, EveryCompressionReportedIsOneThatWasMeant, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 1000);
  const double from_s = 0.001 * *rc::gen::inRange(1500, 17'000);
  const double length_s = 0.001 * *rc::gen::inRange(70, 3000);
  ScriptedChest chest = thirty(seed);
  DepthSensor sensor;
  sensor.seed = seed;
  const auto found = detect(with_gap(measure(chest, sensor), from_s, from_s + length_s));
  const Accuracy accuracy = compare(chest.compressions(), found, 0.05);
  RC_ASSERT(accuracy.false_ones == 0);
  RC_ASSERT(accuracy.depth_mm.absolute(1.0) < 3.0);
  // Only those that the gap touched, and the one that was under way after it, may be missing.
  int untouched = 0;
  for (const MeantCompression& meant : chest.compressions()) {
    const bool before = meant.release_s + 0.1 < from_s;
    const bool after = meant.onset_s > from_s + length_s + 0.1;
    untouched += before || after ? 1 : 0;
  }
  RC_ASSERT(static_cast<int>(found.size()) >= untouched - 1);
}

TEST(AccelerationGap, FindsTheRhythmAgainAfterAGap) {
  ScriptedChest chest = thirty();
  const auto& meant = chest.compressions();
  const AccelerationSensor sensor{.offset_g = 1.0};
  const auto samples =
      with_gap(measure(chest, sensor), meant[8].onset_s + 0.1, meant[10].onset_s + 0.3);
  const auto found = detect_in_acceleration(samples);
  const Accuracy accuracy = compare(meant, found);
  EXPECT_EQ(accuracy.false_ones, 0);
  EXPECT_LE(accuracy.missed, 6);
  int without_rate = 0;
  for (const Compression& one : found) without_rate += one.rate ? 0 : 1;
  EXPECT_EQ(without_rate, 2);
}

}  // namespace
}  // namespace sternum::signal_test
