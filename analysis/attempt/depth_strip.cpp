#include "analysis/attempt/depth_strip.hpp"

#include <algorithm>

namespace sternum {
namespace {

constexpr std::int64_t kBucket_us = 20'000;
/// Samples this far apart are not too many to draw.
constexpr Duration kSparse = milliseconds(10);
constexpr std::int64_t kLongest_us = 3'600'000'000;

/// Two points a bucket; one more where the spacing varies; and a few for broken lines.
std::size_t capacity_for(Duration length) {
  const std::int64_t length_us = std::clamp<std::int64_t>(length.us(), 0, kLongest_us);
  return static_cast<std::size_t>(3 * (length_us / kBucket_us) + 16);
}

DeviceTime end_of_bucket(DeviceTime time) {
  std::int64_t into_bucket_us = time.us() % kBucket_us;
  if (into_bucket_us < 0) into_bucket_us += kBucket_us;
  return time + microseconds(kBucket_us - into_bucket_us);
}

}  // namespace

DepthStrip::DepthStrip(Duration length) : length_(length), ring_(capacity_for(length)) {}

void DepthStrip::clear() {
  oldest_ = 0;
  count_ = 0;
  bucket_open_ = false;
  broken_ = true;
  follows_gap_ = false;
}

void DepthStrip::break_line() {
  close_bucket();
  broken_ = true;
  follows_gap_ = true;
}

void DepthStrip::add(const SampleRun& run) {
  std::size_t taken = 0;
  DeviceTime time = run.first;
  while (taken < run.values.size()) {
    add(time, run.values[taken++]);
    time = time + run.period;
    if (bucket_open_ || run.period < kSparse) continue;
    keep_all(time, run.period, run.values.subspan(taken));
    newest_ = run.last();
    return;
  }
}

void DepthStrip::keep_all(DeviceTime first, Duration period, std::span<const float> depths_mm) {
  std::int64_t us = first.us();
  while (!depths_mm.empty()) {
    const bool full = count_ == ring_.size();
    const std::size_t from = full ? oldest_ : count_;
    const std::size_t room = std::min(ring_.size() - from, depths_mm.size());
    StripPoint* point = ring_.data() + from;
    for (const float depth_mm : depths_mm.first(room)) {
      *point++ = {DeviceTime::from_us(us), depth_mm, false};
      us += period.us();
    }
    depths_mm = depths_mm.subspan(room);
    if (full) {
      oldest_ = from + room == ring_.size() ? 0 : from + room;
    } else {
      count_ += room;
    }
  }
}

inline bool DepthStrip::stands_alone(DeviceTime time) const {
  return !bucket_open_ && (broken_ || time - newest_ >= kSparse);
}

void DepthStrip::add(DeviceTime time, float depth_mm) {
  if (bucket_open_ && time >= bucket_end_) close_bucket();
  if (stands_alone(time)) {
    keep({time, depth_mm, follows_gap_});
    broken_ = follows_gap_ = false;
  } else {
    pool(time, depth_mm);
  }
  newest_ = time;
}

void DepthStrip::pool(DeviceTime time, float depth_mm) {
  if (!bucket_open_) {
    bucket_open_ = true;
    bucket_end_ = end_of_bucket(time);
    low_ = high_ = {time, depth_mm};
    return;
  }
  if (depth_mm < low_.depth_mm) low_ = {time, depth_mm};
  if (depth_mm > high_.depth_mm) high_ = {time, depth_mm};
}

template <class Sink>
void DepthStrip::bucket_points(Sink&& sink) const {
  if (!bucket_open_) return;
  const bool low_first = low_.time <= high_.time;
  const Extreme& first = low_first ? low_ : high_;
  const Extreme& second = low_first ? high_ : low_;
  sink(StripPoint{first.time, first.depth_mm, false});
  if (second.time == first.time) return;
  sink(StripPoint{second.time, second.depth_mm, false});
}

void DepthStrip::close_bucket() {
  bucket_points([this](const StripPoint& point) { keep(point); });
  bucket_open_ = false;
}

inline void DepthStrip::keep(const StripPoint& point) {
  if (count_ < ring_.size()) {
    ring_[count_++] = point;
    return;
  }
  ring_[oldest_] = point;
  if (++oldest_ == ring_.size()) oldest_ = 0;
}

void DepthStrip::copy_to(std::vector<StripPoint>& points, double zero_mm) const {
  points.reserve(points.size() + count_ + 2);
  const DeviceTime from_time = newest_ - length_;
  const auto append = [&](const StripPoint& point) {
    points.push_back(point);
    points.back().depth_mm = static_cast<float>(static_cast<double>(point.depth_mm) - zero_mm);
  };
  const auto part = [&](std::size_t from, std::size_t to) {
    const auto begin = ring_.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = ring_.begin() + static_cast<std::ptrdiff_t>(to);
    const auto recent = [&](const StripPoint& point) { return point.time >= from_time; };
    std::for_each(std::find_if(begin, end, recent), end, append);
  };
  part(oldest_, count_);
  part(0, oldest_);
  bucket_points(append);
}

}  // namespace sternum
