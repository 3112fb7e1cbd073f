#include "tests/gui/synthetic.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace sternum::test {

namespace {

constexpr double kSample_s = 0.01;

DeviceTime at(double s) { return DeviceTime{} + seconds(s); }

/// Depth at `s` of a trace made of these presses: between two releases a raised cosine down to the
/// peak and back up to the residual.
double depth_at(const std::vector<Compression>& presses, double s) {
  double resting = 0.0;
  for (const Compression& press : presses) {
    const double onset = static_cast<double>(press.onset.us()) * 1e-6;
    const double peak = static_cast<double>(press.peak.us()) * 1e-6;
    const double release = static_cast<double>(press.release.us()) * 1e-6;
    const double residual = press.residual ? press.residual->mm() : 0.0;
    if (s < onset) return resting;
    if (s <= peak) {
      const double phase = (s - onset) / (peak - onset);
      return resting + (press.depth.mm() - resting) * (1 - std::cos(std::numbers::pi * phase)) / 2;
    }
    if (s < release) {
      const double phase = (s - peak) / (release - peak);
      return residual +
             (press.depth.mm() - residual) * (1 + std::cos(std::numbers::pi * phase)) / 2;
    }
    // Nobody leans who has gone away.
    resting = s - release < 0.3 ? residual : 0.0;
  }
  return resting;
}

std::vector<StripPoint> trace(const std::vector<Compression>& presses, double from_s, double to_s) {
  std::vector<StripPoint> points;
  for (int i = 0; from_s + i * kSample_s <= to_s; ++i) {
    const double s = from_s + i * kSample_s;
    points.push_back({at(s), static_cast<float>(depth_at(presses, s)), i == 0});
  }
  return points;
}

}  // namespace

Guideline adult_guideline() {
  Guideline g;
  g.id = "adult-rcsc-2021";
  g.edition = "2021";
  g.title_zh = "RCSC 成人 2021";
  g.title_en = "RCSC adult 2021";
  g.hash = "a1f3c9d2e4";
  g.depth = {millimetres(50), millimetres(60)};
  g.rate = {per_minute(100), per_minute(120)};
  g.leaning_threshold = millimetres(5);
  g.breath_volume = {millilitres(400), millilitres(600)};
  g.inflation = {seconds(0.7), seconds(1.5)};
  g.longest_breath_pause = seconds(10);
  g.no_flow_gap = seconds(1.5);
  g.attempt_length = seconds(120);
  g.feedback.depth = g.depth;
  g.feedback.rate = g.rate;
  g.feedback.leaning_threshold = g.leaning_threshold;
  g.feedback.breath_volume = g.breath_volume;
  g.feedback.hands_off = seconds(3);
  g.feedback.hands_off_at_breaths = seconds(10);
  return g;
}

Compression press(double peak_s, const Pressing& pressing, int index, bool first_of_run) {
  const double period = 60.0 / pressing.rate_per_min;
  Compression c;
  c.onset = at(peak_s - period * 0.42);
  c.peak = at(peak_s);
  c.release = at(peak_s + period * 0.46);
  c.depth = millimetres(pressing.depth_mm + pressing.wobble_mm * std::sin(index * 2.4));
  c.residual = millimetres(std::max(0.0, pressing.residual_mm + 0.4 * std::sin(index * 1.7)));
  if (!first_of_run) c.rate = per_minute(pressing.rate_per_min + 2.0 * std::sin(index * 1.3));
  return c;
}

