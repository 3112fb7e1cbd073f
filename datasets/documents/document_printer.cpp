#include "datasets/documents/document_printer.hpp"

#include <cairo-pdf.h>
#include <cairo.h>

#include <cmath>
#include <utility>

#include "datasets/atomic_file.hpp"
#include "datasets/documents/cairo_drawing.hpp"
#include "datasets/documents/svg_drawing.hpp"
#include "datasets/documents/type_setter.hpp"

namespace sternum {
namespace {

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;
using Cairo = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

/// Why cairo gave up: memory, as everything else is under our control.
Result<void> outcome(cairo_status_t status) {
  if (status == CAIRO_STATUS_SUCCESS) return {};
  return failure(cairo_status_to_string(status), "printing", "is there enough memory?");
}

}  // namespace

DocumentPrinter::DocumentPrinter() = default;
DocumentPrinter::~DocumentPrinter() = default;
DocumentPrinter::DocumentPrinter(DocumentPrinter&&) noexcept = default;
DocumentPrinter& DocumentPrinter::operator=(DocumentPrinter&&) noexcept = default;

Result<DocumentPrinter> DocumentPrinter::create(const PrinterOptions& options) {
  auto setter = paper::TypeSetter::create(options.families);
  if (!setter) return tl::unexpected(setter.error());
  DocumentPrinter printer;
  printer.setter_ = std::make_unique<paper::TypeSetter>(std::move(*setter));
  return printer;
}

paper::TypeSetter& DocumentPrinter::type_setter() { return *setter_; }

Result<std::string> DocumentPrinter::pdf(double width, double height, double points,
                                         const PrintMetadata& metadata, const DocumentWords& words,
                                         const std::vector<Page>& pages) {
  std::string bytes;
  const Surface surface(
      cairo_pdf_surface_create_for_stream(append, &bytes, width * points, height * points),
      &cairo_surface_destroy);
  const auto say = [&surface](cairo_pdf_metadata_t what, const std::string& text) {
    if (!text.empty()) cairo_pdf_surface_set_metadata(surface.get(), what, text.c_str());
  };
  say(CAIRO_PDF_METADATA_TITLE, metadata.title);
  say(CAIRO_PDF_METADATA_AUTHOR, metadata.author);
  say(CAIRO_PDF_METADATA_CREATOR, "Sternum");
  say(CAIRO_PDF_METADATA_CREATE_DATE, metadata.created);
  setter_->speak(words.language() == DocumentLanguage::Chinese);
  {
    const Cairo cairo(cairo_create(surface.get()), &cairo_destroy);
    cairo_scale(cairo.get(), points, points);
    setter_->aim(cairo.get());
    paper::CairoDrawing drawing(*setter_, cairo.get());
    for (const Page& page : pages) {
      if (const auto drawn = page(drawing); !drawn) return tl::unexpected(drawn.error());
      cairo_show_page(cairo.get());
    }
    if (const auto drawn = outcome(cairo_status(cairo.get())); !drawn) {
      return tl::unexpected(drawn.error());
    }
  }
  cairo_surface_finish(surface.get());
  if (const auto drawn = outcome(cairo_surface_status(surface.get())); !drawn) {
    return tl::unexpected(drawn.error());
  }
  return bytes;
}

Result<std::string> DocumentPrinter::png(double width, double height, double scale,
                                         const DocumentWords& words, const Page& page) {
  const Surface surface(
      cairo_image_surface_create(CAIRO_FORMAT_RGB24, static_cast<int>(std::ceil(width * scale)),
                                 static_cast<int>(std::ceil(height * scale))),
      &cairo_surface_destroy);
  const Cairo cairo(cairo_create(surface.get()), &cairo_destroy);
  cairo_scale(cairo.get(), scale, scale);
  setter_->speak(words.language() == DocumentLanguage::Chinese);
  setter_->aim(cairo.get());
  paper::CairoDrawing drawing(*setter_, cairo.get());
  drawing.fill({0, 0, width, height}, paper::ink::kPaper, 0.0);
  if (const auto drawn = page(drawing); !drawn) return tl::unexpected(drawn.error());
  std::string bytes;
  const auto status = cairo_surface_write_to_png_stream(surface.get(), append, &bytes);
  if (const auto written = outcome(status); !written) return tl::unexpected(written.error());
  return bytes;
}

Result<std::string> DocumentPrinter::svg(double width, double height, std::string_view title,
                                         const DocumentWords& words, const Page& page) {
  const bool chinese = words.language() == DocumentLanguage::Chinese;
  setter_->speak(chinese);
  setter_->aim(nullptr);
  paper::SvgDrawing drawing(*setter_, width, height, title, chinese ? "zh-CN" : "en");
  drawing.fill({0, 0, width, height}, paper::ink::kPaper, 0.0);
  if (const auto drawn = page(drawing); !drawn) return tl::unexpected(drawn.error());
  return drawing.take();
}

Result<void> write_document(const std::filesystem::path& file, std::string_view bytes) {
  auto whole = AtomicFile::create(file);
  if (!whole) return tl::unexpected(whole.error());
  if (const auto written = whole->write(bytes); !written) return written;
  return whole->finish();
}

}  // namespace sternum
