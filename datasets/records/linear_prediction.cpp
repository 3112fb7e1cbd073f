#include "datasets/records/linear_prediction.hpp"

#include <array>
#include <cmath>

namespace sternum {
namespace {

constexpr std::array<std::size_t, 3> kOrders = {4, 8, kMostCoefficients};
/// A shorter series does not pay for its coefficients.
constexpr std::size_t kLeastForCoefficients = 128;
constexpr double kLargestCoefficient = 8191.0;

using Lags = std::array<double, kMostCoefficients + 1>;

double mean_of(std::span<const std::int64_t> numbers) {
  double sum = 0.0;
  for (const std::int64_t number : numbers) sum += static_cast<double>(number);
  return sum / static_cast<double>(numbers.size());
}

/// Of the numbers less their mean, faded in and out by a parabola (Welch's window).
Lags autocorrelation(std::span<const std::int64_t> numbers, double mean) {
  const std::size_t count = numbers.size();
  std::vector<double> faded(count);
  const double middle = 0.5 * static_cast<double>(count - 1);
  for (std::size_t i = 0; i < count; ++i) {
    const double x = (static_cast<double>(i) - middle) / (middle + 1.0);
    faded[i] = (static_cast<double>(numbers[i]) - mean) * (1.0 - x * x);
  }
  Lags lags{};
  for (std::size_t lag = 0; lag < lags.size(); ++lag) {
    for (std::size_t i = lag; i < count; ++i) lags[lag] += faded[i] * faded[i - lag];
  }
  return lags;
}

/// In sixteen bits, all of them by the same shift.
Predictor in_sixteen_bits(std::span<const double> coefficients, double mean) {
  double largest = 0.0;
  for (const double c : coefficients) largest = std::max(largest, std::abs(c));
  Predictor predictor;
  while (predictor.shift < kMostShift &&
         largest * std::ldexp(1.0, predictor.shift + 1) <= kLargestCoefficient) {
    ++predictor.shift;
  }
  const double scale = std::ldexp(1.0, predictor.shift);
  double sum = 0.0;
  for (const double c : coefficients) {
    const double whole = std::round(std::clamp(c * scale, -32768.0, 32767.0));
    predictor.coefficients.push_back(static_cast<std::int16_t>(whole));
    sum += whole;
  }
  predictor.bias = std::llround(mean * (scale - sum));
  return predictor;
}

}  // namespace

std::vector<Predictor> predictors_for(std::span<const std::int64_t> numbers) {
  std::vector<Predictor> found = {{{1}, 0, 0}, {{2, -1}, 0, 0}};
  if (numbers.size() < kLeastForCoefficients) return found;
  const double mean = mean_of(numbers);
  found.push_back({{}, 0, std::llround(mean)});
  const Lags lags = autocorrelation(numbers, mean);
  double error = lags[0] * (1.0 + 1e-9);
  std::array<double, kMostCoefficients> c{};
  for (std::size_t order = 0; order < kMostCoefficients && error > 0.0; ++order) {
    double reflection = lags[order + 1];
    for (std::size_t j = 0; j < order; ++j) reflection -= c[j] * lags[order - j];
    reflection /= error;
    const auto before = c;
    for (std::size_t j = 0; j < order; ++j) c[j] -= reflection * before[order - 1 - j];
    c[order] = reflection;
    error *= 1.0 - reflection * reflection;
    if (std::ranges::find(kOrders, order + 1) != kOrders.end()) {
      found.push_back(in_sixteen_bits(std::span(c).first(order + 1), mean));
    }
  }
  return found;
}

}  // namespace sternum
