/// A row as nearly all are, read in one stride: no blanks, no exponents, no signs but a minus.
///
/// What is not so plain is left to the reading of lines and cells, which says what is wrong with
/// it, if anything. Eight characters are looked at as one word, so that the number of digits costs
/// no branch (Lemire 2018, "Quickly parsing eight digits"; the first character that is no digit is
/// found by the carry of an addition). Values are exactly those of `read_value_cell`.
#pragma once

#include <array>
#include <bit>
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

/// The eight characters at `at` as one word, the first one lowest: digits are what they are worth.
inline std::uint64_t eight_at(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  return word ^ 0x3030303030303030U;
}

/// A bit in every character that is no digit. Behind the first two of them it may err where there
/// is more than ASCII.
inline std::uint64_t others_in(std::uint64_t word) {
  return ((word + 0x7676767676767676U) | word) & 0x8080808080808080U;
}

/// What eight digits are worth.
inline std::uint64_t value_of_eight(std::uint64_t word) {
  word = ((word & 0x0F0F0F0F0F0F0F0FU) * 2561) >> 8;
  word = ((word & 0x00FF00FF00FF00FFU) * 6553601) >> 16;
  return ((word & 0x0000FFFF0000FFFFU) * 42949672960001U) >> 32;
}

/// The digits that begin at `at`, of the eight characters there.
inline Digits leading_digits(const char* at) {
  const std::uint64_t word = eight_at(at);
  const int bits = std::countr_zero(others_in(word)) & ~7;
  return {bits == 0 ? 0 : value_of_eight(word << ((64 - bits) & 63)), bits / 8};
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

/// Times that follow each other: nearly every one has as many digits as the one before, and all but
/// the last eight in common with it.
class TimeCells {
 public:
  /// As `read_time`.
  const char* read(const char* at, std::int64_t& t_us) {
    const std::uint64_t last = eight_at(at + before_last_);
    const bool alike = ((eight_at(at) ^ common_) & in_common_) == 0 && others_in(last) == 0 &&
                       ends_cell(at[before_last_ + kLast]);
    if (!alike) return read_anew(at, t_us);
    t_us = upper_us_ + static_cast<std::int64_t>(value_of_eight(last));
    return at + before_last_ + kLast;
  }

 private:
  static constexpr std::ptrdiff_t kLast = 8;

  [[gnu::noinline]] const char* read_anew(const char* at, std::int64_t& t_us) {
    const char* const end = read_time(at, t_us);
    if (end == nullptr || end - at < kLast) return end;
    before_last_ = end - at - kLast;
    in_common_ = (std::uint64_t{1} << (8 * before_last_)) - 1;
    common_ = eight_at(at);
    upper_us_ = t_us - static_cast<std::int64_t>(value_of_eight(eight_at(at + before_last_)));
    return end;
  }

  std::ptrdiff_t before_last_ = 0;  ///< how many digits are in common
  std::uint64_t in_common_ = 0;
  std::uint64_t common_ = 0;
  std::int64_t upper_us_ = 0;  ///< what those are worth
};

/// The float nearest to `digits` / 10^`decimals`, with a minus where `negative` is 1. False when it
/// takes a closer look.
inline bool nearest_float(std::uint64_t digits, std::size_t decimals, std::uint64_t negative,
                          float& value) {
  const double magnitude =
      static_cast<double>(static_cast<std::int64_t>(digits)) * kFractionsOfTen[decimals];
  if (may_be_between_floats(magnitude)) return false;
  // Around zero a sign is nothing that a processor could foresee: it is put in without a branch.
  value = static_cast<float>(
      std::bit_cast<double>(std::bit_cast<std::uint64_t>(magnitude) | negative << 63));
  return true;
}

/// Any number of digits; out of line, so that those below stay in registers.
[[gnu::noinline]] inline const char* read_long_value(const char* at, float& value) {
  const std::uint64_t negative = *at == '-' ? 1 : 0;
  const Digits whole = leading_digits(at + negative);
  std::uint64_t digits = whole.value;
  std::ptrdiff_t count = whole.count;
  std::ptrdiff_t decimals = 0;
  const char* end = at + negative + whole.count;
  if (*end == '.') {
    const char* const first_decimal = end + 1;
    end = append_digits(first_decimal, digits);
    decimals = end - first_decimal;
    count += decimals;
  }
  if (count == 0 || count > cells::kMostExactDigits || !ends_cell(*end)) return nullptr;
  return nearest_float(digits, static_cast<std::size_t>(decimals), negative, value) ? end : nullptr;
}

/// The end of the cell, or null when it is not plain. Most values have their point and their end
/// within eight characters: the point is taken out of the word.
inline const char* read_value(const char* at, float& value) {
  const std::uint64_t negative = *at == '-' ? 1 : 0;
  const char* const first = at + negative;
  const std::uint64_t word = eight_at(first);
  const std::uint64_t others = others_in(word);
  const std::uint64_t later = others & (others - 1);
  const auto point = static_cast<unsigned>(std::countr_zero(others)) & ~7U;  // in bits
  if (later == 0 || first[point / 8] != '.') return read_long_value(at, value);
  const auto end = static_cast<unsigned>(std::countr_zero(later)) & ~7U;
  if (end == 8 || !ends_cell(first[end / 8])) return nullptr;  // 8: a point alone
  const std::uint64_t whole = word & ((std::uint64_t{1} << point) - 1);
  const std::uint64_t together = whole | ((word >> (point + 8)) << point);
  const std::uint64_t digits = value_of_eight(together << (72 - end));
  if (!nearest_float(digits, (end - point) / 8 - 1, negative, value)) return nullptr;
  return first + end / 8;
}

}  // namespace plain

