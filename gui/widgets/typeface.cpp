#include "gui/widgets/typeface.hpp"

namespace sternum {

namespace {

constexpr std::uint16_t kPrivateFirst = 0xE000;
constexpr std::uint16_t kPrivateLast = 0xF8FF;

void append_utf8(std::string& text, std::uint16_t code) {
  text += static_cast<char>(0xE0 | code >> 12);
  text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
  text += static_cast<char>(0x80 | (code & 0x3F));
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

}  // namespace sternum
