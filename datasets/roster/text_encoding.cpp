#include "datasets/roster/text_encoding.hpp"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

namespace sternum {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kUtf16LittleMark = "\xFF\xFE";
constexpr std::string_view kUtf16BigMark = "\xFE\xFF";

/// Closes what it opened.
class Converter {
 public:
  explicit Converter(const char* from) : handle_(::iconv_open("UTF-8", from)) {}
  ~Converter() {
    if (is_open()) ::iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  [[nodiscard]] bool is_open() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// Appends to `out` as far as it goes and answers how many bytes it took in.
  std::size_t convert(std::string_view bytes, std::string& out) {
    std::string input(bytes);  // iconv asks for a pointer that it could write through
    char* from = input.data();
    std::size_t left = input.size();
    std::array<char, 16 * 1024> block{};
    while (left > 0) {
      char* to = block.data();
      std::size_t room = block.size();
      const std::size_t done = ::iconv(handle_, &from, &left, &to, &room);
      out.append(block.data(), block.size() - room);
      if (done == static_cast<std::size_t>(-1) && errno != E2BIG) break;
    }
    return bytes.size() - left;
  }

 private:
  iconv_t handle_;
};

Result<std::string> converted(std::string_view bytes, const char* encoding,
                              const std::string& name) {
  Converter converter(encoding);
  if (!converter.is_open()) {
    return failure(fmt::format("this system cannot read {} text", encoding), name,
                   "save the file as UTF-8");
  }
  std::string text;
  const std::size_t taken = converter.convert(bytes, text);
  if (taken == bytes.size()) return text;
  const auto line = 1 + std::count(text.begin(), text.end(), '\n');
  return failure("the text is neither UTF-8 nor GB18030", fmt::format("{}:{}", name, line),
                 "save the file as \"CSV UTF-8\" or as XLSX");
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<std::uint8_t>(text[at]); };
    const std::uint8_t lead = byte(i);
    const std::size_t more = lead < 0x80                   ? 0
                             : lead >= 0xC2 && lead < 0xE0 ? 1
                             : lead >= 0xE0 && lead < 0xF0 ? 2
                             : lead >= 0xF0 && lead < 0xF5 ? 3
                                                           : text.size();
    if (i + more >= text.size()) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return false;
    }
    // Overlong forms, surrogates, and what lies beyond the last code point.
    if (more == 2 && ((lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xED && byte(i + 1) > 0x9F)))
      return false;
    if (more == 3 && ((lead == 0xF0 && byte(i + 1) < 0x90) || (lead == 0xF4 && byte(i + 1) > 0x8F)))
      return false;
    i += more + 1;
  }
  return true;
}

Result<std::string> to_utf8(std::string_view bytes, const std::string& name) {
  if (bytes.starts_with(kUtf16LittleMark)) return converted(bytes.substr(2), "UTF-16LE", name);
  if (bytes.starts_with(kUtf16BigMark)) return converted(bytes.substr(2), "UTF-16BE", name);
  if (bytes.starts_with(kUtf8Mark)) bytes.remove_prefix(kUtf8Mark.size());
  if (is_utf8(bytes)) return std::string(bytes);
  return converted(bytes, "GB18030", name);
}

}  // namespace sternum
