// Breaths of the virtual manikin, from its volume and from its flow, against what was meant.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/attempt/airway_volume.hpp"
#include "tests/signal/accuracy.hpp"
#include "tests/signal/detect.hpp"
#include "tests/signal/played_manikin.hpp"

namespace sternum::signal_test {
namespace {

struct BreathErrors {
  int missed = 0;
  int false_ones = 0;
  Errors start_ms;
  Errors end_ms;
  Errors inflation_ms;
  Errors volume_ml;
};

BreathErrors compare(const std::vector<TrueBreath>& meant, const std::vector<Breath>& found) {
  BreathErrors errors;
  std::vector<bool> used(found.size());
  for (const TrueBreath& one : meant) {
    bool matched = false;
    for (std::size_t i = 0; i < found.size() && !matched; ++i) {
      if (used[i] || std::abs(found[i].end.us() - one.end_us) > 400'000) continue;
      used[i] = matched = true;
      errors.start_ms.add(static_cast<double>(found[i].start.us() - one.start_us) * 1e-3);
      errors.end_ms.add(static_cast<double>(found[i].end.us() - one.end_us) * 1e-3);
      errors.inflation_ms.add(static_cast<double>(found[i].inflation().us()) * 1e-3 -
                              static_cast<double>(one.end_us - one.start_us) * 1e-3);
      errors.volume_ml.add(found[i].volume.ml() - one.volume_ml);
    }
    errors.missed += matched ? 0 : 1;
  }
  errors.false_ones = static_cast<int>(std::count(used.begin(), used.end(), false));
  return errors;
}

std::vector<Sample> integrated(std::vector<Sample> flow, double offset_ml_s = 0.0) {
  AirwayVolume volume;
  for (Sample& sample : flow) {
    sample.value = volume.step(DeviceTime::from_us(sample.us), sample.value + offset_ml_s);
  }
  return flow;
}

VirtualManikinOptions breathing(TraineeProfile profile, double rate_hz) {
  VirtualManikinOptions options;
  options.profile = profile;
  options.rate_hz = rate_hz;
  options.cycles = 20;
  return options;
}

void expect_within(const BreathErrors& errors, double volume_ml, double time_ms) {
  EXPECT_EQ(errors.missed, 0);
  EXPECT_EQ(errors.false_ones, 0);
  EXPECT_LE(errors.volume_ml.mean_absolute(), volume_ml);
  EXPECT_LE(std::abs(errors.volume_ml.bias()), volume_ml);
  EXPECT_LE(std::abs(errors.start_ms.bias()), time_ms);
  EXPECT_LE(std::abs(errors.end_ms.bias()), time_ms);
  EXPECT_LE(errors.inflation_ms.absolute(0.95), 3.0 * time_ms);
  fmt::print(
      "volume MAE {:.1f} ml ({:+.1f}), start {:+.0f} ms, end {:+.0f} ms, inflation P95 {:.0f} ms\n",
      errors.volume_ml.mean_absolute(), errors.volume_ml.bias(), errors.start_ms.bias(),
      errors.end_ms.bias(), errors.inflation_ms.absolute(0.95));
}

TEST(BreathAccuracy, HoldsForVolume) {
  for (const double rate_hz : {20.0, 50.0, 100.0, 250.0}) {
    for (const TraineeProfile profile : {TraineeProfile::Good, TraineeProfile::Novice}) {
      SCOPED_TRACE(fmt::format("{} Hz, {}", rate_hz, profile_name(profile)));
      const PlayedManikin played = play(breathing(profile, rate_hz), Channel::AirwayVolume);
      expect_within(compare(played.breaths, detect_breaths(played.samples)), 8.0, 60.0);
    }
  }
}

TEST(BreathAccuracy, HoldsForFlow) {
  for (const double rate_hz : {50.0, 100.0, 250.0}) {
    for (const TraineeProfile profile : {TraineeProfile::Good, TraineeProfile::Novice}) {
      SCOPED_TRACE(fmt::format("{} Hz, {}", rate_hz, profile_name(profile)));
      const PlayedManikin played = play(breathing(profile, rate_hz), Channel::AirwayFlow);
      expect_within(compare(played.breaths, detect_breaths(integrated(played.samples))), 15.0,
                    60.0);
    }
  }
}

TEST(BreathAccuracy, HoldsForFlowWhoseZeroIsOff) {
  for (const double offset_ml_s : {-8.0, 8.0}) {
    SCOPED_TRACE(offset_ml_s);
    const PlayedManikin played = play(breathing(TraineeProfile::Good, 100.0), Channel::AirwayFlow);
    expect_within(compare(played.breaths, detect_breaths(integrated(played.samples, offset_ml_s))),
                  20.0, 60.0);
  }
}

}  // namespace
}  // namespace sternum::signal_test
