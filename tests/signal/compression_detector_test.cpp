#include "analysis/signal/compression_detector.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "tests/signal/accuracy.hpp"
#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

constexpr DepthSensor kSensor{.rate_hz = 100.0, .noise_mm = 0.3};
constexpr DepthSensor kSilent{.rate_hz = 100.0, .noise_mm = 0.0};

/// One compression of the usual shape.
void stroke(ScriptedChest& chest, double depth_mm = 52.0, double residual_mm = 0.0) {
  const double onset_s = chest.end_s();
  chest.glide_to(depth_mm, 0.22);
  chest.glide_to(residual_mm, 0.25);
  chest.remember({onset_s, onset_s + 0.22, onset_s + 0.47, depth_mm, residual_mm});
  chest.hold(0.07);
}

void expect_found(ScriptedChest& chest, const std::vector<Compression>& found) {
  const Accuracy accuracy = compare(chest.compressions(), found);
  EXPECT_EQ(accuracy.missed, 0);
  EXPECT_EQ(accuracy.false_ones, 0);
}

TEST(CompressionDetector, MeasuresOneCompression) {
  ScriptedChest chest;
  chest.hold(1.0);
  stroke(chest);
  chest.hold(1.0);
  const auto found = detect(measure(chest, kSilent));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].depth.mm(), 52.0, 0.15);
  ASSERT_TRUE(found[0].residual);
  EXPECT_NEAR(found[0].residual->mm(), 0.0, 0.1);
  EXPECT_NEAR(static_cast<double>(found[0].onset.us()), 1.0e6, 8e3);
  EXPECT_NEAR(static_cast<double>(found[0].peak.us()), 1.22e6, 2e3);
  EXPECT_NEAR(static_cast<double>(found[0].release.us()), 1.47e6, 8e3);
  EXPECT_FALSE(found[0].rate) << "the first of a run has no interval";
}

TEST(CompressionDetector, FindsNothingInARestingChest) {
  ScriptedChest chest;
  chest.hold(120.0);
  DepthSensor sensor{.noise_mm = 1.0, .offset_mm = 20.0, .drift_mm_per_min = -2.0};
  EXPECT_TRUE(detect(measure(chest, sensor)).empty());
}

TEST(CompressionDetector, DoesNotCountTaps) {
  ScriptedChest chest;
  chest.hold(1.0);
  for (int i = 0; i < 40; ++i) {
    chest.glide_to(10.0, 0.05);
    chest.glide_to(0.0, 0.08);
    chest.hold(0.3);
  }
  EXPECT_TRUE(detect(measure(chest, kSensor)).empty());
}

TEST(CompressionDetector, DoesNotCountTapsBetweenCompressions) {
  ScriptedChest chest;
  chest.hold(1.0);
  for (int i = 0; i < 20; ++i) {
    stroke(chest);
    chest.hold(0.1);
    chest.glide_to(10.0, 0.05);
    chest.glide_to(0.0, 0.06);
    chest.hold(0.1);
  }
  chest.hold(1.0);
  expect_found(chest, detect(measure(chest, kSensor)));
}

TEST(CompressionDetector, CountsATwoHumpedPeakOnceWithItsDeeperHump) {
  ScriptedChest chest;
  chest.hold(1.0);
  for (int i = 0; i < 10; ++i) {
    const double onset_s = chest.end_s();
    const double first_mm = i % 2 == 0 ? 50.0 : 54.0;
    chest.glide_to(first_mm, 0.17);
    chest.glide_to(45.0, 0.07);
    chest.glide_to(52.0, 0.07);
    const double peak_s = onset_s + (i % 2 == 0 ? 0.31 : 0.17);
    chest.glide_to(0.0, 0.24);
    chest.remember({onset_s, peak_s, chest.end_s(), i % 2 == 0 ? 52.0 : 54.0, 0.0});
    chest.hold(0.05);
  }
  chest.hold(1.0);
  const auto found = detect(measure(chest, kSensor));
  expect_found(chest, found);
  EXPECT_LE(compare(chest.compressions(), found).depth_mm.mean_absolute(), 0.6);
}

TEST(CompressionDetector, DoesNotCountTheHandsBouncing) {
  ScriptedChest chest;
  chest.hold(1.0);
  for (int i = 0; i < 20; ++i) {
    stroke(chest);
    chest.glide_to(9.0, 0.04);
    chest.glide_to(0.0, 0.05);
  }
  chest.hold(1.0);
  expect_found(chest, detect(measure(chest, kSensor)));
}

