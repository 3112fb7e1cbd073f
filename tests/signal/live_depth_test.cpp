// What the detectors know early, and at the very end, reaches whoever watches an attempt.
#include <gtest/gtest.h>

#include "analysis/attempt/attempt.hpp"
#include "tests/scoring/hand_made.hpp"
#include "tests/signal/accuracy.hpp"
#include "tests/signal/sensor.hpp"

namespace sternum::signal_test {
namespace {

/// One sample a batch, as a manikin in a hurry would send.
SampleBatch batch_of(const Sample& sample, Channel channel = Channel::Depth) {
  return {channel,
          sample.flags,
          DeviceTime::from_us(sample.us),
          milliseconds(10),
          {static_cast<float>(sample.value)}};
}

Attempt attempt_of(Channel channel) {
  return Attempt(hand_made::adult(), {.channels = {channel}, .start = {}});
}

TEST(LiveDepth, IsKnownSoonAfterThePeakAndBeforeTheCompressionCounts) {
  ScriptedChest chest;
  std::mt19937_64 random(5);
  chest.hold(2.0);
  compress(chest, {}, 60, random);
  chest.hold(1.0);
  Attempt attempt = attempt_of(Channel::Depth);
  Errors delay_ms;
  std::optional<Millimetres> shown;
  for (const Sample& sample : measure(chest, DepthSensor{})) {
    attempt.push(batch_of(sample));
    if (delay_ms.count() == chest.compressions().size()) break;
    const MeantCompression& next = chest.compressions()[delay_ms.count()];
    const double after_ms = static_cast<double>(sample.us) * 1e-3 - next.peak_s * 1e3;
    const LiveSnapshot live = attempt.snapshot();
    const bool counted = live.compression_count > static_cast<int>(delay_ms.count());
    if (after_ms > 0.0 && live.newest_depth != shown) {
      EXPECT_NEAR(live.newest_depth->mm(), next.depth_mm, 2.0);
      delay_ms.add(after_ms);
    }
    ASSERT_FALSE(counted) << "it counts before its depth is shown";
    shown = live.newest_depth;
  }
  EXPECT_EQ(delay_ms.count(), chest.compressions().size());
  EXPECT_LE(delay_ms.absolute(0.99), 60.0);
}

TEST(LiveDepth, IsThatOfTheLastCompressionWhileNobodyCompresses) {
  ScriptedChest chest;
  std::mt19937_64 random(6);
  chest.hold(2.0);
  compress(chest, {}, 3, random);
  chest.hold(2.0);
  Attempt attempt = attempt_of(Channel::Depth);
  EXPECT_FALSE(attempt.snapshot().newest_depth);
  for (const Sample& sample : measure(chest, DepthSensor{})) attempt.push(batch_of(sample));
  const LiveSnapshot live = attempt.snapshot();
  ASSERT_EQ(live.recent_compressions.size(), 3U);
  EXPECT_EQ(live.newest_depth, live.recent_compressions.back().depth);
}

TEST(AttemptEnd, CountsTheLastCompressionThatCameBackAndNoneThatDidNot) {
  for (const double cut_s : {0.0, 0.15}) {
    ScriptedChest chest;
    chest.hold(1.0);
    for (int i = 0; i < 3; ++i) {
      if (i > 0) chest.hold(0.08);
      chest.glide_to(52.0, 0.22);
      chest.glide_to(0.0, 0.25);
    }
    chest.hold(0.02);
    Attempt attempt = attempt_of(Channel::Depth);
    for (const Sample& sample : measure(chest, DepthSensor{})) {
      if (static_cast<double>(sample.us) * 1e-6 > chest.end_s() - cut_s) break;
      attempt.push(batch_of(sample));
    }
    EXPECT_EQ(attempt.snapshot().compression_count, 2);
    EXPECT_EQ(attempt.finish().compressions.size(), cut_s == 0.0 ? 3U : 2U);
  }
}

TEST(AttemptEnd, CountsTheLastStrokeOfAPadAndTheLastBreath) {
  ScriptedChest chest;
  std::mt19937_64 random(2);
  chest.hold(2.0);
  compress(chest, {.rate_per_min = 110.0}, 20, random);
  chest.hold(0.12);
  Attempt pad = attempt_of(Channel::Acceleration);
  for (const Sample& sample : measure(chest, AccelerationSensor{.offset_g = 1.0})) {
    pad.push(batch_of(sample, Channel::Acceleration));
  }
  EXPECT_EQ(pad.finish().compressions.size(), 20U);

  ScriptedChest lungs;  // ml for mm
  lungs.hold(2.0);
  lungs.glide_to(500.0, 1.0);
  lungs.glide_to(440.0, 0.2);
  Attempt breathing = attempt_of(Channel::AirwayVolume);
  for (const Sample& sample : measure(lungs, DepthSensor{.noise_mm = 4.0})) {
    breathing.push(batch_of(sample, Channel::AirwayVolume));
  }
  EXPECT_EQ(breathing.finish().breaths.size(), 1U);
}

}  // namespace
}  // namespace sternum::signal_test
