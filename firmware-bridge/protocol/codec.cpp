#include "firmware-bridge/protocol/codec.hpp"

#include <array>
#include <cstdint>

#include "firmware-bridge/protocol/cobs.hpp"
#include "firmware-bridge/protocol/crc32.hpp"
#include "manikin.pb.h"

namespace sternum {
namespace {

wire::ChannelNumber number_of(Channel channel) { return static_cast<wire::ChannelNumber>(channel); }

void fill(const Hello& hello, wire::Up& up) {
  wire::Hello& message = *up.mutable_hello();
  message.set_id(hello.id);
  message.set_model(hello.model);
  message.set_firmware(hello.firmware);
  message.set_boot(hello.boot);
  for (const ChannelInfo& info : hello.channels) {
    wire::ChannelInfo& channel = *message.add_channels();
    channel.set_channel(number_of(info.channel));
    channel.set_low(info.low);
    channel.set_high(info.high);
    channel.set_rate_hz(info.rate_hz);
    channel.set_uncertainty(info.uncertainty);
  }
  if (hello.calibrated_on_day) message.set_calibrated_on_day(*hello.calibrated_on_day);
  if (hello.stiffness_n_per_mm) message.set_stiffness_n_per_mm(*hello.stiffness_n_per_mm);
  message.set_protocol(hello.protocol);
  message.set_held_by(hello.held_by);
}

void fill(const WireBatch& batch, wire::Up& up) {
  wire::SampleBatch& message = *up.mutable_samples();
  message.set_channel(number_of(batch.channel));
  message.set_sequence(batch.sequence);
  message.set_t_us(static_cast<std::uint64_t>(batch.t_us));
  message.set_period_us(batch.period_us);
  message.mutable_values()->Assign(batch.values.begin(), batch.values.end());
}

void fill(const CompressionReport& report, wire::Up& up) {
  wire::CompressionReport& message = *up.mutable_compression();
  message.set_sequence(report.sequence);
  message.set_t_us(static_cast<std::uint64_t>(report.t_us));
  message.set_depth_mm(report.depth_mm);
  if (report.residual_mm) message.set_residual_mm(*report.residual_mm);
  if (report.rate_per_min) message.set_rate_per_min(*report.rate_per_min);
}

void fill(const BreathReport& report, wire::Up& up) {
  wire::BreathReport& message = *up.mutable_breath();
  message.set_sequence(report.sequence);
  message.set_t_us(static_cast<std::uint64_t>(report.t_us));
  message.set_duration_us(report.duration_us);
  if (report.volume_ml) message.set_volume_ml(*report.volume_ml);
}

void fill(const Status& status, wire::Up& up) {
  wire::Status& message = *up.mutable_status();
  if (status.battery_percent) message.set_battery_percent(*status.battery_percent);
  message.set_charging(status.charging);
  for (const std::string& fault : status.faults) message.add_faults(fault);
  message.set_dropped_frames(status.dropped_frames);
}

void fill(const Touch& touch, wire::Up& up) {
  up.mutable_touch()->set_t_us(static_cast<std::uint64_t>(touch.t_us));
}

void fill(const StartStreaming& command, wire::Down& down) {
  wire::Start& message = *down.mutable_start();
  message.set_console(command.console);
  message.set_take_over(command.take_over);
}
void fill(const StopStreaming&, wire::Down& down) { down.mutable_stop(); }
void fill(const Identify& command, wire::Down& down) {
  down.mutable_identify()->set_seconds(command.seconds);
}
void fill(const Calibrate& command, wire::Down& down) {
  down.mutable_calibrate()->set_depth_mm(command.depth_mm);
  down.mutable_calibrate()->set_on_day(command.on_day);
}

template <class Envelope>
void append_framed(const Envelope& envelope, std::vector<std::byte>& bytes) {
  std::array<std::byte, kLongestFrame> plain;
  const std::size_t payload_size = envelope.ByteSizeLong();
  const std::size_t plain_size = payload_size + kCrcSize;
  if (cobs_encoded_bound(plain_size) + 1 > kLongestFrame) return;
  // It cannot fail: the size fits, and proto3 has no required fields.
  static_cast<void>(envelope.SerializeToArray(plain.data(), static_cast<int>(payload_size)));
  const std::uint32_t crc = crc32(std::span(plain).first(payload_size));
  for (std::size_t i = 0; i < kCrcSize; ++i) {
    plain[payload_size + i] = static_cast<std::byte>(crc >> (8 * i) & 0xFFU);
  }
  cobs_append(std::span(plain).first(plain_size), bytes);
  bytes.push_back(std::byte{0});
}

}  // namespace

void append_frame(const UpMessage& message, std::vector<std::byte>& bytes) {
  wire::Up up;
  std::visit([&](const auto& alternative) { fill(alternative, up); }, message);
  append_framed(up, bytes);
}

void append_frame(const DownMessage& message, std::vector<std::byte>& bytes) {
  wire::Down down;
  std::visit([&](const auto& alternative) { fill(alternative, down); }, message);
  append_framed(down, bytes);
}

}  // namespace sternum
