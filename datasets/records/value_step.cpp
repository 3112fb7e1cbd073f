#include "datasets/records/value_step.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sternum {
namespace {

/// A grid as fine as the values' own last bits says nothing.
constexpr double kLeastUlps = 4.0;
/// Every round leaves at most half of the divisor.
constexpr int kMostRounds = 24;

double ulp_of(float value) {
  return static_cast<double>(std::nextafter(value, std::numeric_limits<float>::infinity())) -
         static_cast<double>(value);
}

/// Distinct sizes of the values that are not zero, ascending.
std::vector<float> sizes_of(std::span<const float> values) {
  std::vector<float> sizes;
  sizes.reserve(values.size());
  for (const float value : values) {
    if (value != 0.0F) sizes.push_back(std::abs(value));
  }
  std::ranges::sort(sizes);
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

double smallest_gap(const std::vector<float>& sizes) {
  auto gap = static_cast<double>(sizes.front());
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    gap = std::min(gap, static_cast<double>(sizes[i]) - static_cast<double>(sizes[i - 1]));
  }
  return gap;
}

/// What the values leave of the step, when `guess` is near it.
struct StepRange {
  double low = 0.0;
  double high = std::numeric_limits<double>::infinity();
  double remainder = 0.0;  ///< of the first size that is no multiple; 0: all are
};

/// Ascending sizes make the guess better before their many multiples need it.
StepRange range_of(const std::vector<float>& sizes, double guess) {
  StepRange range;
  for (const float size : sizes) {
    const auto exact = static_cast<double>(size);
    const double times = std::floor(exact / guess + 0.5);
    const double half_ulp = 0.5 * ulp_of(size);
    const double off = std::abs(exact - times * guess);
    if (times < 1.0 || off > 0.2 * guess) {
      range.remainder = times < 1.0 ? exact : off;
      return range;
    }
    range.low = std::max(range.low, (exact - half_ulp) / times);
    range.high = std::min(range.high, (exact + half_ulp) / times);
    if (range.low > range.high) {
      range.remainder = off;
      return range;
    }
    guess = 0.5 * (range.low + range.high);
  }
  return range;
}

std::optional<double> step_of(std::span<const float> values) {
  const std::vector<float> sizes = sizes_of(values);
  if (sizes.empty()) return 1.0;
  const double least =
      std::max(kLeastUlps * ulp_of(sizes.back()),
               static_cast<double>(sizes.back()) / static_cast<double>(kMostSteps / 2));
  double guess = smallest_gap(sizes);
  for (int round = 0; round < kMostRounds && guess >= least; ++round) {
    const StepRange range = range_of(sizes, guess);
    if (range.remainder == 0.0) return 0.5 * (range.low + range.high);
    guess = range.remainder;
  }
  return std::nullopt;
}

}  // namespace

std::optional<SteppedValues> stepped(std::span<const float> values) {
  const auto step = step_of(values);
  if (!step) return std::nullopt;
  SteppedValues found{*step, {}, false};
  found.multiples.reserve(values.size());
  for (const float value : values) {
    const auto multiple =
        static_cast<std::int64_t>(std::floor(static_cast<double>(value) / *step + 0.5));
    if (value_at(multiple, *step) != value) return std::nullopt;
    if (multiple == 0 && std::signbit(value)) found.negative_zeros = true;
    found.multiples.push_back(multiple);
  }
  return found;
}

}  // namespace sternum
