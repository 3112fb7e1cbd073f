#include "datasets/documents/cairo_drawing.hpp"

#include <cairo.h>

#include <numbers>
#include <string>

#include "datasets/documents/png_surface.hpp"
#include "datasets/documents/type_setter.hpp"
#include "datasets/rule_files/rule_text.hpp"

namespace sternum::paper {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

void dip(cairo_t* cairo, Ink ink) {
  cairo_set_source_rgb(cairo, ((ink.rgb >> 16U) & 0xFFU) / 255.0, ((ink.rgb >> 8U) & 0xFFU) / 255.0,
                       (ink.rgb & 0xFFU) / 255.0);
}

void trace(cairo_t* cairo, std::span<const Point> points) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i == 0) {
      cairo_move_to(cairo, points[i].x, points[i].y);
    } else {
      cairo_line_to(cairo, points[i].x, points[i].y);
    }
  }
}

}  // namespace

void CairoDrawing::path(const Box& box, double radius) {
  const double r = std::min({radius, box.w / 2, box.h / 2});
  if (r <= 0.0) {
    cairo_rectangle(cairo_, box.x, box.y, box.w, box.h);
    return;
  }
  constexpr double kQuarter = kTurn / 4;
  cairo_new_sub_path(cairo_);
  cairo_arc(cairo_, box.right() - r, box.y + r, r, -kQuarter, 0);
  cairo_arc(cairo_, box.right() - r, box.bottom() - r, r, 0, kQuarter);
  cairo_arc(cairo_, box.x + r, box.bottom() - r, r, kQuarter, 2 * kQuarter);
  cairo_arc(cairo_, box.x + r, box.y + r, r, 2 * kQuarter, 3 * kQuarter);
  cairo_close_path(cairo_);
}

void CairoDrawing::fill(const Box& box, Ink ink, double radius) {
  dip(cairo_, ink);
  path(box, radius);
  cairo_fill(cairo_);
}

void CairoDrawing::outline(const Box& box, Ink ink, double width, double radius) {
  dip(cairo_, ink);
  cairo_set_line_width(cairo_, width);
  path(box.inset(width / 2, width / 2), radius);
  cairo_stroke(cairo_);
}

void CairoDrawing::line(Point from, Point to, Ink ink, double width) {
  dip(cairo_, ink);
  cairo_set_line_width(cairo_, width);
  cairo_move_to(cairo_, from.x, from.y);
  cairo_line_to(cairo_, to.x, to.y);
  cairo_stroke(cairo_);
}

void CairoDrawing::dashed_line(Point from, Point to, Ink ink, double width) {
  const double dash = 4 * width;
  cairo_set_dash(cairo_, &dash, 1, 0.0);
  line(from, to, ink, width);
  cairo_set_dash(cairo_, nullptr, 0, 0.0);
}

void CairoDrawing::polyline(std::span<const Point> points, Ink ink, double width) {
  dip(cairo_, ink);
  cairo_set_line_width(cairo_, width);
  cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
  trace(cairo_, points);
  cairo_stroke(cairo_);
}

void CairoDrawing::polygon(std::span<const Point> points, Ink ink) {
  dip(cairo_, ink);
  trace(cairo_, points);
  cairo_close_path(cairo_);
  cairo_fill(cairo_);
}

void CairoDrawing::disc(Point centre, double radius, Ink ink) {
  dip(cairo_, ink);
  cairo_new_path(cairo_);
  cairo_arc(cairo_, centre.x, centre.y, radius, 0, kTurn);
  cairo_fill(cairo_);
}

void CairoDrawing::ring(Point centre, double radius, Ink ink, double width) {
  dip(cairo_, ink);
  cairo_set_line_width(cairo_, width);
  cairo_new_path(cairo_);
  cairo_arc(cairo_, centre.x, centre.y, radius, 0, kTurn);
  cairo_stroke(cairo_);
}

void CairoDrawing::put(Point start, const std::string& words, const Writing& how,
                       double /*width*/) {
  type_setter().draw(cairo_, start, words, how.type, how.ink);
}

Result<void> CairoDrawing::put_picture(const Box& place, std::string_view png) {
  const Picture picture = picture_of_png(png);
  if (const auto status = cairo_surface_status(picture.get()); status != CAIRO_STATUS_SUCCESS) {
    return failure(cairo_status_to_string(status), "printing", "give another picture");
  }
  // The same picture on another page of a document is the same object.
  auto* const name = new std::string(sha256_hex(png));
  const auto forget = [](void* text) { delete static_cast<std::string*>(text); };
  cairo_surface_set_mime_data(picture.get(), CAIRO_MIME_TYPE_UNIQUE_ID,
                              reinterpret_cast<const unsigned char*>(name->data()), name->size(),
                              forget, name);
  cairo_save(cairo_);
  cairo_translate(cairo_, place.x, place.y);
  cairo_scale(cairo_, place.w / cairo_image_surface_get_width(picture.get()),
              place.h / cairo_image_surface_get_height(picture.get()));
  cairo_set_source_surface(cairo_, picture.get(), 0, 0);
  cairo_pattern_set_filter(cairo_get_source(cairo_), CAIRO_FILTER_BEST);
  cairo_paint(cairo_);
  cairo_restore(cairo_);
  return {};
}

}  // namespace sternum::paper
