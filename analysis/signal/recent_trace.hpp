/// The last moments of a trace, for measuring what has just been recognised.
///
/// Points are numbered from 0 as they come; the last `kCapacity` can be read back, 2 s at the 250
/// Hz that the detectors keep at most. Times in µs on the device's timeline, values in the trace's
/// own unit. A plain value of fixed size; not thread-safe; never blocks or allocates.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sternum {

struct TracePoint {
  std::int64_t us = 0;
  double value = 0.0;
};

template <std::int64_t Capacity>
class RecentPoints {
  static_assert(Capacity > 0 && (Capacity & (Capacity - 1)) == 0);

 public:
  void push(TracePoint point) { points_[slot(size_++)] = point; }

  /// Pushes values that are `period_us` apart as long as `goes_on(number, point)`; answers how many
  /// those were.
  template <class GoesOn>
  std::size_t push_while(std::int64_t us, std::int64_t period_us, std::span<const float> values,
                         GoesOn&& goes_on) {
    std::int64_t number = size_;
    for (const float value : values) {
      const TracePoint point{us, static_cast<double>(value)};
      if (!goes_on(number, point)) break;
      points_[slot(number++)] = point;
      us += period_us;
    }
    const auto pushed = static_cast<std::size_t>(number - size_);
    size_ = number;
    return pushed;
  }

  /// Number of the next point; the newest is `end() - 1`.
  [[nodiscard]] std::int64_t end() const { return size_; }
  /// Number of the oldest point that can still be read.
  [[nodiscard]] std::int64_t begin() const { return size_ > Capacity ? size_ - Capacity : 0; }
  /// Requires begin() <= number < end().
  [[nodiscard]] const TracePoint& operator[](std::int64_t number) const {
    return points_[slot(number)];
  }

 private:
  static constexpr std::size_t slot(std::int64_t number) {
    return static_cast<std::size_t>(number) & (Capacity - 1);
  }
  std::array<TracePoint, Capacity> points_{};
  std::int64_t size_ = 0;
};

using RecentTrace = RecentPoints<512>;

}  // namespace sternum
