/// The inside of an attempt: what `attempt.cpp` and `attempt_state.cpp` share, and nobody else
/// sees.
///
/// Samples are stepped through channel by channel up to a settled time; what they bring to light is
/// put into the order of time before anything is judged by it.
/// ```
///   push ─▶ SampleHold ─settled─▶ detectors, strip ─findings─▶ flow, cycles, coach ─▶ snapshot
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
#include "analysis/attempt/depth_strip.hpp"
#include "analysis/attempt/sample_hold.hpp"
#include "analysis/attempt/sensor.hpp"
#include "analysis/scoring/coach.hpp"
#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/flow.hpp"
#include "analysis/scoring/performance.hpp"
#include "analysis/signal/acceleration_detector.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"

namespace sternum {

/// The first sample of an airway channel: from here on a missing breath means something.
struct AirwayHeard {};

/// Something that a channel's samples brought to light, and with which sample.
struct Finding {
  DeviceTime at;
  Channel channel;
  std::variant<TimeSpan, Compression, Breath, AirwayHeard> what;
};

struct Attempt::State {
  State(Guideline asked, AttemptOptions wanted);

  /// Takes in what is settled: all samples up to `until`, inclusive.
  void advance(DeviceTime until);
  /// Takes in what still waits, and what the detectors were not yet sure of.
  void end();
  void judge_findings();
  void note_first_sample(DeviceTime until);
  void take_motion(DeviceTime until);
  void take_airway(DeviceTime until);
  void take_acceleration(DeviceTime until);
  void take_flow(DeviceTime until);
  void note_first_of(Channel channel, std::optional<DeviceTime>& from, DeviceTime until);
  template <class Take>
  void take_moving(const SampleRun& run, Channel channel, Take&& take);
  void note_compression(DeviceTime time, Channel channel, const Compression& compression);
  template <class Volume>
  void take_breathing(const SampleRun& run, Channel channel, Volume&& volume);
  void pass_over(Channel channel, DeviceTime until);

  void apply(TimeSpan hole, const Finding& finding);
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
  [[nodiscard]] double strip_zero() const {
    return strip_shows_depth ? compression_detector.rest().mm() : 0.0;
  }
  [[nodiscard]] Performance performance() const {
    return {compressions, breaths, gaps, breath_gaps, airway_heard};
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
  bool airway_heard = false;
  /// From here on the better of two channels is there, and the other is not listened to.
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
  std::vector<TimeSpan> gaps;
  std::vector<TimeSpan> breath_gaps;
  int residual_count = 0;
  int leaning_count = 0;
};

}  // namespace sternum
