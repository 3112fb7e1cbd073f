/// The next number of a series, guessed from those before it, in whole numbers, so that every
/// machine guesses alike.
///
/// The guess is (bias + Σ coefficient[j] · number[i-1-j] + half) / 2^shift, rounded down. Numbers
/// lie within ±`kMostSteps`, and so does a guess. Which coefficients suit a series is the affair of
/// who packs it; they travel with it. Method: autocorrelation and the Levinson–Durbin recursion
/// (Makhoul, Linear prediction: a tutorial review, Proc. IEEE 63, 1975). Pure functions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "datasets/records/value_step.hpp"

namespace sternum {

inline constexpr std::size_t kMostCoefficients = 16;
inline constexpr int kMostShift = 15;
inline constexpr std::int64_t kMostBias = std::int64_t{1} << 52;

struct Predictor {
  std::vector<std::int16_t> coefficients;  ///< of the number before, of the one before that, …
  int shift = 0;
  std::int64_t bias = 0;

  /// The first numbers, which have too few before them, are guessed to be like the one before.
  [[nodiscard]] std::int64_t guess(std::span<const std::int64_t> before) const {
    const std::size_t order = coefficients.size();
    if (before.size() < order) return before.empty() ? 0 : before.back();
    std::int64_t sum = bias + ((std::int64_t{1} << shift) >> 1);
    const std::int64_t* number = before.data() + before.size();
    for (const std::int16_t coefficient : coefficients) sum += coefficient * *--number;
    return std::clamp(sum >> shift, -kMostSteps, kMostSteps);
  }
};

/// Those worth trying for `numbers`, the plain ones first.
[[nodiscard]] std::vector<Predictor> predictors_for(std::span<const std::int64_t> numbers);

}  // namespace sternum
