/// A row as nearly all are, read in one stride: no blanks, no exponents, no signs but a minus.
///
/// What is not so plain is left to the reading of lines and cells, which says what is wrong with
/// it, if anything. Eight characters are looked at as one word, so that the number of digits costs
/// no branch (Lemire 2018, "Quickly parsing eight digits"; the first character that is no digit is
/// found by the carry of an addition). Values are exactly those of `read_value_cell`.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "datasets/recordings/cells.hpp"

namespace sternum {

static_assert(std::endian::native == std::endian::little, "words are read in the order of bytes");

/// A plain row of n columns lies within this many characters, its end included, and reading it
/// looks no further.
[[nodiscard]] constexpr std::size_t longest_plain_row(std::size_t columns) {
  return 32 * (columns + 1);
}

namespace plain {

struct Digits {
  std::uint64_t value = 0;
  std::ptrdiff_t count = 0;  ///< at most 8
};

/// The digits that begin at `at`, of the eight characters there.
inline Digits leading_digits(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  word ^= 0x3030303030303030U;
  const std::uint64_t others = ((word + 0x7676767676767676U) | word) & 0x8080808080808080U;
  const int bits = std::countr_zero(others) & ~7;
  word <<= (64 - bits) & 63;
  word = ((word & 0x0F0F0F0F0F0F0F0FU) * 2561) >> 8;
  word = ((word & 0x00FF00FF00FF00FFU) * 6553601) >> 16;
  word = ((word & 0x0000FFFF0000FFFFU) * 42949672960001U) >> 32;
  return {bits == 0 ? 0 : word, bits / 8};
}

inline constexpr std::array<std::uint64_t, 9> kTens = {
    1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};

/// Up to 16 digits from `at` on, appended to `digits`. Where eight are the end of it or not is
/// nothing that a processor could foresee: the second word is looked at in any case.
inline const char* append_digits(const char* at, std::uint64_t& digits) {
  Digits more = leading_digits(at);
  digits = digits * kTens[static_cast<std::size_t>(more.count)] + more.value;
  at += more.count;
  if (more.count < 8) return at;
  more = leading_digits(at);
  digits = digits * kTens[static_cast<std::size_t>(more.count)] + more.value;
  return at + more.count;
}

inline constexpr std::array<double, cells::kMostExactDigits + 1> kFractionsOfTen = {
    1e0,  1e-1, 1e-2,  1e-3,  1e-4,  1e-5,  1e-6,  1e-7,
    1e-8, 1e-9, 1e-10, 1e-11, 1e-12, 1e-13, 1e-14, 1e-15};

/// A product with a rounded fraction lies within two units of its last place of the decimal text.
/// Unless that is where the middle between two floats may lie, rounding it once more gives the
/// float nearest to the text, without the wait for a division.
inline bool may_be_between_floats(double value) {
  constexpr std::uint64_t kBitsBeyondFloat = (std::uint64_t{1} << 29) - 1;
  constexpr std::uint64_t kHalf = std::uint64_t{1} << 28;
  constexpr std::uint64_t kDoubt = 4;
  const std::uint64_t beyond = std::bit_cast<std::uint64_t>(value) & kBitsBeyondFloat;
  return beyond - (kHalf - kDoubt) <= 2 * kDoubt;
}

inline bool ends_cell(char c) { return c == ',' || c == '\n' || c == '\r'; }

/// The end of the cell, or null when it is not plain.
inline const char* read_time(const char* at, std::int64_t& t_us) {
  std::uint64_t digits = 0;
  const char* const end = append_digits(at, digits);
  if (end == at || end - at > cells::kMostExactDigits || !ends_cell(*end)) return nullptr;
  t_us = static_cast<std::int64_t>(digits);
  return end;
}

inline const char* read_value(const char* at, float& value) {
  const bool negative = *at == '-';
  at += negative ? 1 : 0;
  const Digits whole = leading_digits(at);
  std::uint64_t digits = whole.value;
  const char* end = at + whole.count;
  std::ptrdiff_t count = whole.count;
  std::ptrdiff_t decimals = 0;
  if (*end == '.') {
    const char* const point = end;
    end = append_digits(point + 1, digits);
    decimals = end - point - 1;
    count += decimals;
  }
  if (count == 0 || count > cells::kMostExactDigits || !ends_cell(*end)) return nullptr;
  const double magnitude =
      static_cast<double>(digits) * kFractionsOfTen[static_cast<std::size_t>(decimals)];
  if (may_be_between_floats(magnitude)) return nullptr;
  value = static_cast<float>(std::copysign(magnitude, negative ? -1.0 : 1.0));
  return end;
}

}  // namespace plain

/// Which tracks have a value in a row: bit i for track i.
using TrackMask = std::uint32_t;

/// Reads the row at `at`: column `i` into `values[tracks[i]]`, the one at `time_column` into
/// `t_us`, and which tracks have a value into `present`. Answers the beginning of the next row, or
/// null when this one is not plain. Requires `longest_plain_row` readable characters.
inline const char* read_plain_row(const char* at, std::span<const std::size_t> tracks,
                                  std::size_t time_column, std::int64_t& t_us, float* values,
                                  TrackMask& present) {
  const std::size_t columns = tracks.size();
  TrackMask found = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    const char* end = at;
    if (i == time_column) {
      end = plain::read_time(at, t_us);
    } else if (!plain::ends_cell(*at)) {
      end = plain::read_value(at, values[tracks[i]]);
      found |= TrackMask{1} << tracks[i];
    }
    if (end == nullptr) return nullptr;
    if (i + 1 < columns) {
      if (*end != ',') return nullptr;
      at = end + 1;
      continue;
    }
    present = found;
    if (*end == '\r') ++end;
    return *end == '\n' ? end + 1 : nullptr;
  }
  return nullptr;
}

}  // namespace sternum
