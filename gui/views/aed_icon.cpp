#include "gui/views/aed_icon.hpp"

#include <algorithm>
#include <array>

namespace sternum {

namespace {

constexpr float kAedStroke = 2.4F;

/// Places a 24 × 24 drawing.
struct AedPlace {
  explicit AedPlace(Box box)
      : unit(std::min(box.w, box.h) / 24.0F),
        x0(box.centre().x - 12.0F * unit),
        y0(box.centre().y - 12.0F * unit) {}
  [[nodiscard]] Point at(float x, float y) const { return {x0 + x * unit, y0 + y * unit}; }
  [[nodiscard]] Box box(float x, float y, float w, float h) const {
    return {x0 + x * unit, y0 + y * unit, w * unit, h * unit};
  }
  float unit;
  float x0;
  float y0;
};

void draw_pads(Canvas& canvas, const AedPlace& place, Colour ink) {
  canvas.fill(place.box(2, 3, 8, 10), ink, 2 * place.unit);
  canvas.fill(place.box(14, 11, 8, 10), ink, 2 * place.unit);
  canvas.line(place.at(10, 6), place.at(18, 6), ink, kAedStroke * place.unit);
  canvas.line(place.at(18, 5), place.at(18, 11), ink, kAedStroke * place.unit);
}

void draw_rhythm(Canvas& canvas, const AedPlace& place, Colour ink) {
  const std::array<Point, 7> line = {place.at(1, 13),  place.at(6, 13), place.at(9, 5),
                                     place.at(13, 20), place.at(16, 9), place.at(18, 13),
                                     place.at(23, 13)};
  canvas.polyline(line, ink, kAedStroke * place.unit);
}

void draw_press(Canvas& canvas, const AedPlace& place, Colour ink) {
  canvas.fill(place.box(10, 2, 4, 8), ink);
  canvas.triangle(place.at(4, 9), place.at(20, 9), place.at(12, 17), ink);
  canvas.fill(place.box(3, 19, 18, 3), ink);
}

void draw_struck_bolt(Canvas& canvas, Box box, const AedPlace& place, Colour ink) {
  draw_bolt(canvas, box, ink);
  canvas.line(place.at(3, 20), place.at(21, 4), ink, kAedStroke * place.unit);
}

}  // namespace

void draw_bolt(Canvas& canvas, Box box, Colour ink) {
  const AedPlace place(box);
  canvas.triangle(place.at(14, 1), place.at(5, 13.5F), place.at(12.5F, 13.5F), ink);
  canvas.triangle(place.at(10, 23), place.at(19, 10.5F), place.at(11.5F, 10.5F), ink);
}

void draw_aed_icon(Canvas& canvas, Box box, AedState state, Colour ink) {
  const AedPlace place(box);
  switch (state) {
    case AedState::Off:
      canvas.ring(place.at(12, 13), 8.5F * place.unit, ink, kAedStroke * place.unit);
      canvas.fill(place.box(10.8F, 1, 2.4F, 10), ink);
      return;
    case AedState::AttachPads:
      draw_pads(canvas, place, ink);
      return;
    case AedState::Announcing:
    case AedState::Analysing:
      draw_rhythm(canvas, place, ink);
      return;
    case AedState::Charging:
    case AedState::Armed:
      draw_bolt(canvas, box, ink);
      return;
    case AedState::Shocked:
      canvas.ring(place.at(12, 12), 11 * place.unit, ink, kAedStroke * place.unit);
      draw_bolt(canvas, place.box(5, 5, 14, 14), ink);
      return;
    case AedState::NoShock:
    case AedState::Disarmed:
      draw_struck_bolt(canvas, box, place, ink);
      return;
    case AedState::Cpr:
      draw_press(canvas, place, ink);
      return;
  }
}

}  // namespace sternum
