#include "gui/platform/borrowed_glyphs.hpp"

#include <ft2build.h>
#include <imgui.h>

#include <cmath>
#include FT_FREETYPE_H

namespace sternum {

namespace {

/// The size by which Dear ImGui's FreeType builder asks for a face.
bool request_size(FT_Face face, float size) {
  FT_Size_RequestRec request{};
  request.type = FT_SIZE_REQUEST_TYPE_REAL_DIM;
  request.height = static_cast<FT_Long>(size * 64.0F);
  return FT_Request_Size(face, &request) == 0;
}

}  // namespace

void BorrowedGlyphs::reserve(ImFontAtlas& atlas, ImFont* font, const FontFace& face, float size,
                             const Typeface& typeface, Type type) {
  if (typeface.borrowed().empty()) return;
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return;
  FT_Face open = nullptr;
  const auto bytes = face.bytes();
  if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(bytes.data()),
                         static_cast<FT_Long>(bytes.size()), face.index(), &open) == 0 &&
      request_size(open, size)) {
    const float ascent = std::ceil(static_cast<float>(open->size->metrics.ascender) / 64.0F);
    for (const auto& [code, place] : typeface.borrowed()) {
      if (!typeface.wanted(type).contains(code)) continue;
      const FT_UInt glyph = FT_Get_Char_Index(open, code);
      if (glyph == 0 || FT_Load_Glyph(open, glyph, FT_LOAD_RENDER | FT_LOAD_TARGET_LIGHT) != 0) {
        continue;
      }
      const FT_GlyphSlot slot = open->glyph;
      const FT_Bitmap& bitmap = slot->bitmap;
      if (bitmap.pixel_mode != FT_PIXEL_MODE_GRAY || bitmap.width == 0) continue;
      Glyph copy;
      copy.width = static_cast<int>(bitmap.width);
      copy.height = static_cast<int>(bitmap.rows);
      for (int y = 0; y < copy.height; ++y) {
        const unsigned char* row = bitmap.buffer + y * bitmap.pitch;
        copy.grey.insert(copy.grey.end(), row, row + copy.width);
      }
      copy.rectangle = atlas.AddCustomRectFontGlyph(
          font, place, copy.width, copy.height,
          std::ceil(static_cast<float>(slot->advance.x) / 64.0F),
          {static_cast<float>(slot->bitmap_left), ascent - static_cast<float>(slot->bitmap_top)});
      glyphs_.push_back(std::move(copy));
    }
  }
  if (open != nullptr) FT_Done_Face(open);
  FT_Done_FreeType(library);
}

void BorrowedGlyphs::draw(ImFontAtlas& atlas) const {
  unsigned char* pixels = nullptr;
  int width = 0;
  int height = 0;
  atlas.GetTexDataAsAlpha8(&pixels, &width, &height);
  for (const Glyph& glyph : glyphs_) {
    const ImFontAtlasCustomRect* place = atlas.GetCustomRectByIndex(glyph.rectangle);
    if (place == nullptr || !place->IsPacked()) continue;
    for (int y = 0; y < glyph.height; ++y) {
      std::copy_n(glyph.grey.data() + y * glyph.width, glyph.width,
                  pixels + (place->Y + y) * width + place->X);
    }
  }
}

}  // namespace sternum
