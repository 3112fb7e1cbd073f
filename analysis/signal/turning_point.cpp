#include "analysis/signal/turning_point.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace sternum {
namespace {

constexpr std::size_t kTerms = 5;

/// How fast a shape is learned, and how much turns of one rescuer differ all the same.
constexpr double kShapeShare = 0.1;
constexpr double kLeastDoubt = 0.05;

/// Half the width, as a share of the stretch, of what counts as near the vertex.
constexpr double kNearVertex = 0.25;

using Coefficients = std::array<double, kTerms>;

/// What the normal equations of a fourth-degree fit are made of, in lanes of four that the compiler
/// keeps in registers.
struct Sums {
  using Lanes = std::array<double, 4>;
  Lanes low{};           ///< Σ 1, u, u², u³
  Lanes high{};          ///< Σ u⁴, u⁵, u⁶, u⁷
  double eighth = 0.0;   ///< Σ u⁸
  Lanes moments{};       ///< Σ y, yu, yu², yu³
  double fourth = 0.0;   ///< Σ yu⁴
  double squares = 0.0;  ///< Σ y²

  void add(double u, double y) {
    const double u2 = u * u;
    const double u4 = u2 * u2;
    const Lanes powers = {1.0, u, u2, u2 * u};
    for (std::size_t k = 0; k < 4; ++k) low[k] += powers[k];
    for (std::size_t k = 0; k < 4; ++k) high[k] += powers[k] * u4;
    for (std::size_t k = 0; k < 4; ++k) moments[k] += powers[k] * y;
    eighth += u4 * u4;
    fourth += u4 * y;
    squares += y * y;
  }
  [[nodiscard]] double power(std::size_t k) const {
    return k < 4 ? low[k] : k < 8 ? high[k - 4] : eighth;
  }
  [[nodiscard]] double moment(std::size_t k) const { return k < 4 ? moments[k] : fourth; }
};

/// A symmetric system of which the upper triangle is filled in.
struct System {
  std::array<Coefficients, kTerms> matrix;
  Coefficients right;

  /// Solves it in place by elimination from row J on; the answer is then in `right`. The ridge
  /// keeps the pivots positive.
  template <std::size_t J = 0>
  void solve() {
    const double per_pivot = 1.0 / std::max(matrix[J][J], 1e-12);
    for (std::size_t i = J + 1; i < kTerms; ++i) {
      const double factor = matrix[J][i] * per_pivot;
      for (std::size_t k = i; k < kTerms; ++k) matrix[i][k] -= factor * matrix[J][k];
      right[i] -= factor * right[J];
    }
    if constexpr (J + 1 < kTerms) solve<J + 1>();
    for (std::size_t k = J + 1; k < kTerms; ++k) right[J] -= matrix[J][k] * right[k];
    right[J] *= per_pivot;
  }
};

/// A neighbour farther off than so many bands was not reached by turning: the trace jumped.
constexpr double kJumpBands = 3.0;

/// The widest stretch of points around `extreme` that stays within the bounds; at least one
/// neighbour on either side where there is one that the trace did not jump from.
std::int64_t walk(const RecentTrace& trace, std::int64_t extreme, int direction, double sign,
                  const TurningStretch& stretch) {
  const TracePoint top = trace[extreme];
  const auto away = [&](std::int64_t number) { return sign * (top.value - trace[number].value); };
  const std::int64_t last =
      direction > 0 ? trace.end() - 1 : std::max(stretch.first, trace.begin());
  std::int64_t number = extreme;
  while (number != last && away(number + direction) <= stretch.band) number += direction;
  while (number != extreme && (trace[number].us - top.us) * direction > stretch.reach_us) {
    number -= direction;
  }
  const bool alone = number == extreme && number != last;
  return alone && away(number + direction) <= kJumpBands * stretch.band ? number + direction
                                                                        : number;
}

/// A fourth-degree curve: value(us) = Σ c[k]·((us − origin_us) / unit_us)^k, times after the
/// extreme point's and values from its own.
struct Curve {
  Coefficients c{};
  double origin_us = 0.0;
  double unit_us = 1.0;
  double squared_residual = 0.0;

