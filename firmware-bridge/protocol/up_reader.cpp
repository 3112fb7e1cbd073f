#include "firmware-bridge/protocol/up_reader.hpp"

#include <google/protobuf/stubs/logging.h>

#include <optional>
#include <utility>

#include "firmware-bridge/protocol/limits.hpp"
#include "manikin.pb.h"

namespace sternum {
namespace {

/// The samples inside a payload that holds exactly one `Up.samples`, as almost all do: tag 0x12,
/// the length as a varint of one or two bytes, and nothing behind it.
std::optional<std::span<const std::byte>> lone_samples(std::span<const std::byte> payload) {
  constexpr std::byte kSamplesTag{wire::Up::kSamplesFieldNumber << 3 | 2};
  if (payload.size() < 2 || payload[0] != kSamplesTag) return std::nullopt;
  auto length = std::to_integer<std::size_t>(payload[1]);
  std::size_t header = 2;
  if (length >= 0x80) {
    if (payload.size() < 3 || payload[2] >= std::byte{0x80}) return std::nullopt;
    length = (length & 0x7FU) | std::to_integer<std::size_t>(payload[2]) << 7;
    header = 3;
  }
  if (payload.size() - header != length) return std::nullopt;
  return payload.subspan(header);
}

template <class Message>
bool parse(Message& message, std::span<const std::byte> bytes) {
  return message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
}

std::int64_t device_time(std::uint64_t t_us) {
  // What a signed number cannot hold lies outside of device time either way.
  return t_us < static_cast<std::uint64_t>(kEndOfDeviceTime_us) ? static_cast<std::int64_t>(t_us)
                                                                : kEndOfDeviceTime_us;
}

Hello plain(const wire::Hello& message, std::uint64_t& unknown_channels) {
  Hello hello;
  hello.id = message.id();
  hello.model = message.model();
  hello.firmware = message.firmware();
  hello.boot = message.boot();
  for (const auto& info : message.channels()) {
    const auto channel = channel_of_number(static_cast<std::uint32_t>(info.channel()));
    if (!channel) {
      ++unknown_channels;
      continue;
    }
    hello.channels.push_back(
        {*channel, info.low(), info.high(), info.rate_hz(), info.uncertainty()});
  }
  if (message.has_calibrated_on_day()) hello.calibrated_on_day = message.calibrated_on_day();
  if (message.has_stiffness_n_per_mm()) hello.stiffness_n_per_mm = message.stiffness_n_per_mm();
  // A manikin that leaves it out speaks the first version.
  hello.protocol = message.protocol() == 0 ? 1 : message.protocol();
  hello.held_by = message.held_by();
  return hello;
}

CompressionReport plain(const wire::CompressionReport& message) {
  CompressionReport report;
  report.sequence = message.sequence();
  report.t_us = device_time(message.t_us());
  report.depth_mm = message.depth_mm();
  if (message.has_residual_mm()) report.residual_mm = message.residual_mm();
  if (message.has_rate_per_min()) report.rate_per_min = message.rate_per_min();
  return report;
}

BreathReport plain(const wire::BreathReport& message) {
  BreathReport report;
  report.sequence = message.sequence();
  report.t_us = device_time(message.t_us());
  report.duration_us = message.duration_us();
  if (message.has_volume_ml()) report.volume_ml = message.volume_ml();
  return report;
}

Status plain(const wire::Status& message) {
  Status status;
  if (message.has_battery_percent()) status.battery_percent = message.battery_percent();
  status.charging = message.charging();
  status.faults.assign(message.faults().begin(), message.faults().end());
  status.dropped_frames = message.dropped_frames();
  return status;
}

}  // namespace

UpReader::UpReader() : samples_(std::make_unique<wire::SampleBatch>()) {}
UpReader::~UpReader() = default;

void UpReader::read(std::span<const std::byte> payload, MessageSink& sink,
                    LinkStatistics& statistics) {
  const auto samples = lone_samples(payload);
  if (!samples) {
    read_any(payload, sink, statistics);
  } else if (parse(*samples_, *samples)) {
    deliver_samples(sink, statistics);
  } else {
    ++statistics.malformed;
  }
}

void UpReader::deliver_samples(MessageSink& sink, LinkStatistics& statistics) {
  const auto channel = channel_of_number(static_cast<std::uint32_t>(samples_->channel()));
  if (!channel) {
    ++statistics.unknown;
    return;
  }
  batch_.channel = *channel;
  batch_.sequence = samples_->sequence();
  batch_.t_us = device_time(samples_->t_us());
  batch_.period_us = samples_->period_us();
  batch_.values.assign(samples_->values().begin(), samples_->values().end());
  if (!makes_sense(batch_)) {
    ++statistics.malformed;
    return;
  }
  ++statistics.frames;
  sink.on_samples(batch_);
}

void UpReader::read_any(std::span<const std::byte> payload, MessageSink& sink,
                        LinkStatistics& statistics) {
  // A text that is not UTF-8 is counted here; protobuf would also print every one of them.
  const google::protobuf::LogSilencer silencer;
  wire::Up up;
  if (!parse(up, payload)) {
    ++statistics.malformed;
    return;
  }
  const auto deliver = [&](const auto& message, auto&& to_sink) {
    if (!makes_sense(message)) {
      ++statistics.malformed;
      return;
    }
    ++statistics.frames;
    to_sink(message);
  };
  switch (up.message_case()) {
    case wire::Up::kHello:
      return deliver(plain(up.hello(), statistics.unknown),
                     [&](const Hello& m) { sink.on_hello(m); });
    case wire::Up::kSamples:
      samples_->Swap(up.mutable_samples());
      return deliver_samples(sink, statistics);
    case wire::Up::kCompression:
      return deliver(plain(up.compression()),
                     [&](const CompressionReport& m) { sink.on_compression(m); });
    case wire::Up::kBreath:
      return deliver(plain(up.breath()), [&](const BreathReport& m) { sink.on_breath(m); });
    case wire::Up::kStatus:
      return deliver(plain(up.status()), [&](const Status& m) { sink.on_status(m); });
    case wire::Up::kTouch:
      return deliver(Touch{device_time(up.touch().t_us())},
                     [&](const Touch& m) { sink.on_touch(m); });
    case wire::Up::MESSAGE_NOT_SET:
      ++statistics.unknown;
      return;
  }
}

}  // namespace sternum
