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

/// What the normal equations of a fourth-degree fit are made of.
struct Sums {
  std::array<double, 2 * kTerms - 1> powers{};  ///< Σ uᵏ
  std::array<double, kTerms> moments{};         ///< Σ y·uᵏ
  double squares = 0.0;                         ///< Σ y²

  void add(double u, double y) {
    const double u2 = u * u;
    const double u3 = u2 * u;
    const double u4 = u2 * u2;
    powers[0] += 1.0;
    powers[1] += u;
    powers[2] += u2;
    powers[3] += u3;
    powers[4] += u4;
    powers[5] += u4 * u;
    powers[6] += u4 * u2;
    powers[7] += u4 * u3;
    powers[8] += u4 * u4;
    moments[0] += y;
    moments[1] += y * u;
    moments[2] += y * u2;
    moments[3] += y * u3;
    moments[4] += y * u4;
    squares += y * y;
  }
};

using Coefficients = std::array<double, kTerms>;

/// Solves (Σ uⁱ⁺ʲ + ridge) c = right by LDLᵀ; the ridge keeps the diagonal positive.
Coefficients solve(const Sums& sums, const Coefficients& ridge, const Coefficients& right) {
  std::array<Coefficients, kTerms> l{};
  Coefficients pivots{};
  Coefficients per_d{};
  Coefficients x = right;
  for (std::size_t j = 0; j < kTerms; ++j) {
    double d = sums.powers[2 * j] + ridge[j];
    Coefficients scaled{};
    for (std::size_t k = 0; k < j; ++k) {
      scaled[k] = l[j][k] * pivots[k];
      d -= l[j][k] * scaled[k];
    }
    pivots[j] = std::max(d, 1e-12);
    per_d[j] = 1.0 / pivots[j];
    for (std::size_t i = j + 1; i < kTerms; ++i) {
      double sum = sums.powers[i + j];
      for (std::size_t k = 0; k < j; ++k) sum -= l[i][k] * scaled[k];
      l[i][j] = sum * per_d[j];
      x[i] -= l[i][j] * x[j];
    }
  }
  for (std::size_t i = kTerms; i-- > 0;) {
    x[i] *= per_d[i];
    for (std::size_t k = i + 1; k < kTerms; ++k) x[i] -= l[k][i] * x[k];
  }
  return x;
}

double squared_residual(const Sums& sums, const Coefficients& c) {
  double left = sums.squares;
  for (std::size_t i = 0; i < kTerms; ++i) {
    double fitted = 0.0;
    for (std::size_t j = 0; j < kTerms; ++j) fitted += sums.powers[i + j] * c[j];
    left += c[i] * (fitted - 2.0 * sums.moments[i]);
  }
  return std::max(left, 0.0);
}

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
  Coefficients right = sums.moments;
  right[3] += precision * shape.cubic * span3;
  right[4] += precision * shape.quartic * span3 * span;
  // The first three are all but free: they only stay solvable when there are fewer points.
  const Coefficients c = solve(sums, {1e-9, 1e-7, 1e-7, precision, precision}, right);

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
  const auto weigh = [&](std::int64_t number) {
    const double at = static_cast<double>(trace[number].us - top.us) * per_us;
    const double weight = 1.0 - std::abs(at - u) * per_near;
    if (weight <= 0.0) return false;
    misfit += weight * (trace[number].value - top.value - curve(at));
    weights += weight;
    return true;
  };
  for (std::int64_t number = extreme; number >= first && weigh(number); --number) continue;
  for (std::int64_t number = extreme + 1; number <= last && weigh(number); ++number) continue;

  TurningPoint turn;
  turn.us = u * span;
  turn.value = top.value + curve(u);
  turn.misfit = weights > 0.0 ? misfit / weights : 0.0;
  turn.quartic = c[4] / (span3 * span);
  turn.cubic = (c[3] + 4.0 * c[4] * u) / span3;
  turn.squared_residual = squared_residual(sums, c);
  turn.spare_points = static_cast<int>(last - first + 1) - 3;
  return turn;
}

}  // namespace sternum
