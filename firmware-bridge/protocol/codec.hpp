/// Messages to and from frames: protobuf payload, CRC-32 behind it, COBS, 0x00 (FORMAT.md).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

/// A frame is at most this long, its delimiter included.
inline constexpr std::size_t kLongestFrame = 2048;
/// The CRC-32 behind the payload, least significant byte first.
inline constexpr std::size_t kCrcSize = 4;

/// Appends the whole frame of `message`, the closing 0x00 included, to `bytes`. Every message
/// within the limits of FORMAT.md fits into a frame; of one that does not, nothing is appended.
void append_frame(const UpMessage& message, std::vector<std::byte>& bytes);
void append_frame(const DownMessage& message, std::vector<std::byte>& bytes);

}  // namespace sternum
