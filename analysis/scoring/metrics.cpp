#include "analysis/scoring/metrics.hpp"

#include <algorithm>

#include "analysis/scoring/breath_marks.hpp"
#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/leaning.hpp"
#include "analysis/scoring/running_statistics.hpp"

namespace sternum {
namespace {

std::optional<double> fraction(int part, int whole) {
  if (whole == 0) return std::nullopt;
  return static_cast<double>(part) / static_cast<double>(whole);
}

template <class Unit>
std::optional<Unit> in_unit(std::optional<double> value) {
  if (!value) return std::nullopt;
  return Unit(*value);
}

/// Indices of a list that belong to a part: from `first` up to, not including, `end`.
struct Indices {
  std::size_t first = 0;
  std::size_t end = 0;
};

template <class List, class Time>
Indices indices_within(const List& list, TimeSpan span, Time time) {
  const auto first = std::ranges::lower_bound(list, span.from, {}, time);
  const auto end = std::ranges::lower_bound(first, list.end(), span.to, {}, time);
  return {static_cast<std::size_t>(first - list.begin()),
          static_cast<std::size_t>(end - list.begin())};
}

/// Measures an attempt, whole or in parts, finding its flow, cycles and breath marks once.
class Measurement {
 public:
  Measurement(const Guideline& guideline, const Performance& performance)
      : guideline_(guideline),
        performance_(performance),
        flow_(find_flow(guideline, performance)),
        cycles_(find_cycles(guideline, performance)),
        marks_(mark_breaths(guideline, performance)) {}

  [[nodiscard]] Metrics whole() const {
    Metrics metrics = of({0, performance_.compressions.size()}, {0, performance_.breaths.size()});
    metrics.cycles = static_cast<int>(cycles_.size());
    if (!performance_.compressions.empty()) add_flow(flow_.flow(), metrics);
    add_ventilation_rate({0, performance_.breaths.size()}, metrics);
    return metrics;
  }

  [[nodiscard]] PartMetrics part(TimeSpan span) const {
    const Indices breaths = indices_within(performance_.breaths, span, &Breath::start);
    Metrics metrics =
        of(indices_within(performance_.compressions, span, &Compression::onset), breaths);
    const auto begins = [](const Cycle& cycle) { return cycle.span.from; };
    const Indices cycles = indices_within(cycles_, span, begins);
    metrics.cycles = static_cast<int>(cycles.end - cycles.first);
    add_flow(flow_.flow_within(span, performance_.gaps), metrics);
    add_ventilation_rate(breaths, metrics);
    return {span, metrics};
  }

  [[nodiscard]] const std::vector<Cycle>& cycles() const { return cycles_; }
  [[nodiscard]] std::optional<TimeSpan> actions() const { return flow_.actions(); }

 private:
  [[nodiscard]] Metrics of(Indices compressions, Indices breaths) const {
    Metrics metrics;
    add_compressions(compressions, metrics);
    add_extras(compressions, metrics);
    if (performance_.measures_breaths) add_breaths(breaths, metrics);
    return metrics;
  }

  void add_compressions(Indices indices, Metrics& m) const {
    const auto& all = performance_.compressions;
    RunningStatistics depth;
    RunningStatistics interval_s;
    RunningStatistics duty_cycle;
    for (std::size_t i = indices.first; i < indices.end; ++i) {
      const Compression& c = all[i];
      const bool depth_good = guideline_.depth.contains(c.depth);
      if (performance_.measures_depth) {
        depth.add(c.depth.mm());
        if (depth_good) ++m.depth_in_target_count;
      }
      const std::optional<bool> leaning = is_leaning(guideline_, performance_, i);
      if (leaning) {
        ++m.residual_count;
        if (!*leaning) ++m.full_recoil_count;
      }
      if (!c.rate) continue;
      const bool rate_good = guideline_.rate.contains(*c.rate);
      interval_s.add(60.0 / c.rate->per_minute());
      if (rate_good) ++m.rate_in_target_count;
      if (performance_.measures_depth && leaning) {
        ++m.all_count;
        if (depth_good && rate_good && !*leaning) ++m.all_in_target_count;
      }
      if (performance_.measures_strokes && i > 0 && c.onset > all[i - 1].onset) {
        duty_cycle.add((all[i - 1].peak - all[i - 1].onset).seconds() /
                       (c.onset - all[i - 1].onset).seconds());
      }
    }
    m.compression_count = static_cast<int>(indices.end - indices.first);
    m.depth_count = depth.count();
    m.mean_depth = in_unit<Millimetres>(depth.mean());
    m.depth_sd = in_unit<Millimetres>(depth.standard_deviation());
    m.depth_in_target = fraction(m.depth_in_target_count, m.depth_count);
    m.rate_count = interval_s.count();
    if (interval_s.count() > 0) m.mean_rate = per_minute(60.0 / *interval_s.mean());
    m.rate_in_target = fraction(m.rate_in_target_count, m.rate_count);
    m.full_recoil = fraction(m.full_recoil_count, m.residual_count);
    m.all_in_target = fraction(m.all_in_target_count, m.all_count);
    m.duty_cycle = duty_cycle.mean();
    m.fatigue = find_fatigue(all.subspan(indices.first, indices.end - indices.first),
                             performance_.measures_depth);
  }

