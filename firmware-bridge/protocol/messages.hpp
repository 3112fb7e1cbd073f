/// The messages of `manikin.proto` as plain values, free of protobuf, checked for sense.
///
/// `samples` carry the manikin's raw clock; `BatchAssembler` turns them into `SampleBatch`es on the
/// continuous timeline. Values are finite; texts are valid UTF-8 and short. Every field has a
/// default, so that a message can be made of the few that matter: `Hello{.id = "A", .boot = 3}`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "analysis/core/channel.hpp"

namespace sternum {

struct ChannelInfo {
  Channel channel = Channel::Depth;
  float low = 0.0F;
  float high = 0.0F;
  float rate_hz = 0.0F;
  float uncertainty = 0.0F;  ///< of one value; 0: not known
  friend bool operator==(const ChannelInfo&, const ChannelInfo&) = default;
};

struct Hello {
  std::string id{};
  std::string model{};
  std::string firmware{};
  std::uint32_t boot = 0;
  std::vector<ChannelInfo> channels{};
  std::optional<std::uint32_t> calibrated_on_day{};
  std::optional<float> stiffness_n_per_mm{};
  std::uint32_t protocol = 1;
  std::string held_by{};  ///< the console that has it, when it is not the one that is told
  friend bool operator==(const Hello&, const Hello&) = default;
};

struct WireBatch {
  Channel channel = Channel::Depth;
  std::uint32_t sequence = 0;
  std::int64_t t_us = 0;
  std::uint32_t period_us = 0;
  std::vector<float> values{};
  friend bool operator==(const WireBatch&, const WireBatch&) = default;
};

struct CompressionReport {
  std::uint32_t sequence = 0;
  std::int64_t t_us = 0;
  float depth_mm = 0.0F;
  std::optional<float> residual_mm{};
  std::optional<float> rate_per_min{};
  friend bool operator==(const CompressionReport&, const CompressionReport&) = default;
};

struct BreathReport {
  std::uint32_t sequence = 0;
  std::int64_t t_us = 0;
  std::uint32_t duration_us = 0;
  std::optional<float> volume_ml{};
  friend bool operator==(const BreathReport&, const BreathReport&) = default;
};

struct Status {
  std::optional<std::uint32_t> battery_percent{};
  bool charging = false;
  std::vector<std::string> faults{};
  std::uint32_t dropped_frames = 0;
  friend bool operator==(const Status&, const Status&) = default;
};

struct Touch {
  std::int64_t t_us = 0;
  friend bool operator==(const Touch&, const Touch&) = default;
};

using UpMessage = std::variant<Hello, WireBatch, CompressionReport, BreathReport, Status, Touch>;

struct StartStreaming {
  std::string console{};   ///< who asks
  bool take_over = false;  ///< even if another console has it
  friend bool operator==(const StartStreaming&, const StartStreaming&) = default;
};
struct StopStreaming {
  friend bool operator==(const StopStreaming&, const StopStreaming&) = default;
};
struct Identify {
  std::uint32_t seconds = 3;
  friend bool operator==(const Identify&, const Identify&) = default;
};
struct Calibrate {
  float depth_mm = 0.0F;
  std::uint32_t on_day = 0;  ///< today, days since 1970-01-01; 0: not told
  friend bool operator==(const Calibrate&, const Calibrate&) = default;
};
using DownMessage = std::variant<StartStreaming, StopStreaming, Identify, Calibrate>;

}  // namespace sternum