TEST(CompressionDetector, FollowsASlowRelease) {
  ScriptedChest chest;
  chest.hold(1.0);
  for (int i = 0; i < 10; ++i) {
    const double onset_s = chest.end_s();
    chest.glide_to(52.0, 0.2);
    chest.glide_to(15.0, 0.3);
    chest.glide_to(0.0, 0.5);
    chest.remember({onset_s, onset_s + 0.2, onset_s + 1.0, 52.0, 0.0});
  }
  chest.hold(1.0);
  const auto found = detect(measure(chest, kSensor));
  expect_found(chest, found);
  EXPECT_LE(compare(chest.compressions(), found).residual_mm.mean_absolute(), 0.3);
}

TEST(CompressionDetector, FindsSmallChestsAndHeavyLeaning) {
  ScriptedChest chest;
  chest.hold(1.0);
  for (int i = 0; i < 20; ++i) stroke(chest, 40.0, 20.0);
  let_go(chest, 2.0);
  const auto found = detect(measure(chest, kSensor));
  expect_found(chest, found);
  for (const Compression& one : found) EXPECT_NEAR(one.residual->mm(), 20.0, 0.6);
}

TEST(CompressionDetector, TellsTheRateFromPeakToPeakWithinARun) {
  ScriptedChest chest;
  chest.hold(1.0);
  for (int i = 0; i < 5; ++i) stroke(chest);
  const auto found = detect(measure(chest, kSilent));
  ASSERT_EQ(found.size(), 5U);
  for (std::size_t i = 1; i < found.size(); ++i) {
    ASSERT_TRUE(found[i].rate);
    EXPECT_NEAR(found[i].rate->per_minute(), 60.0 / 0.54, 0.3);
  }
}

TEST(CompressionDetector, KeepsTheRateOfAMachineThatHoldsTheChestDown) {
  ScriptedChest chest;
  chest.hold(1.0);
  for (int i = 0; i < 40; ++i) {
    const double onset_s = chest.end_s();
    chest.glide_to(52.0, 0.10);
    chest.hold(0.275);
    chest.glide_to(0.0, 0.10);
    chest.remember({onset_s, onset_s + 0.2375, chest.end_s(), 52.0, 0.0});
    chest.hold(0.275);
  }
  chest.hold(1.0);
  const auto found = detect(measure(chest, kSensor));
  expect_found(chest, found);
  for (std::size_t i = 1; i < found.size(); ++i) {
    EXPECT_NEAR(found[i].rate->per_minute(), 80.0, 3.0);
  }
}

TEST(CompressionDetector, EndsARunWithAPauseOfASecond) {
  for (const double pause_s : {0.8, 1.1}) {
    ScriptedChest chest;
    chest.hold(1.0);
    stroke(chest);
    chest.hold(pause_s - 0.07);
    stroke(chest);
    chest.hold(1.0);
    const auto found = detect(measure(chest, kSilent));
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[1].rate.has_value(), pause_s < 1.0) << pause_s;
  }
}

TEST(CompressionDetector, CountsAtElevenSamplesASecondToo) {
  ScriptedChest chest;
  std::mt19937_64 random(4);
  chest.hold(1.0);
  compress(chest, {.rate_per_min = 100.0}, 60, random);
  chest.hold(1.0);
  DepthSensor sensor{.rate_hz = 11.0, .noise_mm = 0.3};
  expect_found(chest, detect(measure(chest, sensor)));
}

TEST(CompressionDetector, ToleratesAnOnsetInTheVeryFirstSamples) {
  ScriptedChest chest;
  stroke(chest);
  stroke(chest);
  chest.hold(1.0);
  expect_found(chest, detect(measure(chest, kSensor)));
}

TEST(CompressionDetector, DoesNotReportACompressionThatWasUnderWayWhenItBegan) {
  ScriptedChest chest;
  stroke(chest);
  stroke(chest);
  chest.hold(1.0);
  auto samples = measure(chest, kSensor);
  samples.erase(samples.begin(), samples.begin() + 12);
  const auto found = detect(samples);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(static_cast<double>(found[0].peak.us()), 0.76e6, 5e3);
  EXPECT_FALSE(found[0].rate);
}

TEST(CompressionDetector, DoesNotTakeAChestThatIsSatOnForACompression) {
  ScriptedChest chest;
  chest.hold(1.0);
  chest.glide_to(40.0, 0.3);
  chest.hold(15.0);
  chest.glide_to(0.0, 0.3);
  chest.hold(2.0);
  for (int i = 0; i < 3; ++i) stroke(chest);
  chest.hold(1.0);
  expect_found(chest, detect(measure(chest, kSensor)));
}

