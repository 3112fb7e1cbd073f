/// The path of the chest through one compression, from acceleration: what a double integral leaves
/// open is closed by what is known of the chest.
///
/// Between two turns of the chest at the top, the true displacement is the double integral of the
/// acceleration less v·t + b·t²/2, with an unknown initial velocity v and an unknown offset b
/// (gravity, tilt, the sensor's own), which hardly changes within a compression. Two conditions fix
/// them: over one compression the chest comes back to the velocity and to the place it had at the
/// beginning (boundary conditions: Aase & Myklebust 2002, IEEE Trans Biomed Eng 49:1007).
///
/// In a rhythm the velocity comes back at any phase, so the offset is the mean acceleration over
/// one period, about where the filter saw it; the turns are then read off the path and the place is
/// closed there. (To close the velocity there as well would make any guess of the turns come true.)
/// A stroke out of stillness begins with no velocity and the offset seen in the stillness; its
/// turns are where both are closed.
///
/// Limits: a chest left deeper than it was found is taken to be where it was (leaning cannot be
/// seen), and a pad that tilts back and forth with every compression adds its swing of gravity.
/// Acceleration in m/s², results in mm and µs. Not thread-safe; never blocks or allocates.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "analysis/signal/recent_trace.hpp"

namespace sternum {

using AccelerationTrace = RecentPoints<1024>;

struct ReconstructedStroke {
  double onset_us = 0.0;
  double peak_us = 0.0;
  double release_us = 0.0;
  double depth_mm = 0.0;
  double offset_m_s2 = 0.0;  ///< of the acceleration, during the stroke
};

class StrokeReconstruction {
 public:
  /// The stroke's deepest point lies between `first` and `until`; the newest point of `trace` is
  /// where sight ends. With `still_offset` the chest was still at `first` and the offset is known
  /// from before; without, `first` and `until` are about one turn of a rhythm apart. Nothing while
  /// the chest still rises, unless it is `released` in the caller's eyes.
  /// Requires trace.begin() <= first < until < trace.end(), and the same trace each time.
  [[nodiscard]] std::optional<ReconstructedStroke> reconstruct(const AccelerationTrace& trace,
                                                               std::int64_t first,
                                                               std::int64_t until,
                                                               std::optional<double> still_offset,
                                                               bool released);

 private:
  /// An instant between two points, with the open integrals there.
  struct Instant {
    double s = 0.0;
    double velocity = 0.0;
    double path = 0.0;
  };
  /// What is taken off the open integrals from an instant on.
  struct Closing {
    Instant from;
    double velocity = 0.0;
    double offset = 0.0;
  };

  void integrate(const AccelerationTrace& trace, std::int64_t first);
  [[nodiscard]] Instant at(std::size_t i) const { return {s_[i], velocity_[i], path_[i]}; }
  [[nodiscard]] Instant stop_near(std::size_t i, const Closing& closing) const;
  [[nodiscard]] double place(const Instant& instant, const Closing& closing) const {
    const double t = instant.s - closing.from.s;
    return instant.path - closing.from.path - t * (closing.velocity + 0.5 * t * closing.offset);
  }
  [[nodiscard]] double speed(const Instant& instant, const Closing& closing) const {
    return instant.velocity - closing.velocity - (instant.s - closing.from.s) * closing.offset;
  }
  void find_turns(std::size_t until, const Closing& closing);
  [[nodiscard]] std::optional<double> middle_of_hold() const;
  [[nodiscard]] bool has_stopped(const Closing& closing) const;
  /// The offset by which the chest ends at the speed that it began with.
  [[nodiscard]] static double mean_offset(const Instant& from, const Instant& to);
  /// The closing by which it ends at the place where it began.
  [[nodiscard]] static Closing close(const Instant& from, const Instant& to, double offset);
  [[nodiscard]] double foot_s(int direction, double level, double depth, double otherwise_s) const;

  static constexpr std::size_t kCapacity = 1024;
  std::array<double, kCapacity> s_{};
  std::array<double, kCapacity> acceleration_{};
  std::array<double, kCapacity> velocity_{};
  std::array<double, kCapacity> path_{};
  std::array<double, kCapacity> place_{};  ///< by the last closing
  std::int64_t first_ = -1;
  std::size_t count_ = 0;
  std::size_t top_before_ = 0;
  std::size_t deepest_ = 0;
  std::size_t top_after_ = 0;
};

}  // namespace sternum
