/// Consistent Overhead Byte Stuffing: any bytes as bytes without a zero, so that 0x00 can end a
/// frame.
///
/// Pure functions; nothing blocks; `cobs_append` may grow its vector. Method: S. Cheshire and
/// M. Baker, "Consistent Overhead Byte Stuffing", IEEE/ACM Trans. Networking 7(2), 1999.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace sternum {

/// The most bytes that `size` bytes become: one more, and one for every 254.
[[nodiscard]] constexpr std::size_t cobs_encoded_bound(std::size_t size) {
  return size + 1 + size / 254;
}

/// Appends `plain`, encoded, without a delimiter.
void cobs_append(std::span<const std::byte> plain, std::vector<std::byte>& encoded);

/// Undoes one encoded run into `plain` and answers how many bytes it was; nothing when `encoded` is
/// no COBS, which includes the empty run. Requires that `encoded` holds no zero, since the stream
/// was cut there, and that `plain` is at least as long; beyond the answer `plain` may be scribbled.
[[nodiscard]] std::optional<std::size_t> cobs_decode(std::span<const std::byte> encoded,
                                                     std::span<std::byte> plain);

}  // namespace sternum
