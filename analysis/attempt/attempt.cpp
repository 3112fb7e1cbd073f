#include "analysis/attempt/attempt.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "analysis/attempt/airway_volume.hpp"
#include "analysis/attempt/depth_strip.hpp"
#include "analysis/attempt/sample_merger.hpp"
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

/// Follows one sensor's samples: where its holes are, and which values are none.
class Sensor {
 public:
  explicit Sensor(Duration bridged_hole) : bridged_hole_(bridged_hole) {}

  /// What comes between two samples, where the analysis has to know of it.
  struct Hole {
    TimeSpan span;
    bool long_enough = false;  ///< else its length is unknown, or bridged
  };

  [[nodiscard]] bool seen() const { return last_.has_value(); }

  /// The hole before a sample at `time` that carries `flags`.
  [[nodiscard]] std::optional<Hole> hole_before(DeviceTime time, BatchFlag flags) const {
    const bool rebooted = has(flags, BatchFlag::FollowsReboot);
    if (!last_ || (!rebooted && !has(flags, BatchFlag::FollowsGap))) return std::nullopt;
    const bool long_enough = time - *last_ > bridged_hole_;
    if (!long_enough && !rebooted) return std::nullopt;
    return Hole{{*last_, time}, long_enough};
  }

  void took(DeviceTime time) { last_ = time; }

  /// Shows the samples of `run` that are numbers to `step(time, value, flags)`. One that is none is
  /// a sample missing, which the next one tells.
  template <class Step>
  void for_each(const SampleRun& run, Step&& step) {
    BatchFlag flags = run.flags | missing_;
    for (std::size_t i = 0; i < run.values.size(); ++i) {
      const double value = run.values[i];
      if (!std::isfinite(value)) [[unlikely]] {
        flags = flags | BatchFlag::FollowsGap;
        continue;
      }
      step(run.time_of(i), value, flags);
      flags = BatchFlag::None;
    }
    missing_ = flags;
  }

 private:
  Duration bridged_hole_;
  std::optional<DeviceTime> last_;
  BatchFlag missing_ = BatchFlag::None;
};

bool contains(const std::vector<Channel>& channels, Channel channel) {
  return std::ranges::find(channels, channel) != channels.end();
}

}  // namespace

struct Attempt::State {
  State(Guideline asked, AttemptOptions wanted)
      : guideline(std::move(asked)),
        options(std::move(wanted)),
        start(options.start),
        merger(options.channels, options.patience),
        strip(options.strip_length),
        flow(guideline.no_flow_gap),
        cycles(guideline),
        coach(guideline) {
    if (start) count_from = *start;
    compressions.reserve(kOrdinaryCompressions);
    breaths.reserve(kOrdinaryBreaths);
  }

  void take(const SampleRun& run);
  void take_depth(const SampleRun& run);
  void take_acceleration(const SampleRun& run);
  void take_airway(const SampleRun& run, bool is_flow);
  void take_unused(const SampleRun& run);

  template <class Detector, class Draw>
  void take_motion(const SampleRun& run, Detector& detector, Draw&& draw);

  void note_motion_hole(const Sensor::Hole& hole);
  void found(const Compression& compression);
  void found(const Breath& breath);

  [[nodiscard]] bool measures_recoil() const {
    return motion_from_depth || contains(options.channels, Channel::Depth);
  }
  [[nodiscard]] double strip_zero() const {
    return motion_from_depth ? compression_detector.rest().mm() : 0.0;
  }
  [[nodiscard]] bool expects_breaths() const {
    return airway.seen() || contains(options.channels, Channel::AirwayVolume) ||
           contains(options.channels, Channel::AirwayFlow);
  }
  [[nodiscard]] Performance performance() const {
    return {compressions, breaths, breaks, breath_breaks, airway.seen()};
  }

  Guideline guideline;
  AttemptOptions options;
  std::optional<DeviceTime> start;
  bool any_sample = false;
  DeviceTime now;
  /// Compressions that began before are not counted: the start, or, when the depth channel turns up
  /// late, what acceleration has already found.
  DeviceTime count_from;

  SampleMerger merger;
  std::array<bool, 256> delivered{};  ///< by the channel's number

  CompressionDetector compression_detector;
  AccelerationDetector acceleration_detector;
  BreathDetector breath_detector;
  AirwayVolume airway_volume;
  Sensor motion{CompressionDetectorOptions{}.bridged_hole};
  Sensor airway{BreathDetectorOptions{}.bridged_hole};
  bool motion_from_depth = false;
  bool volume_measured = false;

