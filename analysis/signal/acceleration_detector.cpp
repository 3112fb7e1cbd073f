#include "analysis/signal/acceleration_detector.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sternum {
namespace {

constexpr double kStandardGravity = 9.80665;

/// The zig-zag turns on this, or on this share of the running swing.
constexpr double kRetraceMm = 6.0;
constexpr double kRetraceShare = 0.2;
constexpr double kSwingShare = 0.2;
/// Swing of the filtered displacement, which shows slow compressions smaller than they are, as a
/// share of the smallest depth.
constexpr double kFilteredShare = 0.5;
/// Gates: swing of the acceleration, absolute and against the run; depth against the run.
constexpr std::int64_t kSwingMomentUs = 30'000;
constexpr double kLeastSwing = 2.5;
constexpr double kLeastSwingShare = 0.3;
constexpr double kLeastDepthShare = 0.5;
constexpr double kDeepestMm = 120.0;
/// From onset to peak, or from there to release.
constexpr double kShortestUs = 60'000.0;
constexpr double kLongestUs = 1'000'000.0;
/// A release is waited for no longer than this after it should have come by the filter's lead, or
/// than this share of the rhythm's period: the slower it is, the gentler its end.
constexpr std::int64_t kPatienceUs = 80'000;
constexpr std::int64_t kMostPatienceUs = 140'000;
constexpr double kPatienceShare = 0.14;
/// It is first looked for this long after, and then every so often.
constexpr std::int64_t kFirstLookUs = 40'000;
constexpr std::int64_t kLookAgainUs = 15'000;
/// A stroke that follows the last release by less than this continues its rhythm.
constexpr std::int64_t kRhythmUs = 600'000;
/// … and one that follows by more begins anew.
constexpr std::int64_t kRunOverUs = 1'500'000;
constexpr std::int64_t kLongestDescentUs = 1'000'000;
/// Stillness before a stroke: how long at least, how level in m/s² or as a share of the stroke's
/// swing, and how near the mean.
constexpr std::int64_t kStillUs = 80'000;
constexpr double kStillSpread = 1.0;
constexpr double kStillSpreadShare = 0.12;
constexpr double kStillLevelShare = 0.2;

}  // namespace

void AccelerationDetector::Typical::add(double swing_m_s2, double depth_mm) {
  swings_[count_ % kCount] = swing_m_s2;
  depths_[count_ % kCount] = depth_mm;
  if (++count_ == 2 * kCount) count_ = kCount;
}

double AccelerationDetector::Typical::median(Ring ring) const {
  const std::size_t count = std::min(count_, kCount);
  if (count == 0) return 0.0;
  const auto middle = ring.begin() + static_cast<std::ptrdiff_t>((count - 1) / 2);
  std::nth_element(ring.begin(), middle, ring.begin() + static_cast<std::ptrdiff_t>(count));
  return *middle;
}

AccelerationDetector::AccelerationDetector(AccelerationDetectorOptions options)
    : options_(options), pacer_(options.bridged_hole) {}

void AccelerationDetector::push(const SampleBatch& batch, std::vector<Compression>& completed) {
  BatchFlag flags = batch.flags;
  DeviceTime time = batch.first;
  for (const float value : batch.values) {
    if (const auto compression = step(time, static_cast<double>(value), flags)) {
      completed.push_back(*compression);
    }
    flags = BatchFlag::None;
    time = time + batch.period;
  }
}

std::optional<Compression> AccelerationDetector::step(DeviceTime time, double acceleration_g,
                                                      BatchFlag flags) {
  const TracePoint sample{time.us(), acceleration_g * kStandardGravity};
  TracePoint point;
  switch (pacer_.arrive(sample, flags)) {
    case Arrival::PassedOver:
      return std::nullopt;
    case Arrival::AfterReboot:
      offset_m_s2_.reset();
      [[fallthrough]];
    case Arrival::AfterGap:
      if (pacer_.pace(sample, point)) break_off(point);
      return std::nullopt;
    case Arrival::Continues:
      break;
  }
  if (!pacer_.pace(sample, point)) return std::nullopt;
  return take(point);
}

void AccelerationDetector::break_off(TracePoint point) {
  first_ = trace_.end();
  trace_.push(point);
  displacement_.push({point.us, 0.0});
  filter_.restart(point, offset_m_s2_.value_or(point.value));
  deepening_ = false;
  high_ = {first_, 0.0};
  deep_ = {first_, 0.0};
  running_swing_mm_ = 0.0;
  candidate_.reset();
  typical_.clear();
  previous_.reset();
}

std::optional<Compression> AccelerationDetector::take(TracePoint point) {
  const std::int64_t number = trace_.end();
  trace_.push(point);
  const double mm = filter_.step(point);
  displacement_.push({point.us, mm});
  zig_zag(number, mm, point.us);
  if (!candidate_) return std::nullopt;
  return resolve(point.us);
}

