/// Where an untouched chest rests, in the depth channel's own mm.
///
/// The channel's zero is only near the chest's rest: sensors have an offset at power-on, they
/// drift, and skin creeps. Rest and drift are estimated together (a Kalman filter of two states;
/// Kalman 1960, J. Basic Eng. 82:35) from what cannot be leaning:
///   - a chest that is still, about where its rest is expected;
///   - a chest higher than that: no hand can hold it there, so it is the rest;
///   - releases: hands that lift leave the chest anywhere between its rest and a little deeper, so
///     that the rest lies as far above their mean as their scatter tells.
/// A chest held deeper than expected is leaned on and teaches nothing, until it has been still for
/// `surely_untouched` or has come back to that level in pause after pause: then the drift has
/// changed. What is expected widens while there is nothing to learn from. Not
/// thread-safe; never blocks or allocates.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "analysis/core/device_time.hpp"

namespace sternum {

struct ChestRestOptions {
  /// A chest deeper than its rest by this, beyond what is uncertain about it, is leaned on.
  double leaning_mm = 0.8;
  /// SD of the sensor's drift, before it is known.
  double drift_mm_per_s = 0.02;
  /// Nobody holds hands still for so long.
  Duration surely_untouched = seconds(30.0);
};

class ChestRest {
 public:
  explicit ChestRest(ChestRestOptions options = {});

  [[nodiscard]] double mm() const { return mm_; }

  /// The chest has been still at `level_mm` for a moment that ended at `us`.
  void still(double level_mm, std::int64_t us);
  /// A compression was released to `level_mm`, known to within `uncertainty_mm` (SD).
  void released(double level_mm, double uncertainty_mm, std::int64_t us);
  /// The sensor may have started anew: the next still moment tells the rest, wherever it is.
  void forget();

 private:
  void settle(double level_mm, std::int64_t us);
  void let_drift(std::int64_t us);
  void learn(double level_mm, double variance);
  [[nodiscard]] double expected_mm() const;
  [[nodiscard]] double level_of_releases(double uncertainty_mm) const;
  [[nodiscard]] double lowest_of_releases(double lowest, double uncertainty_mm) const;

  static constexpr std::size_t kReleases = 8;

  ChestRestOptions options_;
  bool learned_ = false;
  std::int64_t us_ = 0;  ///< of the estimates below
  double mm_ = 0.0;
  double drift_mm_per_s_ = 0.0;
  double rest_variance_;
  double drift_variance_;
  double covariance_ = 0.0;

  double drifted_mm_ = 0.0;                   ///< since the beginning, as estimated at each time
  std::array<double, kReleases> releases_{};  ///< a ring of the last levels, drift taken off
  std::size_t release_count_ = 0;

  bool held_ = false;  ///< still, deeper than the rest
  double held_mm_ = 0.0;
  std::int64_t held_since_us_ = 0;
  int alike_pauses_ = 0;   ///< one after the other, deeper than the rest and at one level
  double pause_mm_ = 0.0;  ///< level of the last of them
};

}  // namespace sternum
