#include "analysis/signal/compression_detector.hpp"

#include <algorithm>
#include <span>

#include "analysis/signal/skimming.hpp"

namespace sternum {
namespace {

/// Nobody compresses for so long: the chest is being sat on.
constexpr std::int64_t kLongestUs = 10'000'000;
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
  while (!run.values.empty()) {
    const SampleRun finite = run.front(count_finite(run.values));
    run.drop(finite.values.size());
    read(finite, [&](DeviceTime, const Compression& one) { completed.push_back(one); });
    if (run.values.empty()) return;
    (void)step(run.first, static_cast<double>(run.values.front()), run.flags);  // passed over
    run.drop(1);
  }
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
  foreseen_until_ = 0;  // a sample may become more points than one, or none
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

namespace {

/// How many of the first samples of `run` were taken before `us`.
std::size_t count_before(const SampleRun& run, std::int64_t us) {
  if (run.last().us() < us) return run.values.size();
  if (run.first.us() >= us) return 0;
  return static_cast<std::size_t>((us - run.first.us() - 1) / run.period.us()) + 1;
}

}  // namespace

void CompressionDetector::skim(SampleRun& run) {
  const std::int64_t run_end = trace_.end() + static_cast<std::int64_t>(run.values.size());
  if (run_end != foreseen_until_) {
    trace_.foresee(run.first.us(), run.period.us(), run.values);
    foreseen_until_ = run_end;
  }
  const std::size_t skimmed = phase_ == Phase::Recoiled     ? skim_recoiled(run)
                              : phase_ == Phase::Descending ? skim_descending(run)
                                                            : skim_recoiling(run);
  if (skimmed == 0) return;
  pacer_.pass(trace_[trace_.end() - 1]);
  run.drop(skimmed);
}

/// Passes over up to `most` points that are foreseen, until `look` stops.
template <class Look>
std::size_t CompressionDetector::pass_over(std::size_t most, Look& look, Extreme& extreme) {
  const std::span<const double> values = trace_.foreseen(most);
  Passed passed;
  if constexpr (requires { look.take_steeply(values.template first<kTogether>()); }) {
    while (passed.count + kTogether <= values.size() &&
           look.take_steeply(values.subspan(passed.count).template first<kTogether>())) {
      passed.extreme_from = passed.count;
      passed.count += kTogether;
    }
  }
  while (passed.count + kTogether <= values.size() && pass<kTogether>(values, look, passed)) {
  }
  while (passed.count < values.size() && pass<1>(values, look, passed)) {
  }
  const std::int64_t first = trace_.end();
  trace_.advance(passed.count);
  if (look.extreme_mm == extreme.point.value) return passed.count;
  std::size_t place = passed.extreme_from;
  bool before = true;
  for (std::size_t i = 0; i + 1 < kTogether; ++i) {
    before &= values[std::min(passed.extreme_from + i, passed.count - 1)] != look.extreme_mm;
    place += before ? 1U : 0U;
  }
  extreme.number = first + static_cast<std::int64_t>(place);
  extreme.point = trace_[extreme.number];
  return passed.count;
}

std::size_t CompressionDetector::skim_recoiled(const SampleRun& run) {
  if (blind_ || low_.number < first_) return 0;
  const std::size_t in_moment = count_before(run, still_.end_us());
  LowLook look{low_.point.value, options_.smallest_swing.mm()};
  return pass_over(in_moment, look, low_);
}

std::size_t CompressionDetector::skim_descending(const SampleRun& run) {
  const std::size_t in_time = count_before(run, descent_us_ + kLongestUs + 1);
  DeepLook look{deep_.point.value, options_.smallest_swing.mm()};
  return pass_over(in_time, look, deep_);
}

std::size_t CompressionDetector::skim_recoiling(const SampleRun& run) {
  const std::size_t in_time = count_before(run, descent_us_ + kLongestUs + 1);
  RisingLook look{{low_.point.value, noticeable_.leaving_mm},
                  settling_.value,
                  settling_.us,
                  noticeable_.risen_mm,
                  run.first.us(),
                  run.period.us(),
                  kSettledUs};
  const std::size_t skimmed = pass_over(in_time, look, low_);
  settling_ = {look.settling_us, look.settling_mm};
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
