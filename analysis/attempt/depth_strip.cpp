#include "analysis/attempt/depth_strip.hpp"

#include <algorithm>
#include <limits>

namespace sternum {
namespace {

constexpr std::int64_t kBucket_us = 20'000;
constexpr std::int64_t kLongest_us = 3'600'000'000;

/// Two points a bucket, and a few more for the buckets that a break cuts in two.
std::size_t capacity_for(Duration length) {
  const std::int64_t length_us = std::clamp<std::int64_t>(length.us(), 0, kLongest_us);
  return static_cast<std::size_t>(2 * (length_us / kBucket_us) + 16);
}

}  // namespace

DepthStrip::DepthStrip(Duration length)
    : length_(length),
      ring_(capacity_for(length)),
      bucket_end_(DeviceTime::from_us(std::numeric_limits<std::int64_t>::max())) {}

void DepthStrip::open_bucket(DeviceTime time) {
  if (time >= bucket_end_ && time - bucket_end_ < microseconds(kBucket_us)) {
    bucket_end_ = bucket_end_ + microseconds(kBucket_us);
    return;
  }
  std::int64_t into_bucket_us = time.us() % kBucket_us;
  if (into_bucket_us < 0) into_bucket_us += kBucket_us;
  bucket_end_ = time + microseconds(kBucket_us - into_bucket_us);
}

template <class Sink>
void DepthStrip::bucket_points(double zero_mm, Sink&& sink) const {
  if (samples_ == 0) return;
  const bool low_first = low_.time <= high_.time;
  const Extreme& first = low_first ? low_ : high_;
  const Extreme& second = low_first ? high_ : low_;
  sink(StripPoint{first.time, static_cast<float>(first.depth_mm - zero_mm), broken_});
  if (second.time == first.time) return;
  sink(StripPoint{second.time, static_cast<float>(second.depth_mm - zero_mm), false});
}

void DepthStrip::close_bucket(double zero_mm) {
  if (samples_ == 0) return;
  bucket_points(zero_mm, [this](const StripPoint& point) { keep(point); });
  samples_ = 0;
  broken_ = false;
}

void DepthStrip::keep(const StripPoint& point) {
  if (count_ < ring_.size()) {
    ring_[count_++] = point;
    return;
  }
  ring_[oldest_] = point;
  if (++oldest_ == ring_.size()) oldest_ = 0;
}

void DepthStrip::copy_to(std::vector<StripPoint>& points, double zero_mm) const {
  points.reserve(points.size() + count_ + 2);
  // The extremes of the last bucket, open or closed, are the newest points there are.
  const DeviceTime from_time = std::max(low_.time, high_.time) - length_;
  const auto is_recent = [&](const StripPoint& point) { return point.time >= from_time; };
  const auto part = [&](std::size_t from, std::size_t to) {
    const auto begin = ring_.begin() + static_cast<std::ptrdiff_t>(from);
    const auto end = ring_.begin() + static_cast<std::ptrdiff_t>(to);
    points.insert(points.end(), std::find_if(begin, end, is_recent), end);
  };
  part(oldest_, count_);
  part(0, oldest_);
  bucket_points(zero_mm, [&](const StripPoint& point) { points.push_back(point); });
}

}  // namespace sternum
