/// The last seconds of the depth trace, thin enough to draw and with every peak in it.
///
/// Time is cut into buckets of 20 ms; of each the smallest and the largest sample are kept, in
/// their order: all of a 100 Hz stream, the envelope of a faster one. A ring of fixed size. Not
/// thread-safe; allocates only while constructing and copying out.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/core/device_time.hpp"

namespace sternum {

class DepthStrip {
 public:
  explicit DepthStrip(Duration length);

  /// Whether a sample at `time` begins a new bucket, so that the open one is to be closed first.
  [[nodiscard]] bool bucket_ends_before(DeviceTime time) const { return time >= bucket_end_; }
  /// Keeps the open bucket's points; `zero_mm` is the depth from which they count.
  void close_bucket(double zero_mm);
  /// Takes a sample. Times ascend.
  void add(DeviceTime time, double depth_mm) {
    if (samples_ == 0) open_bucket(time);
    // The first of equal samples stays.
    if (samples_ == 0 || depth_mm < low_.depth_mm) low_ = {time, depth_mm};
    if (samples_ == 0 || depth_mm > high_.depth_mm) high_ = {time, depth_mm};
    ++samples_;
  }
  /// Says that the line is broken before the next sample. The open bucket is closed already.
  void break_line() { broken_ = true; }

  /// Appends the points of the strip, oldest first, those of the open bucket included.
  void copy_to(std::vector<StripPoint>& points, double zero_mm) const;

 private:
  struct Extreme {
    DeviceTime time;
    double depth_mm = 0.0;
  };
  void open_bucket(DeviceTime time);
  template <class Sink>
  void bucket_points(double zero_mm, Sink&& sink) const;
  void keep(const StripPoint& point);

  Duration length_;
  std::vector<StripPoint> ring_;
  std::size_t oldest_ = 0;  ///< 0 until the ring is full
  std::size_t count_ = 0;

  DeviceTime bucket_end_;
  int samples_ = 0;  ///< in the open bucket
  Extreme low_;
  Extreme high_;
  bool broken_ = false;
};

}  // namespace sternum
