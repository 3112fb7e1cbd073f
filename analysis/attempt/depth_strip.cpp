#include "analysis/attempt/depth_strip.hpp"

#include <algorithm>
#include <array>
#include <bit>
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

/// A whole number that is the greater, the greater the depth is.
std::int64_t in_order(float depth_mm) {
  const auto bits = std::bit_cast<std::int32_t>(depth_mm);
  return bits ^ ((bits >> 31) & std::numeric_limits<std::int32_t>::max());
}

DeviceTime end_of_bucket(DeviceTime time) {
  std::int64_t into_bucket_us = time.us() % kBucket_us;
  if (into_bucket_us < 0) into_bucket_us += kBucket_us;
  return time + microseconds(kBucket_us - into_bucket_us);
}

}  // namespace

DepthStrip::DepthStrip(Duration length)
    : length_(length), capacity_(capacity_for(length)), depths_mm_(capacity_), lines_(capacity_) {}

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
  if (++newest_line_ == capacity_) newest_line_ = 0;
  newest_line() = {end_, first, period, follows_gap};
}

void DepthStrip::write(std::span<const float> depths_mm) {
  count(static_cast<std::int64_t>(depths_mm.size()));
  while (!depths_mm.empty()) {
    const std::size_t room = std::min(capacity_ - next_place_, depths_mm.size());
    std::copy_n(depths_mm.data(), room, depths_mm_.data() + next_place_);
    next_place_ += room;
    if (next_place_ == capacity_) next_place_ = 0;
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
  put(depth_mm);
  count(1);
  due_ = time + newest_line().period;
}

void DepthStrip::put(float depth_mm) {
  depths_mm_[next_place_] = depth_mm;
  if (++next_place_ == capacity_) next_place_ = 0;
}

void DepthStrip::count(std::int64_t points) {
  end_ += points;
  begin_ = std::max(begin_, end_ - static_cast<std::int64_t>(capacity_));
}

/// Keeps the extremes of a bucket, in their order: two points are a line of their own. A period of
/// zero says that they are the same one.
inline void DepthStrip::keep_two(DeviceTime first, Duration period, float first_mm,
                                 float second_mm) {
  if (period == Duration{}) return keep(first, first_mm, false);
  begin_line(first, period, false);
  put(first_mm);
  put(second_mm);
  count(2);
  due_ = first + period * 2;
}

bool DepthStrip::stands_alone(DeviceTime time) const {
  return !bucket_open_ && (broken_ || time - newest_ >= kSparse);
}

namespace {

/// Which of some samples are the extreme ones; of equal ones the first.
struct ExtremesOf {
  // The number of a sample is put behind its depth, as one whole number: the least of these is the
  // first of the shallowest, and the greatest, where numbers count downward, the first of the
  // deepest, told without a branch. Which sample that is, is noise, and a processor that guesses
  // guesses wrong.
  static constexpr std::int64_t kNumbers = std::int64_t{1} << 32;
  /// Of what lies before the first sample.
  static constexpr std::size_t kBefore = kNumbers - 1;

  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t greatest = std::numeric_limits<std::int64_t>::min();

  void take(float depth_mm, std::int64_t number) {
    const std::int64_t level = in_order(depth_mm) * kNumbers;
    least = std::min(least, level + number);
    greatest = std::max(greatest, level - number);
  }
  void take(std::span<const float> depths_mm) {
    std::int64_t number = 0;
    for (const float depth_mm : depths_mm) take(depth_mm, number++);
  }
  [[nodiscard]] std::size_t low() const { return static_cast<std::size_t>(least) & kBefore; }
  [[nodiscard]] std::size_t high() const { return static_cast<std::size_t>(-greatest) & kBefore; }
};

}  // namespace

/// Puts samples into a bucket that is empty, or was not full yet.
void DepthStrip::fill_bucket(const SampleRun& run) {
  ExtremesOf extremes;
  if (bucket_open_) {
    extremes.least = in_order(low_.depth_mm) * ExtremesOf::kNumbers - 1;
    extremes.greatest = in_order(high_.depth_mm) * ExtremesOf::kNumbers + 1;
  }
  extremes.take(run.values);
  if (const std::size_t i = extremes.low(); i != ExtremesOf::kBefore) {
    low_ = {run.time_of(i), run.values[i]};
  }
  if (const std::size_t i = extremes.high(); i != ExtremesOf::kBefore) {
    high_ = {run.time_of(i), run.values[i]};
  }
  bucket_open_ = true;
}

/// Takes the first samples, at least one, into buckets; answers how many.
std::size_t DepthStrip::pool(const SampleRun& run) {
  const std::int64_t period_us = std::max<std::int64_t>(run.period.us(), 1);
  const auto samples_in = [&](std::int64_t us) {
    return static_cast<std::size_t>((us + period_us - 1) / period_us);
  };
  SampleRun rest = run;
  if (!bucket_open_) bucket_end_ = end_of_bucket(rest.first);
  const std::size_t in_first =
      std::min(samples_in((bucket_end_ - rest.first).us()), rest.values.size());
  fill_bucket(rest.front(in_first));
  rest.drop(in_first);
  // What is sparser may stand alone behind the bucket.
  if (rest.values.empty() || run.period >= kSparse) return run.values.size() - rest.values.size();
  close_bucket();

  // The next sample is in the next bucket: what comes so densely misses none.
  const std::size_t fewest = samples_in(kBucket_us - period_us + 1);  // that a bucket has
  for (;;) {
    bucket_end_ = bucket_end_ + microseconds(kBucket_us);
    const std::size_t in_bucket = rest.time_of(fewest) < bucket_end_ ? fewest + 1 : fewest;
    if (rest.values.size() <= in_bucket) break;
    ExtremesOf extremes;
    extremes.take(rest.values.first(in_bucket));
    // In the order of time, chosen by a place in memory: a processor would guess wrong here, too.
    const std::array extreme = {extremes.low(), extremes.high()};
    const std::size_t earlier = extreme[0] > extreme[1] ? 1 : 0;
    const std::size_t first = extreme[earlier];
    const std::size_t second = extreme[1 - earlier];
    keep_two(rest.time_of(first), rest.period * static_cast<std::int64_t>(second - first),
             rest.values[first], rest.values[second]);
    rest.drop(in_bucket);
  }
  fill_bucket(rest);
  return run.values.size();
}

void DepthStrip::close_bucket() {
  if (!bucket_open_) return;
  bucket_open_ = false;
  const bool low_first = low_.time <= high_.time;
  const Extreme& first = low_first ? low_ : high_;
  const Extreme& second = low_first ? high_ : low_;
  keep_two(first.time, second.time - first.time, first.depth_mm, second.depth_mm);
}

/// What the open bucket holds, in its order.
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

/// Hands what is kept from `from` on to `sink(first time, period, depths, follows a gap)`, in
/// evenly spaced pieces, oldest first; what the open bucket holds is not among them.
template <class Sink>
void DepthStrip::pieces_from(DeviceTime from, Sink&& sink) const {
  const auto capacity = static_cast<std::int64_t>(capacity_);
  // Every line has a point of its own, so that there are no more of them than points.
  std::size_t line = newest_line_;
  const auto begins_later = [&](const Line& of) {
    return of.first_point > begin_ && of.first >= from;
  };
  while (end_ > begin_ && begins_later(lines_[line])) {
    line = (line == 0 ? capacity_ : line) - 1;
  }
  std::int64_t number = std::max(begin_, lines_[line].first_point);
  while (number < end_) {
    const Line& of = lines_[line];
    const bool is_newest = line == newest_line_;
    if (++line == capacity_) line = 0;
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
