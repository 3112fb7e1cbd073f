#include "analysis/signal/acceleration_detector.hpp"

#include <algorithm>
#include <cmath>

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
constexpr double kLeastSwing = 4.0;
constexpr double kLeastSwingShare = 0.3;
constexpr double kLeastDepthShare = 0.5;
constexpr double kDeepestMm = 150.0;
/// From onset to peak, or from there to release.
constexpr double kShortestUs = 60'000.0;
constexpr double kLongestUs = 1'500'000.0;
/// A release is waited for no longer than this after the zig-zag has turned.
constexpr std::int64_t kPatienceUs = 400'000;
/// A stroke that follows the last release by less than this continues its rhythm.
constexpr std::int64_t kRhythmUs = 600'000;
/// Over what quiet the offset is measured.
constexpr std::int64_t kQuietUs = 250'000;
/// The stroke begins where the displacement grows by less than this share of its swing in that
/// time.
constexpr double kOnsetSlopeShare = 0.03;
constexpr std::int64_t kOnsetSlopeUs = 80'000;
/// Spread of the acceleration while hands are quiet.
constexpr double kQuietSwing = 3.0;

}  // namespace

void AccelerationDetector::Typical::add(double swing_m_s2, double depth_mm) {
  swings_[count_ % kCount] = swing_m_s2;
  depths_[count_ % kCount] = depth_mm;
  if (++count_ == 2 * kCount) count_ = kCount;
}

double AccelerationDetector::Typical::mean(const Ring& ring) const {
  const std::size_t count = std::min(count_, kCount);
  double sum = 0.0;
  for (std::size_t i = 0; i < count; ++i) sum += ring[i];
  return count == 0 ? 0.0 : sum / static_cast<double>(count);
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
    case Arrival::AfterGap:
    case Arrival::AfterReboot:
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
  filter_.restart(point);
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
      candidate_ = Candidate{high_, deep_, {number, mm}, -1};
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
  // A stroke after a pause begins where the displacement begins to grow, not at the highest point
  // of a long quiet.
  const std::int64_t oldest = std::max({first_, displacement_.begin(), candidate.before.number});
  const double swing = candidate.deepest.mm - candidate.before.mm;
  const double halfway = candidate.deepest.mm - 0.5 * swing;
  std::int64_t earlier = candidate.deepest.number;
  for (std::int64_t number = candidate.deepest.number; number > oldest; --number) {
    const TracePoint& point = displacement_[number];
    while (earlier > oldest && point.us - displacement_[earlier].us < kOnsetSlopeUs) --earlier;
    const double growth = point.value - displacement_[earlier].value;
    if (point.value < halfway && growth < kOnsetSlopeShare * swing) return earlier;
  }
  return oldest;
}

bool AccelerationDetector::continues_rhythm(const Candidate& candidate) const {
  return previous_ && candidate.before.number >= std::max(first_, trace_.begin()) &&
         trace_[candidate.before.number].us - previous_->release_us < kRhythmUs &&
         trace_[candidate.deepest.number].us - previous_->release_us < kRhythmUs;
}

std::optional<double> AccelerationDetector::still_offset(std::int64_t at) const {
  const std::int64_t oldest = std::max(first_, trace_.begin());
  std::int64_t from = at;
  while (from > oldest && trace_[at].us - trace_[from].us < kQuietUs) --from;
  if (from == at || acceleration_swing(from, at) > kQuietSwing) return std::nullopt;
  double sum = 0.0;
  for (std::int64_t number = from; number <= at; ++number) sum += trace_[number].value;
  return sum / static_cast<double>(at - from + 1);
}

double AccelerationDetector::acceleration_swing(std::int64_t from, std::int64_t to) const {
  double least = trace_[from].value;
  double most = least;
  for (std::int64_t number = from; number <= to; ++number) {
    least = std::min(least, trace_[number].value);
    most = std::max(most, trace_[number].value);
  }
  return most - least;
}

std::optional<Compression> AccelerationDetector::resolve(std::int64_t us) {
  if (candidate_->found_us < 0) return std::nullopt;
  const Candidate candidate = *candidate_;
  const double filtered_mm =
      candidate.deepest.mm - std::max(candidate.before.mm, candidate.after.mm);
  const std::int64_t oldest = std::max(first_, trace_.begin());
  if (filtered_mm < kFilteredShare * options_.smallest_swing.mm() ||
      candidate.deepest.number <= oldest) {
    candidate_.reset();
    return std::nullopt;
  }
  const bool rhythm = continues_rhythm(candidate);
  const std::int64_t from = rhythm ? candidate.before.number : window_start(candidate);
  const double swing = acceleration_swing(from, candidate.after.number);
  if (swing < std::max(kLeastSwing, kLeastSwingShare * typical_.swing_m_s2())) {
    candidate_.reset();
    return std::nullopt;
  }
  const ReconstructedStroke stroke = reconstruction_.reconstruct(
      trace_, from, candidate.after.number, rhythm ? std::nullopt : still_offset(from));
  if (!stroke.released && us - candidate.found_us < kPatienceUs) return std::nullopt;
  candidate_.reset();
  running_swing_mm_ += kSwingShare * (filtered_mm - running_swing_mm_);
  return report(stroke, swing);
}

std::optional<Compression> AccelerationDetector::report(const ReconstructedStroke& stroke,
                                                        double swing_m_s2) {
  const double down_us = stroke.peak_us - stroke.onset_us;
  const double up_us = stroke.release_us - stroke.peak_us;
  const bool plausible = stroke.depth_mm <= kDeepestMm && down_us >= kShortestUs &&
                         up_us >= kShortestUs && down_us <= kLongestUs && up_us <= kLongestUs;
  const bool deep_enough = stroke.depth_mm >= std::max(options_.smallest_swing.mm(),
                                                       kLeastDepthShare * typical_.depth_mm());
  if (!plausible || !deep_enough) return std::nullopt;

  Compression compression;
  compression.onset = DeviceTime::from_us(std::llround(stroke.onset_us));
  compression.peak = DeviceTime::from_us(std::llround(stroke.peak_us));
  compression.release = DeviceTime::from_us(std::llround(stroke.release_us));
  compression.depth = millimetres(stroke.depth_mm);
  if (previous_ && compression.onset.us() - previous_->release_us < options_.run_gap.us()) {
    compression.rate = per_minute(60e6 / (stroke.peak_us - previous_->peak_us));
  } else {
    typical_.clear();
  }
  typical_.add(swing_m_s2, stroke.depth_mm);
  previous_ = Previous{stroke.peak_us, compression.release.us()};
  return compression;
}

}  // namespace sternum
