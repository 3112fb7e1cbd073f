#include "analysis/attempt/attempt.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "analysis/attempt/airway_volume.hpp"
#include "analysis/attempt/depth_strip.hpp"
#include "analysis/attempt/sample_hold.hpp"
#include "analysis/attempt/sensor.hpp"
#include "analysis/scoring/coach.hpp"
#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/flow.hpp"
#include "analysis/signal/acceleration_detector.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"

namespace sternum {
namespace {

/// An ordinary attempt finds no more than these, so that finding them allocates nothing.
constexpr std::size_t kOrdinaryCompressions = 1024;
constexpr std::size_t kOrdinaryBreaths = 64;

/// Channels that the analysis makes nothing of yet; their time passes all the same.
constexpr std::array kUnused = {Channel::Force, Channel::ReportedRate, Channel::HandPositionX,
                                Channel::HandPositionY, Channel::HeadTilt};

/// The first sample of an airway channel: from here on a missing breath means something.
struct AirwayHeard {};

/// Something that a channel's samples brought to light, and with which sample.
struct Finding {
  DeviceTime at;
  Channel channel;
  std::variant<SensorBreak, Compression, Breath, AirwayHeard> what;
};

}  // namespace

/// Samples are stepped through channel by channel up to a settled time; what they bring to light is
/// put into the order of time before anything is judged by it.
/// ```
///   push ─▶ SampleHold ─settled─▶ detectors, strip ─findings─▶ flow, cycles, coach ─▶ snapshot
/// ```
struct Attempt::State {
  State(Guideline asked, AttemptOptions wanted)
      : guideline(std::move(asked)),
        options(std::move(wanted)),
        start(options.start),
        hold(options.channels, options.patience),
        strip(options.strip_length),
        flow(guideline.no_flow_gap),
        cycles(guideline),
        coach(guideline) {
    if (start) count_from = *start;
    findings.reserve(16);
    compressions.reserve(kOrdinaryCompressions);
    breaths.reserve(kOrdinaryBreaths);
  }

  void advance(DeviceTime until);
  void note_first_sample(DeviceTime until);
  void take_motion(DeviceTime until);
  void take_airway(DeviceTime until);
  /// Answers the time up to which, inclusive, the lesser of two channels is listened to.
  DeviceTime hand_over(std::optional<DeviceTime>& better_from, Channel better, DeviceTime until);
  template <class Step>
  void take_moving(const SampleRun& run, Channel channel, Step&& step);
  template <class Volume>
  void take_breathing(const SampleRun& run, Channel channel, Volume&& volume);
  void pass_over(Channel channel, DeviceTime until);

  void apply(const SensorBreak& hole, const Finding& finding);
  void apply(const Compression& compression, const Finding& finding);
  void apply(const Breath& breath, const Finding& finding);
  void apply(AirwayHeard heard, const Finding& finding);

  void note_delivery(Channel channel, DeviceTime last) {
    delivered[static_cast<std::size_t>(channel) - 1] = true;
    now = std::max(now, last);
  }
  [[nodiscard]] bool has(Channel channel) const {
    return delivered[static_cast<std::size_t>(channel) - 1];
  }
  [[nodiscard]] bool expects(Channel channel) const {
    return has(channel) || std::ranges::find(options.channels, channel) != options.channels.end();
  }
  [[nodiscard]] bool measures_breaths() const {
    return has(Channel::AirwayVolume) || has(Channel::AirwayFlow);
  }
  [[nodiscard]] double strip_zero() const {
    return strip_shows_depth ? compression_detector.rest().mm() : 0.0;
  }
  [[nodiscard]] Performance performance() const {
    return {compressions, breaths, breaks, breath_breaks, measures_breaths()};
  }

  Guideline guideline;
  AttemptOptions options;
  std::optional<DeviceTime> start;
  bool any_sample = false;
  DeviceTime now;
  DeviceTime judged_until;
  /// Compressions that began before are not counted: the start, or, when the depth channel turns up
  /// late, the end of what acceleration has found.
  DeviceTime count_from;
  DeviceTime last_release;

  SampleHold hold;
  std::array<bool, kAllChannels.size()> delivered{};

  CompressionDetector compression_detector;
  AccelerationDetector acceleration_detector;
  BreathDetector breath_detector;
  AirwayVolume airway_volume;
  Sensor motion{CompressionDetectorOptions{}.bridged_hole};
  Sensor airway{BreathDetectorOptions{}.bridged_hole};
  std::optional<DeviceTime> depth_from;
  std::optional<DeviceTime> volume_from;
  std::vector<Finding> findings;

