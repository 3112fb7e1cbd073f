// What the documentation says of accuracy is what is measured, and it is good enough.
#include "tests/accuracy/accuracy_table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

std::string file(const std::string& path) {
  std::ifstream in(std::string(STERNUM_SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(AccuracyTable, StandsInTheReadmeAsItIsMeasured) {
  const std::string readme = file("analysis/README.md");
  const std::string table = accuracy_table();
  EXPECT_NE(readme.find(table), std::string::npos)
      << "put this (signal_accuracy prints it) into analysis/README.md:\n"
      << table;
}

TEST(AccuracyTable, OfTiltStandsInTheReadmeAsItIsMeasured) {
  const std::string readme = file("analysis/README.md");
  const std::string table = tilt_table();
  EXPECT_NE(readme.find(table), std::string::npos)
      << "put this (signal_accuracy prints it) into analysis/README.md:\n"
      << table;
}

TEST(AccuracyOnTheVirtualManikin, HoldsForEveryTrainee) {
  for (const TraineeProfile profile : all_profiles()) {
    VirtualManikinOptions options;
    options.profile = profile;
    options.cycles = 12;
    options.chest.drift_mm_per_min = 2.0;
    const PlayedManikin played = play(options, Channel::Depth);
    const Accuracy one = compare(played.compressions, detect(played.samples));
    SCOPED_TRACE(profile_name(profile));
    EXPECT_EQ(one.missed, 0);
    EXPECT_EQ(one.false_ones, 0);
    EXPECT_LE(one.depth_mm.mean_absolute(), 0.2);
    EXPECT_LE(one.residual_mm.mean_absolute(), 0.15);
    // A machine that holds the chest down has no one deepest moment.
    if (profile != TraineeProfile::Mechanical) {
      EXPECT_LE(one.peak_ms.mean_absolute(), 1.5);
    }
    EXPECT_LE(std::abs(one.onset_ms.bias()), 8.0);
    EXPECT_LE(std::abs(one.release_ms.bias()), 10.0);
  }
}

TEST(AccuracyOnTheVirtualManikin, DoesNotMistakeAChestThatCreepsForLeaning) {
  VirtualManikinOptions options;
  options.cycles = 12;
  options.chest.creep_mm = 4.0;
  options.chest.offset_mm = -6.0;
  const PlayedManikin played = play(options, Channel::Depth);
  const Accuracy one = compare(played.compressions, detect(played.samples));
  EXPECT_EQ(one.missed, 0);
  EXPECT_EQ(one.false_ones, 0);
  EXPECT_LE(one.residual_mm.mean_absolute(), 0.3);
  EXPECT_LE(one.depth_mm.mean_absolute(), 0.4);
}

TEST(AccuracyOnTheScriptedChest, TellsTheOnsetOfEveryStart) {
  EXPECT_LE(std::abs(accuracy_on_scripted_chest({.rate_hz = 100.0}, 12).onset_ms.bias()), 8.0);
  // Half cosines too, whose start is the briskest.
  ScriptedChest chest;
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  chest.hold(2.0);
  for (int i = 0; i < 200; ++i) {
    const double depth_mm = 50.0 + 2.0 * normal(random);
    MeantCompression meant{chest.end_s(), chest.end_s() + 0.2, chest.end_s() + 0.43, depth_mm, 0.0};
    chest.glide_to(depth_mm, 0.2);
    chest.glide_to(0.0, 0.23);
    chest.hold(0.1);
    chest.remember(meant);
  }
  const Accuracy one =
      compare(chest.compressions(), detect(measure(chest, DepthSensor{.rate_hz = 100.0})));
  EXPECT_LE(std::abs(one.onset_ms.bias()), 8.0);
}

TEST(AccuracyOnTheVirtualManikin, AnswersPeaksWithinSixtyMilliseconds) {
  VirtualManikinOptions options;
  options.cycles = 10;
  const PlayedManikin played = play(options, Channel::Depth);
  CompressionDetector detector;
  Errors delay_ms;
  Errors depth_mm;
  bool known = false;
  for (const Sample& sample : played.samples) {
    static_cast<void>(detector.step(DeviceTime::from_us(sample.us), sample.value));
    const auto peak = detector.peak();
    if (peak && !known) {
      ASSERT_LT(delay_ms.count(), played.compressions.size());
      const MeantCompression& meant = played.compressions[delay_ms.count()];
      delay_ms.add(static_cast<double>(sample.us) * 1e-3 - meant.peak_s * 1e3);
      depth_mm.add(peak->depth.mm() - meant.depth_mm);
    }
    known = peak.has_value();
  }
  EXPECT_EQ(delay_ms.count(), played.compressions.size());
  EXPECT_LE(delay_ms.absolute(0.99), 60.0);
  EXPECT_LE(depth_mm.mean_absolute(), 0.5);
}

TEST(AccuracyOnTheScriptedChest, LosesAndInventsNothingInTwoHours) {
  ScriptedChest chest;
  std::mt19937_64 random(11);
  chest.hold(3.0);
  while (chest.end_s() < 7200.0) {
    compress(chest, {}, 30, random);
    let_go(chest, 5.0);
  }
  DepthSensor sensor{.rate_hz = 100.0, .noise_mm = 0.3, .drift_mm_per_min = 2.0};
  const Accuracy one = compare(chest.compressions(), detect(measure(chest, sensor)));
  EXPECT_GT(one.meant, 10'000);
  EXPECT_EQ(one.missed, 0);
  EXPECT_EQ(one.false_ones, 0);
  EXPECT_LE(one.depth_mm.mean_absolute(), 0.15);
  EXPECT_LE(std::abs(one.depth_mm.bias()), 0.05);
  EXPECT_LE(one.residual_mm.mean_absolute(), 0.15);
  EXPECT_LE(one.peak_ms.mean_absolute(), 1.5);
}

TEST(AccuracyOfAcceleration, HoldsItsBarsOnVirtualManikins) {
  const Accuracy one = accuracy_of_acceleration(0.1, seconds(10.0));
  EXPECT_GT(one.meant, 10'000);
  EXPECT_GE(one.sensitivity(), 0.999);
  EXPECT_GE(one.precision(), 0.998);
  EXPECT_LE(one.depth_mm.absolute(0.5), 1.0);
  EXPECT_LE(one.depth_mm.absolute(0.95), 3.5);
  EXPECT_LE(std::abs(one.depth_mm.bias()), 0.5);
  EXPECT_LE(one.rate_per_min.absolute(0.5), 1.0);
}

}  // namespace
}  // namespace sternum::signal_test
