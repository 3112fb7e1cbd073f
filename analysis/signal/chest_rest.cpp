#include "analysis/signal/chest_rest.hpp"

#include <algorithm>
#include <cmath>

namespace sternum {
namespace {

/// SD² with which one still moment or the last few releases tell the rest: not the sensor's noise,
/// but a hand that lies on the chest lightly, or lifts a little less each time. Each release is
/// among the last few eight times over.
constexpr double kStillVariance = 0.05;
constexpr double kReleaseVariance = 0.3;
constexpr double kReleaseVariancePerNoise = 4.0;
/// Before anything is known, the rest lies near the channel's zero.
constexpr double kUnknownVariance = 1.0;
/// How the rest and its drift wander by themselves, in mm² and (mm/s)² per second.
constexpr double kRestWander = 1e-4;
constexpr double kDriftWander = 1e-7;
/// A release higher than the rest by more than this, and so many SDs, was no noise.
constexpr double kSurelyHigher = 1.0;
constexpr double kSurelyHigherSds = 3.0;

/// Releases that are no deeper than the highest of them by this, and so many SDs, are light ones:
/// so many of them tell the rest by their scatter.
constexpr double kLightMm = 1.2;
constexpr double kLightSds = 3.0;
constexpr int kLightReleases = 4;

/// … and one that is higher than all others by more than this overshot.
constexpr double kOvershoot = 1.5;

/// No hand comes to lie at one level, within this, in so many pauses in a row.
constexpr double kAlikeMm = 1.5;
constexpr int kAlikePauses = 3;

/// How far the lowest of that many equally good levels lies below their mean, in SDs of a normal
/// distribution (order statistics; Harter 1961, Biometrika 48:151).
constexpr std::array<double, 9> kLowestBias = {0.0, 0.0, 0.56, 0.85, 1.03, 1.16, 1.27, 1.35, 1.42};

}  // namespace

ChestRest::ChestRest(ChestRestOptions options)
    : options_(options),
      rest_variance_(kUnknownVariance),
      drift_variance_(options.drift_mm_per_s * options.drift_mm_per_s) {}

void ChestRest::forget() {
  learned_ = false;
  release_count_ = 0;
  held_ = false;
  alike_pauses_ = 0;
}

void ChestRest::settle(double level_mm, std::int64_t us) {
  learned_ = true;
  us_ = us;
  mm_ = level_mm;
  rest_variance_ = kStillVariance;
  covariance_ = 0.0;
  release_count_ = 0;
  held_ = false;
  alike_pauses_ = 0;
}

void ChestRest::let_drift(std::int64_t us) {
  const double seconds = learned_ ? static_cast<double>(us - us_) * 1e-6 : 0.0;
  us_ = us;
  mm_ += seconds * drift_mm_per_s_;
  drifted_mm_ += seconds * drift_mm_per_s_;
  rest_variance_ += seconds * (2.0 * covariance_ + seconds * drift_variance_ + kRestWander);
  covariance_ += seconds * drift_variance_;
  drift_variance_ += seconds * kDriftWander;
}

void ChestRest::learn(double level_mm, double variance) {
  const double error = level_mm - mm_;
  const double rest_gain = rest_variance_ / (rest_variance_ + variance);
  const double drift_gain = covariance_ / (rest_variance_ + variance);
  mm_ += rest_gain * error;
  drift_mm_per_s_ += drift_gain * error;
  drift_variance_ -= drift_gain * covariance_;
  covariance_ *= 1.0 - rest_gain;
  rest_variance_ *= 1.0 - rest_gain;
}

double ChestRest::expected_mm() const {
  return mm_ + options_.leaning_mm + 3.0 * std::sqrt(rest_variance_);
}

void ChestRest::still(double level_mm, std::int64_t us) {
  let_drift(us);
  if (!learned_ || level_mm < mm_ - kSurelyHigher - 3.0 * std::sqrt(rest_variance_)) {
    settle(level_mm, us);
    return;
  }
  if (level_mm <= expected_mm()) {
    held_ = false;
    alike_pauses_ = 0;
    learn(level_mm, kStillVariance);
    return;
  }
  if (!held_) {
    const bool alike = alike_pauses_ > 0 && std::abs(level_mm - pause_mm_) <= kAlikeMm;
    alike_pauses_ = alike ? alike_pauses_ + 1 : 1;
    pause_mm_ = level_mm;
    if (alike_pauses_ == kAlikePauses) {
      settle(level_mm, us);
      drift_variance_ = options_.drift_mm_per_s * options_.drift_mm_per_s;
      return;
    }
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
  releases_[release_count_ % kReleases] = level_mm - drifted_mm_;
  // Stays in [kReleases, 2·kReleases) once the ring is full.
  if (++release_count_ == 2 * kReleases) release_count_ = kReleases;

  const double level = level_of_releases(uncertainty_mm);
  const double variance =
      kReleaseVariance + kReleaseVariancePerNoise * uncertainty_mm * uncertainty_mm;
  if (level < mm_ - kSurelyHigher - kSurelyHigherSds * uncertainty_mm) {
    mm_ = level;
    rest_variance_ = variance;
    covariance_ = 0.0;
  } else if (level <= expected_mm()) {
    learn(level, variance);
  }
}

double ChestRest::level_of_releases(double uncertainty_mm) const {
  const std::size_t count = std::min(release_count_, kReleases);
  // Without a branch: which of the two a release is cannot be predicted.
  const double other = releases_[count > 1 ? 1 : 0];
  double lowest = std::min(releases_[0], other);
  double second = std::max(releases_[0], other);
  for (std::size_t i = 2; i < count; ++i) {
    const double release = releases_[i];
    const double higher = std::max(lowest, release);
    second = std::min(second, higher);
    lowest = std::min(lowest, release);
  }
  // One release that overshot is not where the chest rests.
  if (count > 1 && lowest < second - kOvershoot) return second + drifted_mm_;

  double sum = 0.0;
  double squares = 0.0;
  int light = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const double above = releases_[i] - lowest;
    const bool is_light = above <= kLightMm + kLightSds * uncertainty_mm;
    const double counted = is_light ? above : 0.0;
    sum += counted;
    squares += counted * counted;
    light += is_light ? 1 : 0;
  }
  if (light < kLightReleases) return lowest_of_releases(lowest, uncertainty_mm) + drifted_mm_;
  // Levels that lie anywhere between the rest and as far again below their mean scatter by the
  // √3rd part of that, besides what is uncertain about them.
  const double mean = sum / light;
  const double variance = (squares - sum * mean) / (light - 1);
  const double scatter = std::max(variance - uncertainty_mm * uncertainty_mm, 0.0);
  return lowest + mean - std::sqrt(3.0 * scatter) + drifted_mm_;
}

/// Of too few that are light, or of a leaning rescuer's: the highest that the chest came, were it
/// not for what is uncertain about it.
double ChestRest::lowest_of_releases(double lowest, double uncertainty_mm) const {
  const std::size_t count = std::min(release_count_, kReleases);
  double sum = 0.0;
  double squares = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const double above = releases_[i] - lowest;
    sum += above;
    squares += above * above;
  }
  const auto n = static_cast<double>(count);
  const double variance = count < 2 ? 0.0 : std::max(squares - sum * sum / n, 0.0) / (n - 1.0);
  // Where they differ by more than that, hands lift a little more or less each time, and the lowest
  // is the one that lifted most.
  const double uncertain = uncertainty_mm * uncertainty_mm;
  const double share = std::sqrt(uncertain / std::max(variance, uncertain + 1e-12));
  return lowest + kLowestBias[count] * uncertainty_mm * share;
}

}  // namespace sternum