  DepthStrip strip;
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

void Attempt::State::take(const SampleRun& run) {
  if (!any_sample) now = run.first;
  any_sample = true;
  if (!start) start = count_from = run.first;
  delivered[static_cast<std::size_t>(run.channel)] = true;
  switch (run.channel) {
    case Channel::Depth:
      return take_depth(run);
    case Channel::Acceleration:
      return motion_from_depth ? take_unused(run) : take_acceleration(run);
    case Channel::AirwayVolume:
      volume_measured = true;
      return take_airway(run, false);
    case Channel::AirwayFlow:
      return volume_measured ? take_unused(run) : take_airway(run, true);
    case Channel::Force:
    case Channel::ReportedRate:
    case Channel::HandPositionX:
    case Channel::HandPositionY:
    case Channel::HeadTilt:
      return take_unused(run);
  }
}

template <class Detector, class Draw>
void Attempt::State::take_motion(const SampleRun& run, Detector& detector, Draw&& draw) {
  motion.for_each(run, [&](DeviceTime time, double value, BatchFlag flags) {
    if (strip.bucket_ends_before(time)) strip.close_bucket(strip_zero());
    if (flags != BatchFlag::None) [[unlikely]] {
      if (const auto hole = motion.hole_before(time, flags)) note_motion_hole(*hole);
    }
    const std::optional<Compression> compression = detector.step(time, value, flags);
    motion.took(time);
    strip.add(time, draw(value));
    now = std::max(now, time);
    if (compression) found(*compression);
    coach.advance(now);
  });
}

void Attempt::State::take_depth(const SampleRun& run) {
  if (!motion_from_depth) {
    // From here on depth alone speaks; what acceleration has found before stays.
    strip.close_bucket(strip_zero());
    strip.break_line();
    motion_from_depth = true;
    motion = Sensor(CompressionDetectorOptions{}.bridged_hole);
    if (!compressions.empty()) count_from = std::max(count_from, compressions.back().release);
  }
  take_motion(run, compression_detector, [](double depth_mm) { return depth_mm; });
}

void Attempt::State::take_acceleration(const SampleRun& run) {
  take_motion(run, acceleration_detector,
              [this](double) { return acceleration_detector.displacement().mm(); });
}

void Attempt::State::take_airway(const SampleRun& run, bool is_flow) {
  airway.for_each(run, [&](DeviceTime time, double value, BatchFlag flags) {
    if (flags != BatchFlag::None) [[unlikely]] {
      const auto hole = airway.hole_before(time, flags);
      if (hole && hole->span.to > *start) breath_breaks.push_back(hole->span);
    }
    if (!airway.seen()) cycles.breaths_are_measured();
    const double volume_ml = is_flow ? airway_volume.step(time, value) : value;
    const std::optional<Breath> breath = breath_detector.step(time, volume_ml, flags);
    airway.took(time);
    now = std::max(now, time);
    if (breath) found(*breath);
    coach.advance(now);
  });
}

void Attempt::State::take_unused(const SampleRun& run) {
  for (std::size_t i = 0; i < run.values.size(); ++i) {
    now = std::max(now, run.time_of(i));
    coach.advance(now);
  }
}

void Attempt::State::note_motion_hole(const Sensor::Hole& hole) {
  strip.close_bucket(strip_zero());
  strip.break_line();
  if (hole.span.to <= *start) return;
  const TimeSpan span{std::max(hole.span.from, *start), hole.span.to};
  breaks.push_back(span);
  if (hole.long_enough) gaps.push_back(span);
  flow.add_gap(span);
  cycles.add_gap(span);
  coach.add_gap(span);
}

void Attempt::State::found(const Compression& compression) {
  if (compression.onset < count_from) return;
  compressions.push_back(compression);
  if (compression.residual) {
    ++residual_count;
    if (*compression.residual >= guideline.leaning_threshold) ++leaning_count;
  }
  flow.add(compression);
  cycles.add(compression);
  coach.add(compression, cycles.cycles().back().compression_count, now);
}

void Attempt::State::found(const Breath& breath) {
  if (breath.start < *start) return;
  breaths.push_back(breath);
  flow.add(breath);
  cycles.add(breath);
  coach.add(breath, now);
}

Attempt::Attempt(Guideline guideline, AttemptOptions options)
    : state_(std::make_unique<State>(std::move(guideline), std::move(options))) {}
Attempt::~Attempt() = default;
Attempt::Attempt(Attempt&&) noexcept = default;
Attempt& Attempt::operator=(Attempt&&) noexcept = default;

void Attempt::push(const SampleBatch& batch) {
  state_->merger.push(batch);
  state_->merger.drain([this](const SampleRun& run) { state_->take(run); });
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
  live.measures_recoil = s.measures_recoil();
  live.measures_breaths = s.expects_breaths();

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
  s.merger.drain_all([&s](const SampleRun& run) { s.take(run); });

  AttemptResult result;
  result.guideline_id = s.guideline.id;
  result.guideline_hash = s.guideline.hash;
  const DeviceTime from = s.start.value_or(DeviceTime{});
  result.span = {from, std::max(from, s.now)};
  for (const Channel channel : kAllChannels) {
    if (s.delivered[static_cast<std::size_t>(channel)]) result.channels.push_back(channel);
  }
  std::ranges::sort(result.channels);
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
