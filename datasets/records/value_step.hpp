/// The step that a sensor's values are multiples of.
///
/// A converter, a decimal text or a firmware's scaling leaves values on a grid through zero:
/// `value == float(k * step)` for whole `k`. The step is not told anywhere; it is the approximate
/// greatest common divisor of the values, made as exact as their rounding allows by intersecting
/// what each of them says of it. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sternum {

/// Multiples stay below this, so that prediction can be reckoned in 64 bits.
inline constexpr std::int64_t kMostSteps = std::int64_t{1} << 31;

struct SteppedValues {
  double step = 0.0;
  std::vector<std::int64_t> multiples;
  /// Among the zeros are some with a minus, as rounding and decimal texts leave them.
  bool negative_zeros = false;
};

/// Empty when the values are on no grid that is coarser than their own last bits. What it answers
/// gives every value back, bit for bit, but for the sign of zeros.
[[nodiscard]] std::optional<SteppedValues> stepped(std::span<const float> values);

/// The value that a multiple stands for.
[[nodiscard]] inline float value_at(std::int64_t multiple, double step) {
  return static_cast<float>(static_cast<double>(multiple) * step);
}

}  // namespace sternum
