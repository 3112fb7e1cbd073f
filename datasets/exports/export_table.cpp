#include "datasets/exports/export_table.hpp"

#include <charconv>
#include <chrono>
#include <string_view>
#include <system_error>
#include <utility>

namespace sternum {
namespace {

bool read_digits_of_day(std::string_view text, int& number) {
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
  }
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

ExportCell text_cell(std::string text) {
  if (text.empty()) return {};
  return text;
}

ExportCell day_cell(const std::string& text) {
  CellDay day;
  const std::string_view all = text;
  const bool is_day = all.size() == 10 && all[4] == '-' && all[7] == '-' &&
                      read_digits_of_day(all.substr(0, 4), day.year) &&
                      read_digits_of_day(all.substr(5, 2), day.month) &&
                      read_digits_of_day(all.substr(8, 2), day.day);
  // A spreadsheet's days begin in 1900.
  const std::chrono::year_month_day date{std::chrono::year(day.year),
                                         std::chrono::month(static_cast<unsigned>(day.month)),
                                         std::chrono::day(static_cast<unsigned>(day.day))};
  if (is_day && date.ok() && day.year >= 1901) return day;
  return text_cell(text);
}

}  // namespace sternum
