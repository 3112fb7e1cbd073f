/// The six cuts of type the screens are set in, and the glyphs they turned out to need.
///
/// Sizes are em sizes at 100 %: 16 is the smallest text there is. Text that holds a glyph the atlas
/// lacks is remembered in `wanted`; whoever owns the atlas builds it again between two frames. Dear
/// ImGui knows code points up to U+FFFF: those above borrow a place in the private area. Screen's
/// thread only.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

struct ImFont;

namespace sternum {

enum class Type : std::uint8_t {
  Label,      ///< 16 regular
  LabelBold,  ///< 16 bold
  Unit,       ///< 24 regular
  Title,      ///< 24 bold: names, tile values
  State,      ///< 40 bold: the state's word
  Number,     ///< 96 bold: read from 5 m
};
inline constexpr std::size_t kTypes = 6;
inline constexpr std::array<Type, kTypes> kAllTypes = {Type::Label, Type::LabelBold, Type::Unit,
                                                       Type::Title, Type::State,     Type::Number};

[[nodiscard]] constexpr float em_size(Type type) {
  constexpr std::array<float, kTypes> kSizes = {16, 16, 24, 24, 40, 96};
  return kSizes[static_cast<std::size_t>(type)];
}
[[nodiscard]] constexpr bool is_bold(Type type) {
  return type != Type::Label && type != Type::Unit;
}

/// Calls `visit(char32_t)` for every code point of UTF-8 `text`; a damaged byte counts as U+FFFD.
template <class Visitor>
void for_each_code_point(std::string_view text, Visitor&& visit) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if ((lead >= 0x80 && lead < 0xC2) || lead > 0xF4 || i + length > text.size()) {
      visit(char32_t{0xFFFD});
      ++i;
      continue;
    }
    char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      code = code << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    visit(code);
    i += length;
  }
}

class Typeface {
 public:
  [[nodiscard]] ImFont* font(Type type) const { return fonts_[static_cast<std::size_t>(type)]; }
  void set_font(Type type, ImFont* font) { fonts_[static_cast<std::size_t>(type)] = font; }

  /// Asks for the glyphs of `text`.
  void want(Type type, std::string_view text);
  [[nodiscard]] const std::set<char32_t>& wanted(Type type) const {
    return wanted_[static_cast<std::size_t>(type)];
  }
  /// Whether something was asked for since the last call to `settle`.
  [[nodiscard]] bool grown() const { return grown_; }
  void settle() { grown_ = false; }

  /// `text` as Dear ImGui can show it: the same bytes unless it holds code points above U+FFFF.
  [[nodiscard]] std::string_view displayable(std::string_view text, std::string& buffer);
  /// What `displayable` was given: borrowed places become what borrowed them.
  [[nodiscard]] std::string undisplayed(std::string_view shown) const;
  /// The private place of each code point above U+FFFF that was asked for.
  [[nodiscard]] const std::map<char32_t, std::uint16_t>& borrowed() const { return borrowed_; }

 private:
  std::array<ImFont*, kTypes> fonts_{};
  std::array<std::set<char32_t>, kTypes> wanted_;
  std::map<char32_t, std::uint16_t> borrowed_;
  bool grown_ = false;
};

}  // namespace sternum
