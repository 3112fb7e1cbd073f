/// The foot of a movement: when a trace left its rest, or came back to it.
///
/// Chests and lungs start and stop so gently that the first 30 ms of a movement are lost in a
/// sensor's noise, and the foot must be told from where the trace crosses 5, 15 and 40 % of the
/// way. It lies `reach` times the first of the two intervals between crossings beyond the lowest
/// one; how far that is depends on how gently the movement starts, which shows in the ratio of the
/// intervals. Of the starts that movements are modelled with (half cosines, in even or in warped
/// time; velocities that grow with the square of time) a half cosine has ratio and reach in closed
/// form, and the others lie on one line through it: the foot it gives is right within a fiftieth of
/// the movement for all of them, where the half cosine alone would err by a sixth.
///
/// Where a trace is too noisy, or wanders too much, for its lowest level, two others tell the foot
/// with a reach that suits most (`coarse_foot`): 1.25 for a half cosine, 1.7 to 2.2 for the
/// gentler.
///
/// Times in µs (or in any other unit), ascending from the foot for an onset and descending for a
/// release. A top at which a rise ends is a foot upside down. Plain values; nothing here blocks or
/// allocates.
#pragma once

#include <algorithm>

namespace sternum {

/// Levels of the crossings, as shares of the way.
inline constexpr double kFootLow = 0.05;
inline constexpr double kFootMiddle = 0.15;
inline constexpr double kFootHigh = 0.40;

inline constexpr double kCoarseFootLow = 0.10;
inline constexpr double kCoarseFootHigh = 0.30;

[[nodiscard]] constexpr double coarse_foot(double low, double high, double reach) {
  return low - reach * (high - low);
}

struct FootCrossings {
  double low = 0.0;
  double middle = 0.0;
  double high = 0.0;
};

/// How gently a trace's movements start: at first like a half cosine, then as they have done.
class FootHabit {
 public:
  /// Gentleness is a habit: the mean of several movements is less noisy than one.
  void learn(const FootCrossings& one) {
    early_ += share_ * ((one.middle - one.low) - early_);
    late_ += share_ * ((one.high - one.middle) - late_);
    share_ = std::max(share_ / (1.0 + share_), kLeastShare);
  }

  [[nodiscard]] double foot(const FootCrossings& one) const {
    return one.low - reach() * (one.middle - one.low);
  }

 private:
  /// With a(x) = acos(1 − 2x): (a(0.40) − a(0.15)) / (a(0.15) − a(0.05)) and
  /// a(0.05) / (a(0.15) − a(0.05)).
  static constexpr double kHalfCosineRatio = 1.66692;
  static constexpr double kHalfCosineReach = 1.30971;
  static constexpr double kReachPerRatio = 3.0;
  static constexpr double kLeastReach = 1.0;
  static constexpr double kMostReach = 2.8;

  [[nodiscard]] double reach() const {
    const double ratio = early_ * late_ > 0.0 ? late_ / early_ : kHalfCosineRatio;
    return std::clamp(kHalfCosineReach + kReachPerRatio * (kHalfCosineRatio - ratio), kLeastReach,
                      kMostReach);
  }

  static constexpr double kLeastShare = 1.0 / 16.0;
  double early_ = 0.0;
  double late_ = 0.0;
  double share_ = 1.0;  ///< of the next movement: the first ones teach quickly
};

}  // namespace sternum