/// Which tracks have a value in a row: bit i for track i.
using TrackMask = std::uint32_t;

/// Reads the row at `at`: column `i` into `values[tracks[i]]`, the one at `time_column` into
/// `t_us` by way of `times`, and which tracks have a value into `present`. Answers the beginning of
/// the next row, or null when this one is not plain. Requires `longest_plain_row` readable
/// characters.
inline const char* read_plain_row(const char* at, std::span<const std::size_t> tracks,
                                  std::size_t time_column, plain::TimeCells& times,
                                  std::int64_t& t_us, float* values, TrackMask& present) {
  const std::size_t columns = tracks.size();
  TrackMask found = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    const char* end = at;
    if (i == time_column) {
      end = times.read(at, t_us);
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

/// Rows of a time and one value, a fixed step apart: what a depth sensor's recording is made of.
struct EvenRows {
  std::int64_t due_us = 0;   ///< time of the first one, and then of the one that would follow
  std::int64_t step_us = 0;  ///< > 0
  std::span<float> values;   ///< where they go; as many rows are read at most
  std::size_t count = 0;     ///< how many were read
};

/// Reads rows of the columns `t_us` and one other from `at` on, as long as they are plain, come
/// when they are due and begin before `last_start`, behind which `longest_plain_row(2)` characters
/// must be readable. Answers the beginning of the first row that was not read.
inline const char* read_even_rows(const char* at, const char* last_start, plain::TimeCells& times,
                                  EvenRows& rows) {
  plain::TimeCells cells = times;  // a copy stays in registers
  std::size_t count = 0;
  while (count < rows.values.size() && at < last_start) {
    std::int64_t t_us = 0;
    const char* end = cells.read(at, t_us);
    if (end == nullptr || *end != ',' || t_us != rows.due_us) break;
    end = plain::read_value(end + 1, rows.values[count]);
    if (end == nullptr) break;
    if (*end == '\r') ++end;
    if (*end != '\n') break;
    at = end + 1;
    ++count;
    rows.due_us += rows.step_us;
  }
  rows.count = count;
  times = cells;
  return at;
}

}  // namespace sternum
