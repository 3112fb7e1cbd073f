#include "analysis/attempt/attempt_state.hpp"

#include "analysis/scoring/leaning.hpp"

namespace sternum {
namespace {

/// An ordinary attempt finds no more than these, so that finding them allocates nothing.
constexpr std::size_t kOrdinaryCompressions = 1024;
constexpr std::size_t kOrdinaryBreaths = 64;

/// What only counts force is told of compressions through this stiffness, so that the same detector
/// finds them: the softest of common adult chests (Resusci Anne and Ambu, 6 N/mm). It decides that
/// a press of 90 N is a compression, and no depth is made of it.
constexpr NewtonsPerMillimetre kNominalStiffness = newtons_per_millimetre(6.0);

/// A companion channel's value holds for so long; a manikin may report its rate once a second.
constexpr Duration kFreshPosition = milliseconds(500);
constexpr Duration kFreshRate = milliseconds(3000);

constexpr std::uint32_t kMotion = SampleHold::bit(Channel::Depth) |
                                  SampleHold::bit(Channel::Acceleration) |
                                  SampleHold::bit(Channel::Force);

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
      coach(guideline, options.coach) {
  if (start) count_from = *start;
  findings.reserve(16);
  compressions.reserve(kOrdinaryCompressions);
  compression_extras.reserve(kOrdinaryCompressions);
  breaths.reserve(kOrdinaryBreaths);
  breath_extras.reserve(kOrdinaryBreaths);
}

// Out of line: `push` has no registers to save for nearly every batch.
[[gnu::noinline]] void Attempt::State::take(const SampleBatch& batch) {
  if (sternum::has(batch.flags, BatchFlag::Saturated) && !batch.values.empty()) [[unlikely]] {
    note_saturated(batch);
  }
  // What is settled has been judged without it: so it must be at whatever moment somebody looks.
  const bool is_late = hold.is_late(batch);
  // In front of what no longer fits, so that what follows is a run of its own and not a remainder.
  if (is_late || hold.size() + batch.values.size() > look_at) catch_up();
  hold.push(batch);
  if (is_late || hold.size() >= look_at) catch_up();
}

void Attempt::State::catch_up() {
  advance(hold.settled());
  look_at = hold.size() + kBlock;
}

void Attempt::State::advance(DeviceTime until) {
  note_first_sample(until);
  if (!any_sample) return;
  if (hold.holds_any(kMotion)) take_motion(until);
  if (!hold.holds_any(~kMotion)) return judge_findings();
  take_airway(until);
  follow(Channel::ReportedRate, reported_rate, until);
  follow(Channel::HandPositionX, hands_x, until);
  follow(Channel::HandPositionY, hands_y, until);
  follow(Channel::HeadTilt, head_tilt, until);
  judge_findings();
}

void Attempt::State::end() {
  catch_up();
  advance(SampleHold::kLatest);
  if (!any_sample) return;
  if (const auto compression = finish_compression()) {
    note_compression(now, channel_of(compression_source).value_or(Channel::Depth), *compression);
  }
  const auto breath = breath_detector.finish();
  if (breath && breath->start >= *start) findings.push_back({now, Channel::AirwayVolume, *breath});
  judge_findings();
}

std::optional<Compression> Attempt::State::finish_compression() {
  switch (compression_source) {
    case CompressionSource::Depth:
    case CompressionSource::Force:
      return compression_detector.finish();
    case CompressionSource::Acceleration:
      return acceleration_detector.finish();
    case CompressionSource::DeviceReports:
    case CompressionSource::None:
      break;
  }
  return std::nullopt;
}

void Attempt::State::judge_findings() {
  const auto comes_before = [](const Finding& a, const Finding& b) {
    return a.at != b.at ? a.at < b.at : a.channel < b.channel;
  };
  // They are few, and nearly in order; equal ones stay in theirs, and nothing is allocated.
  for (auto next = findings.begin(); next != findings.end(); ++next) {
    if (next == findings.begin() || !comes_before(*next, *(next - 1))) continue;
    std::rotate(std::upper_bound(findings.begin(), next, *next, comes_before), next, next + 1);
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
  begin_at(first);
}

void Attempt::State::begin_at(DeviceTime first) {
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
  note_delivery(channel, run);
}

void Attempt::State::note_saturated(const SampleBatch& batch) {
  const auto before =
      std::find_if(saturated.rbegin(), saturated.rend(),
                   [&](const SaturatedSpan& one) { return one.channel == batch.channel; });
  if (before != saturated.rend() && batch.first - before->span.to <= batch.period) {
    before->span.to = std::max(before->span.to, batch.last());
    return;
  }
  saturated.push_back({batch.channel, {batch.first, batch.last()}});
}

NewtonsPerMillimetre Attempt::State::force_scale() const {
  return options.stiffness.value_or(kNominalStiffness);
}

void Attempt::State::turn_to(CompressionSource source) {
  if (compression_source >= source) return;
  if (compression_source != CompressionSource::None) {
    strip.clear();
    count_from = std::max(count_from, last_release);
    motion = Sensor(CompressionDetectorOptions{}.bridged_hole);
    if (compression_source == CompressionSource::Force) {
      compression_detector = CompressionDetector();
    }
  }
  compression_source = source;
  strip_shows_depth = source == CompressionSource::Depth ||
                      (source == CompressionSource::Force && options.stiffness.has_value());
}

void Attempt::State::turn_to(BreathSource source) {
  if (breath_source >= source) return;
  if (breath_source == BreathSource::Flow) {
    airway = Sensor(BreathDetectorOptions{}.bridged_hole);
    breath_detector = BreathDetector();
  }
  breath_source = source;
}

void Attempt::State::take_force(DeviceTime until) {
  const auto better_from = depth_from && (!acceleration_from || *depth_from < *acceleration_from)
                               ? depth_from
                               : acceleration_from;
  const double n_per_mm = force_scale().n_per_mm();
  hold.take(Channel::Force, just_before(better_from, until), [&](const SampleRun& run) {
    turn_to(CompressionSource::Force);
    take_moving(run, Channel::Force, [&](SampleRun part) {
      for (; !part.values.empty(); part.drop(1)) {
        const double mm = static_cast<double>(part.values.front()) / n_per_mm;
        const auto compression = compression_detector.step(part.first, mm, part.flags);
        if (compression) note_compression(part.first, Channel::Force, *compression);
        if (options.stiffness) strip.add(part.first, static_cast<float>(mm));
      }
    });
  });
  follow(Channel::Force, force, until);
}

void Attempt::State::note_compression(DeviceTime time, Channel channel,
                                      const Compression& compression) {
  if (compression.onset < count_from) return;
  last_release = compression.release;
  findings.push_back({time, channel, compression});
}

void Attempt::State::take_acceleration(DeviceTime until) {
  hold.take(Channel::Acceleration, just_before(depth_from, until), [this](const SampleRun& run) {
    turn_to(CompressionSource::Acceleration);
    take_moving(run, Channel::Acceleration, [this](SampleRun part) {
      std::array<float, kBlock> shown_mm;
      while (!part.values.empty()) {
        const std::size_t count = std::min(part.values.size(), shown_mm.size());
        const SampleRun block = part.front(count);
        for (std::size_t i = 0; i < count; ++i) {
          const DeviceTime time = block.time_of(i);
          const auto compression = acceleration_detector.step(
              time, static_cast<double>(block.values[i]), i == 0 ? block.flags : BatchFlag::None);
          if (compression) note_compression(time, Channel::Acceleration, *compression);
          shown_mm[i] = static_cast<float>(acceleration_detector.displacement().mm());
        }
        strip.add({BatchFlag::None, block.first, block.period, std::span(shown_mm).first(count)});
        part.drop(count);
      }
    });
  });
  pass_over(Channel::Acceleration, until);
}

void Attempt::State::take_depth(DeviceTime until) {
  hold.take(Channel::Depth, until, [this](const SampleRun& run) {
    turn_to(CompressionSource::Depth);
    take_moving(run, Channel::Depth, [this](const SampleRun& part) {
      strip.add(part);
      compression_detector.read(part, [this](DeviceTime time, const Compression& compression) {
        note_compression(time, Channel::Depth, compression);
      });
    });
  });
}

void Attempt::State::take_motion(DeviceTime until) {
  note_first_of(Channel::Depth, depth_from, until);
  note_first_of(Channel::Acceleration, acceleration_from, until);
  if (hold.holds(Channel::Force)) take_force(until);
  if (hold.holds(Channel::Acceleration)) take_acceleration(until);
  if (depth_from) take_depth(until);
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
  note_delivery(channel, run);
}

void Attempt::State::take_flow(DeviceTime until) {
  hold.take(Channel::AirwayFlow, just_before(volume_from, until), [this](const SampleRun& run) {
    turn_to(BreathSource::Flow);
    take_breathing(run, Channel::AirwayFlow,
                   [this](DeviceTime time, double ml_s) { return airway_volume.step(time, ml_s); });
  });
  pass_over(Channel::AirwayFlow, until);
}

void Attempt::State::take_airway(DeviceTime until) {
  note_first_of(Channel::AirwayVolume, volume_from, until);
  if (hold.holds(Channel::AirwayFlow)) take_flow(until);
  if (!volume_from) return;
  hold.take(Channel::AirwayVolume, until, [this](const SampleRun& run) {
    turn_to(BreathSource::Volume);
    take_breathing(run, Channel::AirwayVolume, [](DeviceTime, double ml) { return ml; });
  });
}

/// Lets the samples go by; their time has passed all the same.
void Attempt::State::pass_over(Channel channel, DeviceTime until) {
  hold.take(channel, until, [&](const SampleRun& run) { note_delivery(channel, run); });
}

void Attempt::State::follow(Channel channel, ValueTrack& track, DeviceTime until) {
  if (!hold.holds(channel)) return;
  hold.take(channel, until, [&](const SampleRun& run) {
    track.add(run);
    note_delivery(channel, run);
  });
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

CompressionExtras Attempt::State::extras_of(const Compression& compression,
                                            const Finding& finding) const {
  CompressionExtras extras;
  if (!has(Channel::Force) && !has(Channel::HandPositionX)) return extras;
  // A release may be foretold; what its companions say is asked of what has been seen.
  const DeviceTime release = std::min(compression.release, finding.at);
  if (finding.channel == Channel::Force) {
    extras.force = force_scale() * compression.depth;
    if (compression.residual) extras.residual_force = force_scale() * *compression.residual;
  } else {
    if (const auto n = force.at(compression.peak, kFreshPosition)) extras.force = newtons(*n);
    if (const auto n = force.at(release, kFreshPosition)) {
      extras.residual_force = newtons(std::max(*n, 0.0));
    }
  }
  const auto x_mm = hands_x.at(compression.peak, kFreshPosition);
  const auto y_mm = hands_y.at(compression.peak, kFreshPosition);
  if (x_mm && y_mm) extras.hands = HandOffset{millimetres(*x_mm), millimetres(*y_mm)};
  return extras;
}

void Attempt::State::compare_with_reported_rate(const Compression& compression, DeviceTime at) {
  const auto said = reported_rate.at(std::min(compression.release, at), kFreshRate);
  // A manikin that has not seen a run yet says 0, and its mean needs as many as ours.
  if (!said || *said <= 0.0 || !coach.recent().is_full()) return;
  const auto measured = coach.recent().rate();
  if (!measured) return;
  rate_difference.add(compression.peak, measured->per_minute() - *said);
}

void Attempt::State::keep(const CompressionExtras& extras) {
  // As long as there are none, nothing is kept of them: a long list would be twice as long.
  if (compression_extras.empty() && extras == CompressionExtras{}) return;
  compression_extras.resize(compressions.size() - 1);
  compression_extras.push_back(extras);
}

void Attempt::State::apply(const Compression& found, const Finding& finding) {
  const CompressionExtras extras = extras_of(found, finding);
  Compression compression = found;
  // A better channel may have turned up since it was found: what it was found in counts.
  const bool has_depth = finding.channel != Channel::Force || options.stiffness.has_value();
  coach.depth_is_measured(has_depth);
  if (!has_depth) {
    compression.depth = {};
    compression.residual.reset();
  }
  compressions.push_back(compression);
  keep(extras);
  if (const auto leaning = is_leaning(guideline, compression, extras)) {
    ++residual_count;
    if (*leaning) ++leaning_count;
  }
  flow.add(compression);
  cycles.add(compression);
  const CyclePlace place{static_cast<int>(cycles.cycles().size()),
                         cycles.cycles().back().compression_count};
  coach.add(compression, extras, place, finding.at);
  compare_with_reported_rate(compression, finding.at);
}

void Attempt::State::apply(const Breath& breath, const Finding& finding) {
  breaths.push_back(breath);
  BreathExtras extras;
  if (const auto deg = head_tilt.at(breath.start, kFreshPosition)) extras.head_tilt = degrees(*deg);
  breath_extras.push_back(extras);
  flow.add(breath);
  cycles.add(breath);
  coach.add(breath, finding.at);
}

void Attempt::State::apply(AirwayHeard /*heard*/, const Finding& /*finding*/) {
  cycles.breaths_are_measured();
}

}  // namespace sternum
