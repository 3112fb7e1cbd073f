/// The font files on this computer that the console is set in.
///
/// Noto Sans CJK SC, Regular and Bold; the face called "SC" inside the collections is looked for by
/// its family name, because its index differs between releases. Without Noto the first of the
/// fallbacks that is there is taken, and `notice` says what is lost. The files are mapped, not
/// read: they are 20 MB each, of which a screen needs little. The mappings live as long as the
/// object.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

class FontFace {
 public:
  /// The face of `family` inside `file`, or the first face when `family` is empty.
  [[nodiscard]] static Result<FontFace> open(const std::filesystem::path& file,
                                             const std::string& family);

  [[nodiscard]] std::span<const std::byte> bytes() const { return *bytes_; }
  [[nodiscard]] int index() const { return index_; }
  /// (ascender − descender) ÷ em: what Dear ImGui calls a font's size, over what typographers do.
  [[nodiscard]] float line_to_em() const { return line_to_em_; }
  [[nodiscard]] bool has_chinese() const { return has_chinese_; }

 private:
  FontFace() = default;
  std::shared_ptr<const std::span<const std::byte>> bytes_;
  int index_ = 0;
  float line_to_em_ = 1.0F;
  bool has_chinese_ = false;
};

struct FontFiles {
  FontFace regular;
  FontFace bold;
  /// What is not as it should be, for the person at the keyboard.
  std::optional<Error> notice;
};

[[nodiscard]] Result<FontFiles> find_font_files();

}  // namespace sternum
