// The metrics of random attempts against a second, slow and simple reckoning of the same
// definitions: whole attempts, cycles and half minutes.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/scoring/metrics.hpp"
#include "tests/scoring/random_attempt.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::random_attempt;
using hand_made::Script;

/// Microseconds looked at one by one would be exact and too slow.
constexpr std::int64_t kStep_us = 4000;

bool close(const std::optional<double>& a, const std::optional<double>& b, double tolerance) {
  if (a.has_value() != b.has_value()) return false;
  return !a || std::abs(*a - *b) <= tolerance;
}

template <class Unit, class Read>
std::optional<double> read(const std::optional<Unit>& value, Read read) {
  return value ? std::optional<double>(std::invoke(read, *value)) : std::nullopt;
}

std::optional<double> mean_of(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::optional<double> share(int part, int whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / whole;
}

struct Reckoned {
  std::vector<double> depths_mm;
  std::vector<double> intervals_s;
  int depth_good = 0;
  int rate_good = 0;
  int recoiled = 0;
  int residuals = 0;
  int all = 0;
  int all_good = 0;
  std::vector<double> volumes_ml;
  int small = 0;
  int large = 0;
  int fast = 0;
};

Reckoned reckon(const Guideline& g, const Script& script, DeviceTime from, DeviceTime to) {
  Reckoned r;
  for (const Compression& c : script.compressions) {
    if (c.onset < from || c.onset >= to) continue;
    const bool deep_enough = c.depth >= g.depth.low && c.depth <= g.depth.high;
    r.depths_mm.push_back(c.depth.mm());
    if (deep_enough) ++r.depth_good;
    const bool released = c.residual && *c.residual < g.leaning_threshold;
    if (c.residual) ++r.residuals;
    if (released) ++r.recoiled;
    if (!c.rate) continue;
    const bool in_rate = *c.rate >= g.rate.low && *c.rate <= g.rate.high;
    r.intervals_s.push_back(60.0 / c.rate->per_minute());
    if (in_rate) ++r.rate_good;
    if (!c.residual) continue;
    ++r.all;
    if (deep_enough && in_rate && released) ++r.all_good;
  }
  if (!script.measures_breaths) return r;
  for (const Breath& b : script.breaths) {
    if (b.start < from || b.start >= to) continue;
    r.volumes_ml.push_back(b.volume.ml());
    if (b.volume < g.breath_volume.low) ++r.small;
    if (b.volume > g.breath_volume.high) ++r.large;
    if (b.end - b.start < g.inflation.low) ++r.fast;
  }
  return r;
}

void expect_counts(const Metrics& m, const Reckoned& r, bool measures_breaths) {
  RC_ASSERT(m.compression_count == static_cast<int>(r.depths_mm.size()));
  RC_ASSERT(close(read(m.mean_depth, &Millimetres::mm), mean_of(r.depths_mm), 1e-9));
  RC_ASSERT(close(m.depth_in_target, share(r.depth_good, static_cast<int>(r.depths_mm.size())), 0));
  RC_ASSERT(m.rate_count == static_cast<int>(r.intervals_s.size()));
  RC_ASSERT(close(m.rate_in_target, share(r.rate_good, m.rate_count), 0));
  const auto interval = mean_of(r.intervals_s);
  RC_ASSERT(close(read(m.mean_rate, &PerMinute::per_minute),
                  interval ? std::optional(60.0 / *interval) : std::nullopt, 1e-9));
  RC_ASSERT(close(m.full_recoil, share(r.recoiled, r.residuals), 0));
  RC_ASSERT(m.all_count == r.all);
  RC_ASSERT(close(m.all_in_target, share(r.all_good, r.all), 0));
  RC_ASSERT(m.breath_count == static_cast<int>(r.volumes_ml.size()));
  RC_ASSERT(close(read(m.mean_breath_volume, &Millilitres::ml), mean_of(r.volumes_ml), 1e-9));
  RC_ASSERT(m.breaths_too_small == r.small && m.breaths_too_large == r.large);
  RC_ASSERT(m.breaths_too_fast == r.fast);
  if (!measures_breaths) RC_ASSERT(!m.ventilation_rate);
}

/// Walks through the time of the attempt in small steps and asks of each what it was.
struct Walked {
  double seen_s = 0.0;
  double hands_off_s = 0.0;
};
Walked walk(const Guideline& g, const Script& script, DeviceTime from, DeviceTime to) {
  // A stretch without compressions, cut at holes; each part by itself against the no-flow gap.
  std::vector<TimeSpan> busy;
  for (const Compression& c : script.compressions) busy.push_back({c.onset, c.release});
  const auto in_hole = [&](DeviceTime t) {
    return std::ranges::any_of(script.gaps,
                               [&](TimeSpan gap) { return gap.from <= t && t < gap.to; });
  };
  const DeviceTime first = script.breaths.empty()
                               ? busy.front().from
                               : std::min(busy.front().from, script.breaths.front().start);
  const DeviceTime last =
      script.breaths.empty() ? busy.back().to : std::max(busy.back().to, script.breaths.back().end);
  Walked walked;
  for (DeviceTime t = std::max(first, from); t < std::min(last, to);
       t = t + microseconds(kStep_us)) {
    if (in_hole(t)) continue;
    walked.seen_s += 1e-6 * static_cast<double>(kStep_us);
    DeviceTime begins = first;
    DeviceTime ends = last;
    bool pressing = false;
    for (const TimeSpan& press : busy) {
      pressing = pressing || (press.from <= t && t < press.to);
      if (press.to <= t) begins = std::max(begins, press.to);
      if (press.from > t) ends = std::min(ends, press.from);
    }
    if (pressing) continue;
    for (const TimeSpan& gap : script.gaps) {
      if (gap.to <= t) begins = std::max(begins, gap.to);
      if (gap.from > t) ends = std::min(ends, gap.from);
    }
    if (ends - begins > g.no_flow_gap) walked.hands_off_s += 1e-6 * static_cast<double>(kStep_us);
  }
  return walked;
}

void expect_times(const Metrics& m, const Walked& walked) {
  // Each edge of a stretch may be wrong by a step.
  constexpr double kEdges_s = 0.15;
  RC_ASSERT(std::abs(m.observed.seconds() - walked.seen_s) < kEdges_s);
  RC_ASSERT(std::abs(m.hands_off.seconds() - walked.hands_off_s) < kEdges_s);
  if (m.observed > Duration{}) {
    RC_ASSERT(m.flow_fraction && m.no_flow_fraction);
    RC_ASSERT(std::abs(*m.flow_fraction + *m.no_flow_fraction - 1.0) < 1e-12);
  }
}

constexpr DeviceTime kBefore = DeviceTime::from_us(-1'000'000'000);
constexpr DeviceTime kAfter = DeviceTime::from_us(1'000'000'000'000);

RC_GTEST_PROP(MetricsOracle, AWholeAttemptAmountsToWhatASlowReckoningSays, ()) {
  const Script script = random_attempt();
  const Guideline g = adult();
  const Metrics m = measure(g, script.performance());
  expect_counts(m, reckon(g, script, kBefore, kAfter), script.measures_breaths);
}

RC_GTEST_PROP(MetricsOracle, TimesAreThoseOfAWalkThroughTheAttempt, ()) {
  const Script script = random_attempt();
  const Guideline g = adult();
  const Performance performance = script.performance();
  expect_times(measure(g, performance), walk(g, script, kBefore, kAfter));
  const auto windows = measure_windows(g, performance, seconds(30.0));
  const auto chosen = *rc::gen::inRange<std::size_t>(0, windows.size());
  const TimeSpan span = windows[chosen].span;
  expect_times(windows[chosen].metrics, walk(g, script, span.from, span.to));
}

RC_GTEST_PROP(MetricsOracle, HalfMinutesAndCyclesAreMeasuredAsWholesAre, ()) {
  const Script script = random_attempt();
  const Guideline g = adult();
  const Performance performance = script.performance();
  for (const auto& parts :
       {measure_windows(g, performance, seconds(30.0)), measure_cycles(g, performance)}) {
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const DeviceTime to = i + 1 < parts.size() ? parts[i].span.to : kAfter;
      expect_counts(parts[i].metrics, reckon(g, script, parts[i].span.from, to),
                    script.measures_breaths);
    }
  }
}

RC_GTEST_PROP(MetricsOracle, HalfMinutesAddUpToTheAttempt, ()) {
  const Script script = random_attempt();
  const Guideline g = adult();
  const Performance performance = script.performance();
  const Metrics whole = measure(g, performance);
  Metrics sum;
  const auto windows = measure_windows(g, performance, seconds(30.0));
  for (std::size_t i = 0; i < windows.size(); ++i) {
    const Metrics& part = windows[i].metrics;
    if (i > 0) RC_ASSERT(windows[i].span.from == windows[i - 1].span.to);
    sum.compression_count += part.compression_count;
    sum.depth_in_target_count += part.depth_in_target_count;
    sum.rate_count += part.rate_count;
    sum.all_count += part.all_count;
    sum.breath_count += part.breath_count;
    sum.cycles += part.cycles;
    sum.hands_off += part.hands_off;
    sum.observed += part.observed;
  }
  RC_ASSERT(sum.compression_count == whole.compression_count);
  RC_ASSERT(sum.depth_in_target_count == whole.depth_in_target_count);
  RC_ASSERT(sum.rate_count == whole.rate_count);
  RC_ASSERT(sum.all_count == whole.all_count);
  RC_ASSERT(sum.breath_count == whole.breath_count);
  RC_ASSERT(sum.cycles == whole.cycles);
  RC_ASSERT(sum.hands_off == whole.hands_off);
  RC_ASSERT(sum.observed == whole.observed);
}

}  // namespace
}  // namespace sternum
