/// What a message must keep to in order to make sense: the limits of FORMAT.md.
///
/// A CRC tells that bytes arrived as they were sent, not that what was sent is true: a sensor with
/// a broken wire sends NaN with a perfect CRC. The bounds of values are far outside of what any
/// chest does, so that they catch nonsense and never a hard compression. Pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "analysis/core/channel.hpp"
#include "analysis/core/device_time.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

inline constexpr std::size_t kLongestName = 64;               ///< bytes of an id, model, console …
inline constexpr std::size_t kMostFaults = 8;                 ///< texts in a Status
inline constexpr std::size_t kLongestFault = 128;             ///< bytes of each
inline constexpr std::size_t kMostChannels = 32;              ///< in a Hello
inline constexpr std::size_t kMostValues = 256;               ///< in a batch
inline constexpr Duration kLongestBatch = milliseconds(200);  ///< first value to last
inline constexpr Duration kLongestPeriod = seconds(10.0);
inline constexpr Duration kLongestBreath = seconds(60.0);
inline constexpr std::int64_t kEndOfDeviceTime_us = std::int64_t{1} << 53;
inline constexpr std::uint32_t kLastCalibrationDay = 2'932'896;  ///< 9999-12-31
inline constexpr std::uint32_t kLongestIdentify_s = 3600;

/// In the channel's unit, both ends allowed.
struct ValueBounds {
  float low = 0.0F;
  float high = 0.0F;
  /// False for NaN.
  [[nodiscard]] constexpr bool contain(float value) const { return value >= low && value <= high; }
};
[[nodiscard]] ValueBounds bounds_of(Channel channel);

/// Valid UTF-8 without control characters; may be empty.
[[nodiscard]] bool is_printable(std::string_view text);
/// Printable, 1–64 bytes, not only spaces.
[[nodiscard]] bool is_id(std::string_view text);

[[nodiscard]] bool makes_sense(const Hello& hello);
[[nodiscard]] bool makes_sense(const WireBatch& batch);
[[nodiscard]] bool makes_sense(const CompressionReport& report);
[[nodiscard]] bool makes_sense(const BreathReport& report);
[[nodiscard]] bool makes_sense(const Status& status);
[[nodiscard]] bool makes_sense(const Touch& touch);
[[nodiscard]] bool makes_sense(const StartStreaming& command);
[[nodiscard]] bool makes_sense(const Identify& command);
[[nodiscard]] bool makes_sense(const Calibrate& command);

}  // namespace sternum