TEST(CompressionDetector, AnswersThePeakLongBeforeTheReleaseIsOver) {
  ScriptedChest chest;
  std::mt19937_64 random(5);
  chest.hold(2.0);
  compress(chest, {}, 60, random);
  chest.hold(1.0);
  CompressionDetector detector;
  std::vector<CompressionPeak> peaks;
  Errors delay_ms;
  Errors depth_mm;
  bool known = false;
  for (const Sample& sample : measure(chest, kSensor)) {
    static_cast<void>(detector.step(DeviceTime::from_us(sample.us), sample.value));
    const auto peak = detector.peak();
    if (peak && !known) {
      ASSERT_LT(peaks.size(), chest.compressions().size());
      const MeantCompression& meant = chest.compressions()[peaks.size()];
      delay_ms.add(static_cast<double>(sample.us) * 1e-3 - meant.peak_s * 1e3);
      depth_mm.add(peak->depth.mm() - meant.depth_mm);
      EXPECT_EQ(peak->rate.has_value(), !peaks.empty());
      peaks.push_back(*peak);
    }
    known = peak.has_value();
  }
  EXPECT_EQ(peaks.size(), chest.compressions().size());
  EXPECT_LE(delay_ms.absolute(0.99), 60.0);
  EXPECT_LE(depth_mm.mean_absolute(), 0.4);
}

TEST(CompressionDetector, AnswersTheCompressionSoonAfterItsRelease) {
  ScriptedChest chest;
  std::mt19937_64 random(6);
  chest.hold(2.0);
  compress(chest, {}, 30, random);
  chest.hold(1.0);
  CompressionDetector detector;
  std::size_t next = 0;
  for (const Sample& sample : measure(chest, kSensor)) {
    if (detector.step(DeviceTime::from_us(sample.us), sample.value)) {
      const double delay_s =
          static_cast<double>(sample.us) * 1e-6 - chest.compressions().at(next++).release_s;
      EXPECT_LE(delay_s, 0.15);
    }
  }
  EXPECT_EQ(next, 30U);
}

TEST(CompressionDetector, CompletesTheLastCompressionOfARecordingThatEndsAtRest) {
  ScriptedChest chest;
  chest.hold(1.0);
  stroke(chest);
  auto samples = measure(chest, kSilent);
  samples.resize(149);  // 20 ms after the release
  CompressionDetector detector;
  for (const Sample& sample : samples) {
    ASSERT_FALSE(detector.step(DeviceTime::from_us(sample.us), sample.value));
  }
  EXPECT_TRUE(detector.finish());
  EXPECT_FALSE(detector.finish());
}

TEST(CompressionDetector, PassesOverWhatIsNoSample) {
  ScriptedChest chest;
  chest.hold(1.0);
  stroke(chest);
  stroke(chest);
  chest.hold(1.0);
  const auto samples = measure(chest, kSensor);
  CompressionDetector detector;
  std::vector<Compression> found;
  for (const Sample& sample : samples) {
    const DeviceTime time = DeviceTime::from_us(sample.us);
    if (const auto one = detector.step(time, sample.value)) found.push_back(*one);
    EXPECT_FALSE(detector.step(time, 400.0)) << "the same instant twice";
    EXPECT_FALSE(detector.step(time - milliseconds(5), -90.0)) << "backwards";
    EXPECT_FALSE(detector.step(time + milliseconds(1), std::numeric_limits<double>::quiet_NaN()));
    EXPECT_FALSE(detector.step(time + milliseconds(1), std::numeric_limits<double>::infinity()));
  }
  EXPECT_EQ(found, detect(samples));
}

TEST(CompressionDetector, KnowsWhereTheChestRests) {
  ScriptedChest chest;
  std::mt19937_64 random(8);
  chest.hold(2.0);
  compress(chest, {.residual_mm = 6.0}, 30, random);
  DepthSensor sensor = kSensor;
  sensor.offset_mm = 7.0;
  CompressionDetector detector;
  for (const Sample& sample : measure(chest, sensor)) {
    static_cast<void>(detector.step(DeviceTime::from_us(sample.us), sample.value));
  }
  EXPECT_NEAR(detector.rest().mm(), 7.0, 0.3);
}

}  // namespace
}  // namespace sternum::signal_test
