#include "analysis/signal/compression_detector.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/signal/turning_point.hpp"

namespace sternum {
namespace {

/// Nobody compresses for so long: the chest is being sat on.
constexpr std::int64_t kLongestUs = 10'000'000;
/// No sensor on a chest says more; what does is not skimmed.
constexpr double kBeyondAnyChestMm = 1e6;
/// Before the next descent, a chest at rest has recoiled when it has not risen for this long …
constexpr std::int64_t kSettledUs = 60'000;
/// … and one that is held lower, when it has not for this long.
constexpr std::int64_t kHeldUs = 400'000;
/// Stretches around the turns, as shares of the swing.
constexpr double kPeakBand = 0.20;
constexpr double kReleaseBand = 0.12;
constexpr std::int64_t kPeakReachUs = 90'000;
constexpr std::int64_t kReleaseReachUs = 120'000;
/// A chest that dwells is measured by the mean of at least so many points, none of them in the last
/// moment before it leaves.
constexpr int kDwellPoints = 5;
constexpr std::int64_t kLeavingUs = 20'000;
/// This share of the time from the last crossing to the foot is as level as what follows: a cubic
/// has come within a 50th of 5 % of the way.
constexpr double kAllButLevel = 0.25;
/// A chest held down this long, within so much of its deepest, was deepest in the middle of that:
/// machines hold, and noise alone would decide when.
constexpr std::int64_t kHoldUs = 150'000;
constexpr double kHoldMm = 2.0;
/// Share that one turn has in what is known of how a rescuer's peaks differ from the curve.
constexpr double kMisfitShare = 1.0 / 32.0;
/// Share that one turn has in the running estimate of the noise.
constexpr double kNoiseShare = 0.1;

DeviceTime device_time(double us) { return DeviceTime::from_us(std::llround(us)); }

PerMinute rate_between(double earlier_us, double later_us) {
  return per_minute(60e6 / (later_us - earlier_us));
}

}  // namespace

CompressionDetector::Noticeable::Noticeable(double noise_mm)
    : turned_mm(std::max(2.0, 5.0 * noise_mm)),
      still_mm(std::max(1.5, 6.0 * noise_mm)),
      risen_mm(std::max(0.5, 2.0 * noise_mm)),
      leaving_mm(std::max(4.0, 6.0 * noise_mm)),
      resting_mm(std::max(1.0, 3.0 * noise_mm)) {}

CompressionDetector::CompressionDetector(CompressionDetectorOptions options)
    : options_(options), pacer_(options.bridged_hole) {}

void CompressionDetector::push(const SampleBatch& batch, std::vector<Compression>& completed) {
  SampleRun run = SampleRun::of(batch);
  while (const auto compression = take_from(run)) completed.push_back(*compression);
}

std::optional<Compression> CompressionDetector::take_from(SampleRun& run) {
  while (!run.values.empty()) {
    if (pacer_.is_plain(run)) {
      skim(run);
      if (run.values.empty()) break;
    }
    const TracePoint sample{run.first.us(), static_cast<double>(run.values.front())};
    const BatchFlag flags = run.flags;
    run.drop(1);
    if (auto compression = step(DeviceTime::from_us(sample.us), sample.value, flags)) {
      return compression;
    }
  }
  return std::nullopt;
}

std::optional<Compression> CompressionDetector::step(DeviceTime time, double depth_mm,
                                                     BatchFlag flags) {
  const TracePoint sample{time.us(), depth_mm};
  if (!pacer_.is_plain(sample, flags)) [[unlikely]] {
    return step_oddly(sample, flags);
  }
  if (take(sample)) [[unlikely]] {
    return completed_;
  }
  return std::nullopt;
}

[[gnu::noinline]] std::optional<Compression> CompressionDetector::step_oddly(TracePoint sample,
                                                                             BatchFlag flags) {
  // One sample completes one compression at most: two take two swings.
  std::optional<Compression> completed;
  switch (pacer_.arrive(sample, flags)) {
    case Arrival::PassedOver:
      return std::nullopt;
    case Arrival::AfterReboot:
      rest_.forget();
      [[fallthrough]];
    case Arrival::AfterGap:
      break_off();
      break;
    case Arrival::Continues:
      if (pacer_.follows_hold(sample)) completed = take_held(sample);
      break;
  }
  TracePoint point;
  if (pacer_.pace(sample, point) && take(point)) completed = completed_;
  return completed;
}

std::optional<Compression> CompressionDetector::take_held(TracePoint next) {
  std::optional<Compression> completed;
  TracePoint held = pacer_.last();
  while (pacer_.fill_hold(next, held)) {
    if (take(held)) completed = completed_;
  }
  return completed;
}

// What happens rarely stays out of line below: nearly every sample passes through here alone.
inline bool CompressionDetector::take(TracePoint point) {
  const std::int64_t number = trace_.end();
  trace_.push(point);
  if (phase_ == Phase::Recoiled) {
    if (point.value < low_.point.value || low_.number < first_ || blind_) [[unlikely]] {
      watch_for_low(number, point);
      if (phase_ != Phase::Recoiled) return false;
    } else if (point.value - low_.point.value >= options_.smallest_swing.mm()) [[unlikely]] {
      begin_descent(number, point);
      return false;
    }
    if (still_.is_over(point.us)) [[unlikely]] {
      learn_rest(number, point.us);
    }
    return false;
  }
  if (phase_ == Phase::Descending && point.value > deep_.point.value) {
    deep_ = {number, point};
    return false;
  }
  if (point.us - descent_us_ > kLongestUs) [[unlikely]] {
    low_ = {number, point};
    floor_mm_ = point.value;
    previous_.reset();
    return_to_rest();
    return false;
  }
  return phase_ == Phase::Recoiling ? watch_recoiling(number, point) : watch_turn(number, point);
}

[[gnu::noinline]] bool CompressionDetector::watch_turn(std::int64_t number, TracePoint point) {
  if (point.value > deep_.point.value) {
    deep_ = {number, point};
    phase_ = Phase::Descending;
    return false;
  }
  const double fallen = deep_.point.value - point.value;
  if (phase_ == Phase::Descending) {
    if (fallen < noticeable_.turned_mm) return false;
    phase_ = Phase::Turned;
  }
  if (fallen >= options_.smallest_swing.mm()) {
    phase_ = Phase::Recoiling;
    low_ = {number, point};
    settling_ = point;
  }
  return false;
}

void CompressionDetector::break_off() {
  phase_ = Phase::Recoiled;
  previous_.reset();
  blind_ = true;
  first_ = trace_.end();
  low_.number = -1;
}

// Skimming is what `take` does with nearly every point, in registers: each passes over what changes
// nothing but the extremes, and stops before anything else, such as a value that is no number.

void CompressionDetector::skim(SampleRun& run) {
  std::size_t skimmed = 0;
  switch (phase_) {
    case Phase::Recoiled:
      skimmed = skim_recoiled(run);
      break;
    case Phase::Descending:
      skimmed = skim_descending(run);
      break;
    case Phase::Turned:
      skimmed = skim_turned(run);
      break;
    case Phase::Recoiling:
      skimmed = skim_recoiling(run);
      break;
  }
  if (skimmed == 0) return;
  pacer_.pass(trace_[trace_.end() - 1]);
  run.drop(skimmed);
}

std::size_t CompressionDetector::skim_recoiled(const SampleRun& run) {
  if (blind_ || low_.number < first_) return 0;
  const double low_mm = low_.point.value;
  const double begun_mm = low_mm + options_.smallest_swing.mm();
  const std::int64_t still_until_us = still_.end_us();
  return trace_.push_while(
      run.first.us(), run.period.us(), run.values, [=](std::int64_t, TracePoint point) {
        return point.value >= low_mm && point.value < begun_mm && point.us < still_until_us;
      });
}

std::size_t CompressionDetector::skim_descending(const SampleRun& run) {
  Extreme deep = deep_;
  const double turned_mm = noticeable_.turned_mm;
  const std::int64_t until_us = descent_us_ + kLongestUs;
  const std::size_t skimmed =
      trace_.push_while(run.first.us(), run.period.us(), run.values,
                        [&deep, turned_mm, until_us](std::int64_t number, TracePoint point) {
                          if (point.us > until_us || !(point.value < kBeyondAnyChestMm))
                            return false;
                          if (point.value > deep.point.value) {
                            deep = {number, point};
                            return true;
                          }
                          return deep.point.value - point.value < turned_mm;
                        });
  deep_ = deep;
  return skimmed;
}

std::size_t CompressionDetector::skim_turned(const SampleRun& run) {
  const double deep_mm = deep_.point.value;
  const double risen_mm = deep_mm - options_.smallest_swing.mm();
  const std::int64_t until_us = descent_us_ + kLongestUs;
  return trace_.push_while(
      run.first.us(), run.period.us(), run.values, [=](std::int64_t, TracePoint point) {
        return point.value <= deep_mm && point.value > risen_mm && point.us <= until_us;
      });
}

std::size_t CompressionDetector::skim_recoiling(const SampleRun& run) {
  Extreme low = low_;
  TracePoint settling = settling_;
  const double risen_mm = noticeable_.risen_mm;
  const double leaving_mm = noticeable_.leaving_mm;
  const std::int64_t until_us = descent_us_ + kLongestUs;
  const std::size_t skimmed = trace_.push_while(
      run.first.us(), run.period.us(), run.values,
      [&low, &settling, risen_mm, leaving_mm, until_us](std::int64_t number, TracePoint point) {
        if (point.us > until_us || !(point.value > -kBeyondAnyChestMm)) return false;
        if (point.value < settling.value - risen_mm && point.value < low.point.value) {
          low = {number, point};
          settling = point;
          return true;
        }
        if (point.us - settling.us >= kSettledUs) return false;
        if (point.value < low.point.value) {
          low = {number, point};
          return true;
        }
        return point.value - low.point.value < leaving_mm;
      });
  low_ = low;
  settling_ = settling;
  return skimmed;
}

[[gnu::noinline]] void CompressionDetector::watch_for_low(std::int64_t number, TracePoint point) {
  if (low_.number < first_) {
    still_.begin(trace_);
    low_ = {number, point};
    low_until_us_ = point.us;
    highest_mm_ = floor_mm_ = point.value;
    fell_mm_ = 0.0;
  } else if (point.value < low_.point.value) {
    low_ = {number, point};
    fell_mm_ = highest_mm_ - point.value;
  } else if (point.value - low_.point.value >= options_.smallest_swing.mm()) {
    begin_descent(number, point);
  }
  highest_mm_ = std::max(highest_mm_, point.value);
  if (point.value - low_.point.value < noticeable_.still_mm) low_until_us_ = point.us;
}

[[gnu::noinline]] void CompressionDetector::learn_rest(std::int64_t number, std::int64_t us) {
  const auto level = still_.end(trace_, noticeable_.still_mm);
  if (!level) return;
  // A descent that begins here is seen from its onset.
  blind_ = false;
  rest_.still(level->mean, us);
  floor_mm_ = level->mean;
  low_ = {number, {us, level->lowest}};
}

bool CompressionDetector::onset_was_seen() const {
  // The chest's highest point is the onset's, and not just where the gap ended, when it lies at the
  // chest's rest, or when the chest was seen to rise to it or to stay there.
  if (!blind_) return true;
  return low_.point.value <= rest_.mm() + 3.0 || fell_mm_ >= noticeable_.turned_mm ||
         low_until_us_ - trace_[std::max(first_, trace_.begin())].us >= 100'000;
}

[[gnu::noinline]] void CompressionDetector::begin_descent(std::int64_t number, TracePoint point) {
  phase_ = Phase::Descending;
  deep_ = {number, point};
  descent_us_ = point.us;
  onset_seen_ = onset_was_seen();
  base_mm_ = std::min(floor_mm_, low_.point.value + 2.0 * noise_mm_);
}

std::optional<FootCrossings> CompressionDetector::crossings(int direction, double level_mm,
                                                            double swing_mm) const {
  const std::int64_t oldest = std::max(first_, trace_.begin());
  const std::int64_t last = direction > 0 ? trace_.end() - 1 : oldest;
  if (deep_.number < oldest) return std::nullopt;
  const double high_mm = level_mm + kFootHigh * swing_mm;
  const double middle_mm = level_mm + kFootMiddle * swing_mm;
  const double low_mm = level_mm + kFootLow * swing_mm;
  FootCrossings found;
  found.high = found.middle = static_cast<double>(deep_.point.us);
  for (std::int64_t number = deep_.number; number != last; number += direction) {
    const TracePoint& to = trace_[number + direction];
    if (to.value > high_mm) continue;
    const TracePoint& from = trace_[number];
    const auto crossing = [&](double mm) {
      return static_cast<double>(from.us) +
             static_cast<double>(to.us - from.us) * (from.value - mm) / (from.value - to.value);
    };
    if (from.value > high_mm) found.high = crossing(high_mm);
    if (to.value > middle_mm) continue;
    if (from.value > middle_mm) found.middle = crossing(middle_mm);
    if (to.value > low_mm) continue;
    found.low = crossing(low_mm);
    return found;
  }
  return std::nullopt;
}

TurningPoint CompressionDetector::deepest_point(double swing_mm) const {
  // The chest may have been held down for longer than the trace remembers.
  if (deep_.number < trace_.begin()) return {.value = deep_.point.value};
  const double band = std::max(kPeakBand * swing_mm, 4.0 * noise_mm_);
  return fit_turning_point(trace_, deep_.number, 1.0, {band, kPeakReachUs, first_, noise_mm_},
                           peak_shape_);
}

std::optional<double> CompressionDetector::middle_of_hold() const {
  const double held_mm = deep_.point.value - std::max(kHoldMm, 6.0 * noise_mm_);
  const std::int64_t oldest = std::max(first_, trace_.begin());
  if (deep_.number < oldest) return std::nullopt;
  std::int64_t from = deep_.number;
  std::int64_t to = deep_.number;
  while (from > oldest && trace_[from - 1].value >= held_mm) --from;
  while (to + 1 < trace_.end() && trace_[to + 1].value >= held_mm) ++to;
  const std::int64_t held_us = trace_[to].us - trace_[from].us;
  if (held_us < kHoldUs) return std::nullopt;
  return static_cast<double>(trace_[from].us) + 0.5 * static_cast<double>(held_us);
}

bool CompressionDetector::continues_run(std::int64_t onset_us) const {
  return previous_ && onset_us - previous_->release_us < options_.run_gap.us();
}

[[gnu::noinline]] bool CompressionDetector::watch_recoiling(std::int64_t number, TracePoint point) {
  if (point.value < low_.point.value) {
    low_ = {number, point};
    if (point.value < settling_.value - noticeable_.risen_mm) {
      settling_ = point;
      return false;
    }
  }
  const double rising = point.value - low_.point.value;
  if (rising >= options_.smallest_swing.mm()) {
    const bool reported = complete();
    begin_descent(number, point);
    return reported;
  }
  const std::int64_t settled_us = point.us - settling_.us;
  if (settled_us < kSettledUs && rising < noticeable_.leaving_mm) return false;
  if (!is_at_rest() && settled_us < kHeldUs) return false;
  const bool reported = complete();
  return_to_rest();
  return reported;
}

void CompressionDetector::return_to_rest() {
  phase_ = Phase::Recoiled;
  still_.begin(trace_);
}

double CompressionDetector::measure_onset(double down_mm) {
  const auto found = crossings(-1, base_mm_, down_mm);
  if (!found) return static_cast<double>(descent_us_);
  onset_habit_.learn(*found);
  return onset_habit_.foot(*found);
}

CompressionDetector::Release CompressionDetector::measure_release(double up_mm) {
  Release release;
  double level_from_us = release.us = static_cast<double>(low_.point.us);
  if (const auto found = crossings(+1, low_.point.value + noise_mm_, up_mm - noise_mm_)) {
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
  // It has stopped before it leaves.
  release.us = std::min(release.us, static_cast<double>(trace_[last].us));
  double sum_mm = 0.0;
  int count = 0;
  for (std::int64_t number = last; number > deep_.number; --number) {
    const TracePoint& point = trace_[number];
    if (static_cast<double>(point.us) < level_from_us) break;
    if (point.us > until_us) continue;
    sum_mm += point.value - low_.point.value;
    ++count;
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
  release.uncertainty_mm = 0.4 * noise_mm_;
  return release;
}

[[gnu::noinline]] bool CompressionDetector::complete() {
  const double up_mm = deep_.point.value - low_.point.value;
  const Release release = measure_release(up_mm);
  rest_.released(release.level_mm, release.uncertainty_mm, low_.point.us);
  floor_mm_ = release.level_mm;
  const bool reportable = onset_seen_;
  blind_ = false;
  if (!reportable) {
    previous_.reset();
    return false;
  }

  const double down_mm = deep_.point.value - base_mm_;
  const TurningPoint peak = deepest_point(std::min(down_mm, up_mm));
  if (peak.spare_points > 0) {
    const double variance = peak.squared_residual / peak.spare_points;
    noise_mm_ = std::sqrt((1.0 - kNoiseShare) * noise_mm_ * noise_mm_ + kNoiseShare * variance);
    noise_mm_ = std::max(noise_mm_, 0.02);
    noticeable_ = Noticeable(noise_mm_);
    peak_shape_.learn(peak);
  }

  peak_misfit_mm_ += misfit_share_ * (peak.misfit - peak_misfit_mm_);
  misfit_share_ = std::max(misfit_share_ / (1.0 + misfit_share_), kMisfitShare);

  Compression& compression = completed_;
  compression.rate.reset();
  const double peak_us = middle_of_hold().value_or(static_cast<double>(deep_.point.us) + peak.us);
  const double earliest_us = previous_ ? static_cast<double>(previous_->release_us) : -1e18;
  const double onset_us = std::max(measure_onset(down_mm), earliest_us);
  compression.onset = device_time(onset_us);
  compression.peak = device_time(peak_us);
  compression.release = device_time(release.us);
  compression.depth = millimetres(peak.value + peak_misfit_mm_ - rest_.mm());
  compression.residual = millimetres(std::max(release.level_mm - rest_.mm(), 0.0));
  if (continues_run(compression.onset.us())) {
    compression.rate = rate_between(previous_->peak_us, peak_us);
  }
  previous_ = Previous{peak_us, compression.release.us()};
  return true;
}

std::optional<Compression> CompressionDetector::finish() {
  if (phase_ != Phase::Recoiling || !is_at_rest()) return std::nullopt;
  const bool reported = complete();
  return_to_rest();
  if (!reported) return std::nullopt;
  return completed_;
}

bool CompressionDetector::is_at_rest() const {
  return low_.point.value <= rest_.mm() + noticeable_.resting_mm;
}

std::optional<CompressionPeak> CompressionDetector::peak() const {
  const bool turned = phase_ == Phase::Turned || phase_ == Phase::Recoiling;
  if (!turned || !onset_seen_) return std::nullopt;
  const double down_mm = deep_.point.value - base_mm_;
  const TurningPoint turn = deepest_point(down_mm);
  const double peak_us = static_cast<double>(deep_.point.us) + turn.us;
  CompressionPeak peak{device_time(peak_us), millimetres(turn.value + peak_misfit_mm_ - rest_.mm()),
                       std::nullopt};
  const auto found = crossings(-1, base_mm_, down_mm);
  if (found && continues_run(std::llround(onset_habit_.foot(*found))))
    peak.rate = rate_between(previous_->peak_us, peak_us);
  return peak;
}

}  // namespace sternum
