/// A run of samples of one channel: the unit in which measurements travel through the house.
///
/// Value `i` was taken at `first + i * period`. A channel that is not sampled uniformly travels as
/// batches of one value. Values are in the channel's unit (`channel.hpp`); float, because that is
/// what sensors resolve and what recordings store, so that a stored batch is bit-identical to the
/// live one. Batches of one channel ascend in time. A plain value: copy, move, reuse its buffer.
#pragma once

#include <cstdint>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/device_time.hpp"

namespace sternum {

/// What is known to be wrong with a batch; combined with |. Stored in recordings: never renumber.
enum class BatchFlag : std::uint8_t {
  None = 0,
  FollowsGap = 1,     ///< samples of this channel before it are missing
  FollowsReboot = 2,  ///< the manikin's clock restarted before it: the hole's length is unknown
  Saturated = 4,      ///< at least one value is at the end of the sensor's range
};
[[nodiscard]] constexpr BatchFlag operator|(BatchFlag a, BatchFlag b) {
  return static_cast<BatchFlag>(static_cast<std::uint8_t>(a) | static_cast<std::uint8_t>(b));
}
[[nodiscard]] constexpr bool has(BatchFlag flags, BatchFlag flag) {
  return (static_cast<std::uint8_t>(flags) & static_cast<std::uint8_t>(flag)) != 0;
}

struct SampleBatch {
  Channel channel = Channel::Depth;
  BatchFlag flags = BatchFlag::None;
  DeviceTime first;
  Duration period;
  std::vector<float> values;

  /// Time of value `i`.
  [[nodiscard]] DeviceTime time_of(std::size_t i) const {
    return first + period * static_cast<std::int64_t>(i);
  }
  /// Time of the last value. Requires at least one.
  [[nodiscard]] DeviceTime last() const { return time_of(values.size() - 1); }

  friend bool operator==(const SampleBatch&, const SampleBatch&) = default;
};

}  // namespace sternum
