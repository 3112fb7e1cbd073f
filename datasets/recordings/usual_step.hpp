/// What a recording that says nothing of its gaps lets one guess: which steps in time are holes.
///
/// The usual step of a channel is the median of its last eight; a step far above it and above
/// `kShortest` is a gap. Frozen: old recordings are read by this rule, and the writer remarks only
/// on what it would get wrong. Not thread-safe; does not allocate.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace sternum {

class UsualStep {
 public:
  /// A step longer than both this and `kGapPeriods` usual ones is a gap: one lost radio frame of a
  /// fast manikin is not, two seconds of a manikin that reports once a second are not either.
  static constexpr std::int64_t kShortestGap_us = 250'000;
  static constexpr std::int64_t kGapPeriods = 4;

  void remember(std::int64_t step_us, std::int64_t times = 1) {
    for (auto i = std::min(times, static_cast<std::int64_t>(kRemembered)); i > 0; --i) {
      steps_us_[count_ % kRemembered] = step_us;
      ++count_;
    }
  }

  /// The median, so that a gap does not hide the next one. Without a step to compare with, nothing
  /// can be called a gap.
  [[nodiscard]] bool is_gap(std::int64_t step_us) const {
    if (step_us <= kShortestGap_us || count_ == 0) return false;
    auto sorted = steps_us_;
    const auto known = static_cast<std::ptrdiff_t>(std::min(count_, kRemembered));
    std::nth_element(sorted.begin(), sorted.begin() + known / 2, sorted.begin() + known);
    return step_us > kGapPeriods * sorted[static_cast<std::size_t>(known / 2)];
  }

 private:
  static constexpr std::size_t kRemembered = 8;
  std::array<std::int64_t, kRemembered> steps_us_{};  ///< the last steps, in a ring
  std::size_t count_ = 0;
};

}  // namespace sternum
