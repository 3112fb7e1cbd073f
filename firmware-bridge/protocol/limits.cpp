#include "firmware-bridge/protocol/limits.hpp"

#include <algorithm>
#include <optional>

namespace sternum {
namespace {

constexpr ValueBounds kSampleRate_hz = {0.0F, 100'000.0F};
constexpr ValueBounds kStiffness_n_per_mm = {0.001F, 1000.0F};

bool is_device_time(std::int64_t t_us) { return t_us >= 0 && t_us < kEndOfDeviceTime_us; }

bool is_short_text(std::string_view text) {
  return text.size() <= kLongestName && is_printable(text);
}

bool is_absent_or_within(const std::optional<float>& value, ValueBounds bounds) {
  return !value || bounds.contain(*value);
}

bool makes_sense(const ChannelInfo& info) {
  const ValueBounds bounds = bounds_of(info.channel);
  return bounds.contain(info.low) && bounds.contain(info.high) && info.low <= info.high &&
         kSampleRate_hz.contain(info.rate_hz) && info.uncertainty >= 0.0F &&
         info.uncertainty <= bounds.high;
}

/// Takes one code point off the front; nothing when the bytes are not UTF-8 (RFC 3629).
std::optional<std::uint32_t> take_code_point(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) {
    text.remove_prefix(1);
    return lead;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return std::nullopt;
  std::uint32_t point = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return std::nullopt;
    point = point << 6 | (byte(i) & 0x3FU);
  }
  const bool is_overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
  const bool is_surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (is_overlong || is_surrogate || point > 0x10FFFF) return std::nullopt;
  text.remove_prefix(length);
  return point;
}

}  // namespace

ValueBounds bounds_of(Channel channel) {
  switch (channel) {
    case Channel::Depth:
      return {-500.0F, 500.0F};
    case Channel::Force:
      return {-5'000.0F, 5'000.0F};
    case Channel::Acceleration:
      return {-200.0F, 200.0F};
    case Channel::AirwayVolume:
      return {-20'000.0F, 20'000.0F};
    case Channel::AirwayFlow:
      return {-50'000.0F, 50'000.0F};
    case Channel::ReportedRate:
      return {0.0F, 1'000.0F};
    case Channel::HandPositionX:
    case Channel::HandPositionY:
      return {-1'000.0F, 1'000.0F};
    case Channel::HeadTilt:
      return {-360.0F, 360.0F};
  }
  return {};
}

bool is_printable(std::string_view text) {
  while (!text.empty()) {
    const auto point = take_code_point(text);
    const bool is_control = point && (*point < 0x20 || (*point >= 0x7F && *point < 0xA0));
    if (!point || is_control) return false;
  }
  return true;
}

bool is_id(std::string_view text) {
  return is_short_text(text) && text.find_first_not_of(' ') != std::string_view::npos;
}

bool makes_sense(const Hello& hello) {
  if (!is_id(hello.id) || !is_short_text(hello.model) || !is_short_text(hello.firmware) ||
      !is_short_text(hello.held_by)) {
    return false;
  }
  if (hello.channels.size() > kMostChannels ||
      hello.calibrated_on_day.value_or(0) > kLastCalibrationDay ||
      !is_absent_or_within(hello.stiffness_n_per_mm, kStiffness_n_per_mm)) {
    return false;
  }
  for (auto info = hello.channels.begin(); info != hello.channels.end(); ++info) {
    const bool is_twice = std::any_of(hello.channels.begin(), info, [&](const ChannelInfo& other) {
      return other.channel == info->channel;
    });
    if (is_twice || !makes_sense(*info)) return false;
  }
  return true;
}

bool makes_sense(const WireBatch& batch) {
  const std::size_t count = batch.values.size();
  if (count == 0 || count > kMostValues || !is_device_time(batch.t_us)) return false;
  const Duration period = microseconds(batch.period_us);
  if (period > kLongestPeriod) return false;
  if (count > 1) {
    const bool is_uniform = period > Duration{};
    if (!is_uniform || period * static_cast<std::int64_t>(count - 1) > kLongestBatch) return false;
  }
  const ValueBounds bounds = bounds_of(batch.channel);
  return std::ranges::all_of(batch.values, [&](float value) { return bounds.contain(value); });
}

bool makes_sense(const CompressionReport& report) {
  const ValueBounds depth = bounds_of(Channel::Depth);
  return is_device_time(report.t_us) && depth.contain(report.depth_mm) &&
         is_absent_or_within(report.residual_mm, depth) &&
         is_absent_or_within(report.rate_per_min, bounds_of(Channel::ReportedRate));
}

bool makes_sense(const BreathReport& report) {
  return is_device_time(report.t_us) && microseconds(report.duration_us) <= kLongestBreath &&
         is_absent_or_within(report.volume_ml, bounds_of(Channel::AirwayVolume));
}

bool makes_sense(const Status& status) {
  return status.battery_percent.value_or(0) <= 100 && status.faults.size() <= kMostFaults &&
         std::ranges::all_of(status.faults, [](const std::string& fault) {
           return fault.size() <= kLongestFault && is_printable(fault);
         });
}

bool makes_sense(const Touch& touch) { return is_device_time(touch.t_us); }

bool makes_sense(const StartStreaming& command) { return is_short_text(command.console); }

bool makes_sense(const Identify& command) { return command.seconds <= kLongestIdentify_s; }

bool makes_sense(const Calibrate& command) {
  return bounds_of(Channel::Depth).contain(command.depth_mm) &&
         command.on_day <= kLastCalibrationDay;
}

}  // namespace sternum
