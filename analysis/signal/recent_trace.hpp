/// The last moments of a trace, for measuring what has just been recognised.
///
/// Points are numbered from 0 as they come; the last `kCapacity` can be read back, 2 s at the 250
/// Hz that the detectors keep at most. Times in µs on the device's timeline, values in the trace's
/// own unit. A plain value of fixed size; not thread-safe; never blocks or allocates.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sternum {

struct TracePoint {
  std::int64_t us = 0;
  double value = 0.0;
};

template <std::int64_t Capacity, std::int64_t Storage = Capacity>
class RecentPoints {
  static_assert(Capacity > 0 && Storage >= Capacity && (Storage & (Storage - 1)) == 0);

 public:
  void push(TracePoint point) {
    us_[slot(size_)] = point.us;
    values_[slot(size_++)] = point.value;
  }

  /// Writes values behind the end, where they can be looked at before `advance` makes points of
  /// them. They are `period_us` apart, the first of them taken at `us`, and at most
  /// `Storage - Capacity`.
  void foresee(std::int64_t us, std::int64_t period_us, std::span<const float> values) {
    std::size_t place = slot(size_);
    while (!values.empty()) {
      const std::size_t room = std::min(values.size(), us_.size() - place);
      for (std::size_t i = 0; i < room; ++i, us += period_us) {
        us_[place + i] = us;
        values_[place + i] = static_cast<double>(values[i]);
      }
      values = values.subspan(room);
      place = 0;
    }
  }
  /// The next `count` values that were foreseen, or fewer where the storage ends.
  [[nodiscard]] std::span<const double> foreseen(std::size_t count) const {
    const std::size_t place = slot(size_);
    return std::span(values_).subspan(place, std::min(count, values_.size() - place));
  }
  /// The values of points from `number` on: to the end, or fewer where the storage ends. Requires
  /// begin() <= number < end().
  [[nodiscard]] std::span<const double> values_from(std::int64_t number) const {
    const std::size_t place = slot(number);
    const auto count = static_cast<std::size_t>(size_ - number);
    return std::span(values_).subspan(place, std::min(count, values_.size() - place));
  }
  void advance(std::size_t count) { size_ += static_cast<std::int64_t>(count); }

  /// Number of the next point; the newest is `end() - 1`.
  [[nodiscard]] std::int64_t end() const { return size_; }
  /// Number of the oldest point that can still be read.
  [[nodiscard]] std::int64_t begin() const { return size_ > Capacity ? size_ - Capacity : 0; }
  /// Requires begin() <= number < end().
  [[nodiscard]] TracePoint operator[](std::int64_t number) const {
    return {us_[slot(number)], values_[slot(number)]};
  }

 private:
  static constexpr std::size_t slot(std::int64_t number) {
    return static_cast<std::size_t>(number) & (Storage - 1);
  }
  // Apart from each other, so that many are written, and values read, side by side.
  std::array<std::int64_t, Storage> us_{};
  std::array<double, Storage> values_{};
  std::int64_t size_ = 0;
};

using RecentTrace = RecentPoints<512, 1024>;

}  // namespace sternum