  void add_extras(Indices indices, Metrics& m) const {
    if (performance_.compression_extras.empty()) return;
    RunningStatistics force;
    RunningStatistics residual_force;
    RunningStatistics offset;
    for (std::size_t i = indices.first; i < indices.end; ++i) {
      const CompressionExtras extras = performance_.extras_of_compression(i);
      if (extras.force) force.add(extras.force->n());
      if (extras.residual_force) residual_force.add(extras.residual_force->n());
      if (!extras.hands) continue;
      const Millimetres distance = extras.hands->distance();
      offset.add(distance.mm());
      if (guideline_.hand_offset && distance <= *guideline_.hand_offset) ++m.hands_in_target_count;
    }
    m.force_count = force.count();
    m.residual_force_count = residual_force.count();
    m.hands_count = offset.count();
    m.mean_force = in_unit<Newtons>(force.mean());
    m.mean_residual_force = in_unit<Newtons>(residual_force.mean());
    m.mean_hand_offset = in_unit<Millimetres>(offset.mean());
    if (guideline_.hand_offset) {
      m.hands_in_target = fraction(m.hands_in_target_count, m.hands_count);
    }
  }

  void add_breaths(Indices indices, Metrics& m) const {
    RunningStatistics volume;
    RunningStatistics inflation_s;
    RunningStatistics tilt;
    for (std::size_t i = indices.first; i < indices.end; ++i) {
      const Breath& breath = performance_.breaths[i];
      inflation_s.add(breath.inflation().seconds());
      if (performance_.measures_volume) {
        volume.add(breath.volume.ml());
        if (guideline_.breath_volume.contains(breath.volume)) ++m.breath_in_target_count;
      }
      m.breaths_too_small += marks_[i].too_small ? 1 : 0;
      m.breaths_too_large += marks_[i].too_large ? 1 : 0;
      m.breaths_too_fast += marks_[i].too_fast ? 1 : 0;
      m.breaths_during_compression += marks_[i].during_compression ? 1 : 0;
      if (const auto head_tilt = performance_.extras_of_breath(i).head_tilt) {
        tilt.add(head_tilt->deg());
        if (guideline_.head_tilt && !marks_[i].head_not_tilted) ++m.head_tilt_in_target_count;
      }
    }
    m.breath_count = inflation_s.count();
    if (m.breath_count > 0) m.mean_inflation = seconds(*inflation_s.mean());
    m.volume_count = volume.count();
    m.mean_breath_volume = in_unit<Millilitres>(volume.mean());
    m.breath_in_target = fraction(m.breath_in_target_count, m.volume_count);
    m.head_tilt_count = tilt.count();
    m.mean_head_tilt = in_unit<Degrees>(tilt.mean());
    if (guideline_.head_tilt) {
      m.head_tilt_in_target = fraction(m.head_tilt_in_target_count, m.head_tilt_count);
    }
  }

  static void add_flow(const Flow& flow, Metrics& m) {
    m.observed = flow.observed;
    m.hands_off = flow.hands_off;
    m.longest_pause = flow.longest_pause;
    m.flow_fraction = flow.fraction();
    if (flow.observed <= Duration{}) return;
    m.no_flow_fraction =
        static_cast<double>(flow.hands_off.us()) / static_cast<double>(flow.observed.us());
    m.delivered = per_minute(60.0 * m.compression_count / flow.observed.seconds());
  }

  void add_ventilation_rate(Indices breaths, Metrics& m) const {
    if (!performance_.measures_breaths) return;
    if (m.observed > Duration{}) {
      m.ventilation_rate = per_minute(60.0 * m.breath_count / m.observed.seconds());
    } else if (m.breath_count > 1) {
      const Duration between =
          performance_.breaths[breaths.end - 1].start - performance_.breaths[breaths.first].start;
      if (between > Duration{}) {
        m.ventilation_rate = per_minute(60.0 * (m.breath_count - 1) / between.seconds());
      }
    }
  }

  const Guideline& guideline_;
  const Performance& performance_;
  FlowTimeline flow_;
  std::vector<Cycle> cycles_;
  std::vector<BreathMarks> marks_;
};

/// Parts hold what begins before their end: the last one must hold what begins at it, too.
DeviceTime just_after(DeviceTime time) { return time + microseconds(1); }

}  // namespace

Metrics measure(const Guideline& guideline, const Performance& performance) {
  return Measurement(guideline, performance).whole();
}

std::vector<PartMetrics> measure_cycles(const Guideline& guideline,
                                        const Performance& performance) {
  const Measurement measurement(guideline, performance);
  const auto actions = measurement.actions();
  std::vector<PartMetrics> parts;
  if (!actions) return parts;
  const auto& cycles = measurement.cycles();
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    const DeviceTime end =
        i + 1 < cycles.size() ? cycles[i + 1].span.from : just_after(actions->to);
    parts.push_back(measurement.part({cycles[i].span.from, end}));
    parts.back().span.to = std::min(end, actions->to);
  }
  return parts;
}

std::vector<PartMetrics> measure_windows(const Guideline& guideline, const Performance& performance,
                                         Duration length) {
  const Measurement measurement(guideline, performance);
  const auto actions = measurement.actions();
  std::vector<PartMetrics> parts;
  if (!actions || length <= Duration{}) return parts;
  for (DeviceTime from = actions->from; from < actions->to; from = from + length) {
    const bool is_last = actions->to - from <= length;
    const DeviceTime end = is_last ? just_after(actions->to) : from + length;
    parts.push_back(measurement.part({from, end}));
    parts.back().span.to = std::min(end, actions->to);
  }
  return parts;
}

}  // namespace sternum
