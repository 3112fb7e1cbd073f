#include "analysis/attempt/attempt_state.hpp"

namespace sternum {
namespace {

/// An ordinary attempt finds no more than these, so that finding them allocates nothing.
constexpr std::size_t kOrdinaryCompressions = 1024;
constexpr std::size_t kOrdinaryBreaths = 64;

/// Channels that the analysis makes nothing of yet; their time passes all the same.
constexpr std::array kUnused = {Channel::Force, Channel::ReportedRate, Channel::HandPositionX,
                                Channel::HandPositionY, Channel::HeadTilt};

constexpr std::uint32_t kMotion =
    SampleHold::bit(Channel::Depth) | SampleHold::bit(Channel::Acceleration);

/// Up to where, inclusive, a lesser channel is listened to when a better one speaks from `from` on.
DeviceTime just_before(const std::optional<DeviceTime>& from, DeviceTime until) {
  return from ? std::min(until, *from - microseconds(1)) : until;
}

}  // namespace

Attempt::State::State(Guideline asked, AttemptOptions wanted)
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

void Attempt::State::advance(DeviceTime until) {
  note_first_sample(until);
  if (!any_sample) return;
  if (hold.holds_any(kMotion)) take_motion(until);
  if (!hold.holds_any(~kMotion)) return judge_findings();
  take_airway(until);
  for (const Channel channel : kUnused) pass_over(channel, until);
  judge_findings();
}

void Attempt::State::end() {
  advance(SampleHold::kLatest);
  if (!any_sample) return;
  const Channel moving = depth_from ? Channel::Depth : Channel::Acceleration;
  const auto compression =
      depth_from ? compression_detector.finish() : acceleration_detector.finish();
  if (compression) note_compression(now, moving, *compression);
  const auto breath = breath_detector.finish();
  if (breath && breath->start >= *start) findings.push_back({now, Channel::AirwayVolume, *breath});
  judge_findings();
}

void Attempt::State::judge_findings() {
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

void Attempt::State::note_first_of(Channel channel, std::optional<DeviceTime>& from,
                                   DeviceTime until) {
  if (from) return;
  const std::optional<DeviceTime> first = hold.oldest(channel);
  if (first && *first <= until) from = first;
}

template <class Take>
void Attempt::State::take_moving(const SampleRun& run, Channel channel, Take&& take) {
  motion.read(
      run,
      [&](TimeSpan hole) {
        strip.break_line();
        findings.push_back({hole.to, channel, hole});
      },
      std::forward<Take>(take));
  note_delivery(channel, run.last());
}

void Attempt::State::note_compression(DeviceTime time, Channel channel,
                                      const Compression& compression) {
  if (compression.onset < count_from) return;
  last_release = compression.release;
  findings.push_back({time, channel, compression});
}

void Attempt::State::take_acceleration(DeviceTime until) {
  hold.take(Channel::Acceleration, just_before(depth_from, until), [this](const SampleRun& run) {
    take_moving(run, Channel::Acceleration, [this](SampleRun part) {
      for (; !part.values.empty(); part.drop(1)) {
        const auto g = static_cast<double>(part.values.front());
        const auto compression = acceleration_detector.step(part.first, g, part.flags);
        if (compression) note_compression(part.first, Channel::Acceleration, *compression);
        strip.add(part.first, static_cast<float>(acceleration_detector.displacement().mm()));
      }
    });
  });
  pass_over(Channel::Acceleration, until);
}

void Attempt::State::take_motion(DeviceTime until) {
  const bool had_depth = depth_from.has_value();
  note_first_of(Channel::Depth, depth_from, until);
  if (hold.holds(Channel::Acceleration)) take_acceleration(until);
  if (!depth_from) return;
  if (!had_depth) {
    // From here on depth alone speaks; what acceleration has found before stays.
    strip.clear();
    strip_shows_depth = true;
    count_from = std::max(count_from, last_release);
    motion = Sensor(CompressionDetectorOptions{}.bridged_hole);
  }
  hold.take(Channel::Depth, until, [this](const SampleRun& run) {
    take_moving(run, Channel::Depth, [this](SampleRun part) {
      strip.add(part);
      while (const auto compression = compression_detector.take_from(part)) {
        note_compression(part.first - part.period, Channel::Depth, *compression);
      }
    });
  });
}

template <class Volume>
void Attempt::State::take_breathing(const SampleRun& run, Channel channel, Volume&& volume) {
  airway.read(
      run,
      [&](TimeSpan hole) {
        findings.push_back({hole.to, channel, hole});
      },
      [&](SampleRun part) {
        if (!airway_heard) findings.push_back({part.first, channel, AirwayHeard{}});
        airway_heard = true;
        for (; !part.values.empty(); part.drop(1)) {
          const double ml = volume(part.first, static_cast<double>(part.values.front()));
          const auto breath = breath_detector.step(part.first, ml, part.flags);
          if (breath && breath->start >= *start) findings.push_back({part.first, channel, *breath});
        }
      });
  note_delivery(channel, run.last());
}

void Attempt::State::take_flow(DeviceTime until) {
  hold.take(Channel::AirwayFlow, just_before(volume_from, until), [this](const SampleRun& run) {
    take_breathing(run, Channel::AirwayFlow,
                   [this](DeviceTime time, double ml_s) { return airway_volume.step(time, ml_s); });
  });
  pass_over(Channel::AirwayFlow, until);
}

void Attempt::State::take_airway(DeviceTime until) {
  const bool had_volume = volume_from.has_value();
  note_first_of(Channel::AirwayVolume, volume_from, until);
  if (hold.holds(Channel::AirwayFlow)) take_flow(until);
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

void Attempt::State::apply(TimeSpan hole, const Finding& finding) {
  if (hole.to <= *start) return;
  const TimeSpan span{std::max(hole.from, *start), hole.to};
  if (finding.channel == Channel::AirwayVolume || finding.channel == Channel::AirwayFlow) {
    breath_gaps.push_back(span);
    return;
  }
  gaps.push_back(span);
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

}  // namespace sternum