void AccelerationDetector::zig_zag(std::int64_t number, double mm, std::int64_t us) {
  const double retrace = std::max(kRetraceMm, kRetraceShare * running_swing_mm_);
  if (deepening_) {
    if (mm > deep_.mm) {
      deep_ = {number, mm};
    } else if (deep_.mm - mm >= retrace) {
      deepening_ = false;
      // The turn before stays in `high_` until this stroke is judged.
      candidate_ = Candidate{high_, deep_, {number, mm}};
      high_ = {number, mm};
    }
    return;
  }
  if (mm < high_.mm) {
    high_ = {number, mm};
    if (candidate_ && candidate_->found_us < 0) candidate_->after = high_;
  } else if (mm - high_.mm >= retrace) {
    deepening_ = true;
    deep_ = {number, mm};
    if (candidate_ && candidate_->found_us < 0) candidate_->found_us = us;
  }
}

std::int64_t AccelerationDetector::window_start(const Candidate& candidate) const {
  // Hands may have been off the chest for long before: no stroke takes longer than this to its
  // peak.
  const std::int64_t oldest = std::max({first_, displacement_.begin(), candidate.before.number});
  const std::int64_t from_us = trace_[candidate.deepest.number].us - kLongestDescentUs;
  std::int64_t number = candidate.deepest.number;
  while (number > oldest && trace_[number - 1].us >= from_us) --number;
  return number;
}

bool AccelerationDetector::continues_rhythm(const Candidate& candidate) const {
  return previous_ && candidate.before.number >= std::max(first_, trace_.begin()) &&
         trace_[candidate.before.number].us - previous_->release_us < kRhythmUs &&
         trace_[candidate.deepest.number].us - previous_->release_us < kRhythmUs;
}

std::optional<AccelerationDetector::Stillness> AccelerationDetector::stillness_before(
    const Candidate& candidate, double swing_m_s2) const {
  // The last moment before the stroke in which the acceleration stayed level, and not at one of its
  // extremes, where a smooth stroke is level too.
  const std::int64_t oldest = window_start(candidate);
  double mean = 0.0;
  for (std::int64_t number = oldest; number <= candidate.after.number; ++number) {
    mean += trace_[number].value;
  }
  mean /= static_cast<double>(candidate.after.number - oldest + 1);

  const double spread = std::max(kStillSpread, kStillSpreadShare * swing_m_s2);
  std::int64_t end = candidate.deepest.number;
  while (end > oldest) {
    double least = trace_[end].value;
    double most = least;
    double sum = 0.0;
    std::int64_t number = end;
    for (; number > oldest; --number) {
      const double value = trace_[number].value;
      least = std::min(least, value);
      most = std::max(most, value);
      if (most - least > spread) break;
      sum += value;
    }
    const double level = sum / static_cast<double>(end - number);
    if (trace_[end].us - trace_[number].us >= kStillUs &&
        std::abs(level - mean) <= kStillLevelShare * swing_m_s2) {
      return Stillness{end, level};
    }
    --end;
  }
  return std::nullopt;
}

std::int64_t AccelerationDetector::later(std::int64_t number, std::int64_t by_us) const {
  const std::int64_t until_us = trace_[number].us + by_us;
  while (number + 1 < trace_.end() && trace_[number + 1].us <= until_us) ++number;
  return number;
}

double AccelerationDetector::acceleration_swing(std::int64_t from, std::int64_t to) const {
  // Means over a moment: a knock on the pad is over within one, and comes back.
  double sum = 0.0;
  double least = std::numeric_limits<double>::infinity();
  double most = -least;
  std::int64_t oldest = from;
  for (std::int64_t number = from; number <= to; ++number) {
    sum += trace_[number].value;
    if (trace_[number].us - trace_[oldest].us < kSwingMomentUs) continue;
    const double mean = sum / static_cast<double>(number - oldest + 1);
    least = std::min(least, mean);
    most = std::max(most, mean);
    while (trace_[number].us - trace_[oldest].us >= kSwingMomentUs) sum -= trace_[oldest++].value;
  }
  return std::max(most - least, 0.0);
}

std::optional<Compression> AccelerationDetector::finish() {
  if (!candidate_) return std::nullopt;
  // Without a turn at the top, the highest that it came to stands for one.
  const auto compression = judge(trace_[trace_.end() - 1].us, false);
  candidate_.reset();
  return compression;
}

std::optional<Compression> AccelerationDetector::resolve(std::int64_t us) {
  if (candidate_->found_us < 0 || us < candidate_->look_again_us) return std::nullopt;
  const std::int64_t expected_us = expected_release_us(*candidate_);
  if (us < expected_us + kFirstLookUs) {
    candidate_->look_again_us = expected_us + kFirstLookUs;
    return std::nullopt;
  }
  return judge(us, us >= expected_us + patience_us(*candidate_));
}

