#include "analysis/signal/compression_detector.hpp"

#include <algorithm>

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
/// One that rises at less than this share of its mean speed, over so long, is arriving.
constexpr std::int64_t kSlowedUs = 30'000;
constexpr double kSlowedShare = 0.6;

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
  return phase_ == Phase::Recoiling ? watch_recoiling(number, point) : watch_descent(number, point);
}

bool CompressionDetector::watch_descent(std::int64_t number, TracePoint point) {
  if (deep_.point.value - point.value >= options_.smallest_swing.mm()) {
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
// Which of two points is lower is noise, so it is decided without branches.

void CompressionDetector::skim(SampleRun& run) {
  const std::size_t skimmed = phase_ == Phase::Recoiled     ? skim_recoiled(run)
                              : phase_ == Phase::Descending ? skim_descending(run)
                                                            : skim_recoiling(run);
  if (skimmed == 0) return;
  pacer_.pass(trace_[trace_.end() - 1]);
  run.drop(skimmed);
}

std::size_t CompressionDetector::skim_recoiled(const SampleRun& run) {
  if (blind_ || low_.number < first_) return 0;
  double low_mm = low_.point.value;
  std::int64_t low = low_.number;
  const double swing_mm = options_.smallest_swing.mm();
  const std::int64_t still_until_us = still_.end_us();
  const std::size_t skimmed = trace_.push_while(
      run.first.us(), run.period.us(), run.values,
      [&low, &low_mm, swing_mm, still_until_us](std::int64_t number, TracePoint point) {
        const bool sound = point.value > -kBeyondAnyChestMm;
        if (!sound || !(point.value - low_mm < swing_mm) || point.us >= still_until_us)
          return false;
        low = point.value < low_mm ? number : low;
        low_mm = std::min(low_mm, point.value);
        return true;
      });
  if (low != low_.number) low_ = {low, trace_[low]};
  return skimmed;
}

std::size_t CompressionDetector::skim_descending(const SampleRun& run) {
  double deep_mm = deep_.point.value;
  std::int64_t deep = deep_.number;
  const double swing_mm = options_.smallest_swing.mm();
  const std::int64_t until_us = descent_us_ + kLongestUs;
  const std::size_t skimmed = trace_.push_while(
      run.first.us(), run.period.us(), run.values,
      [&deep, &deep_mm, swing_mm, until_us](std::int64_t number, TracePoint point) {
        const bool sound = point.value < kBeyondAnyChestMm;
        if (!sound || !(deep_mm - point.value < swing_mm) || point.us > until_us) return false;
        deep = point.value > deep_mm ? number : deep;
        deep_mm = std::max(deep_mm, point.value);
        return true;
      });
  if (deep != deep_.number) deep_ = {deep, trace_[deep]};
  return skimmed;
}

std::size_t CompressionDetector::skim_recoiling(const SampleRun& run) {
  double low_mm = low_.point.value;
  std::int64_t low = low_.number;
  TracePoint settling = settling_;
  const double risen_mm = noticeable_.risen_mm;
  const double leaving_mm = noticeable_.leaving_mm;
  const std::int64_t until_us = descent_us_ + kLongestUs;
  const std::size_t skimmed =
      trace_.push_while(run.first.us(), run.period.us(), run.values,
                        [&low, &low_mm, &settling, risen_mm, leaving_mm, until_us](
                            std::int64_t number, TracePoint point) {
                          const bool sound = point.value > -kBeyondAnyChestMm;
                          const bool rises = point.value < settling.value - risen_mm;
                          const std::int64_t settled_us = rises ? point.us : settling.us;
                          if (!sound || !(point.value - low_mm < leaving_mm) ||
                              point.us - settled_us >= kSettledUs || point.us > until_us) {
                            return false;
                          }
                          settling = {settled_us, rises ? point.value : settling.value};
                          low = point.value < low_mm ? number : low;
                          low_mm = std::min(low_mm, point.value);
                          return true;
                        });
  if (low != low_.number) low_ = {low, trace_[low]};
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

std::optional<Compression> CompressionDetector::finish() {
  if (phase_ != Phase::Recoiling || !(is_at_rest() || has_slowed())) return std::nullopt;
  const bool reported = complete();
  return_to_rest();
  if (!reported) return std::nullopt;
  return completed_;
}

bool CompressionDetector::has_slowed() const {
  // Where nothing follows, a chest that rises much slower than it did has all but arrived.
  const std::int64_t last = trace_.end() - 1;
  if (deep_.number < std::max(first_, trace_.begin()) || last <= low_.number - 1) return false;
  const double rise_mm = deep_.point.value - low_.point.value;
  const double rise_us = static_cast<double>(low_.point.us - deep_.point.us);
  std::int64_t before = last;
  while (before > deep_.number && trace_[last].us - trace_[before].us < kSlowedUs) --before;
  const double lately_mm = trace_[before].value - trace_[last].value;
  const double lately_us = static_cast<double>(trace_[last].us - trace_[before].us);
  return lately_mm * rise_us < kSlowedShare * rise_mm * lately_us;
}

bool CompressionDetector::is_at_rest() const {
  return low_.point.value <= rest_.mm() + noticeable_.resting_mm;
}

}  // namespace sternum
