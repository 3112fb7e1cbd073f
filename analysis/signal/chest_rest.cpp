#include "analysis/signal/chest_rest.hpp"

#include <algorithm>
#include <cmath>

namespace sternum {
namespace {

/// Share of the distance that one still moment of about 0.25 s closes: noise averages out over
/// about five of them.
constexpr double kStillShare = 0.3;
/// The same for one release, which is noisier.
constexpr double kReleaseShare = 0.3;
/// A release higher than the rest by more than this was no noise.
constexpr double kSurelyHigher = 1.0;

/// How far the level that `lower_envelope` picks lies below the mean of that many equally good
/// ones, in SDs of a normal distribution (order statistics; Harter 1961, Biometrika 48:151).
constexpr std::array<double, 9> kEnvelopeBias = {0.0,  0.0,  0.56, 0.85, 0.30,
                                                 0.50, 0.64, 0.76, 0.85};

}  // namespace

void ChestRest::forget() {
  learned_ = false;
  release_count_ = 0;
  held_ = false;
}

void ChestRest::settle(double level_mm, std::int64_t us) {
  mm_ = level_mm;
  learned_ = true;
  drifting_since_us_ = us;
  drift_allowed_mm_ = 0.0;
  release_count_ = 0;
  held_ = false;
}

void ChestRest::let_drift(std::int64_t us) {
  const double drifted =
      static_cast<double>(us - drifting_since_us_) * 1e-6 * options_.fastest_drift_mm_per_s;
  drift_allowed_mm_ = std::min(drift_allowed_mm_ + drifted, options_.farthest_drift_mm);
  drifting_since_us_ = us;
}

void ChestRest::follow(double level_mm, double share) {
  const double step = std::min(share * (level_mm - mm_), drift_allowed_mm_);
  mm_ += step;
  // A level at or above the rest shows that nothing has drifted unseen.
  drift_allowed_mm_ = step > 0.0 ? drift_allowed_mm_ - step : 0.0;
}

void ChestRest::still(double level_mm, std::int64_t us) {
  let_drift(us);
  if (!learned_ || level_mm < mm_ - options_.leaning_mm) {
    settle(level_mm, us);
    return;
  }
  if (level_mm <= mm_ + options_.leaning_mm + drift_allowed_mm_) {
    held_ = false;
    follow(level_mm, kStillShare);
    return;
  }
  if (!held_ || std::abs(level_mm - held_mm_) > options_.leaning_mm) {
    held_ = true;
    held_mm_ = level_mm;
    held_since_us_ = us;
  } else if (us - held_since_us_ >= options_.surely_untouched.us()) {
    settle(level_mm, us);
  }
}

void ChestRest::released(double level_mm, double uncertainty_mm, std::int64_t us) {
  let_drift(us);
  held_ = false;
  releases_[release_count_ % kReleases] = level_mm;
  // Stays in [kReleases, 2·kReleases) once the ring is full.
  if (++release_count_ == 2 * kReleases) release_count_ = kReleases;

  const double level = lower_envelope(uncertainty_mm);
  if (level < mm_ - kSurelyHigher) {
    mm_ = level;
    drift_allowed_mm_ = 0.0;
  } else if (level <= mm_ + options_.leaning_mm) {
    follow(level, kReleaseShare);
  }
}

double ChestRest::lower_envelope(double uncertainty_mm) const {
  const std::size_t count = std::min(release_count_, kReleases);
  double lowest = releases_[0];
  double second = releases_[count > 1 ? 1 : 0];
  if (second < lowest) std::swap(lowest, second);
  for (std::size_t i = 2; i < count; ++i) {
    if (releases_[i] < lowest) {
      second = lowest;
      lowest = releases_[i];
    } else {
      second = std::min(second, releases_[i]);
    }
  }
  // One release that overshot is not an envelope; with fewer than four there is no telling.
  return (count < 4 ? lowest : second) + kEnvelopeBias[count] * uncertainty_mm;
}

}  // namespace sternum
