/// What the compression detector does with nearly every point, in registers: it passes over points
/// that change nothing but the extremes, and stops before anything else.
///
/// Which of two points is lower is noise, so it is decided without branches, and whether to stop is
/// asked of four points at once. Values in mm of depth, positive downward. Nothing here blocks or
/// allocates.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sternum {

/// So many values are looked at together.
inline constexpr std::size_t kTogether = 4;

/// The highest level of a chest, and how far it has gone down from there.
struct LowLook {
  double extreme_mm;
  double limit_mm;
  double farthest_mm = 0.0;

  void take(double mm) {
    farthest_mm = std::max(farthest_mm, mm - extreme_mm);
    extreme_mm = std::min(extreme_mm, mm);
  }
  [[nodiscard]] bool stops() const { return !(farthest_mm < limit_mm); }
};

/// The deepest level of a chest, and how far it has come back up from there.
struct DeepLook {
  double extreme_mm;
  double limit_mm;
  double farthest_mm = 0.0;

  void take(double mm) {
    farthest_mm = std::max(farthest_mm, extreme_mm - mm);
    extreme_mm = std::max(extreme_mm, mm);
  }
  [[nodiscard]] bool stops() const { return !(farthest_mm < limit_mm); }
};

/// A rising chest: besides its highest level, how long it has not risen noticeably.
struct RisingLook : LowLook {
  double settling_mm;
  std::int64_t settling_us;
  double risen_mm;
  std::int64_t us;  ///< of the next point
  std::int64_t period_us;
  std::int64_t settled_at_us;  ///< not risen for so long: it stops
  std::int64_t settled_us = 0;

  void take(double mm) {
    LowLook::take(mm);
    // Bits and not numbers: of those a processor chooses without a branch.
    const bool rises = mm < settling_mm - risen_mm;
    const auto from = std::bit_cast<std::int64_t>(settling_mm);
    settling_mm = std::bit_cast<double>(rises ? std::bit_cast<std::int64_t>(mm) : from);
    settling_us = rises ? us : settling_us;
    settled_us = std::max(settled_us, us - settling_us);
    us += period_us;
  }
  [[nodiscard]] bool stops() const { return settled_us >= settled_at_us || LowLook::stops(); }

  /// Takes four that rise noticeably one after the other, as most of a release does: then the last
  /// of them is all there is to know. Else nothing has happened.
  [[nodiscard]] bool take_steeply(std::span<const double, kTogether> mm) {
    const bool steep = (mm[0] < settling_mm - risen_mm) & (mm[1] < mm[0] - risen_mm) &
                       (mm[2] < mm[1] - risen_mm) & (mm[3] < mm[2] - risen_mm);
    if (!steep) return false;
    extreme_mm = settling_mm = mm[3];
    settling_us = us + 3 * period_us;
    us += 4 * period_us;
    return true;
  }
};

/// What was passed over, and among which values the extreme one was met first.
struct Passed {
  std::size_t count = 0;
  std::size_t extreme_from = 0;
};

/// Lets `look` take the next `together` values; false, and nothing has happened, when it stops.
template <std::size_t together, class Look>
bool pass(std::span<const double> values, Look& look, Passed& passed) {
  Look ahead = look;
  for (std::size_t i = 0; i < together; ++i) ahead.take(values[passed.count + i]);
  if (ahead.stops()) return false;
  const bool moved = std::bit_cast<std::uint64_t>(ahead.extreme_mm) !=
                     std::bit_cast<std::uint64_t>(look.extreme_mm);
  passed.extreme_from = moved ? passed.count : passed.extreme_from;
  passed.count += together;
  look = ahead;
  return true;
}

}  // namespace sternum
