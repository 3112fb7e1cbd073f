/// Where an untouched chest rests, in the depth channel's own mm.
///
/// The channel's zero is only near the chest's rest: sensors have an offset at power-on, drift, and
/// skin creeps. The rest is learned from what cannot be leaning:
///   - a chest that is still, no further below the rest than `leaning` and what may have drifted
///     since: followed, on average no faster than `fastest_drift`, so that hands that lie on it
///     lightly are not learned;
///   - a chest that is higher than its rest: no hand can do that, so it is the rest;
///   - releases that come back to the rest time after time: their lower envelope, the same way.
/// A chest held lower than that is leaned on, and teaches nothing until it has been still for
/// `surely_untouched`. Not thread-safe; never blocks or allocates.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "analysis/core/device_time.hpp"

namespace sternum {

struct ChestRestOptions {
  double leaning_mm = 1.5;
  /// Sensors drift by up to 2 mm/min (0.033 mm/s).
  double fastest_drift_mm_per_s = 0.05;
  double farthest_drift_mm = 3.0;
  /// Nobody holds hands still for so long.
  Duration surely_untouched = seconds(30.0);
};

class ChestRest {
 public:
  explicit ChestRest(ChestRestOptions options = {}) : options_(options) {}

  [[nodiscard]] double mm() const { return mm_; }

  /// The chest has been still at `level_mm` for a moment that ended at `us`.
  void still(double level_mm, std::int64_t us);
  /// A compression was released to `level_mm`, known to within `uncertainty_mm` (SD).
  void released(double level_mm, double uncertainty_mm, std::int64_t us);
  /// The sensor may have started anew: the next still moment tells the rest, wherever it is.
  void forget();

 private:
  void settle(double level_mm, std::int64_t us);
  void follow(double level_mm, double share);
  void let_drift(std::int64_t us);
  [[nodiscard]] double lower_envelope(double uncertainty_mm) const;

  static constexpr std::size_t kReleases = 8;

  ChestRestOptions options_;
  double mm_ = 0.0;
  bool learned_ = false;
  std::int64_t drifting_since_us_ = 0;
  double drift_allowed_mm_ = 0.0;             ///< how far it may have drifted deeper, unseen
  std::array<double, kReleases> releases_{};  ///< a ring of the last levels
  std::size_t release_count_ = 0;
  bool held_ = false;  ///< still, at a level lower than the rest
  double held_mm_ = 0.0;
  std::int64_t held_since_us_ = 0;
};

}  // namespace sternum
