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

struct Sums {
  std::array<double, 2 * kTerms - 1> powers{};  ///< Σ uᵏ
  std::array<double, kTerms> moments{};         ///< Σ y·uᵏ
  double squares = 0.0;                         ///< Σ y²
};

/// Solves the symmetric system in place by Cholesky's LDLᵀ; the diagonal is positive by the prior.
std::array<double, kTerms> solve(const Sums& sums, const std::array<double, kTerms>& ridge) {
  std::array<std::array<double, kTerms>, kTerms> l{};
  std::array<double, kTerms> d{};
  std::array<double, kTerms> x{};
  for (std::size_t i = 0; i < kTerms; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      double sum = sums.powers[i + j];
      for (std::size_t k = 0; k < j; ++k) sum -= l[i][k] * l[j][k] * d[k];
      l[i][j] = sum / d[j];
    }
    double sum = sums.powers[2 * i] + ridge[i];
    double right = sums.moments[i];
    for (std::size_t k = 0; k < i; ++k) {
      sum -= l[i][k] * l[i][k] * d[k];
      right -= l[i][k] * x[k];
    }
    d[i] = std::max(sum, 1e-12);
    x[i] = right;
  }
  for (std::size_t i = kTerms; i-- > 0;) {
    x[i] /= d[i];
    for (std::size_t k = i + 1; k < kTerms; ++k) x[i] -= l[k][i] * x[k];
  }
  return x;
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
    const double u = static_cast<double>(trace[number].us - top.us) * per_us;
    const double y = trace[number].value - top.value;
    double power = 1.0;
    for (std::size_t k = 0; k < kTerms; ++k) {
      sums.powers[k] += power;
      sums.moments[k] += power * y;
      power *= u;
    }
    for (std::size_t k = kTerms; k < sums.powers.size(); ++k) {
      sums.powers[k] += power;
      power *= u;
    }
    sums.squares += y * y;
  }
  const double noise = std::max(stretch.noise, 1e-3);
  const double doubt = noise / (shape.doubt * std::max(stretch.band, noise));
  const double precision = doubt * doubt;
  const double span = static_cast<double>(span_us);
  sums.moments[3] += precision * shape.cubic * span * span * span;
  sums.moments[4] += precision * shape.quartic * span * span * span * span;
  // The first three are all but free: they only stay solvable when there are fewer points.
  const std::array<double, kTerms> ridge = {1e-9, 1e-7, 1e-7, precision, precision};
  const std::array<double, kTerms> c = solve(sums, ridge);

  // Newton's method on the slope, from the extreme point; it stays among the points.
  const double low = static_cast<double>(trace[first].us - top.us) * per_us;
  const double high = static_cast<double>(trace[last].us - top.us) * per_us;
  double u = 0.0;
  for (int round = 0; round < 4; ++round) {
    const double slope = c[1] + u * (2.0 * c[2] + u * (3.0 * c[3] + u * 4.0 * c[4]));
    const double bend = 2.0 * c[2] + u * (6.0 * c[3] + u * 12.0 * c[4]);
    if (sign * bend >= 0.0) break;
    u = std::clamp(u - slope / bend, low, high);
  }
  const auto curve = [&c](double at) {
    return c[0] + at * (c[1] + at * (c[2] + at * (c[3] + at * c[4])));
  };
  const double near = std::max(kNearVertex, 2.4 / static_cast<double>(last - first + 1));
  double left = 0.0;
  double misfit = 0.0;
  double weights = 0.0;
  for (std::int64_t number = first; number <= last; ++number) {
    const double at = static_cast<double>(trace[number].us - top.us) * per_us;
    const double above = trace[number].value - top.value - curve(at);
    left += above * above;
    const double weight = 1.0 - std::abs(at - u) / near;
    if (weight <= 0.0) continue;
    misfit += weight * above;
    weights += weight;
  }
  TurningPoint turn;
  turn.misfit = weights > 0.0 ? misfit / weights : 0.0;
  turn.us = u * span;
  turn.value = top.value + curve(u);
  turn.cubic = (c[3] + 4.0 * c[4] * u) * per_us * per_us * per_us;
  turn.quartic = c[4] * per_us * per_us * per_us * per_us;
  turn.squared_residual = left;
  turn.spare_points = static_cast<int>(last - first + 1) - 3;
  return turn;
}

}  // namespace sternum
