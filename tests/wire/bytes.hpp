/// Bytes made and read by the plainest means, apart from the code under test: what the tests hold
/// that code against.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sternum::testing {

using Bytes = std::vector<std::byte>;

inline Bytes bytes(std::initializer_list<int> values) {
  Bytes made;
  for (const int value : values) made.push_back(static_cast<std::byte>(value));
  return made;
}

inline Bytes bytes_of(std::string_view text) {
  Bytes made(text.size());
  if (!text.empty()) std::memcpy(made.data(), text.data(), text.size());
  return made;
}

/// `from`, `from + 1`, … `to`.
inline Bytes counting(int from, int to) {
  Bytes made;
  for (int value = from; value <= to; ++value) made.push_back(static_cast<std::byte>(value));
  return made;
}

inline Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// CRC-32 one bit at a time.
inline std::uint32_t plain_crc32(std::span<const std::byte> input) {
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const std::byte byte : input) {
    crc ^= std::to_integer<std::uint32_t>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0U ? crc >> 1 ^ 0xEDB88320U : crc >> 1;
  }
  return ~crc;
}

/// COBS as its definition has it: blocks first, then their codes.
inline Bytes plain_cobs(std::span<const std::byte> input) {
  std::vector<Bytes> blocks(1);
  for (std::size_t i = 0; i < input.size(); ++i) {
    if (input[i] == std::byte{0}) {
      blocks.emplace_back();
      continue;
    }
    blocks.back().push_back(input[i]);
    if (blocks.back().size() == 254 && i + 1 < input.size()) blocks.emplace_back();
  }
  Bytes made;
  for (const Bytes& block : blocks) {
    made.push_back(static_cast<std::byte>(block.size() + 1));
    made.insert(made.end(), block.begin(), block.end());
  }
  return made;
}

inline std::optional<Bytes> plain_uncobs(std::span<const std::byte> input) {
  if (input.empty()) return std::nullopt;
  Bytes made;
  std::size_t at = 0;
  while (at < input.size()) {
    const auto code = std::to_integer<std::size_t>(input[at++]);
    if (code == 0 || code - 1 > input.size() - at) return std::nullopt;
    for (std::size_t i = 1; i < code; ++i) made.push_back(input[at++]);
    if (code != 255 && at < input.size()) made.push_back(std::byte{0});
  }
  return made;
}

inline Bytes plain_frame(const Bytes& payload) {
  Bytes plain = payload;
  const std::uint32_t crc = plain_crc32(payload);
  for (int i = 0; i < 4; ++i) plain.push_back(static_cast<std::byte>(crc >> (8 * i) & 0xFFU));
  Bytes frame = plain_cobs(plain);
  frame.push_back(std::byte{0});
  return frame;
}

/// Protobuf by hand.
inline Bytes varint(std::uint64_t value) {
  Bytes made;
  while (value >= 0x80) {
    made.push_back(static_cast<std::byte>((value & 0x7FU) | 0x80U));
    value >>= 7;
  }
  made.push_back(static_cast<std::byte>(value));
  return made;
}
inline Bytes number_field(int field, std::uint64_t value) {
  return varint(static_cast<std::uint64_t>(field) << 3) + varint(value);
}
inline Bytes bytes_field(int field, const Bytes& content) {
  return varint(static_cast<std::uint64_t>(field) << 3 | 2U) + varint(content.size()) + content;
}
inline Bytes text_field(int field, std::string_view text) {
  return bytes_field(field, bytes_of(text));
}
inline Bytes float_bytes(float value) {
  std::array<std::byte, 4> raw{};
  std::memcpy(raw.data(), &value, 4);
  return {raw.begin(), raw.end()};
}
inline Bytes float_field(int field, float value) {
  return varint(static_cast<std::uint64_t>(field) << 3 | 5U) + float_bytes(value);
}
inline Bytes floats_field(int field, const std::vector<float>& values) {
  Bytes content;
  for (const float value : values) content = content + float_bytes(value);
  return bytes_field(field, content);
}

}  // namespace sternum::testing
