/// The bytes that packed rows are made of: numbers of any size, reals, bits and a checksum, as
/// SCHEMA.md beside this file describes them. Pure functions and values; readers never read beyond
/// their bytes and say `good()` = false once they would have had to.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace sternum {

static_assert(std::endian::native == std::endian::little, "reals are stored little-endian");

/// Whole numbers in groups of seven bits, the lowest first; the top bit says that more follow.
inline void put_number(std::string& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  bytes += static_cast<char>(value);
}

/// Small numbers of either sign become small numbers: 0, -1, 1, -2 → 0, 1, 2, 3.
inline std::uint64_t folded(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
inline std::int64_t unfolded(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

/// A float or double as it lies in memory.
template <class Real>
void put_real(std::string& bytes, Real value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Differences wrap around, so that every pair of times has one.
inline std::int64_t wrapped_difference(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
inline std::int64_t wrapped_sum(std::int64_t a, std::int64_t b) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

using Checksum = std::array<unsigned char, 8>;

/// SipHash-2-4 under a key that is no secret: against a disk's mistakes, not against people.
[[nodiscard]] Checksum checksum_of(std::string_view bytes);
void put_checksum(std::string& bytes);
/// What is in front of the checksum; empty when it does not fit, or nothing is in front of it.
[[nodiscard]] std::string_view checked_body(std::string_view packed);

/// Takes numbers off the front of some bytes; `good` falls when they run out.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  std::uint8_t byte() {
    const auto taken = take(1);
    return taken.empty() ? 0 : static_cast<std::uint8_t>(taken[0]);
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && good_; shift += 7) {
      const std::uint8_t group = byte();
      value |= static_cast<std::uint64_t>(group & 0x7F) << shift;
      if (group < 0x80) return value;
    }
    good_ = false;
    return 0;
  }
  template <class Real = double>
  Real real() {
    Real value{};
    const auto taken = take(sizeof value);
    if (!taken.empty()) std::memcpy(&value, taken.data(), sizeof value);
    return value;
  }
  std::string_view take(std::size_t count) {
    if (!good_ || count > bytes_.size()) {
      good_ = false;
      return {};
    }
    const auto taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  [[nodiscard]] std::size_t left() const { return bytes_.size(); }
  [[nodiscard]] bool good() const { return good_; }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

/// Bits into bytes, the highest of a value and of a byte first; the last byte is filled up with
/// zeros when the writer goes.
class BitWriter {
 public:
  explicit BitWriter(std::string& bytes) : bytes_(bytes) {}
  ~BitWriter() {
    if (used_ > 0) bytes_ += static_cast<char>(open_ << (8 - used_));
  }
  BitWriter(const BitWriter&) = delete;
  BitWriter& operator=(const BitWriter&) = delete;

  /// The lowest `count` bits, at most 40.
  void put(std::uint64_t value, int count) {
    open_ = (open_ << count) | (value & ((std::uint64_t{1} << count) - 1));
    for (used_ += count; used_ >= 8; used_ -= 8) {
      bytes_ += static_cast<char>(open_ >> (used_ - 8));
    }
  }

 private:
  std::string& bytes_;
  std::uint64_t open_ = 0;
  int used_ = 0;  ///< bits of `open_` that are not written yet, fewer than 8
};

/// The same bits back. `bytes` stands behind the last byte that was begun.
class BitReader {
 public:
  explicit BitReader(ByteReader& bytes) : bytes_(bytes) {}

  /// At most 40.
  std::uint64_t take(int count) {
    for (; left_ < count; left_ += 8) open_ = (open_ << 8) | bytes_.byte();
    left_ -= count;
    return (open_ >> left_) & ((std::uint64_t{1} << count) - 1);
  }
  [[nodiscard]] bool good() const { return bytes_.good(); }

 private:
  ByteReader& bytes_;
  std::uint64_t open_ = 0;
  int left_ = 0;  ///< bits of `open_` that are not taken yet
};

}  // namespace sternum
