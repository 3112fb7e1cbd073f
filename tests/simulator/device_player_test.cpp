#include "firmware-bridge/simulator/device_player.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "firmware-bridge/protocol/codec.hpp"
#include "tests/simulator/received.hpp"

namespace sternum {
namespace {

Received heard_from(DevicePlayer& device, Duration until) {
  std::vector<std::byte> bytes;
  device.advance(until, bytes);
  Received received;
  received.take(bytes);
  return received;
}

std::vector<WireBatch> depth_of(const Received& received) {
  auto batches = received.all<WireBatch>();
  std::erase_if(batches, [](const WireBatch& batch) { return batch.channel != Channel::Depth; });
  return batches;
}

void tell(DevicePlayer& device, const DownMessage& command) {
  std::vector<std::byte> bytes;
  append_frame(command, bytes);
  std::vector<DownMessage> commands;
  device.hear(bytes, commands);
  ASSERT_EQ(commands, std::vector<DownMessage>{command});
}

TEST(DevicePlayer, SaysHelloFirstAndEverySecondAndItsStatusEveryFive) {
  DevicePlayer device({}, {});
  const Received received = heard_from(device, seconds(20.5));
  ASSERT_FALSE(received.messages.empty());
  EXPECT_TRUE(std::holds_alternative<Hello>(received.messages.front()));
  EXPECT_EQ(received.all<Hello>().size(), 21U);
  EXPECT_EQ(received.all<Status>().size(), 4U);
  EXPECT_EQ(received.all<Hello>().front(), received.all<Hello>().back());
}

TEST(DevicePlayer, SendsEveryBatchOfItsManikinWhenItsLastValueWasTaken) {
  VirtualManikinOptions options;
  DevicePlayer device(options, {});
  const auto received = heard_from(device, seconds(3.0)).all<WireBatch>();
  VirtualManikin manikin(options);
  std::vector<WireBatch> expected;
  std::vector<WireBatch> batches;
  while (manikin.next(batches) && batches.front().t_us + 10'000 <= 3'000'000) {
    expected.insert(expected.end(), batches.begin(), batches.end());
  }
  EXPECT_EQ(received, expected);
}

RC_GTEST_PROP(DevicePlayer, GivesTheSameBytesHoweverItsTimeIsCut, ()) {
  const Impairments impairments{.lost_bytes = 0.002,
                                .damaged_frames = 0.05,
                                .clock_drift_ppm = 80.0,
                                .reboot_at = seconds(2.0)};
  std::vector<std::byte> whole;
  DevicePlayer(VirtualManikinOptions{}, impairments).advance(seconds(4.0), whole);
  auto cuts_us = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4'000'000));
  std::ranges::sort(cuts_us);
  DevicePlayer device({}, impairments);
  std::vector<std::byte> bytes;
  for (const int cut_us : cuts_us) device.advance(microseconds(cut_us), bytes);
  device.advance(seconds(4.0), bytes);
  RC_ASSERT(bytes == whole);
}

TEST(DevicePlayer, AdvancingToWhatIsDueIsNeverInVain) {
  DevicePlayer device({}, {.clock_drift_ppm = -100.0});
  for (int i = 0; i < 1000; ++i) {
    std::vector<std::byte> bytes;
    device.advance(device.next_due(), bytes);
    ASSERT_FALSE(bytes.empty());
  }
}

