/// The last five compressions of the run that is going on, and their means: what a coach and a
/// gauge speak of. Five, because that follows a change within three seconds and still does not
/// jump with every compression. Not thread-safe; does not allocate.
#pragma once

#include <array>
#include <cstddef>
#include <optional>

#include "analysis/core/units.hpp"
#include "analysis/scoring/extra_measures.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

class RecentCompressions {
 public:
  /// A compression without a rate begins a new run.
  void add(const Compression& compression, const CompressionExtras& extras = {}) {
    if (!compression.rate) clear();
    last_[next_] = {compression, extras};
    next_ = (next_ + 1) % last_.size();
    if (count_ < last_.size()) ++count_;
  }
  void clear() { count_ = next_ = 0; }
  [[nodiscard]] bool is_full() const { return count_ == last_.size(); }

  [[nodiscard]] std::optional<Millimetres> depth() const {
    return mean<Millimetres>([](const One& one) { return std::optional(one.compression.depth); });
  }
  [[nodiscard]] std::optional<Millimetres> residual() const {
    return mean<Millimetres>([](const One& one) { return one.compression.residual; });
  }
  [[nodiscard]] std::optional<PerMinute> rate() const {
    return mean<PerMinute>([](const One& one) { return one.compression.rate; });
  }
  /// Of the hands from the right place.
  [[nodiscard]] std::optional<Millimetres> hand_offset() const {
    return mean<Millimetres>([](const One& one) -> std::optional<Millimetres> {
      if (!one.extras.hands) return std::nullopt;
      return one.extras.hands->distance();
    });
  }

 private:
  struct One {
    Compression compression;
    CompressionExtras extras;
  };

  /// Over those that have it.
  template <class Unit, class Value>
  [[nodiscard]] std::optional<Unit> mean(Value value) const {
    Unit sum;
    int measured = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      if (const std::optional<Unit> one = value(last_[i])) {
        sum = sum + *one;
        ++measured;
      }
    }
    if (measured == 0) return std::nullopt;
    return sum / measured;
  }

  std::array<One, 5> last_{};
  std::size_t next_ = 0;
  std::size_t count_ = 0;
};

}  // namespace sternum
