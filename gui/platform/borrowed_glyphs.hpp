/// Glyphs of code points above U+FFFF (𠮷), which Dear ImGui cannot name.
///
/// Each stands at a place of the private area that the typeface gave it. Room for it is reserved in
/// the atlas before it is built, and FreeType's bitmap is copied there afterwards.
#pragma once

#include <vector>

#include "gui/platform/font_files.hpp"
#include "gui/widgets/typeface.hpp"

struct ImFont;
struct ImFontAtlas;

namespace sternum {

class BorrowedGlyphs {
 public:
  /// Reserves room in `atlas` for what `typeface` wants of `type` and `font` cannot hold by itself.
  /// `size`: the font's size as Dear ImGui counts it, px.
  void reserve(ImFontAtlas& atlas, ImFont* font, const FontFace& face, float size,
               const Typeface& typeface, Type type);
  /// Copies the bitmaps into the atlas that has been built.
  void draw(ImFontAtlas& atlas) const;

 private:
  struct Glyph {
    int rectangle = 0;  ///< of the atlas
    int width = 0;
    int height = 0;
    std::vector<unsigned char> grey;
  };
  std::vector<Glyph> glyphs_;
};

}  // namespace sternum
