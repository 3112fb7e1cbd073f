/// Consecutive samples of one channel, looked at in place.
///
/// What a detector steps through: value `i` was taken at `first + i * period`, and `flags` are
/// those of the first one. Values in the channel's unit. A view: it lives no longer than the
/// values' owner.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

#include "analysis/core/device_time.hpp"
#include "analysis/core/sample_batch.hpp"

namespace sternum {

struct SampleRun {
  BatchFlag flags = BatchFlag::None;
  DeviceTime first;
  Duration period;
  std::span<const float> values;

  [[nodiscard]] static SampleRun of(const SampleBatch& batch) {
    return {batch.flags, batch.first, batch.period, batch.values};
  }
  /// Time of value `i`.
  [[nodiscard]] DeviceTime time_of(std::size_t i) const {
    return first + period * static_cast<std::int64_t>(i);
  }
  /// Requires at least one value.
  [[nodiscard]] DeviceTime last() const { return time_of(values.size() - 1); }
  /// Its first `count` samples, all of them or fewer.
  [[nodiscard]] SampleRun front(std::size_t count) const {
    return {flags, first, period, values.first(count)};
  }
  /// Lets the first `count` samples go.
  void drop(std::size_t count) {
    if (count == 0) return;
    flags = BatchFlag::None;
    first = first + period * static_cast<std::int64_t>(count);
    values = values.subspan(count);
  }
};

/// How many of the first values are finite numbers.
[[nodiscard]] inline std::size_t count_finite(std::span<const float> values) {
  // No number has an exponent of all ones: one more carries into the sign's place. Nearly always
  // there is none, and no early end to look for.
  constexpr std::uint32_t kExponent = 0x7F800000U;
  constexpr std::uint32_t kCarries = 0x00800000U;
  constexpr std::uint32_t kCarried = 0x80000000U;
  std::uint32_t sums = 0;
  for (const float value : values) {
    sums |= (std::bit_cast<std::uint32_t>(value) & kExponent) + kCarries;
  }
  if ((sums & kCarried) == 0) [[likely]]
    return values.size();
  std::size_t count = 0;
  while (std::isfinite(values[count])) ++count;
  return count;
}

}  // namespace sternum
