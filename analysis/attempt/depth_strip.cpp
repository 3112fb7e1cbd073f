#include "analysis/attempt/depth_strip.hpp"

#include <algorithm>
#include <limits>

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

/// How many points of a line that begins at `first` come before `from`. A period of zero is that of
/// a single point.
std::int64_t points_before(DeviceTime first, Duration period, DeviceTime from) {
  const std::int64_t behind_us = (from - first).us();
  if (behind_us <= 0) return 0;
  const std::int64_t period_us = std::max<std::int64_t>(1, period.us());
  return (behind_us + period_us - 1) / period_us;
}

DeviceTime end_of_bucket(DeviceTime time) {
  std::int64_t into_bucket_us = time.us() % kBucket_us;
  if (into_bucket_us < 0) into_bucket_us += kBucket_us;
  return time + microseconds(kBucket_us - into_bucket_us);
}

}  // namespace

DepthStrip::DepthStrip(Duration length)
    : length_(length), depths_mm_(capacity_for(length)), lines_(depths_mm_.size()) {}

void DepthStrip::clear() {
  begin_ = end_;
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
  SampleRun rest = run;
  while (!rest.values.empty()) {
    if (bucket_open_ && rest.first >= bucket_end_) close_bucket();
    if (!stands_alone(rest.first)) {
      const std::size_t pooled = pool(rest);
      newest_ = rest.time_of(pooled - 1);
      rest.drop(pooled);
      continue;
    }
    keep(rest.first, rest.values.front(), follows_gap_);
    broken_ = follows_gap_ = false;
    newest_ = rest.first;
    rest.drop(1);
    if (rest.period < kSparse || rest.values.empty()) continue;
    keep_all(rest.first, rest.period, rest.values);
    newest_ = run.last();
    return;
  }
}

void DepthStrip::add(DeviceTime time, float depth_mm) {
  add({BatchFlag::None, time, Duration{}, std::span(&depth_mm, 1)});
}

void DepthStrip::begin_line(DeviceTime first, Duration period, bool follows_gap) {
  if (++newest_line_ == lines_.size()) newest_line_ = 0;
  newest_line() = {end_, first, period, follows_gap};
}

void DepthStrip::write(std::span<const float> depths_mm) {
  end_ += static_cast<std::int64_t>(depths_mm.size());
  begin_ = std::max(begin_, end_ - static_cast<std::int64_t>(depths_mm_.size()));
  while (!depths_mm.empty()) {
    const std::size_t room = std::min(depths_mm_.size() - next_place_, depths_mm.size());
    std::copy_n(depths_mm.data(), room, depths_mm_.data() + next_place_);
    next_place_ += room;
    if (next_place_ == depths_mm_.size()) next_place_ = 0;
    depths_mm = depths_mm.subspan(room);
  }
}

void DepthStrip::keep_all(DeviceTime first, Duration period, std::span<const float> depths_mm) {
  if (depths_mm.empty()) return;
  const bool carries_on = end_ > begin_ && first == due_ && newest_line().period == period;
  if (!carries_on) begin_line(first, period, false);
  write(depths_mm);
  due_ = first + period * static_cast<std::int64_t>(depths_mm.size());
}

void DepthStrip::keep(DeviceTime time, float depth_mm, bool follows_gap) {
  const bool is_second = end_ > begin_ && !follows_gap && newest_line().period == Duration{};
  if (is_second) {
    newest_line().period = time - newest_line().first;
  } else if (end_ == begin_ || follows_gap || time != due_) {
    begin_line(time, Duration{}, follows_gap);
  }
  depths_mm_[next_place_] = depth_mm;
  if (++next_place_ == depths_mm_.size()) next_place_ = 0;
  begin_ = std::max(begin_, ++end_ - static_cast<std::int64_t>(depths_mm_.size()));
  due_ = time + newest_line().period;
}

bool DepthStrip::stands_alone(DeviceTime time) const {
  return !bucket_open_ && (broken_ || time - newest_ >= kSparse);
}

