#include "firmware-bridge/protocol/crc32.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace sternum {
namespace {

constexpr std::uint32_t kReflectedPolynomial = 0xEDB88320U;
constexpr std::size_t kSlices = 16;
using Tables = std::array<std::array<std::uint32_t, 256>, kSlices>;

/// `tables[k][b]` is what byte `b` contributes when `k` more bytes follow it.
constexpr Tables make_tables() {
  Tables tables{};
  for (std::uint32_t b = 0; b < 256; ++b) {
    std::uint32_t crc = b;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc >> 1) ^ ((crc & 1U) != 0U ? kReflectedPolynomial : 0U);
    }
    tables[0][b] = crc;
  }
  for (std::size_t k = 1; k < kSlices; ++k) {
    for (std::uint32_t b = 0; b < 256; ++b) {
      const std::uint32_t crc = tables[k - 1][b];
      tables[k][b] = (crc >> 8) ^ tables[0][crc & 0xFFU];
    }
  }
  return tables;
}
constexpr Tables kTables = make_tables();

}  // namespace

// Sixteen bytes a step, each through a table of its own, so that the look-ups do not wait for each
// other (slicing: M. Kounavis and F. Berry, "A systematic approach to building high performance
// software-based CRC generators", ISCC 2005).
std::uint32_t crc32(std::span<const std::byte> bytes) {
  static_assert(std::endian::native == std::endian::little);
  const auto word_at = [&](std::size_t offset) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data() + offset, sizeof word);
    return word;
  };
  const auto contribution = [](std::uint32_t word, std::size_t bytes_behind) {
    return kTables[bytes_behind + 3][word & 0xFFU] ^ kTables[bytes_behind + 2][word >> 8 & 0xFFU] ^
           kTables[bytes_behind + 1][word >> 16 & 0xFFU] ^ kTables[bytes_behind][word >> 24];
  };
  std::uint32_t crc = 0xFFFFFFFFU;
  while (bytes.size() >= 16) {
    crc = contribution(word_at(0) ^ crc, 12) ^ contribution(word_at(4), 8) ^
          contribution(word_at(8), 4) ^ contribution(word_at(12), 0);
    bytes = bytes.subspan(16);
  }
  while (bytes.size() >= 4) {
    crc = contribution(word_at(0) ^ crc, 0);
    bytes = bytes.subspan(4);
  }
  for (const std::byte byte : bytes) {
    crc = crc >> 8 ^ kTables[0][(crc ^ std::to_integer<std::uint32_t>(byte)) & 0xFFU];
  }
  return crc ^ 0xFFFFFFFFU;
}

}  // namespace sternum
