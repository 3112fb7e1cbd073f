/// A chest that moves as it is told, with the truth about it in closed form.
///
/// The motion is a chain of glides between levels, each a half cosine over a warped time, so that
/// depth and acceleration are known exactly at any instant. Times in s, depths in mm below the
/// chest's rest, positive downward.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace sternum::signal_test {

struct MeantCompression {
  double onset_s = 0.0;
  double peak_s = 0.0;
  double release_s = 0.0;
  double depth_mm = 0.0;
  double residual_mm = 0.0;
};

/// How a glide's time runs: the phase is u + start·u(1 − u)² + end·u²(u − 1), u in [0, 1]. Positive
/// makes that end brisk, negative makes it slow; both above −1 and small enough to stay monotone.
struct Warp {
  double start = 0.0;
  double end = 0.0;
};

class ScriptedChest {
 public:
  explicit ScriptedChest(double from_s = 0.0, double level_mm = 0.0)
      : end_s_(from_s), end_mm_(level_mm) {}

  [[nodiscard]] double end_s() const { return end_s_; }
  [[nodiscard]] double end_mm() const { return end_mm_; }

  void hold(double for_s) { end_s_ += for_s; }
  void glide_to(double mm, double within_s, Warp warp = {}) {
    glides_.push_back({end_s_, within_s, end_mm_, mm, warp});
    end_s_ += within_s;
    end_mm_ = mm;
  }
  void remember(MeantCompression compression) { compressions_.push_back(compression); }
  [[nodiscard]] const std::vector<MeantCompression>& compressions() const { return compressions_; }

  /// Depth now; call with ascending times.
  [[nodiscard]] double depth_mm(double t_s) {
    const Glide* glide = at(t_s);
    return glide == nullptr ? level(t_s) : glide->depth(t_s);
  }
  /// Acceleration now, positive downward, m/s².
  [[nodiscard]] double acceleration_m_s2(double t_s) {
    const Glide* glide = at(t_s);
    return glide == nullptr ? 0.0 : glide->acceleration(t_s) * 1e-3;
  }

 private:
  struct Glide {
    double from_s, within_s, from_mm, to_mm;
    Warp warp;

    [[nodiscard]] double depth(double t_s) const {
      const double u = (t_s - from_s) / within_s;
      return from_mm + (to_mm - from_mm) * 0.5 * (1.0 - std::cos(std::numbers::pi * phase(u)));
    }
    [[nodiscard]] double acceleration(double t_s) const {
      const double pi = std::numbers::pi;
      const double u = (t_s - from_s) / within_s;
      const double slope =
          1.0 + warp.start * (1.0 - u) * (1.0 - 3.0 * u) + warp.end * u * (3.0 * u - 2.0);
      const double bend = warp.start * (6.0 * u - 4.0) + warp.end * (6.0 * u - 2.0);
      return 0.5 * (to_mm - from_mm) / (within_s * within_s) *
             (pi * pi * std::cos(pi * phase(u)) * slope * slope +
              pi * std::sin(pi * phase(u)) * bend);
    }
    [[nodiscard]] double phase(double u) const {
      return u + warp.start * u * (1.0 - u) * (1.0 - u) + warp.end * u * u * (u - 1.0);
    }
  };

  [[nodiscard]] const Glide* at(double t_s) {
    if (next_ > 0 && t_s < glides_[next_ - 1].from_s) next_ = 0;
    while (next_ < glides_.size() && glides_[next_].from_s + glides_[next_].within_s <= t_s) {
      ++next_;
    }
    if (next_ == glides_.size() || t_s < glides_[next_].from_s) return nullptr;
    return &glides_[next_];
  }
  [[nodiscard]] double level(double) const {
    if (next_ < glides_.size()) return glides_[next_].from_mm;
    return end_mm_;
  }

  std::vector<Glide> glides_;
  std::vector<MeantCompression> compressions_;
  std::size_t next_ = 0;
  double end_s_;
  double end_mm_;
};

/// Somebody who compresses, with the habits measured in the field (SD of interval and depth; time
/// to the peak 40–46 % of the period).
struct Rescuer {
  double rate_per_min = 112.0;
  double depth_mm = 52.0;
  double residual_mm = 0.0;
  double residual_sd_mm = 0.0;
  double interval_sd_ms = 15.0;
  double depth_sd_mm = 2.5;
  double down_share = 0.42;  ///< of the period
  double up_share = 0.47;    ///< of the period; the rest is a dwell
  double fatigue_mm_per_min = 0.0;
};

/// Compressions one after the other, each curved equally on both sides of its peak.
inline void compress(ScriptedChest& motion, const Rescuer& rescuer, int count,
                     std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  const double begin_s = motion.end_s();
  for (int i = 0; i < count; ++i) {
    const double period_s = std::max(
        0.25, 60.0 / rescuer.rate_per_min + normal(random) * rescuer.interval_sd_ms * 1e-3);
    const double tired_mm = rescuer.fatigue_mm_per_min * (motion.end_s() - begin_s) / 60.0;
    const double depth_mm =
        std::max(20.0, rescuer.depth_mm - tired_mm + normal(random) * rescuer.depth_sd_mm);
    const double residual_mm =
        std::max(0.0, rescuer.residual_mm + normal(random) * rescuer.residual_sd_mm);
    const double down_s = rescuer.down_share * period_s;
    const double up_s = rescuer.up_share * period_s;
    const double middle_s = 2.0 * down_s * up_s / (down_s + up_s);
    MeantCompression meant;
    meant.onset_s = motion.end_s();
    meant.peak_s = meant.onset_s + down_s;
    meant.release_s = meant.peak_s + up_s;
    meant.depth_mm = depth_mm;
    meant.residual_mm = residual_mm;
    motion.glide_to(depth_mm, down_s, {-0.7, down_s / middle_s - 1.0});
    motion.glide_to(residual_mm, up_s, {up_s / middle_s - 1.0, 0.0});
    motion.hold(period_s - down_s - up_s);
    motion.remember(meant);
  }
}

/// Lets go of the chest after a moment, if it is leaned on.
inline void let_go(ScriptedChest& chest, double pause_s) {
  if (chest.end_mm() != 0.0) {
    chest.hold(0.6);
    chest.glide_to(0.0, 0.3);
    pause_s -= 0.9;
  }
  chest.hold(pause_s);
}

}  // namespace sternum::signal_test
