/// A compiled gettext catalogue (.mo), read in place.
///
/// The bytes must outlive the catalogue: it hands out pointers into them. Immutable once made, so
/// any thread may read it. A text that is not in it is answered with null; a damaged catalogue is
/// an empty one. Format: GNU gettext manual, "The Format of GNU MO Files".
#pragma once

#include <cstddef>
#include <string_view>
#include <unordered_map>

namespace sternum {

class Catalogue {
 public:
  explicit Catalogue(std::string_view mo);

  /// The translation of `key`, NUL-terminated; null when there is none.
  [[nodiscard]] const char* find(std::string_view key) const;
  /// The same for a key under a context.
  [[nodiscard]] const char* find(std::string_view context, std::string_view key) const;
  [[nodiscard]] std::size_t size() const { return texts_.size(); }
  /// Every translation, for whoever wants to have the glyphs ready.
  template <class Visitor>
  void for_each(Visitor&& visit) const {
    for (const auto& [key, text] : texts_) visit(key, std::string_view(text));
  }

 private:
  std::unordered_map<std::string_view, const char*> texts_;
};

/// The Chinese texts that are built into the program.
[[nodiscard]] const Catalogue& chinese_catalogue();

}  // namespace sternum
