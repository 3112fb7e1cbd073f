#include "analysis/signal/breath_detector.hpp"

#include <gtest/gtest.h>

#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

// Lungs are scripted like chests: glides between levels, ml for mm.
using ScriptedLungs = ScriptedChest;

struct MeantBreath {
  double start_s, end_s, volume_ml;
};

MeantBreath inflate(ScriptedLungs& lungs, double to_ml, double within_s) {
  const MeantBreath meant{lungs.end_s(), lungs.end_s() + within_s, to_ml - lungs.end_mm()};
  lungs.glide_to(to_ml, within_s);
  return meant;
}

DepthSensor spirometer(double noise_ml, double rate_hz = 100.0) {
  return {.rate_hz = rate_hz, .noise_mm = noise_ml};
}

void expect_breath(const Breath& found, const MeantBreath& meant, double volume_ml = 15.0,
                   double time_s = 0.08) {
  EXPECT_NEAR(found.volume.ml(), meant.volume_ml, volume_ml);
  EXPECT_NEAR(static_cast<double>(found.start.us()) * 1e-6, meant.start_s, time_s);
  EXPECT_NEAR(static_cast<double>(found.end.us()) * 1e-6, meant.end_s, time_s);
}

TEST(BreathDetector, MeasuresABreath) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  const MeantBreath meant = inflate(lungs, 520.0, 1.0);
  lungs.glide_to(0.0, 1.2);
  lungs.hold(1.0);
  const auto found = detect_breaths(measure(lungs, spirometer(0.0)));
  ASSERT_EQ(found.size(), 1U);
  expect_breath(found[0], meant, 3.0, 0.03);
  EXPECT_NEAR(found[0].inflation().seconds(), 1.0, 0.05);
}

TEST(BreathDetector, MeasuresAtAnySamplingRateAndThroughNoise) {
  for (const double rate_hz : {20.0, 62.5, 100.0, 250.0, 1000.0}) {
    ScriptedLungs lungs;
    lungs.hold(2.0);
    std::vector<MeantBreath> meant;
    for (int i = 0; i < 8; ++i) {
      meant.push_back(inflate(lungs, 300.0 + 60.0 * i, 0.7 + 0.1 * i));
      lungs.glide_to(0.0, 1.0);
      lungs.hold(1.0);
    }
    const auto found = detect_breaths(measure(lungs, spirometer(10.0, rate_hz)));
    ASSERT_EQ(found.size(), meant.size()) << rate_hz;
    double off_ml = 0.0;
    for (std::size_t i = 0; i < meant.size(); ++i) {
      expect_breath(found[i], meant[i], 40.0, 0.17);
      off_ml += std::abs(found[i].volume.ml() - meant[i].volume_ml) / 8.0;
    }
    EXPECT_LE(off_ml, 15.0) << rate_hz;
  }
}

TEST(BreathDetector, EndsInflationWhereAPlateauBegins) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  const MeantBreath meant = inflate(lungs, 600.0, 1.0);
  lungs.hold(0.8);
  lungs.glide_to(0.0, 1.2);
  lungs.hold(1.0);
  const auto found = detect_breaths(measure(lungs, spirometer(5.0)));
  ASSERT_EQ(found.size(), 1U);
  expect_breath(found[0], meant, 15.0, 0.15);
}

TEST(BreathDetector, TellsTwoBreathsApartWhenTheLungsDoNotEmptyBetween) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  const MeantBreath first = inflate(lungs, 500.0, 0.8);
  lungs.glide_to(220.0, 0.5);
  const MeantBreath second = inflate(lungs, 700.0, 0.8);
  lungs.glide_to(0.0, 1.2);
  lungs.hold(1.0);
  const auto found = detect_breaths(measure(lungs, spirometer(7.0)));
  ASSERT_EQ(found.size(), 2U);
  expect_breath(found[0], first, 30.0, 0.12);
  expect_breath(found[1], second, 30.0, 0.12);
}

TEST(BreathDetector, DoesNotLoseASmallBreath) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  std::vector<MeantBreath> meant;
  for (int i = 0; i < 5; ++i) {
    meant.push_back(inflate(lungs, 110.0, 0.8));
    lungs.glide_to(0.0, 0.8);
    lungs.hold(1.0);
  }
  const auto found = detect_breaths(measure(lungs, spirometer(5.0)));
  ASSERT_EQ(found.size(), meant.size());
  for (std::size_t i = 0; i < meant.size(); ++i) expect_breath(found[i], meant[i], 20.0, 0.15);
}

TEST(BreathDetector, DoesNotCountTheRippleOfCompressions) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  for (int i = 0; i < 60; ++i) {
    lungs.glide_to(-25.0, 0.25);
    lungs.glide_to(20.0, 0.29);
  }
  EXPECT_TRUE(detect_breaths(measure(lungs, spirometer(5.0))).empty());
}

TEST(BreathDetector, DoesNotCountDriftOfItsZero) {
  ScriptedLungs lungs;
  lungs.hold(300.0);
  DepthSensor sensor = spirometer(8.0, 50.0);
  sensor.drift_mm_per_min = 60.0;
  EXPECT_TRUE(detect_breaths(measure(lungs, sensor)).empty());
}

TEST(BreathDetector, RecoversWhenItsZeroJumps) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  lungs.glide_to(300.0, 0.02);
  lungs.hold(10.0);
  const MeantBreath meant = inflate(lungs, 800.0, 1.0);
  lungs.glide_to(300.0, 1.0);
  lungs.hold(1.0);
  const auto found = detect_breaths(measure(lungs, spirometer(5.0)));
  ASSERT_EQ(found.size(), 1U);
  expect_breath(found[0], meant, 20.0, 0.1);
}

TEST(BreathDetector, DoesNotReportABreathAcrossAGap) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  inflate(lungs, 500.0, 1.0);
  lungs.glide_to(0.0, 1.0);
  lungs.hold(1.0);
  const MeantBreath second = inflate(lungs, 450.0, 1.0);
  lungs.glide_to(0.0, 1.0);
  lungs.hold(1.0);
  // The first loses the middle of its rise.
  const auto found = detect_breaths(with_gap(measure(lungs, spirometer(5.0)), 2.3, 2.6));
  ASSERT_EQ(found.size(), 1U);
  expect_breath(found[0], second);
}

TEST(BreathDetector, BridgesAShortHole) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  const MeantBreath meant = inflate(lungs, 500.0, 1.0);
  lungs.glide_to(0.0, 1.0);
  lungs.hold(1.0);
  const auto found = detect_breaths(with_gap(measure(lungs, spirometer(5.0)), 2.395, 2.495));
  ASSERT_EQ(found.size(), 1U);
  expect_breath(found[0], meant);
}

TEST(BreathDetector, AnswersWhileTheLungsStillEmpty) {
  ScriptedLungs lungs;
  lungs.hold(2.0);
  inflate(lungs, 500.0, 1.0);
  lungs.glide_to(0.0, 1.0);
  lungs.hold(1.0);
  BreathDetector detector;
  for (const Sample& sample : measure(lungs, spirometer(5.0))) {
    if (detector.step(DeviceTime::from_us(sample.us), sample.value)) {
      EXPECT_LT(sample.us, 3'450'000);
      return;
    }
  }
  FAIL() << "no breath";
}

}  // namespace
}  // namespace sternum::signal_test