/// Takes the first samples, at least one, into buckets; answers how many.
std::size_t DepthStrip::pool(const SampleRun& run) {
  const std::int64_t period_us = run.period.us();
  std::int64_t us = run.first.us();
  std::size_t count = 0;
  for (;;) {
    if (!bucket_open_) {
      bucket_open_ = true;
      bucket_end_ = end_of_bucket(DeviceTime::from_us(us));
      low_ = high_ = {DeviceTime::from_us(us), run.values[count]};
    }
    // In registers, and without branches: which sample is the lowest is noise.
    const std::int64_t end_us = bucket_end_.us();
    std::int64_t low_us = low_.time.us();
    std::int64_t high_us = high_.time.us();
    float low_mm = low_.depth_mm;
    float high_mm = high_.depth_mm;
    for (; count < run.values.size() && us < end_us; ++count, us += period_us) {
      const float mm = run.values[count];
      low_us = mm < low_mm ? us : low_us;
      high_us = mm > high_mm ? us : high_us;
      low_mm = std::min(low_mm, mm);
      high_mm = std::max(high_mm, mm);
    }
    low_ = {DeviceTime::from_us(low_us), low_mm};
    high_ = {DeviceTime::from_us(high_us), high_mm};
    // What is sparser may stand alone behind the bucket.
    if (count == run.values.size() || run.period >= kSparse) return count;
    close_bucket();
  }
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
  bucket_points(
      [this](const StripPoint& point) { keep(point.time, point.depth_mm, point.follows_gap); });
  bucket_open_ = false;
}

/// Hands what is kept from `from` on to `sink(first time, period, depths, follows a gap)`, in
/// evenly spaced pieces, oldest first; what the open bucket holds is not among them.
template <class Sink>
void DepthStrip::pieces_from(DeviceTime from, Sink&& sink) const {
  const auto capacity = static_cast<std::int64_t>(lines_.size());
  // Every line has a point of its own, so that there are no more of them than points.
  std::size_t line = newest_line_;
  const auto begins_later = [&](const Line& of) {
    return of.first_point > begin_ && of.first >= from;
  };
  while (end_ > begin_ && begins_later(lines_[line])) {
    line = (line == 0 ? lines_.size() : line) - 1;
  }
  std::int64_t number = std::max(begin_, lines_[line].first_point);
  while (number < end_) {
    const Line& of = lines_[line];
    const bool is_newest = line == newest_line_;
    if (++line == lines_.size()) line = 0;
    const std::int64_t line_end = is_newest ? end_ : lines_[line].first_point;
    number = std::max(number, of.first_point + points_before(of.first, of.period, from));
    while (number < line_end) {
      const std::int64_t in_line = number - of.first_point;
      const std::int64_t place = number % capacity;
      const std::int64_t count = std::min(line_end - number, capacity - place);
      sink(of.first + of.period * in_line, of.period,
           std::span(depths_mm_)
               .subspan(static_cast<std::size_t>(place), static_cast<std::size_t>(count)),
           of.follows_gap && in_line == 0);
      number += count;
    }
    number = line_end;
  }
}

void DepthStrip::copy_to(std::vector<StripPoint>& points, double zero_mm) const {
  points.reserve(points.size() + static_cast<std::size_t>(end_ - begin_) + 2);
  const auto below_zero = [zero_mm](float depth_mm) {
    return static_cast<float>(static_cast<double>(depth_mm) - zero_mm);
  };
  pieces_from(newest_ - length_, [&](DeviceTime time, Duration period,
                                     std::span<const float> depths_mm, bool follows_gap) {
    const std::size_t before = points.size();
    points.resize(before + depths_mm.size());
    StripPoint* point = points.data() + before;
    point->follows_gap = follows_gap;
    for (const float depth_mm : depths_mm) {
      point->time = time;
      point->depth_mm = below_zero(depth_mm);
      ++point;
      time = time + period;
    }
  });
  bucket_points([&](const StripPoint& point) {
    points.push_back({point.time, below_zero(point.depth_mm), point.follows_gap});
  });
}

float DepthStrip::moved_mm(Duration back) const {
  const DeviceTime from = newest_ - std::min(back, length_);
  float low_mm = std::numeric_limits<float>::max();
  float high_mm = std::numeric_limits<float>::lowest();
  const auto take = [&](float depth_mm) {
    low_mm = std::min(low_mm, depth_mm);
    high_mm = std::max(high_mm, depth_mm);
  };
  pieces_from(from, [&](DeviceTime, Duration, std::span<const float> depths_mm, bool) {
    std::ranges::for_each(depths_mm, take);
  });
  bucket_points([&](const StripPoint& point) {
    if (point.time >= from) take(point.depth_mm);
  });
  return std::max(0.0F, high_mm - low_mm);
}

}  // namespace sternum
