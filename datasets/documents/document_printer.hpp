/// Prints documents one after another, with its fonts kept between them.
///
/// The first page costs the reading of the fonts, each further one only its own. The same document
/// gives the same bytes, from whichever printer and after whatever else it printed. Not
/// thread-safe: one printer, one thread. Nothing of it touches a network or the database.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/documents/document_words.hpp"

namespace sternum {

namespace paper {
class Drawing;
class TypeSetter;
}  // namespace paper

struct PrinterOptions {
  /// The first that has a character gives it. Small TrueType faces first: a page stays small. What
  /// is written by only a few thousand people (䶮, 𠮷) comes from the others.
  std::vector<std::string> families = {"WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
                                       "Noto Sans CJK SC"};
};

/// Of a PDF, for whoever lists files: no names of people in it.
struct PrintMetadata {
  std::string title;
  std::string author;
  std::string created;  ///< "2026-03-21T14:38:00+08:00": the document's own, not the printing's
};

class DocumentPrinter {
 public:
  /// An error names the package to install when there is no font with Chinese characters.
  [[nodiscard]] static Result<DocumentPrinter> create(const PrinterOptions& options = {});
  ~DocumentPrinter();
  DocumentPrinter(DocumentPrinter&&) noexcept;
  DocumentPrinter& operator=(DocumentPrinter&&) noexcept;

  /// Draws one page; an error ends the document.
  using Page = std::function<Result<void>(paper::Drawing&)>;
  /// Pages of `width` × `height` units, each unit `points` of 1/72 inch.
  [[nodiscard]] Result<std::string> pdf(double width, double height, double points,
                                        const PrintMetadata& metadata, const DocumentWords& words,
                                        const std::vector<Page>& pages);
  /// One picture, `scale` pixels a unit, on white.
  [[nodiscard]] Result<std::string> png(double width, double height, double scale,
                                        const DocumentWords& words, const Page& page);
  [[nodiscard]] Result<std::string> svg(double width, double height, std::string_view title,
                                        const DocumentWords& words, const Page& page);
  /// To measure with before anything is drawn.
  [[nodiscard]] paper::TypeSetter& type_setter();

 private:
  DocumentPrinter();
  std::unique_ptr<paper::TypeSetter> setter_;
};

/// Whole or not at all. Blocks on the disk.
[[nodiscard]] Result<void> write_document(const std::filesystem::path& file,
                                          std::string_view bytes);

}  // namespace sternum
