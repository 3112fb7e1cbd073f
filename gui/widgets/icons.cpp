#include "gui/widgets/icons.hpp"

#include <array>
#include <cmath>
#include <initializer_list>
#include <numbers>

namespace sternum {

namespace {

/// A pen in a box of 24 × 24.
class Pen {
 public:
  Pen(Canvas& canvas, Box box, Colour ink)
      : canvas_(canvas),
        unit_(std::min(box.w, box.h) / 24.0F),
        origin_{box.centre().x - 12.0F * unit_, box.centre().y - 12.0F * unit_},
        ink_(ink) {}

  [[nodiscard]] Point at(float x, float y) const {
    return {origin_.x + x * unit_, origin_.y + y * unit_};
  }
  void ink(Colour colour) { ink_ = colour; }
  void rect(float x, float y, float w, float h) {
    const Point p = at(x, y);
    canvas_.fill({p.x, p.y, w * unit_, h * unit_}, ink_);
  }
  void rounded(float x, float y, float w, float h, float radius) {
    const Point p = at(x, y);
    canvas_.fill({p.x, p.y, w * unit_, h * unit_}, ink_, radius * unit_);
  }
  void shape(std::initializer_list<Point> points) {
    std::array<Point, 16> placed;
    std::size_t count = 0;
    for (const Point& p : points) placed[count++] = at(p.x, p.y);
    canvas_.convex({placed.data(), count}, ink_);
  }
  void disc(float x, float y, float r) { canvas_.disc(at(x, y), r * unit_, ink_); }
  void ring(float x, float y, float r, float thickness) {
    canvas_.ring(at(x, y), r * unit_, ink_, thickness * unit_);
  }
  void stroke(std::initializer_list<Point> points, float thickness) {
    const Point* before = nullptr;
    for (const Point& p : points) {
      if (before != nullptr) bar(*before, p, thickness);
      disc(p.x, p.y, thickness / 2);
      before = &p;
    }
  }
  void octagon(float r) {
    std::array<Point, 8> corners;
    for (std::size_t i = 0; i < corners.size(); ++i) {
      const float angle = (static_cast<float>(i) + 0.5F) * std::numbers::pi_v<float> / 4.0F;
      corners[i] = at(12 + r * std::cos(angle), 12 + r * std::sin(angle));
    }
    canvas_.convex(corners, ink_);
  }

 private:
  void bar(Point a, Point b, float thickness) {
    const float dx = b.x - a.x;
    const float dy = b.y - a.y;
    const float length = std::max(1e-3F, std::sqrt(dx * dx + dy * dy));
    const float nx = -dy / length * thickness / 2;
    const float ny = dx / length * thickness / 2;
    shape({{a.x + nx, a.y + ny}, {b.x + nx, b.y + ny}, {b.x - nx, b.y - ny}, {a.x - nx, a.y - ny}});
  }

