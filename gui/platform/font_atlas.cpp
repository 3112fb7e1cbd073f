#include "gui/platform/font_atlas.hpp"

#include <imgui.h>
#include <imgui_freetype.h>

#include <array>
#include <cmath>
#include <vector>

#include "gui/locale/catalogue.hpp"
#include "gui/platform/borrowed_glyphs.hpp"

namespace sternum {

namespace {

/// Latin and the signs the screens use; in every cut, because digits and units are everywhere.
constexpr std::string_view kAlways =
    " !\"#%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]_abcdefghijklmnopqrstuvwxyz{|}~"
    "°·–−…‹›←→↑↓";

/// What Dear ImGui is told to put into a font: pairs of first and last, ended by 0.
std::vector<ImWchar> ranges_of(const std::set<char32_t>& wanted) {
  std::vector<ImWchar> ranges;
  for (const char32_t code : wanted) {
    if (code > 0xFFFF) break;
    const auto c = static_cast<ImWchar>(code);
    if (!ranges.empty() && ranges.back() + 1 == c) {
      ranges.back() = c;
    } else {
      ranges.push_back(c);
      ranges.push_back(c);
    }
  }
  ranges.push_back(0);
  return ranges;
}

}  // namespace

FontAtlas::FontAtlas(FontFiles files) : files_(std::move(files)) {
  for (const Type type : kAllTypes) typeface_.want(type, kAlways);
  // The console's own words are ready in the small sizes; the large ones come as they are used.
  for (const Type type : {Type::Label, Type::LabelBold, Type::Title}) {
    chinese_catalogue().for_each(
        [&](std::string_view, std::string_view text) { typeface_.want(type, text); });
  }
}

void FontAtlas::rebuild(float scale) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  atlas.TexDesiredWidth = 2048;

  BorrowedGlyphs borrowed;
  // Dear ImGui reads the ranges while it builds.
  std::array<std::vector<ImWchar>, kTypes> ranges;
  for (const Type type : kAllTypes) {
    const FontFace& face = is_bold(type) ? files_.bold : files_.regular;
    auto& range = ranges[static_cast<std::size_t>(type)];
    range = ranges_of(typeface_.wanted(type));
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.FontNo = face.index();
    config.OversampleH = 1;
    config.PixelSnapH = true;
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    const float size = std::round(em_size(type) * scale * face.line_to_em());
    // The atlas does not own the bytes and does not write to them, though its signature says so.
    auto* bytes = const_cast<std::byte*>(face.bytes().data());
    ImFont* font = atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(face.bytes().size()), size,
                                              &config, range.data());
    typeface_.set_font(type, font);
    borrowed.reserve(atlas, font, face, size, typeface_, type);
  }
  atlas.Build();
  borrowed.draw(atlas);
  ImGui::GetIO().FontDefault = typeface_.font(Type::Label);
  scale_ = scale;
  typeface_.settle();
}

}  // namespace sternum
