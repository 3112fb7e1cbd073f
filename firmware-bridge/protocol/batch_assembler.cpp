#include "firmware-bridge/protocol/batch_assembler.hpp"

#include <algorithm>

#include "firmware-bridge/protocol/limits.hpp"

namespace sternum {
namespace {

/// Channels send their batches when those are full: one may lag behind another by a batch's length
/// (200 ms at most) and by what the manikin's buffers add.
constexpr Duration kReorderTolerance = seconds(1.0);
constexpr Duration kLeapWithoutLoss = seconds(3600.0);
constexpr Duration kLeap = seconds(30 * 86'400.0);
/// Old batches that a buffer held back are seconds old; a clock that fell by more restarted.
constexpr Duration kOldestStraggler = seconds(10.0);
constexpr Duration kConvincingDetour = seconds(1.0);
/// More batches than this were not lost; the numbering began anew.
constexpr std::uint32_t kMostLost = 10'000'000;
constexpr Duration kHoleBetweenValues = seconds(1.0);
constexpr Duration kHoleInSeries = milliseconds(250);

Duration span_of(const WireBatch& batch) {
  return microseconds(batch.period_us) * static_cast<std::int64_t>(batch.values.size() - 1);
}

}  // namespace

BatchAssembler::BatchAssembler()
    : clock_(DeviceClockOptions{.reorder_tolerance = kReorderTolerance}) {}

void BatchAssembler::on_hello(const Hello& hello) {
  // The first batches after a restart may come before the Hello that announces it, or its copy may
  // have been lost: the clock has seen this restart already.
  if (boot_ && *boot_ != hello.boot && !rebooted_since_hello_) clock_.announce_reboot();
  boot_ = hello.boot;
  rebooted_since_hello_ = false;
  ranges_.clear();
  for (const ChannelInfo& info : hello.channels) {
    if (info.high > info.low) ranges_[info.channel] = {info.low, info.high};
  }
}

const SampleBatch* BatchAssembler::assemble(const WireBatch& batch) {
  Track& track = tracks_[batch.channel];
  const auto first = place({batch.sequence, batch.t_us}, track);
  if (!first) return nullptr;
  if (track.started && *first <= track.last) {
    ++counted_.past_batches;
    return nullptr;
  }

  assembled_.flags = BatchFlag::None;
  if (track.after_reboot) {
    assembled_.flags = BatchFlag::FollowsReboot;
  } else if (track.started && follows_gap(batch, *first, track)) {
    assembled_.flags = BatchFlag::FollowsGap;
  }
  if (is_saturated(batch)) assembled_.flags = assembled_.flags | BatchFlag::Saturated;
  assembled_.channel = batch.channel;
  assembled_.first = *first;
  assembled_.period = microseconds(batch.period_us);
  assembled_.values.assign(batch.values.begin(), batch.values.end());

  track.next_sequence = batch.sequence + 1;
  track.last = *first + span_of(batch);
  track.started = true;
  track.after_reboot = false;
  clock_.cover(track.last);
  counted_.samples += batch.values.size();
  return &assembled_;
}

std::optional<BatchAssembler::Placed> BatchAssembler::place_report(const Stamp& stamp,
                                                                   Track& track) {
  const auto time = place(stamp, track);
  if (!time) return std::nullopt;
  if (track.started && *time <= track.last) {
    ++counted_.past_batches;
    return std::nullopt;
  }
  const bool follows_gap =
      track.after_reboot || (track.started && stamp.sequence != track.next_sequence);
  track.next_sequence = stamp.sequence + 1;
  track.last = *time;
  track.started = true;
  track.after_reboot = false;
  clock_.cover(track.last);
  return Placed{*time, follows_gap};
}

std::optional<ReportedCompression> BatchAssembler::assemble(const CompressionReport& report) {
  const auto placed = place_report({report.sequence, report.t_us}, compression_reports_);
  if (!placed) return std::nullopt;
  ReportedCompression compression;
  compression.peak = placed->time;
  compression.depth = millimetres(static_cast<double>(report.depth_mm));
  if (report.residual_mm) {
    compression.residual = millimetres(static_cast<double>(*report.residual_mm));
  }
  if (report.rate_per_min) compression.rate = per_minute(static_cast<double>(*report.rate_per_min));
  compression.follows_gap = placed->follows_gap;
  return compression;
}

std::optional<ReportedBreath> BatchAssembler::assemble(const BreathReport& report) {
  const Duration duration = microseconds(report.duration_us);
  const auto placed = place_report({report.sequence, report.t_us + duration.us()}, breath_reports_);
  if (!placed) return std::nullopt;
  ReportedBreath breath;
  breath.start = placed->time - duration;
  breath.duration = duration;
  if (report.volume_ml) breath.volume = millilitres(static_cast<double>(*report.volume_ml));
  breath.follows_gap = placed->follows_gap;
  return breath;
}

std::optional<DeviceTime> BatchAssembler::place(const Stamp& stamp, const Track& track) {
  DeviceClock advanced = clock_;
  ClockReading reading = advanced.unroll(stamp.t_us);
  const Doubt doubt = doubt_about(reading, stamp, track);
  if (doubt != Doubt::None) {
    if (!goes_on_elsewhere(stamp.t_us, doubt)) {
      ++(doubt == Doubt::Leap ? counted_.malformed : counted_.past_batches);
      return std::nullopt;
    }
    advanced = clock_;
    advanced.announce_reboot();
    reading = advanced.unroll(stamp.t_us);
    if (reading.step != ClockStep::Rebooted) {  // at the end of all time
      ++counted_.past_batches;
      return std::nullopt;
    }
  }
  const bool rebooted = reading.step == ClockStep::Rebooted;
  if (rebooted) {
    ++counted_.reboots;
    rebooted_since_hello_ = !clock_.is_reboot_announced();
    for (auto& [_, other] : tracks_) other.after_reboot = other.started;
    for (Track* other : {&compression_reports_, &breath_reports_}) {
      other->after_reboot = other->started;
    }
  }
  if (rebooted || reading.time > latest_) latest_raw_us_ = stamp.t_us;
  latest_ = std::max(latest_, reading.time);
  clock_ = advanced;
  detour_.reset();
  return reading.time;
}

BatchAssembler::Doubt BatchAssembler::doubt_about(const ClockReading& reading, const Stamp& stamp,
                                                  const Track& track) const {
  switch (reading.step) {
    case ClockStep::Wrapped:
      return Doubt::None;
    case ClockStep::Continued:
      return is_leap(reading.time, stamp, track) ? Doubt::Leap : Doubt::None;
    case ClockStep::Rebooted: {
      const Duration fall = microseconds(latest_raw_us_ - stamp.t_us);
      const bool is_certain = clock_.is_reboot_announced() || fall > kOldestStraggler;
      return is_certain ? Doubt::None : Doubt::Straggler;
    }
    case ClockStep::Backwards:
      return Doubt::Fall;
  }
  return Doubt::None;
}

bool BatchAssembler::goes_on_elsewhere(std::int64_t raw_us, Doubt doubt) {
  const std::int64_t tolerance_us = kReorderTolerance.us();
  const bool goes_on = detour_ && raw_us >= detour_->last_us - tolerance_us &&
                       raw_us <= detour_->last_us + tolerance_us;
  if (!goes_on) {
    detour_ = Detour{raw_us, raw_us};
    return false;
  }
  detour_->last_us = std::max(detour_->last_us, raw_us);
  const Duration gone_on = microseconds(detour_->last_us - detour_->from_us);
  return doubt == Doubt::Straggler ? gone_on > Duration{} : gone_on >= kConvincingDetour;
}

bool BatchAssembler::is_leap(DeviceTime time, const Stamp& stamp, const Track& track) const {
  if (!track.started) return false;
  const Duration ahead = time - latest_;
  const std::uint32_t missing = stamp.sequence - track.next_sequence;
  const bool is_borne_out = missing > kMostLost || kLongestPeriod * missing >= ahead;
  return ahead > kLeap || (ahead > kLeapWithoutLoss && !is_borne_out);
}

bool BatchAssembler::follows_gap(const WireBatch& batch, DeviceTime first, const Track& track) {
  const Duration since_last = first - track.last;
  const std::uint32_t missing = batch.sequence - track.next_sequence;  // wraps as the numbers do
  if (missing == 0) {
    const Duration period = microseconds(batch.period_us);
    const Duration hole =
        period == Duration{} ? kHoleBetweenValues : std::max(kHoleInSeries, period * 5);
    if (since_last <= hole) return false;
  } else if (missing <= kMostLost && since_last.us() > static_cast<std::int64_t>(missing)) {
    counted_.batches_lost += missing;  // else the numbering began anew: who knows how many
  }
  ++counted_.gaps;
  return true;
}

bool BatchAssembler::is_saturated(const WireBatch& batch) const {
  const auto found = ranges_.find(batch.channel);
  if (found == ranges_.end()) return false;
  const Range range = found->second;
  return std::ranges::any_of(batch.values, [&](float value) {
    return value >= range.high || (range.low < 0.0F && value <= range.low);
  });
}

void BatchAssembler::add_to(LinkStatistics& statistics) const {
  statistics.malformed += counted_.malformed;
  statistics.samples += counted_.samples;
  statistics.gaps += counted_.gaps;
  statistics.batches_lost += counted_.batches_lost;
  statistics.past_batches += counted_.past_batches;
  statistics.reboots += counted_.reboots;
}

}  // namespace sternum