LiveSnapshot pressing_snapshot(const Pressing& pressing, double elapsed_s, double stopped_s) {
  const double now_s = 1000.0 + elapsed_s;
  const double period = 60.0 / pressing.rate_per_min;
  std::vector<Compression> presses;
  const double last_peak_s = now_s - stopped_s - 0.05;
  const int count = static_cast<int>((12.5 - std::min(12.5, stopped_s)) / period);
  for (int i = count; i >= 0 && stopped_s < 12.0; --i) {
    presses.push_back(press(last_peak_s - i * period, pressing, count - i, i == count));
  }

  LiveSnapshot live;
  live.now = at(now_s);
  live.elapsed = seconds(elapsed_s);
  live.compression_count = static_cast<int>((elapsed_s - stopped_s) / period * 0.75);
  live.depth = millimetres(pressing.depth_mm);
  live.residual = millimetres(pressing.residual_mm);
  if (stopped_s <= 0.0) live.rate = per_minute(pressing.rate_per_min);
  live.full_recoil = pressing.residual_mm >= 5.0 ? 0.62 : 0.97;
  live.leaning_count = pressing.residual_mm >= 5.0 ? live.compression_count / 3 : 1;
  live.flow_fraction = 0.74;
  live.hands_off_total = seconds(23.8);
  live.hands_off = seconds(stopped_s);
  live.cycle = 3;
  live.compressions_in_cycle = 22;
  live.measures_recoil = true;
  live.measures_breaths = true;
  live.strip = trace(presses, now_s - 12.0, now_s);
  live.recent_compressions = std::move(presses);
  for (const double ml : {520.0, 480.0, 560.0, 690.0}) {
    const double start_s = 1000.0 + 3.0 + 9.0 * static_cast<double>(live.breaths.size() / 2) +
                           2.0 * static_cast<double>(live.breaths.size() % 2);
    live.breaths.push_back({at(start_s), at(start_s + 1.0), millilitres(ml)});
  }
  live.breath_count = static_cast<int>(live.breaths.size());
  return live;
}

AttemptRecord record(AttemptId id, std::string trainee, std::string manikin_id,
                     std::int64_t started_at_ms, AttemptState state, std::optional<double> score) {
  AttemptRecord made;
  made.id = id;
  made.started.manikin_id = std::move(manikin_id);
  made.started.trainee = std::move(trainee);
  made.started.guideline_id = "adult-rcsc-2021";
  made.started.guideline_hash = adult_guideline().hash;
  made.started.started_at_ms = started_at_ms;
  made.state = state;
  if (state == AttemptState::Ended) made.ended_at_ms = started_at_ms + 118'000;
  made.score = score;
  made.number = 1;
  return made;
}

