/// Drawing on a cairo surface: a page of a PDF or a picture.
#pragma once

#include "datasets/documents/drawing.hpp"

struct _cairo;

namespace sternum::paper {

class CairoDrawing final : public Drawing {
 public:
  /// `surface` must outlive the drawing.
  CairoDrawing(const TypeSetter& setter, _cairo* surface) : Drawing(setter), cairo_(surface) {}

  void fill(const Box& box, Ink ink, double radius) override;
  void outline(const Box& box, Ink ink, double width, double radius) override;
  void line(Point from, Point to, Ink ink, double width) override;
  void dashed_line(Point from, Point to, Ink ink, double width) override;
  void polyline(std::span<const Point> points, Ink ink, double width) override;
  void polygon(std::span<const Point> points, Ink ink) override;
  void disc(Point centre, double radius, Ink ink) override;
  void ring(Point centre, double radius, Ink ink, double width) override;

 protected:
  void put(Point start, const std::string& words, const Writing& how, double width) override;
  Result<void> put_picture(const Box& place, std::string_view png) override;

 private:
  void path(const Box& box, double radius);

  _cairo* cairo_;
};

}  // namespace sternum::paper
