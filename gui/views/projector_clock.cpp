#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

#include "gui/model/numbers.hpp"
#include "gui/views/projector_modes.hpp"

namespace sternum {

namespace {

/// `turn`: of a whole one, from twelve o'clock.
Point on_dial(Point centre, double radius, double turn) {
  const double angle = turn * 2.0 * std::numbers::pi;
  return {centre.x + static_cast<float>(radius * std::sin(angle)),
          centre.y - static_cast<float>(radius * std::cos(angle))};
}

/// A bar from `from` to `to`, measured from the middle.
void draw_hand(Canvas& canvas, Point centre, double turn, double from, double to, float thickness,
               Colour ink) {
  const Point a = on_dial(centre, from, turn);
  const Point b = on_dial(centre, to, turn);
  const Point side = on_dial({0, 0}, static_cast<double>(thickness) / 2, turn + 0.25);
  const std::array<Point, 4> corners = {
      Point{a.x + side.x, a.y + side.y}, Point{b.x + side.x, b.y + side.y},
      Point{b.x - side.x, b.y - side.y}, Point{a.x - side.x, a.y - side.y}};
  canvas.convex(corners, ink);
}

}  // namespace

void draw_projector_clock(const View& view, Box window) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.fill(window, t.bg0);
  const std::int64_t wall_clock_ms = view.console.station().wall_clock_ms;
  const std::string time = time_of_day(wall_clock_ms);
  Box rest = window.inset(24);
  const Box digits = rest.cut_bottom(104, 16);
  canvas.text(digits, time, Type::Number, t.tx1, Align::Centre);

  const Point centre = rest.centre();
  const double radius = static_cast<double>(std::min(rest.w, rest.h)) / 2;
  if (radius < 60) return;
  for (int minute = 0; minute < 60; ++minute) {
    const bool hour = minute % 5 == 0;
    draw_hand(canvas, centre, minute / 60.0, radius * (hour ? 0.86 : 0.94), radius,
              static_cast<float>(radius) * (hour ? 0.028F : 0.010F), hour ? t.tx1 : t.edge);
  }
  const int hours = std::atoi(time.c_str());
  const int minutes = std::atoi(time.c_str() + time.find(':') + 1);
  const int seconds_now = static_cast<int>(wall_clock_ms / 1000 % 60);
  const float r = static_cast<float>(radius);
  draw_hand(canvas, centre, (hours % 12 + minutes / 60.0) / 12.0, -radius * 0.1, radius * 0.52,
            r * 0.055F, t.tx1);
  draw_hand(canvas, centre, (minutes + seconds_now / 60.0) / 60.0, -radius * 0.1, radius * 0.80,
            r * 0.036F, t.tx1);
  draw_hand(canvas, centre, seconds_now / 60.0, -radius * 0.16, radius * 0.84, r * 0.012F,
            t.target);
  canvas.disc(centre, r * 0.045F, t.target);
}

}  // namespace sternum