  Canvas& canvas_;
  float unit_;
  Point origin_;
  Colour ink_;
};

void arrow_down(Pen& pen, float top, float tip) {
  pen.rect(10, top, 4, tip - top - 7);
  pen.shape({{4, tip - 8}, {20, tip - 8}, {12, tip}});
}

void arrow_up(Pen& pen, float tip, float bottom) {
  pen.shape({{4, tip + 8}, {12, tip}, {20, tip + 8}});
  pen.rect(10, tip + 7, 4, bottom - tip - 7);
}

void two_breaths(Pen& pen) {
  pen.ring(7, 14, 4.2F, 2.2F);
  pen.ring(17, 12, 5.2F, 2.2F);
}

}  // namespace

void draw_state_icon(Canvas& canvas, Box box, SeatState state, Colour ink, Colour ground) {
  Pen pen(canvas, box, ink);
  switch (state) {
    case SeatState::HandsOff:
      pen.octagon(11.5F);
      pen.ink(ground);
      pen.rect(7.5F, 6.5F, 3.2F, 11);
      pen.rect(13.3F, 6.5F, 3.2F, 11);
      break;
    case SeatState::NoSignal:
      pen.ring(12, 12, 9, 2.4F);
      pen.stroke({{6, 18}, {18, 6}}, 2.4F);
      break;
    case SeatState::HeldElsewhere:  // a lock
      pen.ring(12, 8.5F, 5.2F, 2.4F);
      pen.rounded(4.5F, 10, 15, 11.5F, 2);
      break;
    case SeatState::ChangeOver:
      pen.rect(3, 6, 12, 3);
      pen.shape({{14, 2.5F}, {21, 7.5F}, {14, 12.5F}});
      pen.rect(9, 15, 12, 3);
      pen.shape({{10, 11.5F}, {3, 16.5F}, {10, 21.5F}});
      break;
    case SeatState::MoveHands:
      pen.ring(12, 12, 7, 2.4F);
      pen.rect(10.8F, 1, 2.4F, 6.5F);
      pen.rect(10.8F, 16.5F, 2.4F, 6.5F);
      pen.rect(1, 10.8F, 6.5F, 2.4F);
      pen.rect(16.5F, 10.8F, 6.5F, 2.4F);
      break;
    case SeatState::PressDeeper:
      arrow_down(pen, 3, 17);
      pen.rect(3, 19, 18, 3);
      break;
    case SeatState::PressLessDeep:
      arrow_down(pen, 2, 22);
      pen.rect(2, 7, 20, 2.6F);
      break;
    case SeatState::ReleaseFully:
      pen.rect(3, 2, 18, 3);
      arrow_up(pen, 7, 21);
      break;
    case SeatState::TooFast:
      pen.shape({{3, 5}, {12, 12}, {3, 19}});
      pen.shape({{12, 5}, {21, 12}, {12, 19}});
      break;
    case SeatState::TooSlow:
      pen.rect(4, 5, 3, 14);
      pen.shape({{9, 12}, {20, 5}, {20, 19}});
      break;
    case SeatState::MoreAir:
      pen.ring(7, 15, 4.5F, 2.4F);
      pen.rect(16, 9, 3, 12);
      pen.shape({{12.5F, 10}, {17.5F, 3}, {22.5F, 10}});
      break;
    case SeatState::LessAir:
      pen.ring(7, 9, 4.5F, 2.4F);
      pen.rect(16, 3, 3, 12);
      pen.shape({{12.5F, 14}, {22.5F, 14}, {17.5F, 21}});
      break;
    case SeatState::BreatheSlower:
      pen.ring(6.5F, 12, 4.2F, 2.4F);
      pen.rect(13.5F, 5, 3, 14);
      pen.rect(19, 5, 3, 14);
      break;
    case SeatState::WellDone:
    case SeatState::Good:
      pen.ring(12, 12, 9, 2.4F);
      pen.stroke({{8, 12.4F}, {11, 15.4F}, {16.2F, 9.2F}}, 2.4F);
      break;
    case SeatState::Pressing:
      pen.rect(4, 4, 3, 16);
      pen.rect(10.5F, 4, 3, 10);
      pen.rect(17, 4, 3, 16);
      break;
    case SeatState::Breaths:
      two_breaths(pen);
      break;
    case SeatState::Ready:
      pen.ring(12, 12, 9, 2.2F);
      pen.disc(12, 12, 2.6F);
      break;
    case SeatState::Done:
      pen.rounded(3, 3, 18, 18, 3);
      pen.ink(ground);
      pen.stroke({{7.4F, 12.4F}, {10.8F, 15.8F}, {16.8F, 8.8F}}, 2.6F);
      break;
  }
}

void draw_mark(Canvas& canvas, Box box) {
  const Theme& t = canvas.theme();
  const float w = box.w / 5.0F;
  canvas.fill({box.x, box.y, w, box.h}, t.tx1, w / 2);
  canvas.fill({box.x + 2 * w, box.y, w, box.h * 0.62F}, t.target, w / 2);
  canvas.fill({box.x + 4 * w, box.y, w, box.h}, t.tx1, w / 2);
}

void draw_trouble_icon(Canvas& canvas, Box box, Colour ink, Colour ground) {
  Pen pen(canvas, box, ink);
  pen.shape({{12, 1.5F}, {23, 21.5F}, {1, 21.5F}});
  pen.ink(ground);
  pen.rect(10.7F, 8, 2.6F, 7);
  pen.rect(10.7F, 16.6F, 2.6F, 2.6F);
}

void draw_metronome_icon(Canvas& canvas, Box box, Colour ink, Colour ground) {
  Pen pen(canvas, box, ink);
  pen.shape({{9, 2}, {15, 2}, {20, 22}, {4, 22}});
  pen.ink(ground);
  pen.shape({{10.6F, 4.5F}, {13.4F, 4.5F}, {15.6F, 16}, {8.4F, 16}});
  pen.ink(ink);
  pen.stroke({{12, 18}, {19, 5}}, 2.2F);
}

void draw_voice_icon(Canvas& canvas, Box box, Colour ink, bool speaks) {
  Pen pen(canvas, box, ink);
  pen.rect(2, 8.5F, 5, 7);
  pen.shape({{6, 9}, {12.5F, 3.5F}, {12.5F, 20.5F}, {6, 15}});
  if (speaks) {
    pen.stroke({{16, 8.5F}, {17.5F, 12}, {16, 15.5F}}, 2.2F);
    pen.stroke({{19.5F, 5.5F}, {22, 12}, {19.5F, 18.5F}}, 2.2F);
  } else {
    pen.stroke({{16, 9}, {22, 15}}, 2.2F);
    pen.stroke({{22, 9}, {16, 15}}, 2.2F);
  }
}

void draw_chevron(Canvas& canvas, Box box, Colour ink) {
  Pen pen(canvas, box, ink);
  pen.stroke({{6, 9}, {12, 15}, {18, 9}}, 2.4F);
}

void draw_battery(Canvas& canvas, Box box, double charge, Colour ink, Colour low) {
  const float level = static_cast<float>(std::clamp(charge, 0.0, 1.0));
  const Colour colour = level <= 0.2F ? low : ink;
  const Box body{box.x, box.y, box.w - 3, box.h};
  canvas.outline(body, colour, 2, 1);
  canvas.fill({body.right() + 1, box.y + box.h * 0.3F, 2, box.h * 0.4F}, colour);
  canvas.fill({body.x + 2, body.y + 2, (body.w - 4) * level, body.h - 4}, colour);
}

}  // namespace sternum
