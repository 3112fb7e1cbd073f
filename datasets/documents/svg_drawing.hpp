/// Drawing into an SVG 1.1 text: plain shapes and words, and a group for every kind of mark.
///
/// Coordinates to a hundredth of a unit.
#pragma once

#include <string>

#include "datasets/documents/drawing.hpp"

namespace sternum::paper {

class SvgDrawing final : public Drawing {
 public:
  SvgDrawing(const TypeSetter& setter, double width, double height, std::string_view title,
             std::string_view language);

  /// The whole file. Nothing is drawn afterwards.
  [[nodiscard]] std::string take();

  void fill(const Box& box, Ink ink, double radius) override;
  void outline(const Box& box, Ink ink, double width, double radius) override;
  void line(Point from, Point to, Ink ink, double width) override;
  void dashed_line(Point from, Point to, Ink ink, double width) override;
  void polyline(std::span<const Point> points, Ink ink, double width) override;
  void polygon(std::span<const Point> points, Ink ink) override;
  void disc(Point centre, double radius, Ink ink) override;
  void ring(Point centre, double radius, Ink ink, double width) override;
  /// `kind` becomes the group's class.
  void begin_marks(std::string_view kind) override;
  void end_marks() override;

 protected:
  void put(Point start, const std::string& words, const Writing& how, double width) override;
  Result<void> put_picture(const Box& place, std::string_view png) override;

 private:
  std::string svg_;
};

}  // namespace sternum::paper
