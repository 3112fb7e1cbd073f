#include "gui/widgets/marks.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace sternum {

namespace {

constexpr float kTagHeight = 22.0F;

/// A square of 24 × 24 units in the middle of a box.
struct Square {
  Point origin;
  float unit = 1.0F;

  explicit Square(Box box)
      : origin{box.centre().x - std::min(box.w, box.h) / 2,
               box.centre().y - std::min(box.w, box.h) / 2},
        unit(std::min(box.w, box.h) / 24.0F) {}
  [[nodiscard]] Point at(float x, float y) const {
    return {origin.x + x * unit, origin.y + y * unit};
  }
};

template <std::size_t N>
void stroke(Canvas& canvas, const Square& square, const std::array<Point, N>& points, Colour ink,
            float thickness) {
  std::array<Point, N> placed;
  for (std::size_t i = 0; i < N; ++i) placed[i] = square.at(points[i].x, points[i].y);
  canvas.polyline(placed, ink, thickness * square.unit);
}

void check(Canvas& canvas, const Square& square, Colour ink, float thickness) {
  stroke<3>(canvas, square, {{{5, 12.5F}, {10, 17.5F}, {19.5F, 7}}}, ink, thickness);
}

void cross(Canvas& canvas, const Square& square, Colour ink, float thickness) {
  stroke<2>(canvas, square, {{{6, 6}, {18, 18}}}, ink, thickness);
  stroke<2>(canvas, square, {{{18, 6}, {6, 18}}}, ink, thickness);
}

void half_diamond(Canvas& canvas, const Square& square, Colour ink) {
  stroke<5>(canvas, square, {{{12, 2.5F}, {21.5F, 12}, {12, 21.5F}, {2.5F, 12}, {12, 2.5F}}}, ink,
            2.2F);
  canvas.triangle(square.at(12, 2.5F), square.at(12, 21.5F), square.at(2.5F, 12), ink);
}

void half_ring(Canvas& canvas, const Square& square, Colour ink) {
  canvas.ring(square.at(12, 12), 8 * square.unit, ink, 2.2F * square.unit);
  std::array<Point, 13> half;
  for (std::size_t i = 0; i < half.size(); ++i) {
    const float angle = std::numbers::pi_v<float> * (0.5F + static_cast<float>(i) / 12.0F);
    half[i] = square.at(12 + 8 * std::cos(angle), 12 + 8 * std::sin(angle));
  }
  canvas.convex(half, ink);
}

}  // namespace

Colour outcome_ink(const Theme& theme, ItemOutcome outcome) {
  switch (outcome) {
    case ItemOutcome::Met:
      return theme.target;
    case ItemOutcome::Missed:
      return theme.stop_tx;
    case ItemOutcome::PartlyMet:
    case ItemOutcome::Borderline:
      return theme.warn_tx;
    case ItemOutcome::Undecided:
    case ItemOutcome::NotMeasured:
      break;
  }
  return theme.tx3;
}

void draw_outcome_mark(Canvas& canvas, Box box, ItemOutcome outcome) {
  const Square square(box);
  const Colour ink = outcome_ink(canvas.theme(), outcome);
  switch (outcome) {
    case ItemOutcome::Met:
      check(canvas, square, ink, 3.0F);
      return;
    case ItemOutcome::Missed:
      cross(canvas, square, ink, 3.0F);
      return;
    case ItemOutcome::PartlyMet:
      half_ring(canvas, square, ink);
      return;
    case ItemOutcome::Borderline:
      half_diamond(canvas, square, ink);
      return;
    case ItemOutcome::Undecided:
      canvas.ring(square.at(12, 12), 8 * square.unit, ink, 2.2F * square.unit);
      return;
    case ItemOutcome::NotMeasured:
      stroke<2>(canvas, square, {{{6, 12}, {18, 12}}}, ink, 2.4F);
      return;
  }
}

Colour verdict_ink(const Theme& theme, Verdict verdict) {
  switch (verdict) {
    case Verdict::Pass:
      return theme.target;
    case Verdict::Fail:
      return theme.stop_tx;
    case Verdict::Borderline:
      return theme.warn_tx;
    case Verdict::Invalid:
      break;
  }
  return theme.tx2;
}

void draw_verdict_mark(Canvas& canvas, Box box, Verdict verdict, Colour ground) {
  const Square square(box);
  const Colour ink = verdict_ink(canvas.theme(), verdict);
  const Point corner = square.at(2, 2);
  const Box plate{corner.x, corner.y, 20 * square.unit, 20 * square.unit};
  switch (verdict) {
    case Verdict::Pass:
      canvas.fill(plate, ink, 3 * square.unit);
      check(canvas, square, ground, 3.0F);
      return;
    case Verdict::Fail:
      canvas.fill(plate, ink, 3 * square.unit);
      cross(canvas, square, ground, 3.0F);
      return;
    case Verdict::Borderline:
      half_diamond(canvas, square, ink);
      return;
    case Verdict::Invalid:
      canvas.ring(square.at(12, 12), 9 * square.unit, ink, 2.4F * square.unit);
      stroke<2>(canvas, square, {{{6, 18}, {18, 6}}}, ink, 2.4F);
      return;
  }
}

void draw_sensor_mark(Canvas& canvas, Box box, Colour ink) {
  const Square square(box);
  std::array<Point, 25> wave;
  for (std::size_t i = 0; i < wave.size(); ++i) {
    const float x = static_cast<float>(i) * 24.0F / 24.0F;
    wave[i] = square.at(x, 12.0F - 6.0F * std::sin(x / 24.0F * 4.0F * std::numbers::pi_v<float>));
  }
  canvas.polyline(wave, ink, 2.0F);
}

float width_of_tag(Canvas& canvas, std::string_view words) {
  return canvas.width(words, Type::Label) + 16;
}

float draw_tag(Canvas& canvas, Box row, std::string_view words, Colour ink) {
  const float width = width_of_tag(canvas, words);
  const Box tag{row.x, row.centre().y - kTagHeight / 2, width, kTagHeight};
  canvas.outline(tag, ink, 4);
  canvas.text(tag, words, Type::Label, ink, Align::Centre);
  return width;
}

}  // namespace sternum
