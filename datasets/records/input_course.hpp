/// What the next batch of a channel is when the manikin just goes on, for form 3 of a packed row:
/// of the same length and spacing, right behind the last one. One that has no spacing (a batch of
/// one value) comes as long after the last as that one after the one before it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "analysis/core/sample_batch.hpp"
#include "datasets/records/packed_bytes.hpp"

namespace sternum {

struct BatchShape {
  std::int64_t first_us = 0;
  std::int64_t period_us = 0;
  std::uint64_t count = 0;
  friend bool operator==(const BatchShape&, const BatchShape&) = default;
};

class InputCourse {
 public:
  /// Empty when the channel has not been seen.
  [[nodiscard]] std::optional<BatchShape> next(std::uint8_t channel) const {
    const Track& track = tracks_[channel];
    if (!track.known) return std::nullopt;
    return BatchShape{wrapped_sum(track.last.first_us, track.step_us), track.last.period_us,
                      track.last.count};
  }
  void saw(std::uint8_t channel, const BatchShape& shape) {
    Track& track = tracks_[channel];
    if (shape.period_us != 0) {
      track.step_us =
          static_cast<std::int64_t>(static_cast<std::uint64_t>(shape.period_us) * shape.count);
    } else {
      track.step_us = track.known ? wrapped_difference(shape.first_us, track.last.first_us) : 0;
    }
    track.last = shape;
    track.known = true;
  }

 private:
  struct Track {
    bool known = false;
    BatchShape last;
    std::int64_t step_us = 0;
  };
  std::array<Track, 64> tracks_;
};

}  // namespace sternum