  DepthStrip strip;
  bool strip_shows_depth = false;
  FlowTimeline flow;
  CycleTracker cycles;
  Coach coach;

  std::vector<Compression> compressions;
  std::vector<Breath> breaths;
  /// Holes and restarts; `gaps` are those of a known length.
  std::vector<TimeSpan> breaks;
  std::vector<TimeSpan> gaps;
  std::vector<TimeSpan> breath_breaks;
  int residual_count = 0;
  int leaning_count = 0;
};

void Attempt::State::advance(DeviceTime until) {
  note_first_sample(until);
  if (!any_sample) return;
  take_motion(until);
  take_airway(until);
  for (const Channel channel : kUnused) pass_over(channel, until);

  if (findings.size() > 1) {
    std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
      return a.at != b.at ? a.at < b.at : a.channel < b.channel;
    });
  }
  for (Finding& finding : findings) {
    // What came too late to be waited for is news of now.
    finding.at = judged_until = std::max(finding.at, judged_until);
    coach.advance(finding.at);
    std::visit([&](const auto& what) { apply(what, finding); }, finding.what);
  }
  findings.clear();
  judged_until = std::max(now, judged_until);
  coach.advance(judged_until);
}

void Attempt::State::note_first_sample(DeviceTime until) {
  if (any_sample) return;
  DeviceTime first = SampleHold::kLatest;
  for (const Channel channel : kAllChannels) {
    first = std::min(first, hold.oldest(channel).value_or(SampleHold::kLatest));
  }
  if (first > until || first == SampleHold::kLatest) return;
  any_sample = true;
  now = judged_until = first;
  if (!start) start = count_from = first;
  last_release = count_from;
}

DeviceTime Attempt::State::hand_over(std::optional<DeviceTime>& better_from, Channel better,
                                     DeviceTime until) {
  if (!better_from) {
    const std::optional<DeviceTime> first = hold.oldest(better);
    if (first && *first <= until) better_from = first;
  }
  return better_from ? std::min(until, *better_from - microseconds(1)) : until;
}

template <class Step>
void Attempt::State::take_moving(const SampleRun& run, Channel channel, Step&& step) {
  motion.read(
      run,
      [&](const SensorBreak& hole) {
        strip.close_bucket(strip_zero());
        strip.break_line();
        findings.push_back({hole.span.to, channel, hole});
      },
      [&](DeviceTime time, double value, BatchFlag flags) {
        if (strip.bucket_ends_before(time)) strip.close_bucket(strip_zero());
        const std::optional<Compression> compression = step(time, value, flags);
        if (!compression || compression->onset < count_from) return;
        last_release = compression->release;
        findings.push_back({time, channel, *compression});
      });
  note_delivery(channel, run.last());
}

void Attempt::State::take_motion(DeviceTime until) {
  const bool had_depth = depth_from.has_value();
  const DeviceTime acceleration_until = hand_over(depth_from, Channel::Depth, until);
  hold.take(Channel::Acceleration, acceleration_until, [this](const SampleRun& run) {
    take_moving(run, Channel::Acceleration, [this](DeviceTime time, double g, BatchFlag flags) {
      auto compression = acceleration_detector.step(time, g, flags);
      strip.add(time, acceleration_detector.displacement().mm());
      return compression;
    });
  });
  pass_over(Channel::Acceleration, until);
  if (!depth_from) return;
  if (!had_depth) {
    // From here on depth alone speaks; what acceleration has found before stays.
    strip.close_bucket(strip_zero());
    strip.break_line();
    strip_shows_depth = true;
    count_from = std::max(count_from, last_release);
    motion = Sensor(CompressionDetectorOptions{}.bridged_hole);
  }
  hold.take(Channel::Depth, until, [this](const SampleRun& run) {
    take_moving(run, Channel::Depth, [this](DeviceTime time, double mm, BatchFlag flags) {
      auto compression = compression_detector.step(time, mm, flags);
      strip.add(time, mm);
      return compression;
    });
  });
}

template <class Volume>
void Attempt::State::take_breathing(const SampleRun& run, Channel channel, Volume&& volume) {
  if (!measures_breaths()) findings.push_back({run.first, channel, AirwayHeard{}});
  airway.read(
      run,
      [&](const SensorBreak& hole) {
        findings.push_back({hole.span.to, channel, hole});
      },
      [&](DeviceTime time, double value, BatchFlag flags) {
        const std::optional<Breath> breath = breath_detector.step(time, volume(time, value), flags);
        if (breath && breath->start >= *start) findings.push_back({time, channel, *breath});
      });
  note_delivery(channel, run.last());
}