  [[nodiscard]] double place(double us) const { return (us - origin_us) / unit_us; }
  [[nodiscard]] double at(double x) const {
    return c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * c[4])));
  }
};

/// The points that are fitted, and how strongly the known shape pulls.
struct Stretch {
  std::int64_t first = 0;
  std::int64_t last = 0;
  double span_us = 1.0;    ///< the farther end's distance from the extreme point
  double precision = 0.0;  ///< of the upper coefficients, in units of the span
};

Curve fit_anyhow(const RecentTrace& trace, const TracePoint& top, const Stretch& stretch,
                 const TurningShape& shape) {
  const double per_us = 1.0 / stretch.span_us;
  Sums sums;
  for (std::int64_t number = stretch.first; number <= stretch.last; ++number) {
    const TracePoint& point = trace[number];
    sums.add(static_cast<double>(point.us - top.us) * per_us, point.value - top.value);
  }
  const double precision = stretch.precision;
  const double span3 = stretch.span_us * stretch.span_us * stretch.span_us;
  // The first three are all but free: they only stay solvable when there are fewer points.
  const Coefficients ridge = {1e-9, 1e-7, 1e-7, precision, precision};
  System system;
  for (std::size_t i = 0; i < kTerms; ++i) {
    for (std::size_t j = i; j < kTerms; ++j) system.matrix[i][j] = sums.power(i + j);
    system.matrix[i][i] += ridge[i];
    system.right[i] = sums.moment(i);
  }
  const double known_cubic = shape.cubic * span3;
  const double known_quartic = shape.quartic * span3 * stretch.span_us;
  system.right[3] += precision * known_cubic;
  system.right[4] += precision * known_quartic;
  system.solve();
  const Coefficients& c = system.right;

  // Σ(y − curve)², by way of the equations that c solves.
  double squared_residual =
      sums.squares + precision * (c[3] * (known_cubic - c[3]) + c[4] * (known_quartic - c[4]));
  for (std::size_t k = 0; k < kTerms; ++k) squared_residual -= c[k] * sums.moment(k);
  return {c, 0.0, stretch.span_us, squared_residual};
}

/// Spacing of points that are evenly spaced around the extreme one and at the ends; else 0.
std::int64_t even_spacing(const RecentTrace& trace, std::int64_t extreme, const Stretch& stretch) {
  if (extreme == stretch.first || extreme == stretch.last) return 0;
  const std::int64_t us = trace[extreme].us;
  const std::int64_t spacing_us = us - trace[extreme - 1].us;
  const auto is_even = [&](std::int64_t number) {
    return std::abs(trace[number].us - us - (number - extreme) * spacing_us) * 16 <= spacing_us;
  };
  return is_even(extreme + 1) && is_even(stretch.first) && is_even(stretch.last) ? spacing_us : 0;
}

/// Of the polynomials that are orthogonal over n evenly spaced points: P0 = 1, P1 = x,
/// P2 = x² − b2, P3 = x³ − b3·x, P4 = x⁴ − b4·x² + d4, x from the middle in spacings; and the sums
/// of their squares, the first three as reciprocals.
struct GramNorms {
  double b2, b3, b4, d4;
  double per_square0, per_square1, per_square2;
  double square3, square4;
};

constexpr GramNorms gram_norms(double n) {
  constexpr double kSolvable = 1e-9;  // with three points or fewer
  const double nn = n * n;
  GramNorms norms{};
  norms.b2 = (nn - 1.0) / 12.0;
  norms.b3 = (3.0 * nn - 7.0) / 20.0;
  norms.b4 = (3.0 * nn - 13.0) / 14.0;
  norms.d4 = (nn - 1.0) * (nn - 9.0) * 3.0 / 560.0;
  const double square1 = n * norms.b2;
  const double square2 = square1 * (nn - 4.0) / 15.0;
  norms.square3 = square2 * (nn - 9.0) * 9.0 / 140.0;
  norms.square4 = norms.square3 * (nn - 16.0) * 4.0 / 63.0;
  norms.per_square0 = 1.0 / n;
  norms.per_square1 = 1.0 / (square1 + kSolvable);
  norms.per_square2 = 1.0 / (square2 + kSolvable);
  return norms;
}

