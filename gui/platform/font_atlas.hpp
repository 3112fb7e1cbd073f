/// Dear ImGui's font atlas, holding the glyphs in use and no others.
///
/// A full Chinese font is 16–128 MB of texture; the glyphs a class needs are 2 MB. When a text with
/// a new glyph turns up, `needs_rebuild` says so and the atlas is built again, between two frames
/// only. A new scale means new glyphs too: they are never stretched. Screen's thread only; a
/// current Dear ImGui context must outlive it.
#pragma once

#include "gui/platform/font_files.hpp"
#include "gui/widgets/typeface.hpp"

namespace sternum {

class FontAtlas {
 public:
  explicit FontAtlas(FontFiles files);

  [[nodiscard]] Typeface& typeface() { return typeface_; }
  [[nodiscard]] bool needs_rebuild(float scale) const {
    return typeface_.grown() || scale != scale_;
  }
  /// Builds the current context's atlas; whoever holds its texture must upload it again.
  void rebuild(float scale);

 private:
  FontFiles files_;
  Typeface typeface_;
  float scale_ = 0.0F;
};

}  // namespace sternum
