/// A PNG in memory as something that cairo paints with.
#pragma once

#include <memory>
#include <string_view>

struct _cairo_surface;

namespace sternum::paper {

using Picture = std::unique_ptr<_cairo_surface, void (*)(_cairo_surface*)>;

/// `cairo_surface_status` of it tells what was wrong with the bytes.
[[nodiscard]] Picture picture_of_png(std::string_view png);

}  // namespace sternum::paper
