#include "analysis/exam/measures.hpp"

#include <algorithm>
#include <cstddef>
#include <span>

#include "analysis/scoring/flow.hpp"
#include "analysis/scoring/shock_pause.hpp"

namespace sternum {
namespace {

/// Divided, so that 14.5 s is 14.5.
double seconds_of(Duration duration) { return static_cast<double>(duration.us()) / 1e6; }

constexpr DeviceTime kEver = DeviceTime::from_us(std::numeric_limits<std::int64_t>::max());
constexpr DeviceTime kBegin = DeviceTime::from_us(std::numeric_limits<std::int64_t>::min());

bool touches(std::span<const TimeSpan> gaps, DeviceTime from, DeviceTime to) {
  return std::ranges::any_of(gaps, [&](TimeSpan gap) { return gap.to >= from && gap.from <= to; });
}

template <class T, class Read>
Reading read(const std::optional<T>& value, Read&& in_unit) {
  return value ? Reading::of(in_unit(*value)) : Reading{};
}

const auto kMillimetres = [](Millimetres depth) { return depth.mm(); };
const auto kPerMinute = [](PerMinute rate) { return rate.per_minute(); };
const auto kMillilitres = [](Millilitres volume) { return volume.ml(); };

}  // namespace

Measures::Measures(const Guideline& guideline, const Performance& performance, int sets_asked)
    : guideline_(guideline),
      performance_(performance),
      sets_asked_(sets_asked),
      cycles_(find_cycles(guideline, performance)) {}

int Measures::judged_sets() const {
  const int begun = static_cast<int>(cycles_.size());
  if (sets_asked_ > 0) return sets_asked_;
  const bool last_is_cut_short =
      begun > 1 && cycles_.back().breath_count == 0 &&
      cycles_.back().compression_count < guideline_.compressions_per_cycle;
  return last_is_cut_short ? begun - 1 : begun;
}

Reading Measures::of_attempt(Measure measure) const {
  if (!whole_) whole_ = sternum::measure(guideline_, performance_);
  switch (measure) {
    case Measure::LongestBreathPause:
      return longest_pause_between_sets();
    case Measure::PreShockPause:
    case Measure::PostShockPause:
    case Measure::PeriShockPause:
      return shock_pause(measure);
    case Measure::Cycles:
      return Reading::at_least(whole_->cycles, may_hide_a_set());
    case Measure::Duration: {
      const auto actions = find_flow(guideline_, performance_).actions();
      return actions ? Reading::of(seconds_of(actions->length())) : Reading::not_done();
    }
    default:
      return of(measure, {*whole_, 0, whole_->compression_count, !performance_.gaps.empty(),
                          !performance_.breath_gaps.empty(), false});
  }
}

Reading Measures::of_set(Measure measure, int set) const {
  if (set >= static_cast<int>(cycles_.size())) {
    return may_hide_a_set() ? Reading{} : Reading::not_done();
  }
  if (sets_.empty()) sets_ = measure_cycles(guideline_, performance_);
  const Cycle& cycle = cycles_[static_cast<std::size_t>(set)];
  const bool hidden = hides_compressions(set);
  switch (measure) {
    case Measure::SetDuration:
      return set_duration(set, hidden);
    case Measure::LongestBreathPause:
      return pause_after(set);
    case Measure::Duration:
      return hidden || hides_breaths(set) ? Reading{}
                                          : Reading::of(seconds_of(cycle.span.length()));
    default:
      return of(measure, {sets_[static_cast<std::size_t>(set)].metrics, cycle.first_compression,
                          cycle.compression_count, hidden, hides_breaths(set), true});
  }
}

Reading Measures::share(int n, int of, const Part& part) const {
  if (part.compression_count == 0) return Reading::not_done();
  if (of == 0 || (part.is_set && part.hides_compressions)) return {};
  return Reading::of(100.0 * n / of);
}

Reading Measures::of(Measure measure, const Part& part) const {
  const Metrics& m = part.metrics;
  const bool none = part.compression_count == 0;
  const auto mean = [&](const auto& value, auto in_unit) {
    if (none) return Reading::not_done();
    return part.is_set && part.hides_compressions ? Reading{} : read(value, in_unit);
  };
  // Where not every compression was measured, the others may be good ones.
  const auto count = [&](int good, int measured) {
    if (measured == 0 && !none) return Reading{};
    return Reading::at_least(good, part.hides_compressions || measured < part.compression_count);
  };
  switch (measure) {
    case Measure::CompressionCount:
      return Reading::at_least(m.compression_count, part.hides_compressions);
    case Measure::MeanDepth:
      return mean(m.mean_depth, kMillimetres);
    case Measure::DepthInTarget:
      return share(m.depth_in_target_count, m.depth_count, part);
    case Measure::DepthInTargetCount:
      return count(m.depth_in_target_count, m.depth_count);
    case Measure::DeepEnough:
      return share(deep_enough(part), m.depth_count, part);
    case Measure::DeepEnoughCount:
      return count(deep_enough(part), m.depth_count);
    case Measure::MeanRate:
      return mean(m.mean_rate, kPerMinute);
    case Measure::RateInTarget:
      return share(m.rate_in_target_count, m.rate_count, part);
    case Measure::FullRecoil:
      return share(m.full_recoil_count, m.residual_count, part);
    case Measure::FullRecoilCount:
      return count(m.full_recoil_count, m.residual_count);
    case Measure::CorrectCompressions:
      return share(m.all_in_target_count, m.all_count, part);
    case Measure::HandsInPlace:
      return guideline_.hand_offset ? share(m.hands_in_target_count, m.hands_count, part)
                                    : Reading{};
    case Measure::DutyCycle:
      return mean(m.duty_cycle, [](double fraction) { return 100.0 * fraction; });
    case Measure::FlowFraction:
      if (none) return Reading::not_done();
      if (m.observed <= Duration{} || (part.is_set && part.hides_compressions)) return {};
      return Reading::of(100.0 * static_cast<double>((m.observed - m.hands_off).us()) /
                         static_cast<double>(m.observed.us()));
    case Measure::LongestPause:
      return mean(m.longest_pause, seconds_of);
    case Measure::DeliveredRate:
      return mean(m.delivered, kPerMinute);
    case Measure::EffectiveCompressions: {
      const Reading correct = share(m.all_in_target_count, m.all_count, part);
      if (correct.kind != Reading::Kind::Measured || !m.flow_fraction) return correct;
      return Reading::of(correct.low * *m.flow_fraction);
    }
    default:
      return of_breaths(measure, part);
  }
}

Reading Measures::of_breaths(Measure measure, const Part& part) const {
  if (!performance_.measures_breaths) return {};
  const Metrics& m = part.metrics;
  const bool unknown = part.is_set && part.hides_breaths;
  switch (measure) {
    case Measure::BreathCount:
      return Reading::at_least(m.breath_count, part.hides_breaths);
    case Measure::BreathInTarget:
      if (!performance_.measures_volume || unknown) return {};
      return m.volume_count == 0 ? Reading::not_done()
                                 : Reading::of(100.0 * m.breath_in_target_count / m.volume_count);
    case Measure::BreathInTargetCount:
      if (!performance_.measures_volume) return {};
      return Reading::at_least(m.breath_in_target_count, part.hides_breaths);
    case Measure::MeanBreathVolume:
      if (!performance_.measures_volume || unknown) return {};
      return m.mean_breath_volume ? read(m.mean_breath_volume, kMillilitres) : Reading::not_done();
    case Measure::MeanInflation:
      if (unknown) return {};
      return m.mean_inflation ? read(m.mean_inflation, seconds_of) : Reading::not_done();
    default:
      return {};
  }
}

/// From the first onset to the release of the last compression that a set has: 30 onsets have 29
/// intervals between them, so that 120/min takes 14.5 s and the last compression.
Reading Measures::set_duration(int set, bool hides_compressions) const {
  if (hides_compressions || !performance_.measures_strokes) return {};
  const Cycle& cycle = cycles_[static_cast<std::size_t>(set)];
  const int asked = guideline_.compressions_per_cycle;
  if (asked < 1 || cycle.compression_count < asked) return Reading::not_done();
  const auto last = static_cast<std::size_t>(cycle.first_compression + asked - 1);
  return Reading::of(seconds_of(performance_.compressions[last].release - cycle.span.from));
}

Reading Measures::pause_after(int set) const {
  if (set + 1 >= static_cast<int>(cycles_.size())) {
    if (set + 1 >= sets_asked_) return Reading::not_applicable();
    return may_hide_a_set() ? Reading{} : Reading::not_done();
  }
  const TimeSpan pause{last_of(set).release, end_of(set)};
  const auto is_within = [&](const AttemptEvent& event) {
    return event.kind == AttemptEvent::Kind::Shock && event.at >= pause.from && event.at < pause.to;
  };
  // A pause for a shock is no breath pause.
  if (std::ranges::any_of(performance_.events, is_within)) return Reading::not_applicable();
  Reading reading = Reading::of(seconds_of(pause.length()));
  DeviceTime seen_from = pause.from;
  Duration longest_seen;
  for (const TimeSpan& gap : performance_.gaps) {
    if (gap.to < pause.from || gap.from > pause.to) continue;
    longest_seen = std::max(longest_seen, gap.from - seen_from);
    seen_from = gap.to;
  }
  reading.low = seconds_of(std::max(longest_seen, pause.to - seen_from));
  return reading;
}

Reading Measures::longest_pause_between_sets() const {
  Reading longest = sets_asked_ > 1 ? Reading::not_done() : Reading{};
  for (int set = 0; set + 1 < static_cast<int>(cycles_.size()); ++set) {
    const Reading pause = pause_after(set);
    if (pause.kind != Reading::Kind::Measured) continue;
    longest = {Reading::Kind::Measured, std::max(longest.low, pause.low),
               std::max(longest.high, pause.high)};
  }
  return longest;
}

Reading Measures::shock_pause(Measure measure) const {
  std::optional<double> longest;
  bool one_is_unknown = false;
  for (const ShockPause& pause : find_shock_pauses(performance_)) {
    const std::optional<Duration> length = measure == Measure::PreShockPause    ? pause.before
                                           : measure == Measure::PostShockPause ? pause.after
                                                                                : pause.whole();
    one_is_unknown = one_is_unknown || !length;
    if (length) longest = std::max(longest.value_or(0.0), seconds_of(*length));
  }
  return longest ? Reading::at_least(*longest, one_is_unknown) : Reading{};
}

int Measures::deep_enough(const Part& part) const {
  if (!performance_.measures_depth) return 0;
  const auto compressions =
      performance_.compressions.subspan(static_cast<std::size_t>(part.first_compression),
                                        static_cast<std::size_t>(part.compression_count));
  return static_cast<int>(std::ranges::count_if(compressions, [&](const Compression& compression) {
    return compression.depth >= guideline_.depth.low;
  }));
}

/// A hole beside a set matters only while compressions are missing from it.
bool Measures::hides_compressions(int set) const {
  const Cycle& cycle = cycles_[static_cast<std::size_t>(set)];
  const bool is_short = cycle.compression_count < guideline_.compressions_per_cycle;
  if (!is_short) return touches(performance_.gaps, cycle.span.from, last_of(set).release);
  return touches(performance_.gaps, set == 0 ? kBegin : last_of(set - 1).release, end_of(set));
}

bool Measures::hides_breaths(int set) const {
  return touches(performance_.breath_gaps, cycles_[static_cast<std::size_t>(set)].span.from,
                 end_of(set));
}

/// Whether the holes are long enough for a set pressed as fast as the guideline allows.
bool Measures::may_hide_a_set() const {
  Duration hidden;
  for (const TimeSpan& gap : performance_.gaps) hidden += gap.length();
  const double intervals = std::max(0, guideline_.compressions_per_cycle - 1);
  return hidden > Duration{} &&
         seconds_of(hidden) >= intervals * 60.0 / guideline_.rate.high.per_minute();
}

const Compression& Measures::last_of(int set) const {
  const Cycle& cycle = cycles_[static_cast<std::size_t>(set)];
  return performance_.compressions[static_cast<std::size_t>(cycle.first_compression +
                                                            cycle.compression_count - 1)];
}

DeviceTime Measures::end_of(int set) const {
  const auto next = static_cast<std::size_t>(set) + 1;
  return next < cycles_.size() ? cycles_[next].span.from : kEver;
}

bool depends_on_depth(Measure measure) {
  switch (measure) {
    case Measure::MeanDepth:
    case Measure::DepthInTarget:
    case Measure::DepthInTargetCount:
    case Measure::DeepEnough:
    case Measure::DeepEnoughCount:
    case Measure::CorrectCompressions:
    case Measure::EffectiveCompressions:
      return true;
    default:
      return false;
  }
}

bool depends_on_volume(Measure measure) {
  return measure == Measure::BreathInTarget || measure == Measure::BreathInTargetCount ||
         measure == Measure::MeanBreathVolume;
}

}  // namespace sternum
