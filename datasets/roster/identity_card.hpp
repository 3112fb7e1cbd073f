/// The number on a resident identity card of China: 18 characters, the last of them a check.
///
///     110101 19900307 451 X
///     place  born     ×   check     odd ×: a man; even: a woman
///
/// Check: the digits weighted by 2^(17 − i) modulo 11 and added up, modulo 11, look up
/// "10X98765432". Source: GB 11643-1999, which takes the check from ISO 7064, MOD 11-2. Cards of 15
/// digits without a check ended in 2013. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sternum {

enum class Sex : std::uint8_t { Male, Female };

struct CalendarDay {
  int year = 0;
  int month = 0;  ///< from 1
  int day = 0;    ///< from 1
  friend auto operator<=>(const CalendarDay&, const CalendarDay&) = default;
};

struct IdentityCard {
  CalendarDay born;
  Sex sex = Sex::Male;
  friend bool operator==(const IdentityCard&, const IdentityCard&) = default;
};

enum class IdentityFault : std::uint8_t {
  Length,      ///< neither 18 nor 15 characters
  OldCard,     ///< 15 digits
  Characters,  ///< something other than digits, and X at the end
  BirthDate,   ///< no such day
  Check,       ///< the last character does not fit the others: mistyped
};

/// What the number says, or empty and in `fault` why not.
[[nodiscard]] std::optional<IdentityCard> read_identity_card(std::string_view number,
                                                             IdentityFault& fault);

/// All but the last four characters as dots, for screens, messages and reports.
[[nodiscard]] std::string masked_identity(std::string_view number);

/// Full years on that day.
[[nodiscard]] int age_on(const CalendarDay& born, const CalendarDay& day);

}  // namespace sternum
