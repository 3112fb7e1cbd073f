/// The last seconds of the depth trace, thin enough to draw and with every peak in it.
///
/// Samples 10 ms or more apart are all kept. Of faster ones the smallest and the largest of every
/// 20 ms are, in their order: the envelope. A ring of fixed size. Depths are kept as they come; the
/// zero from which they count is asked for when they are copied out. Not thread-safe; allocates
/// only while constructing and copying out.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/signal/sample_run.hpp"

namespace sternum {

class DepthStrip {
 public:
  explicit DepthStrip(Duration length);

  /// Takes a sample. Times ascend.
  void add(DeviceTime time, float depth_mm);
  void add(const SampleRun& run);

  /// Says that the line is broken before the next sample.
  void break_line();
  /// Forgets every sample: those that follow are of another kind.
  void clear();

  /// Appends the points of the strip, oldest first.
  void copy_to(std::vector<StripPoint>& points, double zero_mm) const;

 private:
  struct Extreme {
    DeviceTime time;
    float depth_mm = 0.0F;
  };
  [[nodiscard]] bool stands_alone(DeviceTime time) const;
  void pool(DeviceTime time, float depth_mm);
  void close_bucket();
  template <class Sink>
  void bucket_points(Sink&& sink) const;
  void keep(const StripPoint& point);
  void keep_all(DeviceTime first, Duration period, std::span<const float> depths_mm);

  Duration length_;
  std::vector<StripPoint> ring_;
  std::size_t oldest_ = 0;  ///< 0 until the ring is full
  std::size_t count_ = 0;

  bool bucket_open_ = false;
  DeviceTime bucket_end_;
  Extreme low_;   ///< of the open bucket
  Extreme high_;  ///< the first of equal ones
  DeviceTime newest_;
  bool broken_ = true;        ///< the next point begins a line …
  bool follows_gap_ = false;  ///< … after a gap
};

}  // namespace sternum
