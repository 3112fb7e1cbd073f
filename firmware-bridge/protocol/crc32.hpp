/// CRC-32 of IEEE 802.3: what tells a damaged frame from an intact one.
///
/// Polynomial 0x04C11DB7 reflected, start and final exclusive-or 0xFFFFFFFF; the check value of the
/// nine characters "123456789" is 0xCBF43926. Pure function.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sternum {

[[nodiscard]] std::uint32_t crc32(std::span<const std::byte> bytes);

}  // namespace sternum
