#include "gui/widgets/line_breaks.hpp"

namespace sternum {

namespace {

bool must_follow(std::string_view text) {
  for (const std::string_view sign : {"，", "。", "、", "：", "；", "）", "”"}) {
    if (text.starts_with(sign)) return true;
  }
  return false;
}

bool must_lead(std::string_view text) {
  for (const std::string_view sign : {"（", "“"}) {
    if (text.ends_with(sign)) return true;
  }
  return false;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }
bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }
bool is_letter(char byte) { return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'); }

/// Chinese characters have three bytes or more, "·" and "°" have two.
bool begins_chinese(std::string_view text) {
  return !text.empty() && static_cast<unsigned char>(text.front()) >= 0xE0;
}
bool ends_chinese(std::string_view text) {
  const std::size_t n = text.size();
  return n >= 3 && is_continuation(text[n - 1]) && is_continuation(text[n - 2]);
}

bool joins_a_number(std::string_view before, std::string_view after) {
  if (before.empty() || after.empty()) return false;
  if (is_digit(before.back())) {
    return is_digit(after.front()) || is_letter(after.front()) || begins_chinese(after);
  }
  return is_digit(after.front()) && ends_chinese(before);
}

}  // namespace

bool may_end_line(std::string_view text, std::size_t at) {
  if (at >= text.size()) return true;
  const std::string_view before = text.substr(0, at);
  const std::string_view after = text.substr(at);
  if (after.front() == ' ') return !joins_a_number(before, after.substr(1));
  return !before.empty() && is_continuation(before.back()) && !must_lead(before) &&
         !must_follow(after);
}

}  // namespace sternum
