#include "gui/widgets/typeface.hpp"

#include <algorithm>

namespace sternum {

namespace {

constexpr std::uint16_t kPrivateFirst = 0xE000;
constexpr std::uint16_t kPrivateLast = 0xF8FF;

void append_utf8(std::string& text, char32_t code) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0 | code >> 6);
    tail(0);
  } else if (code <= 0xFFFF) {
    text += static_cast<char>(0xE0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

void Typeface::want(Type type, std::string_view text) {
  auto& wanted = wanted_[static_cast<std::size_t>(type)];
  for_each_code_point(text, [&](char32_t code) {
    if (code < 0x20) return;
    if (wanted.insert(code).second) grown_ = true;
    if (code <= 0xFFFF || borrowed_.contains(code)) return;
    const auto place = kPrivateFirst + borrowed_.size();
    if (place <= kPrivateLast) borrowed_.emplace(code, static_cast<std::uint16_t>(place));
  });
}

std::string_view Typeface::displayable(std::string_view text, std::string& buffer) {
  bool beyond = false;
  for (const char byte : text) beyond = beyond || static_cast<unsigned char>(byte) >= 0xF0;
  if (!beyond) return text;
  buffer.clear();
  std::size_t at = 0;
  for_each_code_point(text, [&](char32_t code) {
    const std::size_t length = code < 0x80 ? 1 : code < 0x800 ? 2 : code <= 0xFFFF ? 3 : 4;
    const auto place = borrowed_.find(code);
    if (place != borrowed_.end()) {
      append_utf8(buffer, place->second);
    } else if (code == 0xFFFD || code > 0xFFFF) {
      append_utf8(buffer, 0xFFFD);
      if (code == 0xFFFD && !text.substr(at).starts_with("\xEF\xBF\xBD")) {
        ++at;
        return;
      }
    } else {
      buffer.append(text.substr(at, length));
    }
    at += length;
  });
  return buffer;
}

std::string Typeface::undisplayed(std::string_view shown) const {
  std::string text;
  for_each_code_point(shown, [&](char32_t code) {
    const auto borrower =
        std::ranges::find_if(borrowed_, [&](const auto& each) { return each.second == code; });
    append_utf8(text, borrower == borrowed_.end() ? code : borrower->first);
  });
  return text;
}

}  // namespace sternum
