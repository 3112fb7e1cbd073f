#include "datasets/records/residual_coding.hpp"

#include <algorithm>
#include <bit>

namespace sternum {
namespace {

constexpr int kParameterBits = 5;
/// The parameter that says: all of these are zero.
constexpr int kAllZero = 31;
constexpr int kMostParameter = 30;
/// So many ones are followed by the whole number instead of a remainder.
constexpr int kEscape = 24;
constexpr int kWholeBits = 34;

std::uint64_t rice_cost(std::span<const std::int64_t> residuals, int parameter) {
  std::uint64_t bits = 0;
  for (const std::int64_t residual : residuals) {
    const std::uint64_t ones = folded(residual) >> parameter;
    bits += ones < kEscape ? ones + 1 + static_cast<std::uint64_t>(parameter)
                           : std::uint64_t{kEscape} + kWholeBits;
  }
  return bits;
}

struct Choice {
  int parameter = kAllZero;
  std::uint64_t bits = 0;
};

Choice choose_parameter(std::span<const std::int64_t> residuals) {
  std::uint64_t sum = 0;
  for (const std::int64_t residual : residuals) sum += folded(residual);
  if (sum == 0) return {};
  const auto middle = static_cast<int>(std::bit_width(sum / residuals.size())) - 1;
  Choice best{0, ~std::uint64_t{0}};
  for (int parameter = std::max(0, middle - 2); parameter <= std::min(kMostParameter, middle + 1);
       ++parameter) {
    if (const std::uint64_t bits = rice_cost(residuals, parameter); bits < best.bits) {
      best = {parameter, bits};
    }
  }
  if (best.bits == ~std::uint64_t{0}) best = {kMostParameter, rice_cost(residuals, kMostParameter)};
  return best;
}

}  // namespace

std::uint64_t bits_of(std::span<const std::int64_t> residuals) {
  return kParameterBits + choose_parameter(residuals).bits;
}

void put_residuals(BitWriter& bits, std::span<const std::int64_t> residuals) {
  const int parameter = choose_parameter(residuals).parameter;
  bits.put(static_cast<std::uint64_t>(parameter), kParameterBits);
  if (parameter == kAllZero) return;
  for (const std::int64_t residual : residuals) {
    const std::uint64_t whole = folded(residual);
    const std::uint64_t ones = whole >> parameter;
    if (ones < kEscape) {
      bits.put(((std::uint64_t{1} << ones) - 1) << 1, static_cast<int>(ones) + 1);
      bits.put(whole, parameter);
    } else {
      bits.put((std::uint64_t{1} << kEscape) - 1, kEscape);
      bits.put(whole, kWholeBits);
    }
  }
}

std::int64_t ResidualReader::next() {
  if (left_ == 0) {
    parameter_ = static_cast<int>(bits_.take(kParameterBits));
    left_ = kResidualsTogether;
  }
  --left_;
  if (parameter_ == kAllZero) return 0;
  std::uint64_t ones = 0;
  while (ones < kEscape && bits_.take(1) == 1) ++ones;
  if (ones == kEscape) return unfolded(bits_.take(kWholeBits));
  return unfolded((ones << parameter_) | bits_.take(parameter_));
}

}  // namespace sternum
