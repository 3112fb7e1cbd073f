#include "analysis/attempt/attempt.hpp"

#include <algorithm>
#include <utility>

#include "analysis/attempt/attempt_state.hpp"

namespace sternum {
namespace {

/// As new, with the memory of the old.
LiveSnapshot emptied(LiveSnapshot&& old) {
  LiveSnapshot live;
  live.strip = std::move(old.strip);
  live.strip.clear();
  live.recent_compressions = std::move(old.recent_compressions);
  live.recent_compressions.clear();
  live.recent_gaps = std::move(old.recent_gaps);
  live.recent_gaps.clear();
  live.breaths = std::move(old.breaths);
  live.breaths.clear();
  return live;
}

}  // namespace

Attempt::Attempt(Guideline guideline, AttemptOptions options)
    : state_(std::make_unique<State>(std::move(guideline), std::move(options))) {}
Attempt::~Attempt() = default;
Attempt::Attempt(const Attempt& other) : state_(std::make_unique<State>(*other.state_)) {}
Attempt& Attempt::operator=(const Attempt& other) {
  if (this != &other) state_ = std::make_unique<State>(*other.state_);
  return *this;
}
Attempt::Attempt(Attempt&&) noexcept = default;
Attempt& Attempt::operator=(Attempt&&) noexcept = default;

void Attempt::push(const SampleBatch& batch) {
  State& s = *state_;
  if (!s.hold.carry_on(batch)) s.take(batch);
}

void Attempt::push(const ReportedCompression& report) {
  state_->catch_up();
  state_->take(report);
}
void Attempt::push(const ReportedBreath& report) {
  state_->catch_up();
  state_->take(report);
}
void Attempt::push(const AttemptEvent& event) {
  state_->catch_up();
  if (const auto mode = coach_mode_of(event.kind)) state_->coach.set_mode(*mode);
  state_->events.push_back(event);
}
void Attempt::push(const AttemptInput& input) {
  std::visit([this](const auto& what) { push(what); }, input);
}

LiveSnapshot Attempt::snapshot() const {
  LiveSnapshot live;
  snapshot(live);
  return live;
}

void Attempt::snapshot(LiveSnapshot& live) const {
  state_->catch_up();
  const State& s = *state_;
  live = emptied(std::move(live));
  live.now = s.now;
  if (s.start && s.now > *s.start) live.elapsed = s.now - *s.start;

  live.compression_count = static_cast<int>(s.compressions.size());
  live.breath_count = static_cast<int>(s.breaths.size());
  if (s.measures_depth()) {
    if (!s.compressions.empty()) live.newest_depth = s.compressions.back().depth;
    if (const auto peak = s.compression_detector.peak(); peak && peak->time >= s.count_from) {
      live.newest_depth = peak->depth;
    }
    live.depth = s.coach.recent().depth();
  }
  live.residual = s.coach.recent().residual();
  live.rate = s.coach.recent().rate();
  live.leaning_count = s.leaning_count;
  if (s.residual_count > 0) {
    live.full_recoil = static_cast<double>(s.residual_count - s.leaning_count) / s.residual_count;
  }
  const Flow flow = s.flow.flow_until(s.now);
  live.flow_fraction = flow.fraction();
  live.hands_off_total = flow.hands_off;
  live.hands_off = s.coach.hands_off().length(s.now);
  live.in_breath_pause = live.hands_off > Duration{} && s.coach.hands_off().for_breaths();

  if (const auto& cycles = s.cycles.cycles(); !cycles.empty()) {
    live.cycle = static_cast<int>(cycles.size());
    live.compressions_in_cycle = cycles.back().compression_count;
    live.breaths_in_cycle = cycles.back().breath_count;
  }

  live.prompt = s.coach.prompt();
  if (live.prompt != Prompt::None) {
    live.prompt_value = s.coach.value(s.now);
    live.misses_in_a_row = s.coach.misses_in_a_row();
    live.prompt_held = s.now - s.coach.since();
  }
  live.prompts_given = s.coach.prompts_given();
  live.coach_mode = s.coach.mode();
  live.coached_now = s.coach.speaks_while_pressing();
  live.measures_recoil =
      s.expects(Channel::Depth) || s.expects(Channel::Force) || s.reports_residual;
  live.measures_breaths =
      s.expects(Channel::AirwayVolume) || s.expects(Channel::AirwayFlow) || s.airway_heard;

  const DeviceTime strip_from = s.now - s.options.strip_length;
  s.strip.copy_to(live.strip, s.strip_zero());
  const auto in_strip = [&](DeviceTime end) { return end >= strip_from; };
  const auto last_outside = std::find_if(s.compressions.rbegin(), s.compressions.rend(),
                                         [&](const auto& c) { return !in_strip(c.release); });
  live.recent_compressions.assign(last_outside.base(), s.compressions.end());
  const auto last_gap_outside = std::find_if(s.gaps.rbegin(), s.gaps.rend(),
                                             [&](const auto& gap) { return !in_strip(gap.to); });
  live.recent_gaps.assign(last_gap_outside.base(), s.gaps.end());
  live.breaths = s.breaths;
}

Glance Attempt::glance(Duration back) const {
  state_->catch_up();
  const State& s = *state_;
  return {s.compressions.size() + s.breaths.size() + s.gaps.size() + s.breath_gaps.size(),
          s.strip.moved_mm(back)};
}

AttemptResult Attempt::finish() {
  State& s = *state_;
  s.end();

  AttemptResult result;
  result.guideline_id = s.guideline.id;
  result.guideline_hash = s.guideline.hash;
  const DeviceTime from = s.start.value_or(DeviceTime{});
  result.span = {from, std::max(from, s.now)};
  for (const Channel channel : kAllChannels) {
    if (s.has(channel)) result.channels.push_back(channel);
  }
  const Performance performance = s.performance();
  result.compression_source = s.compression_source;
  result.breath_source = s.breath_source;
  result.measures_depth = performance.measures_depth;
  result.measures_volume = performance.measures_volume;
  if (s.compression_source == CompressionSource::Force) {
    result.depth_from_stiffness = s.options.stiffness;
  }
  result.gaps = s.gaps;
  result.breath_gaps = s.breath_gaps;
  result.compressions = s.compressions;
  result.compression_extras = s.compression_extras;
  result.compression_extras.resize(s.compressions.size());
  result.breaths = s.breaths;
  result.breath_extras = s.breath_extras;
  result.breath_marks = mark_breaths(s.guideline, performance);
  result.pauses = find_flow(s.guideline, performance).pauses();
  result.cycles = find_cycles(s.guideline, performance);
  result.prompts = s.coach.events();
  result.coach_mode = s.coach.mode();
  result.events = s.events;
  result.shock_pauses = find_shock_pauses(performance);
  result.definitions = definitions_of(s.guideline);
  result.metrics = measure(s.guideline, performance);
  result.cycle_metrics = measure_cycles(s.guideline, performance);
  result.windows = measure_windows(s.guideline, performance, result.definitions.window);
  result.score = judge(s.guideline, performance);
  result.quality = s.quality();
  return result;
}

}  // namespace sternum
