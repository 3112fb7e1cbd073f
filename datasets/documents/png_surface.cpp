#include "datasets/documents/png_surface.hpp"

#include <cairo.h>

#include <algorithm>

namespace sternum::paper {
namespace {

cairo_status_t read_png(void* left, unsigned char* data, unsigned int length) {
  auto& rest = *static_cast<std::string_view*>(left);
  if (rest.size() < length) return CAIRO_STATUS_READ_ERROR;
  std::copy_n(rest.begin(), length, data);
  rest.remove_prefix(length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Picture picture_of_png(std::string_view png) {
  return {cairo_image_surface_create_from_png_stream(read_png, &png), &cairo_surface_destroy};
}

}  // namespace sternum::paper
