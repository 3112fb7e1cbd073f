#include "datasets/records/series_packing.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <optional>
#include <vector>

#include "datasets/records/linear_prediction.hpp"
#include "datasets/records/residual_coding.hpp"
#include "datasets/records/value_step.hpp"

namespace sternum {
namespace {

constexpr std::size_t kSeriesBlock = 4096;

/// No multiple of it is beyond what a float can be.
constexpr double kLargestStep = 1e29;

/// The first byte of a block. Never renumber: stored.
enum class Kind : std::uint8_t { AsTheyAre = 0, Steps = 1, Bits = 2, SignedSteps = 3 };

/// Of a float: its sign, and its size as `mantissa` · 2^`exponent`, all 24 bits of it used unless
/// it is smaller than any such.
struct FloatParts {
  bool negative = false;
  std::uint32_t mantissa = 0;
  int exponent = 0;
};
constexpr int kMantissaBits = 24;
constexpr int kLeastExponent = -149;

FloatParts parts_of(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  const auto fraction = bits & 0x7FFFFF;
  const auto exponent = static_cast<int>((bits >> 23) & 0xFF);
  if (exponent == 0) return {bits >> 31 != 0, fraction, kLeastExponent};
  return {bits >> 31 != 0, fraction | 0x800000, exponent - 150};
}

float float_of(const FloatParts& parts) {
  const std::uint32_t sign = parts.negative ? 0x80000000 : 0;
  if (parts.mantissa < 0x800000) return std::bit_cast<float>(sign | parts.mantissa);
  const auto exponent = static_cast<std::uint32_t>(parts.exponent + 150);
  return std::bit_cast<float>(sign | (exponent << 23) | (parts.mantissa & 0x7FFFFF));
}

/// How many bits a value has below 2^`last`, when `number` of it lie above.
int bits_below(std::int64_t number, int last) {
  const auto size = static_cast<std::uint64_t>(std::abs(number));
  return std::min(kMantissaBits - static_cast<int>(std::bit_width(size)), last - kLeastExponent);
}

/// Multiples of 2^`last`, cut off towards zero.
std::int64_t cut_off(const FloatParts& parts, int last) {
  const int shift = last - parts.exponent;
  const std::int64_t size = shift >= kMantissaBits ? 0 : parts.mantissa >> shift;
  return parts.negative ? -size : size;
}

/// What `cut_off` cut off.
void put_rest(BitWriter& bits, float value, std::int64_t number, int last) {
  if (number == 0) {
    const bool zero = std::bit_cast<std::uint32_t>(value) == 0;
    bits.put(zero ? 0 : 1, 1);
    if (!zero) bits.put(std::bit_cast<std::uint32_t>(value), 32);
    return;
  }
  bits.put(parts_of(value).mantissa, bits_below(number, last));
}

std::optional<float> read_rest(BitReader& bits, std::int64_t number, int last) {
  if (number == 0) {
    return bits.take(1) == 0 ? 0.0F
                             : std::bit_cast<float>(static_cast<std::uint32_t>(bits.take(32)));
  }
  const auto size = static_cast<std::uint64_t>(std::abs(number));
  if (std::bit_width(size) > kMantissaBits) return std::nullopt;
  const int below = bits_below(number, last);
  const auto mantissa = static_cast<std::uint32_t>((size << below) | bits.take(below));
  if (mantissa >> kMantissaBits != 0) return std::nullopt;
  if (last - below + 150 > 254) return std::nullopt;
  return float_of({number < 0, mantissa, last - below});
}

std::vector<std::int64_t> residuals_of(std::span<const std::int64_t> numbers,
                                       const Predictor& predictor) {
  std::vector<std::int64_t> residuals(numbers.size());
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    residuals[i] = numbers[i] - predictor.guess(numbers.first(i));
  }
  return residuals;
}

/// The first number stands by itself; what is guessed begins behind it.
std::uint64_t cost_of(std::span<const std::int64_t> residuals, const Predictor& predictor) {
  std::uint64_t bits = 16 * predictor.coefficients.size();
  for (auto rest = residuals.subspan(1); !rest.empty();) {
    const auto together = rest.first(std::min(rest.size(), kResidualsTogether));
    bits += bits_of(together);
    rest = rest.subspan(together.size());
  }
  return bits;
}

void put_predictor(std::string& bytes, const Predictor& predictor) {
  bytes += static_cast<char>(predictor.coefficients.size());
  bytes += static_cast<char>(predictor.shift);
  put_number(bytes, folded(predictor.bias));
  for (const std::int16_t coefficient : predictor.coefficients) put_real(bytes, coefficient);
}

std::optional<Predictor> read_predictor(ByteReader& bytes) {
  Predictor predictor;
  const std::size_t order = bytes.byte();
  predictor.shift = bytes.byte();
  predictor.bias = unfolded(bytes.number());
  if (order > kMostCoefficients || predictor.shift > kMostShift) return std::nullopt;
  if (predictor.bias < -kMostBias || predictor.bias > kMostBias) return std::nullopt;
  for (std::size_t i = 0; i < order; ++i) {
    predictor.coefficients.push_back(bytes.real<std::int16_t>());
  }
  return bytes.good() ? std::optional(predictor) : std::nullopt;
}

/// `put_each(bits, i)` adds what value `i` needs beside its number.
template <class PutEach>
void put_numbers(std::string& bytes, std::span<const std::int64_t> numbers, PutEach put_each) {
  std::vector<std::int64_t> residuals;
  Predictor chosen;
  std::uint64_t least = ~std::uint64_t{0};
  for (const Predictor& predictor : predictors_for(numbers)) {
    auto off = residuals_of(numbers, predictor);
    if (const std::uint64_t cost = cost_of(off, predictor); cost < least) {
      least = cost;
      residuals = std::move(off);
      chosen = predictor;
    }
  }
  put_predictor(bytes, chosen);
  put_number(bytes, folded(numbers.front()));
  BitWriter bits(bytes);
  const std::span rest = std::span<const std::int64_t>(residuals).subspan(1);
  for (std::size_t from = 0; from < rest.size(); from += kResidualsTogether) {
    put_residuals(bits, rest.subspan(from, std::min(kResidualsTogether, rest.size() - from)));
  }
  for (std::size_t i = 0; i < numbers.size(); ++i) put_each(bits, i);
}

/// `take_each(bits, i, number)` makes value `i` of its number and what it needs beside it; false
/// when that makes none.
template <class TakeEach>
bool read_numbers(ByteReader& bytes, std::size_t count, TakeEach take_each) {
  const auto predictor = read_predictor(bytes);
  if (!predictor) return false;
  std::vector<std::int64_t> numbers(count);
  const auto sensible = [](std::int64_t number) {
    return number >= -kMostSteps && number <= kMostSteps;
  };
  numbers[0] = unfolded(bytes.number());
  if (!bytes.good() || !sensible(numbers[0])) return false;
  BitReader bits(bytes);
  ResidualReader residuals(bits);
  for (std::size_t i = 1; i < count; ++i) {
    numbers[i] =
        predictor->guess(std::span<const std::int64_t>(numbers).first(i)) + residuals.next();
    if (!bits.good() || !sensible(numbers[i])) return false;
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (!take_each(bits, i, numbers[i])) return false;
  }
  return bits.good();
}

void put_as_they_are(std::string& bytes, std::span<const float> values) {
  bytes += static_cast<char>(Kind::AsTheyAre);
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}

std::string packed_steps(const SteppedValues& found, std::span<const float> values) {
  const Kind kind = found.negative_zeros ? Kind::SignedSteps : Kind::Steps;
  std::string bytes(1, static_cast<char>(kind));
  put_real(bytes, found.step);
  put_numbers(bytes, found.multiples, [&](BitWriter& bits, std::size_t i) {
    if (found.negative_zeros && values[i] == 0.0F) bits.put(std::signbit(values[i]) ? 1 : 0, 1);
  });
  return bytes;
}

std::string packed_bits(std::span<const float> values) {
  int last = kLeastExponent;
  for (const float value : values) last = std::max(last, parts_of(value).exponent);
  std::vector<std::int64_t> numbers;
  numbers.reserve(values.size());
  for (const float value : values) numbers.push_back(cut_off(parts_of(value), last));
  std::string bytes(1, static_cast<char>(Kind::Bits));
  bytes += static_cast<char>(last - kLeastExponent);
  put_numbers(bytes, numbers,
              [&](BitWriter& bits, std::size_t i) { put_rest(bits, values[i], numbers[i], last); });
  return bytes;
}

void put_block(std::string& bytes, std::span<const float> values) {
  if (!std::ranges::all_of(values, [](float value) { return std::isfinite(value); })) {
    return put_as_they_are(bytes, values);
  }
  const auto found = stepped(values);
  const bool in_steps = found && found->step <= kLargestStep;
  const std::string packed = in_steps ? packed_steps(*found, values) : packed_bits(values);
  if (packed.size() > values.size_bytes()) return put_as_they_are(bytes, values);
  bytes += packed;
}

bool read_block(ByteReader& bytes, std::span<float> values) {
  const auto kind = static_cast<Kind>(bytes.byte());
  switch (kind) {
    case Kind::AsTheyAre: {
      const auto floats = bytes.take(values.size_bytes());
      if (!bytes.good()) return false;
      std::memcpy(values.data(), floats.data(), floats.size());
      return true;
    }
    case Kind::Steps:
    case Kind::SignedSteps: {
      const auto step = bytes.real<double>();
      if (!(step > 0.0 && step <= kLargestStep)) return false;
      return read_numbers(bytes, values.size(),
                          [&](BitReader& bits, std::size_t i, std::int64_t number) {
                            const bool negative_zero =
                                number == 0 && kind == Kind::SignedSteps && bits.take(1) == 1;
                            values[i] = negative_zero ? -0.0F : value_at(number, step);
                            return true;
                          });
    }
    case Kind::Bits: {
      const int last = kLeastExponent + bytes.byte();
      return read_numbers(bytes, values.size(),
                          [&](BitReader& bits, std::size_t i, std::int64_t number) {
                            const auto value = read_rest(bits, number, last);
                            values[i] = value.value_or(0.0F);
                            return value.has_value();
                          });
    }
  }
  return false;
}

}  // namespace

void put_series(std::string& bytes, std::span<const float> values) {
  for (std::size_t from = 0; from < values.size(); from += kSeriesBlock) {
    put_block(bytes, values.subspan(from, std::min(kSeriesBlock, values.size() - from)));
  }
}

bool read_series(ByteReader& bytes, std::span<float> values) {
  for (std::size_t from = 0; from < values.size(); from += kSeriesBlock) {
    if (!read_block(bytes, values.subspan(from, std::min(kSeriesBlock, values.size() - from)))) {
      return false;
    }
  }
  return true;
}

}  // namespace sternum