/// Worked out beforehand for nearly all stretches.
constexpr auto kGramNorms = [] {
  std::array<GramNorms, 65> table{};
  for (std::size_t n = 1; n < table.size(); ++n) table[n] = gram_norms(static_cast<double>(n));
  return table;
}();

GramNorms norms_of(std::int64_t points) {
  const auto n = static_cast<std::size_t>(points);
  return n < kGramNorms.size() ? kGramNorms[n] : gram_norms(static_cast<double>(points));
}

/// The same curve when the points are evenly spaced, a good deal quicker: in polynomials that are
/// orthogonal over them (Gram 1883, J. reine angew. Math. 94:41) every coefficient stands alone.
/// The third is drawn towards what the known shape has at the middle of the points.
Curve fit_evenly(const RecentTrace& trace, std::int64_t extreme, const Stretch& stretch,
                 double spacing_us, const TurningShape& shape) {
  const double top = trace[extreme].value;
  const double half = 0.5 * static_cast<double>(stretch.last - stretch.first);
  double s0 = 0.0, s1 = 0.0, s2 = 0.0, s3 = 0.0, s4 = 0.0, squares = 0.0;
  // From both ends to the middle: what is even in x and what is odd are summed together.
  std::int64_t before = stretch.first;
  std::int64_t after = stretch.last;
  for (double x = half; before < after; ++before, --after, x -= 1.0) {
    const double y_before = trace[before].value - top;
    const double y_after = trace[after].value - top;
    const double x2 = x * x;
    const double even = y_after + y_before;
    const double odd = (y_after - y_before) * x;
    const double even_x2 = even * x2;
    s0 += even;
    s1 += odd;
    s2 += even_x2;
    s3 += odd * x2;
    s4 += even_x2 * x2;
    squares += y_before * y_before + y_after * y_after;
  }
  if (before == after) {
    const double y = trace[before].value - top;
    s0 += y;
    squares += y * y;
  }
  const GramNorms norms = norms_of(stretch.last - stretch.first + 1);
  const double p2 = s2 - norms.b2 * s0;
  const double p3 = s3 - norms.b3 * s1;
  const double p4 = s4 - norms.b4 * s2 + norms.d4 * s0;

  const double unit3 = spacing_us * spacing_us * spacing_us;
  const double from_middle = static_cast<double>(extreme - stretch.first) - half;
  const double known4 = shape.quartic * unit3 * spacing_us;
  const double known3 = shape.cubic * unit3 - 4.0 * known4 * from_middle;
  const double reach = stretch.span_us / spacing_us;
  const double reach2 = reach * reach;
  const double pull3 = stretch.precision * reach2 * reach2 * reach2;
  const double pull4 = pull3 * reach2;

  const double a0 = s0 * norms.per_square0;
  const double a1 = s1 * norms.per_square1;
  const double a2 = p2 * norms.per_square2;
  const double a3 = (p3 + pull3 * known3) / (norms.square3 + pull3);
  const double a4 = (p4 + pull4 * known4) / (norms.square4 + pull4);

  Curve curve;
  curve.c = {a0 - norms.b2 * a2 + norms.d4 * a4, a1 - norms.b3 * a3, a2 - norms.b4 * a4, a3, a4};
  curve.origin_us = -from_middle * spacing_us;
  curve.unit_us = spacing_us;
  curve.squared_residual = squares - a0 * s0 - a1 * s1 - a2 * p2 -
                           a3 * (2.0 * p3 - a3 * norms.square3) -
                           a4 * (2.0 * p4 - a4 * norms.square4);
  return curve;
}

