/// The cells of a CSV row as numbers, read at the speed at which a day of samples wants to be read.
///
/// Numbers are decimal, with a point, whatever the locale; spaces and tabs around them are skipped.
/// A value is the float nearest to the decimal text, ties to even, as `std::from_chars` gives it.
/// Each function starts at `at`, never looks at `end` or beyond, and answers what it found and
/// where the cell ends: at its comma or at `end`, except for `NotANumber`.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace sternum {

enum class CellKind : std::uint8_t { Number, Empty, NotANumber, NotFinite };

struct CellEnd {
  const char* at;
  CellKind kind;
};

/// The long way, for whatever the functions below do not take in one stride.
[[nodiscard]] CellEnd read_any_time_cell(const char* at, const char* end, std::int64_t& t_us);
[[nodiscard]] CellEnd read_any_value_cell(const char* at, const char* end, float& value);

namespace cells {

/// Digits whose integer is exact in a double.
inline constexpr std::ptrdiff_t kMostExactDigits = 15;
inline constexpr std::array<double, kMostExactDigits + 1> kPowersOfTen = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/// Appends the digits from `at` on to `digits`, which wraps when there are too many of them.
inline const char* read_digits(const char* at, const char* end, std::uint64_t& digits) {
  for (; at != end; ++at) {
    const unsigned digit = static_cast<unsigned char>(*at) - unsigned{'0'};
    if (digit > 9) break;
    digits = digits * 10 + digit;
  }
  return at;
}

/// Whether a double lies exactly in the middle between two floats. Any other double, being the
/// nearest to the decimal text, lies on the same side of the middle as the text itself, so that
/// rounding it once more gives the float nearest to the text. (Only asked of normal floats.)
inline bool is_between_floats(double value) {
  constexpr std::uint64_t kBitsBeyondFloat = (std::uint64_t{1} << 29) - 1;
  constexpr std::uint64_t kHalf = std::uint64_t{1} << 28;
  return (std::bit_cast<std::uint64_t>(value) & kBitsBeyondFloat) == kHalf;
}

}  // namespace cells

/// Whole microseconds; `NotANumber` also for a number with a fraction or one beyond ±2⁵⁰.
[[nodiscard]] inline CellEnd read_time_cell(const char* at, const char* end, std::int64_t& t_us) {
  std::uint64_t digits = 0;
  const char* const stop = cells::read_digits(at, end, digits);
  const std::ptrdiff_t count = stop - at;
  if (count == 0 || count > cells::kMostExactDigits || (stop != end && *stop != ',')) {
    return read_any_time_cell(at, end, t_us);
  }
  t_us = static_cast<std::int64_t>(digits);
  return {stop, CellKind::Number};
}

/// The short way, for what sensors write: at most 15 digits and no exponent. The integer of the
/// digits and the power of ten are exact doubles, and their quotient is rounded once.
[[nodiscard]] inline CellEnd read_value_cell(const char* at, const char* end, float& value) {
  const char* p = at;
  const bool negative = p != end && *p == '-';
  if (negative) ++p;
  std::uint64_t digits = 0;
  const char* const first_digit = p;
  p = cells::read_digits(p, end, digits);
  std::ptrdiff_t count = p - first_digit;
  std::ptrdiff_t decimals = 0;
  if (p != end && *p == '.') {
    const char* const first_decimal = ++p;
    p = cells::read_digits(p, end, digits);
    decimals = p - first_decimal;
    count += decimals;
  }
  if (count == 0 || count > cells::kMostExactDigits || (p != end && *p != ',')) {
    return read_any_value_cell(at, end, value);
  }
  const double magnitude =
      static_cast<double>(digits) / cells::kPowersOfTen[static_cast<std::size_t>(decimals)];
  if (cells::is_between_floats(magnitude)) return read_any_value_cell(at, end, value);
  value = static_cast<float>(negative ? -magnitude : magnitude);
  return {p, CellKind::Number};
}

}  // namespace sternum
