// What the compression detector measures once it has recognised a compression.
#include <algorithm>
#include <cmath>

#include "analysis/signal/compression_detector.hpp"
#include "analysis/signal/turning_point.hpp"

namespace sternum {
namespace {

/// Stretches around the turns, as shares of the swing.
constexpr double kPeakBand = 0.20;
/// The noisier, the more points: so many SDs, up to a wider share.
constexpr double kPeakBandSds = 14.0;
constexpr double kWidestPeakBand = 0.25;
constexpr double kReleaseBand = 0.12;
constexpr std::int64_t kPeakReachUs = 90'000;
constexpr std::int64_t kReleaseReachUs = 120'000;
/// A chest that dwells is measured by the mean of at least so many points, none of them in the last
/// moment before it leaves.
constexpr int kDwellPoints = 5;
constexpr std::int64_t kLeavingUs = 20'000;
/// SD of a release's level that a curve tells, as a share of the noise; and where the curve has no
/// more than four points, as at 20 to 30 samples a second, where it was found to be 0.7 to 0.9.
constexpr double kVertexScatter = 0.5;
constexpr double kScatterOfFew = 0.7;
constexpr int kFewSparePoints = 1;
/// This share of the time from the last crossing to the foot is as level as what follows: a cubic
/// has come within a 50th of 5 % of the way.
constexpr double kAllButLevel = 0.25;
/// A chest held down this long, within so much of its deepest, was deepest in the middle of that:
/// machines hold, and noise alone would decide when.
constexpr std::int64_t kHoldUs = 150'000;
constexpr double kHalfHoldUs = 75'000.0;
constexpr double kHoldMm = 2.0;
/// How the misfit of single turns scatters, as a share of the noise (SD²), and how much that of a
/// rescuer's peaks wanders from one to the next.
constexpr double kMisfitScatter = 0.35;
constexpr double kMisfitWander = 2e-5;
/// A sensor's noise, before any compression has told it.
constexpr double kLeastNoiseMm = 0.1;
/// … where sampling is too slow for curves to follow the chest any closer.
constexpr double kLeastSlowNoiseMm = 0.3;
constexpr double kMostNoiseMm = 1.5;
/// Of so many still moments together.
constexpr int kStillMoments = 8;
/// Share that one turn has in the running estimate of the noise.
constexpr double kNoiseShare = 0.1;
/// A turn whose points lie so many times farther from the curve (SD) is one of its own: it says no
/// more of the noise than that, and nothing of the shape of the others.
constexpr double kOddTurn = 4.0;
/// Nobody presses and lets go within less, from the upper crossing of the way down to that of the
/// way up: it is a sensor's glitch.
constexpr double kBriefestUs = 70'000.0;

/// The nearest whole number, as `std::llround` has it, without its call.
std::int64_t whole(double us) { return static_cast<std::int64_t>(us < 0.0 ? us - 0.5 : us + 0.5); }

DeviceTime device_time(double us) { return DeviceTime::from_us(whole(us)); }

/// The first whole number that is not less.
std::int64_t whole_from(double us) {
  const auto whole_us = static_cast<std::int64_t>(us);
  return whole_us + (static_cast<double>(whole_us) < us ? 1 : 0);
}

PerMinute rate_between(double earlier_us, double later_us) {
  return per_minute(60e6 / (later_us - earlier_us));
}

}  // namespace

[[gnu::noinline]] void CompressionDetector::learn_rest(std::int64_t number, std::int64_t us) {
  double band_mm = noticeable_.still_mm;
  std::optional<double> noise_mm;
  if (!noise_is_known_) {
    noise_mm = still_.noise(trace_);
    if (noise_mm) band_mm = Noticeable(std::min(*noise_mm, kMostNoiseMm)).still_mm;
  }
  const double least_mm = still_.is_prolonged() ? kLeastSlowNoiseMm : kLeastNoiseMm;
  const auto level = still_.end(trace_, band_mm);
  if (!level) return;
  if (noise_mm) {
    const double one_mm = std::clamp(*noise_mm, least_mm, kMostNoiseMm);
    still_moments_ = std::min(still_moments_ + 1, kStillMoments);
    const double known = noise_mm_ * noise_mm_;
    noise_mm_ = std::sqrt(known + (one_mm * one_mm - known) / still_moments_);
    noticeable_ = Noticeable(noise_mm_);
  }
  // A descent that begins here is seen from its onset.
  blind_ = false;
  // Between two compressions of a run, hands are on the chest: how heavily their releases tell.
  if (!is_in_run(us) || level->mean <= rest_.mm()) rest_.still(level->mean, us);
  floor_mm_ = level->mean;
  low_ = {number, {us, level->lowest}};
}

std::optional<FootCrossings> CompressionDetector::crossings(int direction, double level_mm,
                                                            double swing_mm) const {
  const std::int64_t oldest = std::max(first_, trace_.begin());
  const std::int64_t last = direction > 0 ? trace_.end() - 1 : oldest;
  if (deep_.number < oldest) return std::nullopt;
  const double high_mm = level_mm + kFootHigh * swing_mm;
  const double middle_mm = level_mm + kFootMiddle * swing_mm;
  const double low_mm = level_mm + kFootLow * swing_mm;
  // Near the deepest point all lie above all levels: that is passed by strides.
  constexpr std::int64_t kStride = 4;
  std::int64_t number = deep_.number;
  while ((last - number) * direction > kStride &&
         trace_[number + kStride * direction].value > high_mm) {
    number += kStride * direction;
  }
  // One loop with one way out: how many points lie above the other levels is counted on the way.
  std::int64_t above_high = number - deep_.number;
  std::int64_t above_middle = above_high;
  while (trace_[number].value > low_mm) {
    if (number == last) return std::nullopt;
    above_high += trace_[number].value > high_mm ? direction : 0;
    above_middle += trace_[number].value > middle_mm ? direction : 0;
    number += direction;
  }
  const auto crossing = [&](std::int64_t beyond, double mm) {
    const TracePoint& to = trace_[beyond];
    const TracePoint& from = trace_[beyond - direction];
    const double span_us = static_cast<double>(to.us - from.us);
    const double rise_mm = std::max(from.value - to.value, 1e-9);
    return static_cast<double>(from.us) +
           span_us * std::clamp((from.value - mm) / rise_mm, 0.0, 1.0);
  };
  return FootCrossings{crossing(number, low_mm), crossing(deep_.number + above_middle, middle_mm),
                       crossing(deep_.number + above_high, high_mm)};
}

TurningPoint CompressionDetector::deepest_point(double swing_mm) const {
  // The chest may have been held down for longer than the trace remembers.
  if (deep_.number < trace_.begin()) return {.value = deep_.point.value};
  const double noisy = std::min(kPeakBandSds * noise_mm_, kWidestPeakBand * swing_mm);
  const double band = std::max({kPeakBand * swing_mm, noisy, 4.0 * noise_mm_});
  return fit_turning_point(trace_, deep_.number, 1.0, {band, kPeakReachUs, first_, noise_mm_, true},
                           peak_shape_);
}

bool CompressionDetector::reaches_hold(int direction, double held_mm) const {
  const std::int64_t oldest = std::max(first_, trace_.begin());
  if (deep_.number <= oldest) return true;
  const auto spacing_us = static_cast<double>(deep_.point.us - trace_[deep_.number - 1].us);
  const auto steps = static_cast<std::int64_t>(kHalfHoldUs / spacing_us);
  const std::int64_t there = deep_.number + direction * steps;
  return there >= oldest && there < trace_.end() && trace_[there].value >= held_mm;
}

std::optional<double> CompressionDetector::middle_of_hold() const {
  const double held_mm = deep_.point.value - std::max(kHoldMm, 6.0 * noise_mm_);
  const std::int64_t oldest = std::max(first_, trace_.begin());
  if (deep_.number < oldest) return std::nullopt;
  std::int64_t from = deep_.number;
  std::int64_t to = deep_.number;
  // Half a hold away on one side or the other, the chest is held too: a look that tells most.
  if (!reaches_hold(-1, held_mm) && !reaches_hold(+1, held_mm)) return std::nullopt;
  while (from > oldest && trace_[from - 1].value >= held_mm) --from;
  while (to + 1 < trace_.end() && trace_[to + 1].value >= held_mm) ++to;
  const std::int64_t held_us = trace_[to].us - trace_[from].us;
  if (held_us < kHoldUs) return std::nullopt;
  return static_cast<double>(trace_[from].us) + 0.5 * static_cast<double>(held_us);
}

bool CompressionDetector::is_in_run(std::int64_t us) const {
  return previous_ && us - previous_->release_us < options_.run_gap.us();
}

double CompressionDetector::measure_onset(const std::optional<FootCrossings>& found) {
  if (!found) return static_cast<double>(descent_us_);
  onset_habit_.learn(*found);
  return onset_habit_.foot(*found);
}

CompressionDetector::Release CompressionDetector::measure_release(
    double up_mm, const std::optional<FootCrossings>& found) {
  Release release;
  double level_from_us = release.us = static_cast<double>(low_.point.us);
  if (found) {
    release_habit_.learn(*found);
    release.us = release_habit_.foot(*found);
    level_from_us = release.us - kAllButLevel * (release.us - found->low);
  }

  // A chest that dwells is level from there until it leaves again: the mean of that is the level.
  std::int64_t last = trace_.end() - 1;
  const double leaving_mm = low_.point.value + std::max(0.5, 4.0 * noise_mm_);
  while (last > low_.number && trace_[last].value > leaving_mm) --last;
  const std::int64_t until_us = last == trace_.end() - 1
                                    ? trace_[last].us
                                    : std::max(trace_[last].us - kLeavingUs, low_.point.us);
  // It has stopped before it leaves; where the foot lies beyond, it never dwelt.
  const auto last_us = static_cast<double>(trace_[last].us);
  if (release.us > last_us) level_from_us = release.us = last_us;
  const std::int64_t from_us = whole_from(level_from_us);
  std::int64_t number = last;
  while (number > deep_.number && trace_[number].us > until_us) --number;
  double sum_mm = 0.0;
  int count = 0;
  for (; number > deep_.number && trace_[number].us >= from_us; --number, ++count) {
    sum_mm += trace_[number].value - low_.point.value;
  }
  if (count >= kDwellPoints) {
    release.level_mm = low_.point.value + sum_mm / count;
    release.uncertainty_mm = noise_mm_ / std::sqrt(count);
    return release;
  }
  const TurningPoint turn = fit_turning_point(
      trace_, low_.number, -1.0,
      {std::max(kReleaseBand * up_mm, 4.0 * noise_mm_), kReleaseReachUs, deep_.number, noise_mm_});
  release.level_mm = turn.value;
  const bool few = turn.spare_points <= kFewSparePoints;
  release.uncertainty_mm = (few ? kScatterOfFew : kVertexScatter) * noise_mm_;
  return release;
}

void CompressionDetector::learn_from(const TurningPoint& peak) {
  const double known = noise_mm_ * noise_mm_;
  const double odd = kOddTurn * kOddTurn * known;
  const double variance = peak.squared_residual / peak.spare_points;
  noise_mm_ = std::sqrt((1.0 - kNoiseShare) * known + kNoiseShare * std::min(variance, odd));
  noise_mm_ = std::max(noise_mm_, 0.02);
  noticeable_ = Noticeable(noise_mm_);
  noise_is_known_ = true;
  if (variance > odd) return;
  peak_shape_.learn(peak);
  const double scatter = kMisfitScatter * noise_mm_ * noise_mm_;
  const double misfit_gain = misfit_variance_ / (misfit_variance_ + scatter);
  peak_misfit_mm_ += misfit_gain * (peak.misfit - peak_misfit_mm_);
  misfit_variance_ += kMisfitWander - misfit_gain * misfit_variance_;
}

[[gnu::noinline]] bool CompressionDetector::complete() {
  const double up_mm = deep_.point.value - low_.point.value;
  const double down_mm = deep_.point.value - base_mm_;
  const auto down = crossings(-1, base_mm_, down_mm);
  const auto up = crossings(+1, low_.point.value + noise_mm_, up_mm - noise_mm_);
  if (down && up && up->high - down->high < kBriefestUs) return false;

  const Release release = measure_release(up_mm, up);
  rest_.released(release.level_mm, release.uncertainty_mm, low_.point.us);
  floor_mm_ = release.level_mm;
  const bool reportable = onset_seen_;
  blind_ = false;
  if (!reportable) {
    previous_.reset();
    return false;
  }

  const TurningPoint peak = deepest_point(std::min(down_mm, up_mm));
  if (peak.spare_points > 0) learn_from(peak);

  Compression& compression = completed_;
  compression.rate.reset();
  const double peak_us = middle_of_hold().value_or(static_cast<double>(deep_.point.us) + peak.us);
  const double earliest_us = previous_ ? static_cast<double>(previous_->release_us) : -1e18;
  const double onset_us = std::max(measure_onset(down), earliest_us);
  compression.onset = device_time(onset_us);
  compression.peak = device_time(peak_us);
  compression.release = device_time(release.us);
  compression.depth = millimetres(peak.value + peak_misfit_mm_ - rest_.mm());
  compression.residual = millimetres(std::max(release.level_mm - rest_.mm(), 0.0));
  if (is_in_run(compression.onset.us())) {
    compression.rate = rate_between(previous_->peak_us, peak_us);
  }
  previous_ = Previous{peak_us, compression.release.us()};
  return true;
}

std::optional<CompressionPeak> CompressionDetector::peak() const {
  if (phase_ == Phase::Recoiled || !onset_seen_) return std::nullopt;
  const double fallen_mm = deep_.point.value - trace_[trace_.end() - 1].value;
  if (phase_ == Phase::Descending && fallen_mm < noticeable_.turned_mm) return std::nullopt;
  const double down_mm = deep_.point.value - base_mm_;
  const TurningPoint turn = deepest_point(down_mm);
  const double peak_us = static_cast<double>(deep_.point.us) + turn.us;
  CompressionPeak peak{device_time(peak_us), millimetres(turn.value + peak_misfit_mm_ - rest_.mm()),
                       std::nullopt};
  const auto found = crossings(-1, base_mm_, down_mm);
  if (found && is_in_run(whole(onset_habit_.foot(*found)))) {
    peak.rate = rate_between(previous_->peak_us, peak_us);
  }
  return peak;
}

}  // namespace sternum
