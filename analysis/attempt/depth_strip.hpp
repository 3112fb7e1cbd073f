/// The last seconds of the depth trace, thin enough to draw and with every peak in it.
///
/// Samples 10 ms or more apart are all kept. Of faster ones the smallest and the largest of every
/// 20 ms are, in their order: the envelope. A ring of fixed size, of depths alone: the times of
/// those that are evenly spaced are kept as one line. Depths are kept as they come; the zero from
/// which they count is asked for when they are copied out. Not thread-safe; allocates
/// only while constructing and copying out.
#pragma once

#include <cstddef>
#include <cstdint>
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
  /// How far the trace went to and fro in its last `back`; 0 without one.
  [[nodiscard]] float moved_mm(Duration back) const;

 private:
  struct Extreme {
    DeviceTime time;
    float depth_mm = 0.0F;
  };
  [[nodiscard]] bool stands_alone(DeviceTime time) const;
  std::size_t pool(const SampleRun& run);
  void fill_bucket(const SampleRun& run);
  void keep_two(DeviceTime first, Duration period, float first_mm, float second_mm);
  void close_bucket();
  template <class Sink>
  void bucket_points(Sink&& sink) const;
  template <class Sink>
  void pieces_from(DeviceTime from, Sink&& sink) const;
  void keep(DeviceTime time, float depth_mm, bool follows_gap);
  void keep_all(DeviceTime first, Duration period, std::span<const float> depths_mm);
  void begin_line(DeviceTime first, Duration period, bool follows_gap);
  void write(std::span<const float> depths_mm);
  /// Writes a point's depth; it counts once `count` has been told.
  void put(float depth_mm);
  void count(std::int64_t points);

  /// Evenly spaced points, from one to where the next line begins.
  struct Line {
    std::int64_t first_point = 0;  ///< its number: points are numbered as they come
    DeviceTime first;
    Duration period;  ///< zero while it is a single point
    bool follows_gap = false;
  };
  [[nodiscard]] Line& newest_line() { return lines_[newest_line_]; }

  Duration length_;
  std::size_t capacity_;          ///< of both rings
  std::vector<float> depths_mm_;  ///< a ring: point n at n modulo its size
  std::vector<Line> lines_;       ///< a ring of as many
  std::size_t newest_line_ = 0;
  std::size_t next_place_ = 0;  ///< of the next point in its ring
  std::int64_t end_ = 0;        ///< number of the next point
  std::int64_t begin_ = 0;      ///< of the oldest one that is not forgotten
  DeviceTime due_;              ///< when the next point of the newest line would come

  bool bucket_open_ = false;
  DeviceTime bucket_end_;
  Extreme low_;   ///< of the open bucket
  Extreme high_;  ///< the first of equal ones
  DeviceTime newest_;
  bool broken_ = true;        ///< the next point begins a line …
  bool follows_gap_ = false;  ///< … after a gap
};

}  // namespace sternum
