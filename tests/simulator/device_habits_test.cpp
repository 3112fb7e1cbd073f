// What devices do beside sampling evenly: sending on change, uneven times, reports, clocks, bursts.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "firmware-bridge/protocol/limits.hpp"
#include "firmware-bridge/simulator/device_player.hpp"
#include "firmware-bridge/simulator/pad_handling.hpp"
#include "tests/simulator/received.hpp"
#include "tests/simulator/recorded.hpp"

namespace sternum {
namespace {

VirtualManikinOptions short_attempt(std::vector<Channel> channels = {Channel::Depth}) {
  VirtualManikinOptions options;
  options.channels = std::move(channels);
  options.cycles = 1;
  return options;
}

std::vector<WireBatch> all_batches(const VirtualManikinOptions& options) {
  VirtualManikin manikin(options);
  std::vector<WireBatch> all;
  std::vector<WireBatch> batches;
  while (manikin.next(batches)) all.insert(all.end(), batches.begin(), batches.end());
  return all;
}

Received played(const VirtualManikinOptions& options, const Impairments& faults, double length_s) {
  DevicePlayer device(options, faults);
  Received received;
  std::vector<std::byte> bytes;
  while (device.next_due() <= seconds(length_s)) {
    bytes.clear();
    device.advance(device.next_due(), bytes);
    received.take(bytes);
  }
  return received;
}

TEST(SendsOnChange, SendsEachNewValueAloneAndRepeatsTheOldOneTwiceASecond) {
  VirtualManikinOptions options = short_attempt();
  options.rate_hz = 62.5;
  options.step_mm = 1.0;
  options.noise_mm = 0.0;
  options.sends_on_change = true;
  const auto batches = all_batches(options);
  options.sends_on_change = false;
  options.samples_per_batch = 1;
  const auto every = all_batches(options);
  ASSERT_LT(3 * batches.size(), 2 * every.size());
  std::size_t next = 0;
  float known = NAN;
  std::int64_t last_us = -1;
  for (const WireBatch& sample : every) {
    const bool is_due = sample.values[0] != known || sample.t_us - last_us >= 500'000;
    if (!is_due) continue;
    ASSERT_LT(next, batches.size());
    const WireBatch& sent = batches[next];
    ASSERT_TRUE(makes_sense(sent));
    EXPECT_EQ(sent.values, sample.values);
    EXPECT_EQ(sent.t_us, sample.t_us);
    EXPECT_EQ(sent.t_us % 16'000, 0);
    EXPECT_EQ(sent.sequence, next);
    known = sample.values[0];
    last_us = sample.t_us;
    ++next;
  }
  EXPECT_EQ(next, batches.size());
}

TEST(UnevenSampling, TimesAscendAndLieWithinTheirShareOfThePeriod) {
  VirtualManikinOptions options = short_attempt();
  options.jitter = 0.4;
  std::int64_t n = 0;
  double sum = 0.0;
  for (const WireBatch& batch : all_batches(options)) {
    ASSERT_EQ(batch.values.size(), 1U);
    const auto late_us = static_cast<double>(batch.t_us - n * 10'000);
    EXPECT_GE(late_us, 0.0);
    EXPECT_LE(late_us, 8'000.0);
    sum += late_us;
    ++n;
  }
  EXPECT_NEAR(sum / static_cast<double>(n), 4'000.0, 200.0);
}

TEST(MutedChannel, IsToldOfAndSaysNothingAnyMore) {
  VirtualManikinOptions options = short_attempt({Channel::Depth, Channel::AirwayVolume});
  options.muted = MutedChannel{Channel::AirwayVolume, seconds(5.0)};
  EXPECT_EQ(VirtualManikin(options).hello().channels.size(), 2U);
  std::int64_t last_us = 0;
  std::int64_t depth_until_us = 0;
  for (const WireBatch& batch : all_batches(options)) {
    (batch.channel == Channel::Depth ? depth_until_us : last_us) = batch.t_us;
  }
  EXPECT_LT(last_us, 5'000'000);
  EXPECT_GE(last_us, 4'900'000);
  EXPECT_GT(depth_until_us, 15'000'000);
}

TEST(SaturatedSensor, EndsAtItsRangeAndSaysSoInItsHello) {
  VirtualManikinOptions options = short_attempt();
  options.depth_range_mm = 45.0;
  EXPECT_EQ(VirtualManikin(options).hello().channels[0].high, 45.0F);
  const auto depth = recorded(options).of(Channel::Depth);
  EXPECT_EQ(*std::ranges::max_element(depth), 45.0F);
  EXPECT_GT(std::ranges::count(depth, 45.0F), 100);
}

TEST(Reports, TellOfEveryCompressionAndBreathAsItWasMeant) {
  VirtualManikinOptions options = short_attempt({});
  options.cycles = 2;
  options.reports = {true, true, -3.0, 0.0, 0.0};
  const Truth truth = recorded(options).truth;
  const Received received = played(options, {}, 70.0);
  const auto compressions = received.all<CompressionReport>();
  ASSERT_EQ(compressions.size(), 60U);
  ASSERT_EQ(truth.compressions.size(), 60U);
  for (std::size_t i = 0; i < compressions.size(); ++i) {
    const CompressionReport& report = compressions[i];
    EXPECT_EQ(report.sequence, i);
    EXPECT_EQ(report.t_us, truth.compressions[i].peak_us);
    EXPECT_NEAR(static_cast<double>(report.depth_mm), truth.compressions[i].depth_mm - 3.0, 1e-4);
    EXPECT_EQ(report.rate_per_min.has_value(), i % 30 != 0);
  }
  const auto breaths = received.all<BreathReport>();
  ASSERT_EQ(breaths.size(), 4U);
  EXPECT_EQ(breaths[1].t_us, truth.breaths[1].start_us);
  EXPECT_NEAR(static_cast<double>(*breaths[1].volume_ml), truth.breaths[1].volume_ml, 0.01);
  EXPECT_TRUE(received.all<WireBatch>().empty());
}

TEST(Reports, OfADeviceThatMissesCompressionsAreFewer) {
  VirtualManikinOptions options = short_attempt({});
  options.cycles = 10;
  options.reports = {true, false, 0.0, 0.0, 0.2};
  const auto count = played(options, {}, 300.0).all<CompressionReport>().size();
  EXPECT_GT(count, 200U);
  EXPECT_LT(count, 280U);
}

TEST(DeviceClock32, StartsWhereItIsToldAndWraps) {
  Impairments faults;
  faults.clock_starts_at_us = 4'294'967'296ULL - 5'000'000ULL;
  faults.clock_wraps = true;
  const auto batches = played(short_attempt(), faults, 10.0).all<WireBatch>();
  EXPECT_EQ(batches.front().t_us, 4'289'967'296);
  EXPECT_EQ(batches.back().t_us / 1'000'000, 4);
  for (std::size_t i = 1; i < batches.size(); ++i) {
    const std::int64_t step_us = batches[i].t_us - batches[i - 1].t_us;
    EXPECT_EQ((step_us + 4'294'967'296) % 4'294'967'296, 20'000);
  }
}

TEST(Bursts, GatherWhatIsReadyAndChangeNothingInIt) {
  const VirtualManikinOptions options = short_attempt({Channel::Depth, Channel::AirwayVolume});
  Impairments faults;
  faults.burst = milliseconds(150);
  DevicePlayer device(options, faults);
  Received received;
  std::vector<std::byte> bytes;
  while (device.next_due() <= seconds(10.0)) {
    bytes.clear();
    const Duration now = device.next_due();
    device.advance(now, bytes);
    // At whole bursts alone, but for the microsecond by which a due time is rounded up.
    if (!bytes.empty()) {
      EXPECT_LE(now.us() % 150'000, 2);
    }
    received.take(bytes);
  }
  const auto straight = played(options, {}, 9.7).all<WireBatch>();
  const auto burst = received.all<WireBatch>();
  ASSERT_GE(burst.size(), straight.size());
  for (std::size_t i = 0; i < straight.size(); ++i) EXPECT_EQ(burst[i], straight[i]);
}

TEST(Lag, LetsOneChannelComeLateAndInItsOrder) {
  const VirtualManikinOptions options = short_attempt({Channel::Depth, Channel::AirwayVolume});
  Impairments faults;
  faults.lag = ChannelLag{Channel::AirwayVolume, milliseconds(120)};
  std::int64_t depth_us = 0;
  std::int64_t volume_us = -20'000;
  for (const WireBatch& batch : played(options, faults, 8.0).all<WireBatch>()) {
    if (batch.channel == Channel::Depth) {
      depth_us = batch.t_us;
      continue;
    }
    EXPECT_EQ(batch.t_us, volume_us + 20'000);
    volume_us = batch.t_us;
    EXPECT_NEAR(static_cast<double>(depth_us - volume_us), 120'000.0, 20'000.0);
  }
}

TEST(PadHandling, KnocksAreShortAndLeaveThePadWhereItWas) {
  PadOptions options;
  options.knocks_per_min = 30.0;
  PadHandling pad(options, 7);
  std::size_t knocks = 0;
  double velocity = 0.0;
  double hardest = 0.0;
  bool is_knocked = false;
  for (std::int64_t t_us = 0; t_us < 60'000'000; t_us += 500) {
    const double felt_g = pad.at(t_us);
    velocity += felt_g * 9806.65 * 0.5e-3;
    hardest = std::max(hardest, std::abs(felt_g));
    if (felt_g != 0.0 && !is_knocked) ++knocks;
    if (felt_g == 0.0) {
      EXPECT_NEAR(velocity, 0.0, 1.0);
    }
    is_knocked = felt_g != 0.0;
  }
  EXPECT_NEAR(static_cast<double>(knocks), 30.0, 8.0);
  EXPECT_GT(hardest, 0.8);
  EXPECT_LT(hardest, 1.6);
}

TEST(PadHandling, ThePadIsMovedOnlyWithinPausesAndSlowly) {
  PadOptions options;
  options.is_moved = true;
  PadHandling pad(options, 3);
  pad.pause(0, 8'000'000);
  bool any = false;
  for (std::int64_t t_us = 0; t_us < 12'000'000; t_us += 1'000) {
    const double felt_g = pad.at(t_us);
    if (t_us < 400'000 || t_us > 7'600'000) {
      EXPECT_EQ(felt_g, 0.0);
    }
    any = any || std::abs(felt_g) > 0.05;
    EXPECT_LT(std::abs(felt_g), 0.7);
  }
  EXPECT_TRUE(any);
}

TEST(PadHandling, IsFeltByTheAccelerometerAlone) {
  VirtualManikinOptions options = short_attempt({Channel::Depth, Channel::Acceleration});
  const Recorded usual = recorded(options);
  options.pad.knocks_per_min = 60.0;
  options.pad.is_moved = true;
  const Recorded handled = recorded(options);
  EXPECT_EQ(handled.of(Channel::Depth), usual.of(Channel::Depth));
  EXPECT_NE(handled.of(Channel::Acceleration), usual.of(Channel::Acceleration));
  EXPECT_EQ(handled.truth, usual.truth);
}

}  // namespace
}  // namespace sternum
