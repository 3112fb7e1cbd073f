// What no chest does: jumps, of a sensor that is joined in the midst of a stroke, and glitches.
// They must neither count nor spoil what is measured afterwards.
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "tests/signal/accuracy.hpp"
#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

constexpr double kStillS = 3.0;
constexpr double kPeriodS = 0.54;
constexpr double kDepthMm = 46.0;
constexpr int kStrokes = 50;

/// A still chest, and then at once the midst of a stroke: `joined` of it is over.
std::vector<Sample> joined_stroke(double joined, double rate_hz, double noise_mm) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  std::vector<Sample> samples;
  const double end_s = kStillS + (kStrokes - joined) * kPeriodS + 1.0;
  for (std::int64_t i = 0; static_cast<double>(i) < end_s * rate_hz; ++i) {
    const double t_s = static_cast<double>(i) / rate_hz;
    const double strokes = (t_s - kStillS) / kPeriodS + joined;
    const bool moves = t_s >= kStillS && strokes < kStrokes;
    const double depth_mm =
        moves ? 0.5 * kDepthMm * (1.0 - std::cos(2.0 * std::numbers::pi * strokes)) : 0.0;
    samples.push_back({std::llround(t_s * 1e6), depth_mm + noise_mm * normal(random)});
  }
  return samples;
}

struct Measured {
  Errors depth_mm;
  Errors residual_mm;
};

/// Of all strokes but the first: whether a broken one counts is nobody's business here.
Measured measure_last(const std::vector<Sample>& samples) {
  const auto found = detect(samples);
  EXPECT_GE(found.size(), std::size_t{kStrokes - 1});
  EXPECT_LE(found.size(), std::size_t{kStrokes});
  Measured measured;
  for (std::size_t i = found.size() - std::min(found.size(), std::size_t{kStrokes - 1});
       i < found.size(); ++i) {
    measured.depth_mm.add(found[i].depth.mm() - kDepthMm);
    measured.residual_mm.add(found[i].residual->mm());
  }
  return measured;
}

TEST(Jumps, AStrokeThatIsJoinedInTheMidstSpoilsNoneOfThoseAfterIt) {
  for (const double rate_hz : {50.0, 100.0, 250.0, 1000.0}) {
    for (const double noise_mm : {0.0, 0.3}) {
      const Measured whole = measure_last(joined_stroke(0.0, rate_hz, noise_mm));
      for (double joined = 0.05; joined < 0.99; joined += 0.05) {
        const std::string what = std::to_string(rate_hz) + " Hz, noise " +
                                 std::to_string(noise_mm) + ", joined at " + std::to_string(joined);
        const Measured broken = measure_last(joined_stroke(joined, rate_hz, noise_mm));
        EXPECT_LE(broken.depth_mm.mean_absolute(), whole.depth_mm.mean_absolute() + 0.1) << what;
        EXPECT_LE(broken.depth_mm.absolute(1.0), whole.depth_mm.absolute(1.0) + 0.4) << what;
        EXPECT_LE(broken.residual_mm.mean_absolute(), whole.residual_mm.mean_absolute() + 0.1)
            << what;
      }
    }
  }
}

TEST(Jumps, AGlitchOfTheSensorIsNoCompression) {
  for (const double rate_hz : {20.0, 50.0, 100.0, 250.0, 1000.0}) {
    for (const double glitch_mm : {-200.0, 20.0, 50.0, 200.0}) {
      const std::string what =
          std::to_string(rate_hz) + " Hz, " + std::to_string(glitch_mm) + " mm";
      std::mt19937_64 random(5);
      ScriptedChest chest;
      chest.hold(3.0);
      compress(chest, {}, 30, random);
      chest.hold(5.0);
      compress(chest, {}, 30, random);
      chest.hold(3.0);
      auto samples = measure(chest, {.rate_hz = rate_hz, .noise_mm = 0.3});
      const Accuracy clean = compare(chest.compressions(), detect(samples));
      for (const double at_s :
           {1.5, chest.compressions()[29].release_s + 2.0, chest.end_s() - 1.0}) {
        samples[static_cast<std::size_t>(at_s * rate_hz)].value += glitch_mm;
      }
      const Accuracy accuracy = compare(chest.compressions(), detect(samples));
      EXPECT_EQ(accuracy.missed, 0) << what;
      EXPECT_EQ(accuracy.false_ones, 0) << what;
      EXPECT_LE(accuracy.depth_mm.mean_absolute(), clean.depth_mm.mean_absolute() + 0.15) << what;
      EXPECT_LE(accuracy.residual_mm.mean_absolute(), clean.residual_mm.mean_absolute() + 0.15)
          << what;
    }
  }
}

}  // namespace
}  // namespace sternum::signal_test
