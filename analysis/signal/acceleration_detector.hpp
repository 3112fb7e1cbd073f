/// Finds chest compressions, with their depth, in the acceleration of a pad or glove under the
/// hands.
///
/// Acceleration is in g, positive downward; gravity, tilt and offset need not be removed. Otherwise
/// the contract is that of `CompressionDetector`. An accelerometer cannot see the chest's rest, so
/// `residual` is always empty (not measured), and depth counts from the onset of each compression.
/// Not thread-safe; never blocks; allocates only while constructing.
///
/// A zig-zag through the live, high-passed displacement (`displacement_filter.hpp`) finds the
/// strokes; the chest's path through each is then reconstructed (`stroke_reconstruction.hpp`) for
/// depth and times, up to 150 ms after the release.
///
///   Waiting ──falls by retrace──▶ Rising back ──deeper by retrace──▶ Released? ──seen──▶ reported
///
/// Hands that move without compressing are told by four gates: the swing of the acceleration, in
/// absolute terms and against the run's last 8, and the depth likewise. Inside compressions it is
/// 27 m/s² (5th percentile 13) on a real recording, outside 2.3.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/compression.hpp"
#include "analysis/signal/displacement_filter.hpp"
#include "analysis/signal/sample_pacer.hpp"
#include "analysis/signal/stroke_reconstruction.hpp"

namespace sternum {

struct AccelerationDetectorOptions {
  /// A compression is at least this deep.
  Millimetres smallest_swing = millimetres(15.0);
  Duration run_gap = seconds(1.0);
  Duration bridged_hole = milliseconds(60);
};

class AccelerationDetector {
 public:
  explicit AccelerationDetector(AccelerationDetectorOptions options = {});

  [[nodiscard]] std::optional<Compression> step(DeviceTime time, double acceleration_g,
                                                BatchFlag flags = BatchFlag::None);
  void push(const SampleBatch& batch, std::vector<Compression>& completed);

  /// Says that nothing follows: answers the stroke, if any, that was seen to stop at its top.
  [[nodiscard]] std::optional<Compression> finish();

  /// The displacement that the last sample brought, high-passed, positive downward: for drawing a
  /// strip, not for measuring.
  [[nodiscard]] Millimetres displacement() const { return millimetres(filter_.mm()); }

 private:
  struct Extreme {
    std::int64_t number = -1;
    double mm = 0.0;
  };
  /// A stroke of the filter whose release the chest has yet to reach.
  struct Candidate {
    Extreme before;
    Extreme deepest;
    Extreme after;
    std::int64_t found_us = -1;
    std::int64_t look_again_us = 0;
    std::int64_t swing_from = -1;  ///< where the swing was taken from; −1: it has not been yet
    double swing_m_s2 = 0.0;
  };
  struct Stillness {
    std::int64_t end = 0;
    double level = 0.0;  ///< of the acceleration
  };
  /// The last few of a run.
  class Typical {
   public:
    void clear() { count_ = 0; }
    void add(double swing_m_s2, double depth_mm);
    [[nodiscard]] double swing_m_s2() const { return median(swings_); }
    [[nodiscard]] double depth_mm() const { return median(depths_); }

   private:
    static constexpr std::size_t kCount = 8;
    using Ring = std::array<double, kCount>;
    [[nodiscard]] double median(Ring ring) const;
    Ring swings_{};
    Ring depths_{};
    std::size_t count_ = 0;
  };

  std::optional<Compression> take(TracePoint point);
  void break_off(TracePoint point);
  void zig_zag(std::int64_t number, double mm, std::int64_t us);
  std::optional<Compression> resolve(std::int64_t us);
  std::optional<Compression> judge(std::int64_t us, bool overdue);
  [[nodiscard]] std::int64_t window_start(const Candidate& candidate) const;
  [[nodiscard]] bool continues_rhythm(const Candidate& candidate) const;
  [[nodiscard]] std::optional<Stillness> stillness_before(const Candidate& candidate,
                                                          double swing_m_s2) const;
  [[nodiscard]] std::int64_t later(std::int64_t number, std::int64_t by_us) const;
  [[nodiscard]] double acceleration_swing(std::int64_t from, std::int64_t to) const;
  [[nodiscard]] std::int64_t patience_us(const Candidate& candidate) const;
  [[nodiscard]] std::int64_t expected_release_us(const Candidate& candidate) const;
  [[nodiscard]] std::optional<ReconstructedStroke> reconstruct(const Candidate& candidate,
                                                               double swing_m_s2, std::int64_t us,
                                                               bool overdue);
  [[nodiscard]] static bool is_plausible(const ReconstructedStroke& stroke);
  std::optional<Compression> report(const ReconstructedStroke& stroke, double swing_m_s2);

  AccelerationDetectorOptions options_;
  SamplePacer pacer_;
  AccelerationTrace trace_;
  RecentPoints<1024> displacement_;
  DisplacementFilter filter_;
  StrokeReconstruction reconstruction_;

  bool deepening_ = false;  ///< since the last turn of the zig-zag
  Extreme high_;            ///< of the displacement, towards the patient's front
  Extreme deep_;
  std::int64_t first_ = 0;
  double running_swing_mm_ = 0.0;
  std::optional<Candidate> candidate_;

  Typical typical_;
  struct Previous {
    double peak_us = 0.0;
    std::int64_t release_us = 0;
  };
  std::optional<Previous> previous_;
  std::optional<double> offset_m_s2_;  ///< as the last stroke had it
};

}  // namespace sternum