TEST(DevicePlayer, ItsClockDriftsByWhatWasAskedFor) {
  for (const double ppm : {100.0, -100.0, 0.0}) {
    VirtualManikinOptions options;
    options.samples_per_batch = 20;
    options.channels = {Channel::Depth};
    DevicePlayer device(options, {.clock_drift_ppm = ppm});
    const auto batches = heard_from(device, seconds(3000.0)).all<WireBatch>();
    const double device_s = static_cast<double>(batches.back().t_us + 190'000) * 1e-6;
    // A batch's length is 67 ppm of 3000 s: the mean error is half of it.
    EXPECT_NEAR((device_s / 3000.0 - 1.0) * 1e6, ppm - 33.0, 34.0);
  }
}

TEST(DevicePlayer, GoesOnWithItsChestAtRestWhenTheAttemptIsOver) {
  VirtualManikinOptions options;
  options.cycles = 1;
  options.noise_mm = 0.0;
  DevicePlayer device(options, {});
  const auto depth = depth_of(heard_from(device, seconds(120.0)));
  EXPECT_GT(depth.back().t_us, 119'000'000);
  EXPECT_EQ(depth.back().values.back(), 0.0F);
}

//   clock:   … 9.98 │ dark 0.5 s │ 0 …
TEST(DevicePlayer, AfterARebootClockSequencesAndBootAreNew) {
  DevicePlayer device({}, {.reboot_at = seconds(10.0)});
  const Received received = heard_from(device, seconds(15.0));
  const auto hellos = received.all<Hello>();
  EXPECT_EQ(hellos.back().boot, hellos.front().boot + 1);

  const auto depth = depth_of(received);
  const auto restart = std::ranges::adjacent_find(
      depth, [](const WireBatch& a, const WireBatch& b) { return b.t_us < a.t_us; });
  ASSERT_NE(restart, depth.end());
  EXPECT_NEAR(static_cast<double>(restart->t_us), 10e6, 30e3);
  const WireBatch& first = *(restart + 1);
  EXPECT_LT(first.t_us, 20'000);
  EXPECT_EQ(first.sequence, 0U);
  EXPECT_NEAR(static_cast<double>(depth.back().t_us), 4.5e6, 30e3);

  // The new boot is announced before its first samples.
  const auto announced = std::ranges::find_if(received.messages, [&](const UpMessage& message) {
    const auto* hello = std::get_if<Hello>(&message);
    return hello != nullptr && hello->boot == hellos.back().boot;
  });
  const auto sampled = std::ranges::find(received.messages, UpMessage(first));
  EXPECT_LT(announced, sampled);
}

TEST(DevicePlayer, TheTraineeGoesOnWhileTheDeviceReboots) {
  VirtualManikinOptions options;
  options.noise_mm = 0.0;
  DevicePlayer device(options, {.reboot_at = seconds(10.0)});
  const auto after = depth_of(heard_from(device, seconds(15.0)));
  DevicePlayer undisturbed(options, {});
  const auto before = depth_of(heard_from(undisturbed, seconds(15.0)));
  EXPECT_EQ(after.back().values, before.back().values);
}

TEST(DevicePlayer, NothingArrivesDuringSilenceAndSequencesShowTheHole) {
  DevicePlayer device(
      {}, {.silence = TimeSpan{DeviceTime::from_us(4'000'000), DeviceTime::from_us(7'000'000)}});
  const Received received = heard_from(device, seconds(10.0));
  const auto depth = depth_of(received);
  for (std::size_t i = 1; i < depth.size(); ++i) {
    const auto missing = depth[i].sequence - depth[i - 1].sequence - 1;
    const bool is_hole = depth[i].t_us - depth[i - 1].t_us > 20'000;
    EXPECT_EQ(missing, is_hole ? 150U : 0U);
  }
  EXPECT_EQ(depth.size(), 350U);
  EXPECT_EQ(received.all<Hello>().size(), 8U);  // those at 4, 5 and 6 s are missing
}

TEST(DevicePlayer, PausesItsSamplesWhenToldToStopAndGoesOnWhenToldToStart) {
  DevicePlayer device({}, {});
  const auto before = depth_of(heard_from(device, seconds(1.0)));
  tell(device, StopStreaming{});
  const Received paused = heard_from(device, seconds(5.0));
  EXPECT_TRUE(paused.all<WireBatch>().empty());
  EXPECT_EQ(paused.all<Hello>().size(), 4U);
  tell(device, StartStreaming{});
  const auto after = depth_of(heard_from(device, seconds(6.0)));
  ASSERT_FALSE(after.empty());
  EXPECT_GE(after.front().t_us, 4'980'000);
  EXPECT_EQ(after.front().sequence, before.back().sequence + 1);  // nothing was lost
}

TEST(DevicePlayer, AnswersIdentifyAndCalibrateWithAHello) {
  for (const DownMessage& command : {DownMessage{Identify{3}}, DownMessage{Calibrate{50.0F}}}) {
    DevicePlayer device({}, {});
    const std::size_t usual = heard_from(device, seconds(0.5)).all<Hello>().size();
    EXPECT_EQ(usual, 1U);
    tell(device, command);
    EXPECT_EQ(heard_from(device, seconds(0.6)).all<Hello>().size(), 1U);
  }
}

double mean_depth_mm(const std::vector<WireBatch>& batches) {
  double sum_mm = 0.0;
  std::size_t count = 0;
  for (const WireBatch& batch : batches) {
    for (const float depth_mm : batch.values) sum_mm += static_cast<double>(depth_mm);
    count += batch.values.size();
  }
  return sum_mm / static_cast<double>(count);
}

TEST(DevicePlayer, SendsDepthsAsItWasCalibrated) {
  VirtualManikinOptions options;
  options.lead_in = seconds(60.0);
  options.chest.offset_mm = 30.0;  // stands for a chest that is held down
  DevicePlayer device(options, {});
  EXPECT_NEAR(mean_depth_mm(depth_of(heard_from(device, seconds(1.0)))), 30.0, 0.5);

  tell(device, Calibrate{40.0F, 20'500});
  const Received deeper = heard_from(device, seconds(2.0));
  EXPECT_NEAR(mean_depth_mm(depth_of(deeper)), 40.0, 0.5);
  EXPECT_EQ(deeper.all<Hello>().front().calibrated_on_day, 20'500U);

  tell(device, Calibrate{0.0F, 20'501});
  EXPECT_NEAR(mean_depth_mm(depth_of(heard_from(device, seconds(3.0)))), 0.0, 0.5);
  EXPECT_EQ(device.hello().calibrated_on_day, 20'501U);
}

TEST(DevicePlayer, RefusesACalibrationThatNoSensorNeedsAndSaysSo) {
  VirtualManikinOptions options;
  options.lead_in = seconds(60.0);
  options.calibrated_on_day = 20'000;
  DevicePlayer device(options, {});
  static_cast<void>(heard_from(device, seconds(1.0)));
  tell(device, Calibrate{50.0F, 20'500});
  const Received after = heard_from(device, seconds(2.0));
  EXPECT_NEAR(mean_depth_mm(depth_of(after)), 0.0, 0.5);
  EXPECT_EQ(device.hello().calibrated_on_day, 20'000U);
  ASSERT_FALSE(after.all<Status>().empty());
  EXPECT_EQ(after.all<Status>().front().faults.size(), 1U);
}

TEST(DevicePlayer, CountsTheFramesThatItCouldNotSendInItsStatus) {
  DevicePlayer device({}, {.dropped_frames = 0.2});
  const auto states = heard_from(device, seconds(60.0)).all<Status>();
  ASSERT_GE(states.size(), 2U);
  EXPECT_GT(states.back().dropped_frames, states.front().dropped_frames);
  EXPECT_LE(states.back().dropped_frames, device.link().damage().dropped);
}

TEST(DevicePlayer, BatteryFallsSlowly) {
  VirtualManikinOptions options;
  options.rate_hz = 1.0;
  DevicePlayer device(options, {});
  const auto states = heard_from(device, seconds(3600.0)).all<Status>();
  ASSERT_TRUE(states.front().battery_percent);
  const std::uint32_t first = *states.front().battery_percent;
  const std::uint32_t last = *states.back().battery_percent;
  EXPECT_LE(first, 100U);
  EXPECT_LT(last, first);
  EXPECT_GE(last + 20, first);
}

}  // namespace
}  // namespace sternum