std::optional<Compression> AccelerationDetector::judge(std::int64_t us, bool overdue) {
  const Candidate candidate = *candidate_;
  const double filtered_mm =
      candidate.deepest.mm - std::max(candidate.before.mm, candidate.after.mm);
  const std::int64_t oldest = std::max(first_, trace_.begin());
  if (filtered_mm < kFilteredShare * options_.smallest_swing.mm() ||
      candidate.deepest.number <= oldest) {
    candidate_.reset();
    return std::nullopt;
  }
  // What was typical of a run says nothing about the next.
  if (previous_ && trace_[candidate.deepest.number].us - previous_->release_us > kRunOverUs) {
    typical_.clear();
    running_swing_mm_ = 0.0;
  }
  const std::int64_t from = window_start(candidate);
  // Looking again, it is what it was.
  const double swing = candidate.swing_from == from
                           ? candidate.swing_m_s2
                           : acceleration_swing(from, candidate.after.number);
  candidate_->swing_from = from;
  candidate_->swing_m_s2 = swing;
  if (swing < kLeastSwing) {
    candidate_.reset();
    return std::nullopt;
  }
  const auto stroke = reconstruct(candidate, swing, us, overdue);
  if (!stroke && !overdue) {
    candidate_->look_again_us = us + kLookAgainUs;
    return std::nullopt;
  }
  candidate_.reset();
  if (!stroke) return std::nullopt;
  auto compression = report(*stroke, swing);
  if (compression) running_swing_mm_ += kSwingShare * (filtered_mm - running_swing_mm_);
  return compression;
}

std::int64_t AccelerationDetector::patience_us(const Candidate& candidate) const {
  if (!continues_rhythm(candidate)) return kPatienceUs;
  const std::int64_t period_us =
      trace_[candidate.after.number].us - trace_[candidate.before.number].us;
  return std::clamp(static_cast<std::int64_t>(kPatienceShare * static_cast<double>(period_us)),
                    kPatienceUs, kMostPatienceUs);
}

std::int64_t AccelerationDetector::expected_release_us(const Candidate& candidate) const {
  const std::int64_t after_us = trace_[candidate.after.number].us;
  const auto half_us = static_cast<double>(after_us - trace_[candidate.deepest.number].us);
  return after_us + static_cast<std::int64_t>(DisplacementFilter::lead_us(2.0 * half_us));
}

std::optional<ReconstructedStroke> AccelerationDetector::reconstruct(const Candidate& candidate,
                                                                     double swing_m_s2,
                                                                     std::int64_t us,
                                                                     bool overdue) {
  const std::int64_t to = candidate.after.number;
  if (!continues_rhythm(candidate)) {
    if (const auto stillness = stillness_before(candidate, swing_m_s2)) {
      const auto stroke =
          reconstruction_.reconstruct(trace_, stillness->end, to, stillness->level, overdue);
      if (!stroke || is_plausible(*stroke)) return stroke;
    }
  }
  // Where sight began in the midst of motion, nobody saw the onset.
  if (candidate.before.number == first_) return std::nullopt;
  // The filter's turns are one period apart but early; the conditions hold best at the true turns.
  const std::int64_t from = window_start(candidate);
  const double lead_us =
      DisplacementFilter::lead_us(static_cast<double>(trace_[to].us - trace_[from].us));
  const std::int64_t shift_us = std::min(static_cast<std::int64_t>(lead_us), us - trace_[to].us);
  return reconstruction_.reconstruct(trace_, later(from, shift_us), later(to, shift_us),
                                     std::nullopt, overdue);
}

bool AccelerationDetector::is_plausible(const ReconstructedStroke& stroke) {
  const double down_us = stroke.peak_us - stroke.onset_us;
  const double up_us = stroke.release_us - stroke.peak_us;
  return stroke.depth_mm <= kDeepestMm && down_us >= kShortestUs && up_us >= kShortestUs &&
         down_us <= kLongestUs && up_us <= kLongestUs;
}

std::optional<Compression> AccelerationDetector::report(const ReconstructedStroke& stroke,
                                                        double swing_m_s2) {
  const bool deep_enough = stroke.depth_mm >= std::max(options_.smallest_swing.mm(),
                                                       kLeastDepthShare * typical_.depth_mm());
  const bool brisk_enough =
      swing_m_s2 >= std::max(kLeastSwing, kLeastSwingShare * typical_.swing_m_s2());
  if (!is_plausible(stroke) || !deep_enough || !brisk_enough) return std::nullopt;

  Compression compression;
  compression.onset = DeviceTime::from_us(std::llround(stroke.onset_us));
  compression.peak = DeviceTime::from_us(std::llround(stroke.peak_us));
  compression.release = DeviceTime::from_us(std::llround(stroke.release_us));
  compression.depth = millimetres(stroke.depth_mm);
  if (previous_ && compression.onset.us() - previous_->release_us < options_.run_gap.us()) {
    compression.rate = per_minute(60e6 / (stroke.peak_us - previous_->peak_us));
  }
  typical_.add(swing_m_s2, stroke.depth_mm);
  offset_m_s2_ = stroke.offset_m_s2;
  previous_ = Previous{stroke.peak_us, compression.release.us()};
  return compression;
}

}  // namespace sternum
