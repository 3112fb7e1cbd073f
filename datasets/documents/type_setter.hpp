/// Words into lines of known width, and onto a page: fonts, kept from page to page.
///
/// Fonts are chosen by name, the first that has a character gives it. Neither hinted nor rounded:
/// widths are the same at every size and on every surface. Not thread-safe; the first words of a
/// face are slow (its tables are read), the next ones quick.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/documents/drawing.hpp"

struct _cairo;

namespace sternum::paper {

class TypeSetter {
 public:
  /// An error when none of the families is installed, or none of those that are has Chinese.
  [[nodiscard]] static Result<TypeSetter> create(const std::vector<std::string>& families);
  ~TypeSetter();
  TypeSetter(TypeSetter&&) noexcept;
  TypeSetter& operator=(TypeSetter&&) noexcept;

  /// Whose words these are: where lines break, and which shapes shared characters have.
  void speak(bool chinese);
  /// Measures and draws as on this surface from here on; null: as on none.
  void aim(_cairo* surface);

  [[nodiscard]] double width(std::string_view words, Type type) const;
  /// The words, or as many as fit with "…" behind them.
  [[nodiscard]] std::string fitted(std::string_view words, Type type, double width) const;
  /// Broken where a line may be; at most `most`, the last one cut.
  [[nodiscard]] std::vector<std::string> lines(std::string_view words, Type type, double width,
                                               int most) const;
  /// How many characters no font has.
  [[nodiscard]] int missing_glyphs(std::string_view words) const;
  void draw(_cairo* surface, Point start, std::string_view words, Type type, Ink ink) const;
  /// Of the faces, in their order, for a document that names them itself.
  [[nodiscard]] const std::string& families() const;

 private:
  TypeSetter();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum::paper