/// How far the points near the vertex `x` lie from the curve, on average.
double misfit_at(const RecentTrace& trace, std::int64_t extreme, const Stretch& stretch,
                 const Curve& curve, double x) {
  const TracePoint top = trace[extreme];
  const std::int64_t steps = stretch.last - stretch.first;
  const double near_us =
      stretch.span_us * std::max(kNearVertex, 2.4 / static_cast<double>(steps + 1));
  const double per_unit = 1.0 / curve.unit_us;
  const double per_near = curve.unit_us / near_us;
  double misfit = 0.0;
  double weights = 0.0;
  // Those near the vertex are near the extreme point, and never more than these.
  const std::int64_t near = 2 + steps / 8;
  const std::int64_t nearest_last = std::min(stretch.last, extreme + near);
  for (std::int64_t number = std::max(stretch.first, extreme - near); number <= nearest_last;
       ++number) {
    const TracePoint& point = trace[number];
    const double at = (static_cast<double>(point.us - top.us) - curve.origin_us) * per_unit;
    const double nearness = 1.0 - std::abs(at - x) * per_near;
    const double weight = 0.5 * (nearness + std::abs(nearness));  // 0 below 0, without a branch
    misfit += weight * (point.value - top.value - curve.at(at));
    weights += weight;
  }
  return weights > 0.0 ? misfit / weights : 0.0;
}

}  // namespace

void TurningShape::learn(const TurningPoint& turn) {
  cubic += kShapeShare * (turn.cubic - cubic);
  quartic += kShapeShare * (turn.quartic - quartic);
  doubt = std::max(doubt * (1.0 - kShapeShare), kLeastDoubt);
}

TurningPoint fit_turning_point(const RecentTrace& trace, std::int64_t extreme, double sign,
                               const TurningStretch& bounds, const TurningShape& shape) {
  const TracePoint top = trace[extreme];
  Stretch stretch;
  stretch.first = walk(trace, extreme, -1, sign, bounds);
  stretch.last = walk(trace, extreme, +1, sign, bounds);
  const auto from_us = static_cast<double>(trace[stretch.first].us - top.us);
  const auto until_us = static_cast<double>(trace[stretch.last].us - top.us);
  stretch.span_us = std::max({-from_us, until_us, 1.0});
  const double noise = std::max(bounds.noise, 1e-3);
  const double doubt = noise / (shape.doubt * std::max(bounds.band, noise));
  stretch.precision = doubt * doubt;

  const std::int64_t spacing_us = even_spacing(trace, extreme, stretch);
  const Curve curve =
      spacing_us > 0 ? fit_evenly(trace, extreme, stretch, static_cast<double>(spacing_us), shape)
                     : fit_anyhow(trace, top, stretch, shape);

  // Newton's method on the slope, from the extreme point; it stays among the points.
  const Coefficients& c = curve.c;
  const double low = curve.place(from_us);
  const double high = curve.place(until_us);
  double x = curve.place(0.0);
  for (int round = 0; round < 2; ++round) {
    const double slope = c[1] + x * (2.0 * c[2] + x * (3.0 * c[3] + x * 4.0 * c[4]));
    const double bend = 2.0 * c[2] + x * (6.0 * c[3] + x * 12.0 * c[4]);
    if (sign * bend >= 0.0) break;
    x = std::clamp(x - slope / bend, low, high);
  }

  const std::int64_t steps = stretch.last - stretch.first;
  TurningPoint turn;
  turn.us = curve.origin_us + x * curve.unit_us;
  turn.value = top.value + curve.at(x);
  if (bounds.asks_misfit) turn.misfit = misfit_at(trace, extreme, stretch, curve, x);
  const double per_unit = 1.0 / curve.unit_us;
  const double per_unit3 = per_unit * per_unit * per_unit;
  turn.quartic = c[4] * per_unit3 * per_unit;
  turn.cubic = (c[3] + 4.0 * c[4] * x) * per_unit3;
  turn.squared_residual = std::max(curve.squared_residual, 0.0);
  const bool turned = extreme != stretch.first && extreme != stretch.last;
  turn.spare_points = turned ? static_cast<int>(steps) - 2 : 0;
  return turn;
}

}  // namespace sternum
