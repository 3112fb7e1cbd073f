#include "datasets/roster/identity_card.hpp"

#include <algorithm>
#include <chrono>

namespace sternum {
namespace {

constexpr std::size_t kLength = 18;
constexpr std::size_t kOldLength = 15;
constexpr std::size_t kBirth = 6;
constexpr std::size_t kSex = 16;
constexpr int kFirstYear = 1800;
constexpr int kLastYear = 2099;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number_at(std::string_view digits, std::size_t at, std::size_t length) {
  int value = 0;
  for (const char c : digits.substr(at, length)) value = value * 10 + (c - '0');
  return value;
}

char check_of(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < kLength - 1; ++i) {
    const int weight = (1 << (kLength - 1 - i)) % 11;
    sum += weight * (digits[i] - '0');
  }
  return std::string_view("10X98765432")[static_cast<std::size_t>(sum % 11)];
}

bool is_a_day(const CalendarDay& day) {
  using namespace std::chrono;
  return day.year >= kFirstYear && day.year <= kLastYear &&
         year_month_day(year(day.year), month(static_cast<unsigned>(day.month)),
                        std::chrono::day(static_cast<unsigned>(day.day)))
             .ok();
}

}  // namespace

std::optional<IdentityCard> read_identity_card(std::string_view number, IdentityFault& fault) {
  const auto refuse = [&](IdentityFault why) {
    fault = why;
    return std::optional<IdentityCard>();
  };
  const bool all_digits = std::ranges::all_of(number, is_digit);
  if (number.size() == kOldLength && all_digits) return refuse(IdentityFault::OldCard);
  if (number.size() != kLength) return refuse(IdentityFault::Length);
  const std::string_view digits = number.substr(0, kLength - 1);
  if (!std::ranges::all_of(digits, is_digit) || !(is_digit(number.back()) || number.back() == 'X'))
    return refuse(IdentityFault::Characters);
  const CalendarDay born{number_at(digits, kBirth, 4), number_at(digits, kBirth + 4, 2),
                         number_at(digits, kBirth + 6, 2)};
  if (!is_a_day(born)) return refuse(IdentityFault::BirthDate);
  if (check_of(digits) != number.back()) return refuse(IdentityFault::Check);
  return IdentityCard{born, (digits[kSex] - '0') % 2 == 1 ? Sex::Male : Sex::Female};
}

std::string masked_identity(std::string_view number) {
  constexpr std::size_t kShown = 4;
  if (number.size() <= kShown) return std::string(number.size(), '*');
  std::string masked(number.size() - kShown, '*');
  return masked.append(number.substr(number.size() - kShown));
}

int age_on(const CalendarDay& born, const CalendarDay& day) {
  const bool had_birthday = day.month != born.month ? day.month > born.month : day.day >= born.day;
  return day.year - born.year - (had_birthday ? 0 : 1);
}

}  // namespace sternum
