/// The inside of an attempt: what `attempt.cpp`, `attempt_state.cpp` and `attempt_reports.cpp`
/// share, and nobody else sees.
///
/// Samples are stepped through channel by channel up to a settled time; what they bring to light is
/// put into the order of time before anything is judged by it. All this is done for many samples at
/// a time (`kBlock`), or earlier where it would make a difference: when somebody looks, when
/// something else than samples is pushed, and around samples that come too late to be waited for.
/// ```
///   push ─▶ SampleHold ─settled─▶ detectors, strip ─findings─▶ flow, cycles, coach ─▶ snapshot
///   reports ──────────────────────────────────────────┘
/// ```
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/attempt/airway_volume.hpp"
#include "analysis/attempt/attempt.hpp"
#include "analysis/attempt/channel_watch.hpp"
#include "analysis/attempt/depth_strip.hpp"
#include "analysis/attempt/quality_judge.hpp"
#include "analysis/attempt/reported_strokes.hpp"
#include "analysis/attempt/sample_hold.hpp"
#include "analysis/attempt/sensor.hpp"
#include "analysis/attempt/value_track.hpp"
#include "analysis/scoring/coach.hpp"
#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/flow.hpp"
#include "analysis/scoring/performance.hpp"
#include "analysis/signal/acceleration_detector.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"

namespace sternum {

/// The first sample of an airway channel, or the first breath reported: from here on a missing
/// breath means something.
struct AirwayHeard {};

/// Something that a channel's samples brought to light, and with which sample.
struct Finding {
  DeviceTime at;
  Channel channel;
  std::variant<TimeSpan, Compression, Breath, AirwayHeard> what;
};

struct Attempt::State {
  State(Guideline asked, AttemptOptions wanted);

  /// About as many samples are looked at together, unless somebody looks earlier.
  static constexpr std::size_t kBlock = SampleHold::kLongestRun;

  void take(const SampleBatch& batch);
  /// Takes in what is settled.
  void catch_up();
  /// Takes in all samples up to `until`, inclusive.
  void advance(DeviceTime until);
  /// Takes in what still waits, and what the detectors were not yet sure of.
  void end();
  [[nodiscard]] std::optional<Compression> finish_compression();
  void note_first_sample(DeviceTime until);
  void begin_at(DeviceTime first);
  void take_motion(DeviceTime until);
  void take_force(DeviceTime until);
  void take_acceleration(DeviceTime until);
  void take_depth(DeviceTime until);
  void take_airway(DeviceTime until);
  void take_flow(DeviceTime until);
  void note_first_of(Channel channel, std::optional<DeviceTime>& from, DeviceTime until);
  template <class Take>
  void take_moving(const SampleRun& run, Channel channel, Take&& take);
  void note_compression(DeviceTime time, Channel channel, const Compression& compression);
  template <class Volume>
  void take_breathing(const SampleRun& run, Channel channel, Volume&& volume);
  void pass_over(Channel channel, DeviceTime until);
  void follow(Channel channel, ValueTrack& track, DeviceTime until);
  /// From here on this source alone speaks; what a lesser one has found before stays.
  void turn_to(CompressionSource source);
  void turn_to(BreathSource source);

  void take(const ReportedCompression& report);
  void take(const ReportedBreath& report);

  /// Judges what was found, in the order of time.
  void judge_findings();
  void apply(TimeSpan hole, const Finding& finding);
  void apply(const Compression& compression, const Finding& finding);
  void apply(const Breath& breath, const Finding& finding);
  void apply(AirwayHeard heard, const Finding& finding);
  void keep(const CompressionExtras& extras);
  [[nodiscard]] CompressionExtras extras_of(const Compression& compression,
                                            const Finding& finding) const;
  void compare_with_reported_rate(const Compression& compression, DeviceTime at);

  /// Batches that follow each other are one stretch, so that it does not matter how they were cut.
  void note_saturated(const SampleBatch& batch);
  void note_delivery(Channel channel, const SampleRun& run) {
    ChannelWatch& watch = watches[index(channel)];
    watch.note(run, *start);
    delivered[index(channel)] = true;
    now = std::max(now, run.last());
  }
  [[nodiscard]] static std::size_t index(Channel channel) {
    return static_cast<std::size_t>(channel) - 1;
  }
  [[nodiscard]] bool has(Channel channel) const { return delivered[index(channel)]; }
  [[nodiscard]] bool expects(Channel channel) const {
    return has(channel) || std::ranges::find(options.channels, channel) != options.channels.end();
  }
  /// Newtons for each mm that the detector is told of.
  [[nodiscard]] NewtonsPerMillimetre force_scale() const;
  [[nodiscard]] bool measures_depth() const {
    return compression_source != CompressionSource::Force || options.stiffness.has_value();
  }
  [[nodiscard]] double strip_zero() const {
    return strip_shows_depth ? compression_detector.rest().mm() : 0.0;
  }
  [[nodiscard]] Performance performance() const;
  [[nodiscard]] Quality quality() const;

  Guideline guideline;
  AttemptOptions options;
  std::optional<DeviceTime> start;
  bool any_sample = false;
  DeviceTime now;
  DeviceTime judged_until;
  /// Compressions that began before are not counted: the start, or, when a better channel turns up
  /// late, the end of what the lesser one has found.
  DeviceTime count_from;
  DeviceTime last_release;

  SampleHold hold;
  std::size_t look_at = kBlock;  ///< when so many samples are held
  std::array<bool, kAllChannels.size()> delivered{};
  std::array<ChannelWatch, kAllChannels.size()> watches{};
  std::vector<SaturatedSpan> saturated;

  CompressionDetector compression_detector;
  AccelerationDetector acceleration_detector;
  BreathDetector breath_detector;
  AirwayVolume airway_volume;
  Sensor motion{CompressionDetectorOptions{}.bridged_hole};
  Sensor airway{BreathDetectorOptions{}.bridged_hole};
  bool airway_heard = false;
  /// From here on a better channel is there, and the lesser ones are not listened to.
  std::optional<DeviceTime> depth_from;
  std::optional<DeviceTime> acceleration_from;
  std::optional<DeviceTime> volume_from;
  CompressionSource compression_source = CompressionSource::None;
  BreathSource breath_source = BreathSource::None;
  std::vector<Finding> findings;

  /// Companions of the compressions and breaths.
  ValueTrack force;
  ValueTrack hands_x;
  ValueTrack hands_y;
  ValueTrack head_tilt;
  ValueTrack reported_rate;
  RateDifference rate_difference;

  ReportedStrokes reported_strokes;
  std::vector<ReportedCompression> reported_compressions;
  std::vector<ReportedBreath> reported_breaths;
  bool measures_volume = true;
  bool reports_residual = false;

  DepthStrip strip;
  bool strip_shows_depth = false;
  FlowTimeline flow;
  CycleTracker cycles;
  Coach coach;

  std::vector<Compression> compressions;
  std::vector<CompressionExtras>
      compression_extras;  ///< one for each, or none while none says anything
  std::vector<Breath> breaths;
  std::vector<BreathExtras> breath_extras;
  std::vector<TimeSpan> gaps;
  std::vector<TimeSpan> breath_gaps;
  std::vector<AttemptEvent> events;
  int residual_count = 0;
  int leaning_count = 0;
};

}  // namespace sternum
