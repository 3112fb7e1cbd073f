#include "datasets/roster/roster_cells.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace sternum {
namespace {

std::uint32_t code_point(std::string_view one) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<std::uint8_t>(one[i]));
  };
  switch (one.size()) {
    case 2:
      return (byte(0) & 0x1FU) << 6U | (byte(1) & 0x3FU);
    case 3:
      return (byte(0) & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU);
    case 4:
      return (byte(0) & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U |
             (byte(3) & 0x3FU);
    default:
      return byte(0);
  }
}

bool is_space(std::uint32_t c) {
  return c <= 0x20 || c == 0x7F || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

/// Ideographs, with the rare ones of names (𠮷, 㛃) and those of compatibility.
bool is_han(std::uint32_t c) {
  return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3007;
}

bool is_decimal(char c) { return c >= '0' && c <= '9'; }

constexpr std::uint32_t kFullWidthFirst = 0xFF01;
constexpr std::uint32_t kFullWidthLast = 0xFF5E;
constexpr std::uint32_t kFullWidthShift = 0xFEE0;

char large(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

std::size_t character_length(std::string_view text, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(length, text.size() - at);
}

std::string one_line(std::string_view cell) {
  std::string line;
  bool space_before = false;
  for (std::size_t i = 0; i < cell.size();) {
    const std::string_view one = cell.substr(i, character_length(cell, i));
    i += one.size();
    const std::uint32_t c = code_point(one);
    if (is_space(c)) {
      space_before = true;
      continue;
    }
    if (space_before && !line.empty()) line += ' ';
    space_before = false;
    if (c >= kFullWidthFirst && c <= kFullWidthLast) {
      line += static_cast<char>(c - kFullWidthShift);
    } else {
      line += one;
    }
  }
  return line;
}

std::string name_in(std::string_view cell) {
  const std::string line = one_line(cell);
  std::string name;
  bool after_han = false;
  for (std::size_t i = 0; i < line.size();) {
    const std::string_view one = std::string_view(line).substr(i, character_length(line, i));
    i += one.size();
    if (one == " ") {
      const bool before_han =
          i < line.size() &&
          is_han(code_point(std::string_view(line).substr(i, character_length(line, i))));
      if (!after_han || !before_han) name += ' ';
      continue;
    }
    after_han = is_han(code_point(one));
    name += one;
  }
  return name;
}

std::optional<std::string> phone_in(std::string_view cell) {
  std::string digits;
  for (const char c : one_line(cell)) {
    if (is_decimal(c) || (c == '+' && digits.empty())) {
      digits += c;
    } else if (c != ' ' && c != '-' && c != '(' && c != ')') {
      return std::nullopt;
    }
  }
  if (digits.starts_with("+86")) digits.erase(0, 3);
  const std::size_t count = digits.size() - (digits.starts_with('+') ? 1 : 0);
  if (count < 5 || count > 15) return std::nullopt;
  const bool is_mobile_like = digits.front() == '1' && count >= 10 && count <= 12;
  if (is_mobile_like && (count != 11 || digits[1] < '3')) return std::nullopt;
  return digits;
}

std::string identity_in(std::string_view cell) {
  std::string identity;
  for (const char c : one_line(cell)) {
    if (c != ' ' && c != '-' && c != '\'') identity += large(c);
  }
  return identity;
}

bool is_rounded_number(std::string_view identity) {
  const std::size_t e = identity.find('E');
  if (e == std::string_view::npos || e == 0 || !is_decimal(identity[0])) return false;
  const std::string_view exponent = identity.substr(e + 1);
  return identity.find('.') != std::string_view::npos && exponent.starts_with('+') &&
         std::ranges::all_of(exponent.substr(1), is_decimal);
}

bool looks_like_identity_card(std::string_view identity) {
  if (identity.empty()) return false;
  return std::ranges::all_of(identity.substr(0, identity.size() - 1), is_decimal) &&
         (is_decimal(identity.back()) || identity.back() == 'X');
}

std::optional<Sex> sex_in(std::string_view cell) {
  std::string word;
  for (const char c : one_line(cell)) word += large(c);
  constexpr std::array<std::string_view, 5> kMale = {"男", "男性", "M", "MALE", "MAN"};
  constexpr std::array<std::string_view, 5> kFemale = {"女", "女性", "F", "FEMALE", "WOMAN"};
  if (std::ranges::find(kMale, word) != kMale.end()) return Sex::Male;
  if (std::ranges::find(kFemale, word) != kFemale.end()) return Sex::Female;
  return std::nullopt;
}

}  // namespace sternum
