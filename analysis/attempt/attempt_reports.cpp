// What a manikin reports of itself, in an attempt; and what the attempt's data were worth.
#include "analysis/attempt/attempt_state.hpp"

namespace sternum {

void Attempt::State::take(const ReportedCompression& report) {
  const auto found = reported_strokes.add(report);
  if (!found) return;
  reported_compressions.push_back(report);
  if (!any_sample) begin_at(found->compression.onset);
  if (compression_source > CompressionSource::DeviceReports) return;
  turn_to(CompressionSource::DeviceReports);

  const Compression& compression = found->compression;
  now = std::max(now, compression.release);
  if (report.residual) reports_residual = true;
  if (compression.rate && report.rate) {
    rate_difference.add(compression.peak, (*compression.rate - *report.rate).per_minute());
  }
  if (found->gap) findings.push_back({compression.onset, Channel::Depth, *found->gap});
  if (compression.onset >= count_from) {
    last_release = compression.release;
    findings.push_back({compression.release, Channel::Depth, compression});
  }
  judge_findings();
}

void Attempt::State::take(const ReportedBreath& report) {
  const bool is_past = !reported_breaths.empty() && report.start <= reported_breaths.back().start;
  if (is_past || report.duration < Duration{}) return;
  const Breath breath{report.start, report.start + report.duration,
                      report.volume.value_or(Millilitres{})};
  if (!any_sample) begin_at(breath.start);
  if (breath_source <= BreathSource::DeviceReports) {
    turn_to(BreathSource::DeviceReports);
    now = std::max(now, breath.end);
    if (!report.volume) {
      measures_volume = false;
      coach.volume_is_measured(false);
    }
    if (report.follows_gap && !reported_breaths.empty()) {
      const ReportedBreath& before = reported_breaths.back();
      const TimeSpan hole{before.start + before.duration, breath.start};
      if (hole.to > hole.from) findings.push_back({hole.to, Channel::AirwayVolume, hole});
    }
    if (!airway_heard) findings.push_back({breath.start, Channel::AirwayVolume, AirwayHeard{}});
    airway_heard = true;
    if (breath.start >= *start) findings.push_back({breath.end, Channel::AirwayVolume, breath});
    judge_findings();
  }
  reported_breaths.push_back(report);
}

Performance Attempt::State::performance() const {
  Performance performance{compressions, breaths, gaps, breath_gaps, airway_heard};
  performance.measures_depth = measures_depth();
  performance.measures_volume = breath_source != BreathSource::DeviceReports || measures_volume;
  performance.measures_strokes = compression_source != CompressionSource::DeviceReports;
  performance.compression_extras = compression_extras;
  performance.breath_extras = breath_extras;
  performance.events = events;
  return performance;
}

Quality Attempt::State::quality() const {
  const DeviceTime from = start.value_or(DeviceTime{});
  QualityEvidence evidence{.span = {from, std::max(from, now)}, .watches = watches};
  evidence.compression_source = compression_source;
  evidence.breath_source = breath_source;
  evidence.expected = options.channels;
  evidence.saturated = saturated;
  evidence.compressions = compressions;
  evidence.breaths = breaths;
  evidence.gaps = gaps;
  evidence.breath_gaps = breath_gaps;
  evidence.reported_compressions = reported_compressions;
  evidence.reported_breaths = reported_breaths;
  evidence.measures_depth = measures_depth();
  evidence.rate_difference = rate_difference;
  evidence.calibration = options.calibration;
  return judge_quality(evidence, options.quality);
}

}  // namespace sternum
