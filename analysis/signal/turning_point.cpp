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

/// The widest stretch of points around `extreme` that stays within the bounds; at least one
/// neighbour on either side where there is one.
std::int64_t walk(const RecentTrace& trace, std::int64_t extreme, int direction, double sign,
                  const TurningStretch& stretch) {
  const TracePoint top = trace[extreme];
  const std::int64_t last =
      direction > 0 ? trace.end() - 1 : std::max(stretch.first, trace.begin());
  std::int64_t number = extreme;
  while (number != last) {
    const TracePoint& next = trace[number + direction];
    const bool within = sign * (top.value - next.value) <= stretch.band &&
                        (next.us - top.us) * direction <= stretch.reach_us;
    if (!within && number != extreme) break;
    number += direction;
    if (!within) break;
  }
  return number;
}

}  // namespace

void TurningShape::learn(const TurningPoint& turn) {
  cubic += kShapeShare * (turn.cubic - cubic);
  quartic += kShapeShare * (turn.quartic - quartic);
  doubt = std::max(doubt * (1.0 - kShapeShare), kLeastDoubt);
}

TurningPoint fit_turning_point(const RecentTrace& trace, std::int64_t extreme, double sign,
                               const TurningStretch& stretch, const TurningShape& shape) {
  const TracePoint top = trace[extreme];
  const std::int64_t first = walk(trace, extreme, -1, sign, stretch);
  const std::int64_t last = walk(trace, extreme, +1, sign, stretch);
  const std::int64_t span_us =
      std::max({top.us - trace[first].us, trace[last].us - top.us, std::int64_t{1}});
  const double per_us = 1.0 / static_cast<double>(span_us);

  Sums sums;
  for (std::int64_t number = first; number <= last; ++number) {
    const TracePoint& point = trace[number];
    sums.add(static_cast<double>(point.us - top.us) * per_us, point.value - top.value);
  }
  const double noise = std::max(stretch.noise, 1e-3);
  const double doubt = noise / (shape.doubt * std::max(stretch.band, noise));
  const double precision = doubt * doubt;
  const double span = static_cast<double>(span_us);
  const double span3 = span * span * span;
  // The first three are all but free: they only stay solvable when there are fewer points.
  const Coefficients ridge = {1e-9, 1e-7, 1e-7, precision, precision};
  System system;
  for (std::size_t i = 0; i < kTerms; ++i) {
    for (std::size_t j = i; j < kTerms; ++j) system.matrix[i][j] = sums.power(i + j);
    system.matrix[i][i] += ridge[i];
    system.right[i] = sums.moment(i);
  }
  const double known_cubic = shape.cubic * span3;
  const double known_quartic = shape.quartic * span3 * span;
  system.right[3] += precision * known_cubic;
  system.right[4] += precision * known_quartic;
  system.solve();
  const Coefficients& c = system.right;

  // Σ(y − curve)², by way of the equations that c solves.
  double squared_residual =
      sums.squares + precision * (c[3] * (known_cubic - c[3]) + c[4] * (known_quartic - c[4]));
  for (std::size_t k = 0; k < kTerms; ++k) squared_residual -= c[k] * sums.moment(k);

  // Newton's method on the slope, from the extreme point; it stays among the points.
  const double low = static_cast<double>(trace[first].us - top.us) * per_us;
  const double high = static_cast<double>(trace[last].us - top.us) * per_us;
  double u = 0.0;
  for (int round = 0; round < 2; ++round) {
    const double slope = c[1] + u * (2.0 * c[2] + u * (3.0 * c[3] + u * 4.0 * c[4]));
    const double bend = 2.0 * c[2] + u * (6.0 * c[3] + u * 12.0 * c[4]);
    if (sign * bend >= 0.0) break;
    u = std::clamp(u - slope / bend, low, high);
  }
  const auto curve = [&c](double at) {
    return c[0] + at * (c[1] + at * (c[2] + at * (c[3] + at * c[4])));
  };

  const double per_near = 1.0 / std::max(kNearVertex, 2.4 / static_cast<double>(last - first + 1));
  double misfit = 0.0;
  double weights = 0.0;
  // Those near the vertex are near the extreme point, and never more than these.
  const std::int64_t near = 2 + (last - first) / 4;
  const std::int64_t nearest_last = std::min(last, extreme + near);
  for (std::int64_t number = std::max(first, extreme - near); number <= nearest_last; ++number) {
    const double at = static_cast<double>(trace[number].us - top.us) * per_us;
    const double weight = std::max(1.0 - std::abs(at - u) * per_near, 0.0);
    misfit += weight * (trace[number].value - top.value - curve(at));
    weights += weight;
  }

  TurningPoint turn;
  turn.us = u * span;
  turn.value = top.value + curve(u);
  turn.misfit = weights > 0.0 ? misfit / weights : 0.0;
  const double per_us3 = per_us * per_us * per_us;
  turn.quartic = c[4] * per_us3 * per_us;
  turn.cubic = (c[3] + 4.0 * c[4] * u) * per_us3;
  turn.squared_residual = std::max(squared_residual, 0.0);
  turn.spare_points = static_cast<int>(last - first + 1) - 3;
  return turn;
}

}  // namespace sternum
