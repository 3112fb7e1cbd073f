#include "analysis/signal/breath_detector.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/signal/foot.hpp"
#include "analysis/signal/turning_point.hpp"

namespace sternum {
namespace {

/// Volume changes slowly: averages over 20 ms keep all of it and half of the noise.
constexpr Duration kPointSpacing = milliseconds(20);
/// How far the volume falls back before a breath is over: more than the ripple of chest
/// compressions (about 50 ml), and a share of the breath.
constexpr double kRetraceOfSmallest = 0.75;
constexpr double kRetraceShare = 0.15;
/// Nobody inflates for so long: the sensor's zero has moved.
constexpr std::int64_t kLongestUs = 6'000'000;
constexpr double kNoticeableMl = 40.0;
/// Nobody inflates so slowly that the volume does not rise noticeably within this.
constexpr std::int64_t kPlateauUs = 500'000;
/// A volume integrated from flow creeps; the level that a rise counts from may rise by this, ml/µs.
constexpr double kCreep = 5e-6;
/// After a gap, lungs this empty were seen at rest.
constexpr double kEmptyMl = 50.0;
constexpr double kFellMl = 40.0;

/// The level before a breath is the mean of this long.
constexpr double kLevelUs = 200'000.0;
/// How gently an inflation starts and ends (`foot.hpp`).
constexpr double kReach = 1.4;
/// Lungs that empty at once pull the curve's vertex to before the top, by no more than this.
constexpr double kTopLateUs = 50'000.0;
constexpr double kTopBand = 0.08;
constexpr std::int64_t kTopReachUs = 300'000;
constexpr double kPointNoiseMl = 5.0;

}  // namespace

BreathDetector::BreathDetector(BreathDetectorOptions options)
    : options_(options), pacer_(options.bridged_hole, kPointSpacing) {}

void BreathDetector::push(const SampleBatch& batch, std::vector<Breath>& completed) {
  BatchFlag flags = batch.flags;
  DeviceTime time = batch.first;
  for (const float value : batch.values) {
    if (const auto breath = step(time, static_cast<double>(value), flags)) {
      completed.push_back(*breath);
    }
    flags = BatchFlag::None;
    time = time + batch.period;
  }
}

std::optional<Breath> BreathDetector::step(DeviceTime time, double volume_ml, BatchFlag flags) {
  const TracePoint sample{time.us(), volume_ml};
  switch (pacer_.arrive(sample, flags)) {
    case Arrival::PassedOver:
      return std::nullopt;
    case Arrival::AfterGap:
    case Arrival::AfterReboot:
      break_off();
      break;
    case Arrival::Continues:
      break;
  }
  TracePoint point;
  if (!pacer_.pace(sample, point)) return std::nullopt;
  return take(point);
}

void BreathDetector::break_off() {
  phase_ = Phase::Waiting;
  blind_ = true;
  first_ = trace_.end();
  low_number_ = -1;
}

std::optional<Breath> BreathDetector::take(TracePoint point) {
  const std::int64_t number = trace_.end();
  trace_.push(point);
  if (phase_ == Phase::Waiting) {
    watch_waiting(number, point);
    return std::nullopt;
  }
  if (point.value > top_.value) {
    top_ = point;
    top_number_ = number;
    if (point.value > risen_.value + kNoticeableMl) risen_ = point;
    return std::nullopt;
  }
  const double rise = top_.value - low_.value;
  const double retrace =
      std::max(kRetraceOfSmallest * options_.smallest_breath.ml(), kRetraceShare * rise);
  const bool fallen = top_.value - point.value >= retrace;
  const bool stuck = point.us - risen_.us > kLongestUs;
  if (!fallen && !stuck) return std::nullopt;

  std::optional<Breath> breath;
  if (fallen && start_seen_) breath = measure();
  phase_ = Phase::Waiting;
  blind_ = false;
  low_ = point;
  low_number_ = number;
  return breath;
}

std::optional<Breath> BreathDetector::finish() {
  if (phase_ != Phase::Inflating || !start_seen_) return std::nullopt;
  phase_ = Phase::Waiting;
  const TracePoint& last = trace_[trace_.end() - 1];
  const bool falls = top_.value - last.value >= kNoticeableMl;
  const bool rests = last.us - risen_.us >= kPlateauUs;
  if (!falls && !rests) return std::nullopt;
  return measure();
}

void BreathDetector::watch_waiting(std::int64_t number, TracePoint point) {
  if (low_number_ < first_) {
    low_ = point;
    low_number_ = number;
    fell_ml_ = 0.0;
    return;
  }
  // `low_` keeps its time while its level creeps.
  const double level =
      low_.value + static_cast<double>(point.us - trace_[trace_.end() - 2].us) * kCreep;
  if (point.value <= level) {
    fell_ml_ += std::max(low_.value - point.value, 0.0);
    low_ = point;
    low_number_ = number;
    return;
  }
  low_.value = level;
  if (point.value - level < options_.smallest_breath.ml()) return;
  phase_ = Phase::Inflating;
  start_seen_ = !blind_ || low_.value <= kEmptyMl || fell_ml_ >= kFellMl;
  top_ = risen_ = point;
  top_number_ = number;
}

double BreathDetector::crossing_us(double ml) const {
  // Backwards from the top to where the volume first was that low.
  const std::int64_t oldest = std::max(first_, trace_.begin());
  for (std::int64_t number = top_number_; number > oldest; --number) {
    const TracePoint& after = trace_[number];
    const TracePoint& before = trace_[number - 1];
    if (before.value > ml || after.value <= ml) continue;
    return static_cast<double>(before.us) + static_cast<double>(after.us - before.us) *
                                                (ml - before.value) / (after.value - before.value);
  }
  return static_cast<double>(trace_[oldest].us);
}

double BreathDetector::start_us(double level_ml, double rise_ml) const {
  return coarse_foot(crossing_us(level_ml + kCoarseFootLow * rise_ml),
                     crossing_us(level_ml + kCoarseFootHigh * rise_ml), kReach);
}

double BreathDetector::end_us(double top_ml, double rise_ml) const {
  return coarse_foot(crossing_us(top_ml - kCoarseFootLow * rise_ml),
                     crossing_us(top_ml - kCoarseFootHigh * rise_ml), kReach);
}

double BreathDetector::level_before(double start_us) const {
  // A volume that had come to rest is told by its mean, one that turned at once by its lowest
  // point.
  double sum = 0.0;
  int count = 0;
  const std::int64_t oldest = std::max({first_, trace_.begin()});
  for (std::int64_t number = top_number_; number >= oldest; --number) {
    const TracePoint& point = trace_[number];
    const auto us = static_cast<double>(point.us);
    if (us > start_us) continue;
    if (us < start_us - kLevelUs || point.us < low_.us) break;
    sum += point.value - low_.value;
    ++count;
  }
  return count >= 3 ? low_.value + sum / count : low_.value;
}

Breath BreathDetector::measure() const {
  const TurningPoint turn =
      fit_turning_point(trace_, top_number_, 1.0,
                        {std::max(kTopBand * (top_.value - low_.value), 4.0 * kPointNoiseMl),
                         kTopReachUs, first_, kPointNoiseMl});
  double start = start_us(low_.value, turn.value - low_.value);
  const double level = level_before(start);
  const double volume = turn.value - level;
  start = start_us(level, volume);

  const double highest = static_cast<double>(top_.us) + turn.us;
  const double end = std::min(end_us(level + volume, volume), highest + kTopLateUs);
  return {DeviceTime::from_us(std::llround(start)), DeviceTime::from_us(std::llround(end)),
          millilitres(volume)};
}

}  // namespace sternum