void Attempt::State::take_airway(DeviceTime until) {
  const bool had_volume = volume_from.has_value();
  const DeviceTime flow_until = hand_over(volume_from, Channel::AirwayVolume, until);
  hold.take(Channel::AirwayFlow, flow_until, [this](const SampleRun& run) {
    take_breathing(run, Channel::AirwayFlow,
                   [this](DeviceTime time, double ml_s) { return airway_volume.step(time, ml_s); });
  });
  pass_over(Channel::AirwayFlow, until);
  if (!volume_from) return;
  if (!had_volume) {
    airway = Sensor(BreathDetectorOptions{}.bridged_hole);
    breath_detector = BreathDetector();
  }
  hold.take(Channel::AirwayVolume, until, [this](const SampleRun& run) {
    take_breathing(run, Channel::AirwayVolume, [](DeviceTime, double ml) { return ml; });
  });
}

/// Lets the samples go by; their time has passed all the same.
void Attempt::State::pass_over(Channel channel, DeviceTime until) {
  hold.take(channel, until, [&](const SampleRun& run) { note_delivery(channel, run.last()); });
}

void Attempt::State::apply(const SensorBreak& hole, const Finding& finding) {
  if (hole.span.to <= *start) return;
  const TimeSpan span{std::max(hole.span.from, *start), hole.span.to};
  if (finding.channel == Channel::AirwayVolume || finding.channel == Channel::AirwayFlow) {
    breath_breaks.push_back(span);
    return;
  }
  breaks.push_back(span);
  if (hole.length_known) gaps.push_back(span);
  flow.add_gap(span);
  cycles.add_gap(span);
  coach.add_gap(span);
}

void Attempt::State::apply(const Compression& compression, const Finding& finding) {
  compressions.push_back(compression);
  if (compression.residual) {
    ++residual_count;
    if (*compression.residual >= guideline.leaning_threshold) ++leaning_count;
  }
  flow.add(compression);
  cycles.add(compression);
  coach.add(compression, cycles.cycles().back().compression_count, finding.at);
}

void Attempt::State::apply(const Breath& breath, const Finding& finding) {
  breaths.push_back(breath);
  flow.add(breath);
  cycles.add(breath);
  coach.add(breath, finding.at);
}

void Attempt::State::apply(AirwayHeard /*heard*/, const Finding& /*finding*/) {
  cycles.breaths_are_measured();
}

Attempt::Attempt(Guideline guideline, AttemptOptions options)
    : state_(std::make_unique<State>(std::move(guideline), std::move(options))) {}
Attempt::~Attempt() = default;
Attempt::Attempt(Attempt&&) noexcept = default;
Attempt& Attempt::operator=(Attempt&&) noexcept = default;

void Attempt::push(const SampleBatch& batch) {
  state_->hold.push(batch);
  state_->advance(state_->hold.settled());
}

LiveSnapshot Attempt::snapshot() const {
  const State& s = *state_;
  LiveSnapshot live;
  live.now = s.now;
  if (s.start && s.now > *s.start) live.elapsed = s.now - *s.start;

  live.compression_count = static_cast<int>(s.compressions.size());
  live.breath_count = static_cast<int>(s.breaths.size());
  live.depth = s.coach.recent().depth();
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
  live.measures_recoil = s.expects(Channel::Depth);
  live.measures_breaths = s.expects(Channel::AirwayVolume) || s.expects(Channel::AirwayFlow);

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
  return live;
}

AttemptResult Attempt::finish() {
  State& s = *state_;
  s.advance(SampleHold::kLatest);

  AttemptResult result;
  result.guideline_id = s.guideline.id;
  result.guideline_hash = s.guideline.hash;
  const DeviceTime from = s.start.value_or(DeviceTime{});
  result.span = {from, std::max(from, s.now)};
  for (const Channel channel : kAllChannels) {
    if (s.has(channel)) result.channels.push_back(channel);
  }
  const Performance performance = s.performance();
  result.gaps = s.gaps;
  result.compressions = s.compressions;
  result.breaths = s.breaths;
  result.pauses = find_flow(s.guideline, performance).pauses();
  result.cycles = find_cycles(s.guideline, performance);
  result.prompts = s.coach.events();
  result.metrics = measure(s.guideline, performance);
  result.score = judge(s.guideline, performance);
  return result;
}

}  // namespace sternum
