#include "analysis/scoring/metrics.hpp"

#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/flow.hpp"
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

void measure_compressions(const Guideline& guideline, const Performance& performance,
                          Metrics& metrics) {
  RunningStatistics depth;
  RunningStatistics interval_s;
  RunningStatistics duty_cycle;
  const Compression* previous = nullptr;
  for (const Compression& compression : performance.compressions) {
    depth.add(compression.depth.mm());
    if (guideline.depth.contains(compression.depth)) ++metrics.depth_in_target_count;
    if (compression.residual) {
      ++metrics.residual_count;
      if (*compression.residual < guideline.leaning_threshold) ++metrics.full_recoil_count;
    }
    if (compression.rate) {
      interval_s.add(60.0 / compression.rate->per_minute());
      if (guideline.rate.contains(*compression.rate)) ++metrics.rate_in_target_count;
      if (previous != nullptr && compression.onset > previous->onset) {
        duty_cycle.add((previous->peak - previous->onset).seconds() /
                       (compression.onset - previous->onset).seconds());
      }
    }
    previous = &compression;
  }
  metrics.compression_count = depth.count();
  metrics.mean_depth = in_unit<Millimetres>(depth.mean());
  metrics.depth_sd = in_unit<Millimetres>(depth.standard_deviation());
  metrics.depth_in_target = fraction(metrics.depth_in_target_count, metrics.compression_count);
  metrics.rate_count = interval_s.count();
  if (interval_s.count() > 0) metrics.mean_rate = per_minute(60.0 / *interval_s.mean());
  metrics.rate_in_target = fraction(metrics.rate_in_target_count, metrics.rate_count);
  metrics.full_recoil = fraction(metrics.full_recoil_count, metrics.residual_count);
  metrics.duty_cycle = duty_cycle.mean();
}

void measure_flow(const Guideline& guideline, const Performance& performance, Metrics& metrics) {
  metrics.cycles = static_cast<int>(find_cycles(guideline, performance).size());
  if (performance.compressions.empty()) return;
  const Flow flow = find_flow(guideline, performance).flow();
  metrics.hands_off = flow.hands_off;
  metrics.longest_pause = flow.longest_pause;
  metrics.flow_fraction = flow.fraction();
  if (flow.observed > Duration{}) {
    metrics.delivered = per_minute(60.0 * metrics.compression_count / flow.observed.seconds());
  }
}

void measure_breaths(const Guideline& guideline, const Performance& performance, Metrics& metrics) {
  if (!performance.measures_breaths) return;
  RunningStatistics volume;
  for (const Breath& breath : performance.breaths) {
    volume.add(breath.volume.ml());
    if (guideline.breath_volume.contains(breath.volume)) ++metrics.breath_in_target_count;
  }
  metrics.breath_count = volume.count();
  metrics.mean_breath_volume = in_unit<Millilitres>(volume.mean());
  metrics.breath_in_target = fraction(metrics.breath_in_target_count, metrics.breath_count);
}

}  // namespace

Metrics measure(const Guideline& guideline, const Performance& performance) {
  Metrics metrics;
  measure_compressions(guideline, performance, metrics);
  measure_flow(guideline, performance, metrics);
  measure_breaths(guideline, performance, metrics);
  return metrics;
}

}  // namespace sternum