Review eventful_review(AttemptId id, std::string trainee, AttemptState state) {
  const Guideline guideline = adult_guideline();
  Review review;
  review.guideline = std::make_shared<const Guideline>(guideline);
  review.record = record(id, std::move(trainee), "SA-0142", 1'772'433'600'000, state, 86.0);
  review.record.number = 4;

  AttemptResult& result = review.result;
  result.guideline_id = guideline.id;
  result.guideline_hash = guideline.hash;
  const double start_s = 2000.0;
  const double pause_s[] = {6.4, 6.1, 11.2, 6.8, 5.2};
  const double volumes[][2] = {{500, 470}, {520, 550}, {580, 720}, {540, 310}, {490, 510}};
  double now_s = start_s + 1.0;
  int index = 0;
  for (int cycle = 0; cycle < 5; ++cycle) {
    Cycle made;
    made.first_compression = static_cast<int>(result.compressions.size());
    made.first_breath = static_cast<int>(result.breaths.size());
    made.span.from = at(now_s);
    bool first = true;
    for (int i = 0; i < 30; ++i, ++index) {
      Pressing how;
      if (cycle == 0 && i < 6) how.rate_per_min = 126;
      if (cycle == 1 && i > 8 && i < 21) how.residual_mm = 7;
      if (cycle == 2 && (i == 11 || i == 12)) how.depth_mm = 63;
      if (cycle >= 3 && i % 3 != 0) how.depth_mm = 49;
      now_s += 60.0 / how.rate_per_min;
      // The radio was away for these.
      if (cycle == 3 && i >= 6 && i < 12) {
        first = true;
        continue;
      }
      result.compressions.push_back(press(now_s, how, index, first));
      first = false;
    }
    made.compression_count = static_cast<int>(result.compressions.size()) - made.first_compression;
    if (cycle == 3) {
      const auto after = static_cast<std::size_t>(made.first_compression + 6);
      result.gaps.push_back({result.compressions[after - 1].release + seconds(0.05),
                             result.compressions[after].onset - seconds(0.05)});
    }
    const double pause_from = now_s + 0.25;
    result.pauses.push_back({at(pause_from), at(pause_from + pause_s[cycle])});
    for (int breath = 0; breath < 2; ++breath) {
      const double breath_s = pause_from + 1.2 + 2.0 * breath;
      result.breaths.push_back(
          {at(breath_s), at(breath_s + 1.0), millilitres(volumes[cycle][breath])});
    }
    made.breath_count = 2;
    now_s = pause_from + pause_s[cycle];
    made.span.to = at(now_s);
    result.cycles.push_back(made);
  }
  result.span = {at(start_s), at(now_s + 1.0)};
  result.channels = {Channel::Depth, Channel::AirwayVolume};
  const auto span = [&](int first, int last) {
    return TimeSpan{result.compressions[static_cast<std::size_t>(first)].onset,
                    result.compressions[static_cast<std::size_t>(last)].release};
  };
  result.prompts = {{at(start_s + 4.5), Prompt::TooFast, 126},
                    {at(start_s + 8), Prompt::None, 0},
                    {at(start_s + 34), Prompt::ReleaseFully, 7},
                    {at(start_s + 42), Prompt::None, 0},
                    {result.pauses[2].from + seconds(10), Prompt::HandsOff, 10},
                    {result.pauses[2].to, Prompt::None, 0},
                    {result.compressions[100].peak, Prompt::PressDeeper, 49},
                    {result.pauses[3].from, Prompt::None, 0},
                    {result.compressions[122].peak, Prompt::PressDeeper, 49}};
  result.score.total = 86.0;
  result.score.reasons = {
      {Rule::TooFast, 0.6, span(0, 5), 6, 30, 126, 120, 0},
      {Rule::NotReleased, 1.2, span(39, 50), 12, 30, 7, 5, 39},
      {Rule::TooDeep, 0.4, span(71, 72), 2, 30, 63, 60, 71},
      {Rule::HandsOffTooLong, 2.0, result.pauses[2], 1, 5, 11.2, 10, std::nullopt},
      {Rule::BreathTooLarge,
       3.0,
       {result.breaths[5].start, result.breaths[5].end},
       1,
       10,
       720,
       600,
       5},
      {Rule::TooShallow, 1.6, span(96, 113), 14, 24, 49, 50, 96},
      {Rule::BreathTooSmall,
       3.0,
       {result.breaths[7].start, result.breaths[7].end},
       1,
       10,
       310,
       400,
       7},
      {Rule::TooShallow, 2.2, span(115, 143), 20, 30, 49, 50, 115},
  };
  Metrics& m = result.metrics;
  m.compression_count = static_cast<int>(result.compressions.size());
  m.mean_depth = millimetres(53.2);
  m.depth_sd = millimetres(3.1);
  m.depth_in_target_count = 110;
  m.depth_in_target = 110.0 / m.compression_count;
  m.mean_rate = per_minute(111);
  m.rate_count = 138;
  m.rate_in_target_count = 132;
  m.rate_in_target = 132.0 / 138;
  m.residual_count = m.compression_count;
  m.full_recoil_count = m.compression_count - 12;
  m.full_recoil = static_cast<double>(m.full_recoil_count) / m.residual_count;
  m.flow_fraction = 0.68;
  m.longest_pause = seconds(11.2);
  m.breath_count = 10;
  m.mean_breath_volume = millilitres(519);
  m.breath_in_target = 0.8;
  m.breath_in_target_count = 8;
  m.cycles = 5;
  return review;
}

Review poorly_recorded_review(AttemptId id, std::string trainee) {
  Review review = eventful_review(id, std::move(trainee), AttemptState::Ended);
  AttemptResult& result = review.result;
  result.compression_source = CompressionSource::Force;
  result.measures_depth = false;
  for (Compression& compression : result.compressions) {
    result.compression_extras.push_back({newtons(8.8 * compression.depth.mm()), newtons(12), {}});
    compression.depth = {};
    compression.residual.reset();
  }
  result.metrics.mean_depth.reset();
  result.metrics.depth_in_target.reset();
  result.score.not_measured = {Unjudged::Depth};
  result.quality.verdict = QualityVerdict::Invalid;
  result.quality.findings = {
      {FindingKind::SamplesLost, QualityVerdict::Invalid, Channel::Force, result.span, 61, 0.234,
       0.02},
      {FindingKind::TooSlowForDepth, QualityVerdict::Degraded, Channel::Force, result.span, 1, 16.0,
       18.0},
      {FindingKind::CalibrationStale, QualityVerdict::Degraded, {}, result.span, 1, 412.0, 365.0}};
  return review;
}

}  // namespace sternum::test
