#include "datasets/documents/base_logo.hpp"

#include <cairo-pdf.h>
#include <cairo.h>
#include <fmt/format.h>
#include <stb/stb_image.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

#include "datasets/atomic_file.hpp"
#include "datasets/documents/png_surface.hpp"

namespace sternum {
namespace {

using paper::Picture;

/// What the larger of its places, 240 × 96 units of 1/150 inch, has at 300 dots an inch.
constexpr double kPlaceWidth_px = 480.0;
constexpr double kPlaceHeight_px = 192.0;
/// Of a page's 150 KB.
constexpr std::size_t kMostPrintedBytes = 36'000;
/// From one attempt at being small enough to the next.
constexpr double kSmaller = 0.85;

using LogoCairo = std::unique_ptr<cairo_t, decltype(&cairo_destroy)>;
using Pixels = std::unique_ptr<stbi_uc, decltype(&stbi_image_free)>;

cairo_status_t add_to_logo(void* bytes, const unsigned char* data, unsigned int length) {
  static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

cairo_status_t count_printed(void* count, const unsigned char* /*data*/, unsigned int length) {
  *static_cast<std::size_t*>(count) += length;
  return CAIRO_STATUS_SUCCESS;
}

/// Cairo's pixels have the alpha multiplied in already.
std::uint32_t premultiplied(const stbi_uc* rgba) {
  const std::uint32_t alpha = rgba[3];
  const auto part = [alpha](std::uint32_t value) { return (value * alpha + 127U) / 255U; };
  return alpha << 24U | part(rgba[0]) << 16U | part(rgba[1]) << 8U | part(rgba[2]);
}

/// Without an alpha of its own when nothing is transparent: then nothing is printed for it.
Picture surface_of(const stbi_uc* pixels, int width, int height) {
  const std::size_t count = static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
  bool is_opaque = true;
  for (std::size_t i = 0; i < count; ++i) is_opaque = is_opaque && pixels[4 * i + 3] == 255;
  Picture surface(cairo_image_surface_create(is_opaque ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32,
                                             width, height),
                  &cairo_surface_destroy);
  unsigned char* const data = cairo_image_surface_get_data(surface.get());
  if (data == nullptr) return surface;
  const int stride = cairo_image_surface_get_stride(surface.get());
  for (int y = 0; y < height; ++y) {
    auto* const row =
        reinterpret_cast<std::uint32_t*>(data + static_cast<std::ptrdiff_t>(y) * stride);
    for (int x = 0; x < width; ++x, pixels += 4) row[x] = premultiplied(pixels);
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

Picture scaled(cairo_surface_t* whole, double factor) {
  const double width = cairo_image_surface_get_width(whole);
  const double height = cairo_image_surface_get_height(whole);
  const int new_width = std::max(1, static_cast<int>(std::lround(width * factor)));
  const int new_height = std::max(1, static_cast<int>(std::lround(height * factor)));
  Picture smaller(
      cairo_image_surface_create(cairo_image_surface_get_format(whole), new_width, new_height),
      &cairo_surface_destroy);
  const LogoCairo cairo(cairo_create(smaller.get()), &cairo_destroy);
  cairo_scale(cairo.get(), new_width / width, new_height / height);
  cairo_set_source_surface(cairo.get(), whole, 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cairo.get()), CAIRO_FILTER_BEST);
  // At the edges there is nothing to be mixed in.
  cairo_pattern_set_extend(cairo_get_source(cairo.get()), CAIRO_EXTEND_PAD);
  cairo_paint(cairo.get());
  return smaller;
}

/// What it comes to in a document; that of an empty page is small beside it.
std::size_t printed_bytes(cairo_surface_t* logo) {
  std::size_t count = 0;
  const Picture page(
      cairo_pdf_surface_create_for_stream(count_printed, &count, kPlaceWidth_px, kPlaceHeight_px),
      &cairo_surface_destroy);
  {
    const LogoCairo cairo(cairo_create(page.get()), &cairo_destroy);
    cairo_set_source_surface(cairo.get(), logo, 0, 0);
    cairo_paint(cairo.get());
    cairo_show_page(cairo.get());
  }
  cairo_surface_finish(page.get());
  return count;
}

Result<BaseLogo> as_png(cairo_surface_t* surface, const std::string& where) {
  BaseLogo logo{
      {}, cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface)};
  if (cairo_surface_write_to_png_stream(surface, add_to_logo, &logo.png) != CAIRO_STATUS_SUCCESS) {
    return failure("the logo cannot be made smaller", where, "is there enough memory?");
  }
  return logo;
}

/// The decoder looks at the first bytes, too, and would try what has no signature.
bool is_picture(std::string_view bytes) {
  return bytes.starts_with("\x89PNG\r\n\x1a\n") || bytes.starts_with("\xff\xd8\xff");
}

Result<std::string> bytes_of_picture(const std::filesystem::path& file) {
  std::error_code problem;
  if (!std::filesystem::is_regular_file(file, problem)) {
    return failure("there is no such picture", file.string(), "check its name");
  }
  const auto size = std::filesystem::file_size(file, problem);
  if (!problem && size > kMostPictureBytes) {
    return failure(fmt::format("the picture has {} MB; a logo may have {}",
                               (size + 999'999) / 1'000'000, kMostPictureBytes / 1'000'000),
                   file.string(), "save it smaller: it is printed 4 cm wide");
  }
  std::ifstream in(file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in || problem) {
    return failure("the picture cannot be read", file.string(), "check its permissions");
  }
  return bytes;
}

}  // namespace

Result<BaseLogo> printable_logo(std::string_view picture, const std::string& where) {
  const auto* const bytes = reinterpret_cast<const stbi_uc*>(picture.data());
  const int size = static_cast<int>(std::min(picture.size(), kMostPictureBytes));
  if (!is_picture(picture)) {
    return failure("this is no picture that can be printed", where, "save it as PNG or JPEG");
  }
  int width = 0;
  int height = 0;
  int channels = 0;
  const auto damaged = [&where] {
    return failure("this picture is damaged, or of an unusual kind", where,
                   "open it in another program and save it as PNG");
  };
  if (stbi_info_from_memory(bytes, size, &width, &height, &channels) == 0) return damaged();
  if (width > kMostPictureSide_px || height > kMostPictureSide_px) {
    return failure(fmt::format("the picture has {} x {} pixels; a logo may have {} x {}", width,
                               height, kMostPictureSide_px, kMostPictureSide_px),
                   where, "save it smaller: it is printed 4 cm wide");
  }
  constexpr int kRgba = 4;
  const Pixels pixels(stbi_load_from_memory(bytes, size, &width, &height, &channels, kRgba),
                      &stbi_image_free);
  if (!pixels) return damaged();
  const Picture whole = surface_of(pixels.get(), width, height);
  double factor = std::min({1.0, kPlaceWidth_px / width, kPlaceHeight_px / height});
  Picture fitting = scaled(whole.get(), factor);
  while (printed_bytes(fitting.get()) > kMostPrintedBytes) {
    factor *= kSmaller;
    fitting = scaled(whole.get(), factor);
  }
  return as_png(fitting.get(), where);
}

std::filesystem::path base_logo_file(const std::filesystem::path& folder) {
  return folder / "base-logo.png";
}

Result<BaseLogo> keep_base_logo(const std::filesystem::path& folder,
                                const std::filesystem::path& picture) {
  const auto bytes = bytes_of_picture(picture);
  if (!bytes) return tl::unexpected(bytes.error());
  auto logo = printable_logo(*bytes, picture.string());
  if (!logo) return logo;
  std::error_code ignored;
  std::filesystem::create_directories(folder, ignored);
  auto file = AtomicFile::create(base_logo_file(folder));
  if (!file) return tl::unexpected(file.error());
  if (auto done = file->write(logo->png); !done) return tl::unexpected(done.error());
  if (auto done = file->finish(); !done) return tl::unexpected(done.error());
  return logo;
}

Result<void> remove_base_logo(const std::filesystem::path& folder) {
  std::error_code problem;
  const auto file = base_logo_file(folder);
  if (std::filesystem::remove(file, problem)) return {};
  if (problem) {
    return failure(fmt::format("the logo cannot be removed ({})", problem.message()), file.string(),
                   "check the folder's permissions");
  }
  return failure("this folder has no logo", folder.string(),
                 "`sternum base --logo FILE` gives one");
}

Result<BaseLogo> read_base_logo(const std::filesystem::path& folder) {
  const auto file = base_logo_file(folder);
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return BaseLogo{};
  auto png = bytes_of_picture(file);
  if (!png) return tl::unexpected(png.error());
  const Picture surface = paper::picture_of_png(*png);
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) {
    return failure("the base's logo is damaged", file.string(),
                   "give it again with `sternum base --logo FILE`, or take it away with --no-logo");
  }
  return BaseLogo{std::move(*png), cairo_image_surface_get_width(surface.get()),
                  cairo_image_surface_get_height(surface.get())};
}

}  // namespace sternum
