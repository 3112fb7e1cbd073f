/// A link with faults: messages become frames, and some of them suffer on the way.
///
/// Every fault is drawn from a stream of its own: turning one on or up changes neither the others
/// nor the samples, and the same seed fails the same way. What was damaged is known, so that a test
/// can say what the other end may miss. No clock; not thread-safe; never blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

/// A channel whose batches leave later than they are taken.
struct ChannelLag {
  Channel channel = Channel::AirwayVolume;
  Duration by;
};

/// How long a device that restarts is dark.
inline constexpr Duration kRestartTakes = milliseconds(500);

/// What goes wrong on the way. Probabilities are 0–1. From the clock on it happens to the device
/// and is left to whoever plays it (`DevicePlayer`); times count from its being switched on.
struct Impairments {
  double lost_bytes = 0.0;       ///< per byte: it vanishes
  double flipped_bytes = 0.0;    ///< per byte: one bit of it turns over
  double damaged_frames = 0.0;   ///< per frame: one of its bytes, not the delimiter, is flipped
  double dropped_frames = 0.0;   ///< per frame: it never leaves
  double clock_drift_ppm = 0.0;  ///< of the device's clock against true time: + runs fast
  std::uint64_t clock_starts_at_us = 0;  ///< what its clock says when it is switched on
  bool clock_wraps = false;              ///< its clock is a counter of 32 bits
  std::optional<Duration> reboot_at =
      std::nullopt;  ///< the device restarts: clock, sequence and boot number anew
  std::optional<TimeSpan> silence = std::nullopt;  ///< nothing that it sends in this span arrives
  Duration burst{};  ///< its radio speaks only at whole multiples of this; 0: at once
  std::optional<ChannelLag> lag = std::nullopt;
};

/// What the link did. Of `frames` handed over, `frames − dropped − damaged` arrive intact.
struct LinkDamage {
  std::uint64_t frames = 0;
  std::uint64_t dropped = 0;
  std::uint64_t damaged = 0;  ///< left other than they were, or ran into such a one before them

  friend bool operator==(const LinkDamage&, const LinkDamage&) = default;
};

class ImpairedEncoder {
 public:
  ImpairedEncoder(Impairments impairments, std::uint64_t seed);
  ~ImpairedEncoder();
  ImpairedEncoder(ImpairedEncoder&&) noexcept;
  ImpairedEncoder& operator=(ImpairedEncoder&&) noexcept;

  /// Appends what arrives of `message`.
  void append(const UpMessage& message, std::vector<std::byte>& bytes);

  [[nodiscard]] const LinkDamage& damage() const;
  /// Spans of the device's raw clock whose samples of `channel` were dropped or damaged, in the
  /// order of sending: from the first sample's time to a period after the last one's. Neighbours
  /// are one span.
  [[nodiscard]] const std::vector<TimeSpan>& damaged_spans(Channel channel) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
