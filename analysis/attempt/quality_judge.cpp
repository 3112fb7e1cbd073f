#include "analysis/attempt/quality_judge.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace sternum {
namespace {

class QualityJudge {
 public:
  QualityJudge(const QualityEvidence& evidence, const QualityLimits& limits)
      : e_(evidence), limits_(limits) {}

  Quality judge() {
    const auto motion = channel_of(e_.compression_source);
    const auto airway = channel_of(e_.breath_source);
    for (const Channel channel : kAllChannels) {
      const ChannelWatch& watch = watch_of(channel);
      judge_silence(channel, watch);
      if (watch.samples() == 0) continue;
      if (channel == motion || channel == airway) judge_loss(channel, watch);
      judge_clock(channel, watch);
    }
    judge_silence_of_everything();
    if (motion) {
      judge_gaps(*motion, e_.gaps);
      judge_pace(*motion);
      judge_saturation(*motion, e_.compressions, &Compression::peak, &Compression::peak);
    }
    if (airway) {
      judge_gaps(*airway, e_.breath_gaps);
      judge_saturation(*airway, e_.breaths, &Breath::start, &Breath::end);
    }
    judge_calibration();
    judge_agreement();
    std::ranges::stable_sort(quality_.findings, [](const auto& a, const auto& b) {
      return a.gravity != b.gravity ? a.gravity > b.gravity : a.kind < b.kind;
    });
    return std::move(quality_);
  }

 private:
  using Kind = FindingKind;

  [[nodiscard]] const ChannelWatch& watch_of(Channel channel) const {
    return e_.watches[static_cast<std::size_t>(channel) - 1];
  }

  void add(const QualityFinding& finding) {
    quality_.findings.push_back(finding);
    quality_.verdict = std::max(quality_.verdict, finding.gravity);
  }

  [[nodiscard]] static QualityVerdict gravity(double amount, double degrading,
                                              double invalidating) {
    if (amount >= invalidating) return QualityVerdict::Invalid;
    return amount >= degrading ? QualityVerdict::Degraded : QualityVerdict::Valid;
  }

  void judge_loss(Channel channel, const ChannelWatch& watch) {
    const double lost = watch.lost();
    if (lost < limits_.noted_loss) return;
    add({Kind::SamplesLost, gravity(lost, limits_.degrading_loss, limits_.invalidating_loss),
         channel, watch.holes().span, watch.holes().count, lost, limits_.degrading_loss});
  }

  void judge_gaps(Channel channel, std::span<const TimeSpan> gaps) {
    if (gaps.empty()) return;
    Duration length;
    for (const TimeSpan& gap : gaps) length += gap.length();
    const double limit_s = limits_.degrading_gaps.seconds();
    // How much of the attempt is lost is judged by `SamplesLost`, and not twice.
    add({Kind::Gaps, gravity(length.seconds(), limit_s, HUGE_VAL), channel,
         TimeSpan{gaps.front().from, gaps.back().to}, static_cast<int>(gaps.size()),
         length.seconds(), limit_s});
  }

  void judge_clock(Channel channel, const ChannelWatch& watch) {
    // All channels of a manikin share its clock: what it did is told once, by the first of them.
    if (watch.restarts().count > 0 && !has(Kind::ClockRestarted)) {
      add({Kind::ClockRestarted, QualityVerdict::Degraded, channel, watch.restarts().span,
           watch.restarts().count, static_cast<double>(watch.restarts().count), 0.0});
    }
    if (watch.leaps().count > 0 && !has(Kind::ClockJumped)) {
      add({Kind::ClockJumped, QualityVerdict::Degraded, channel, watch.leaps().span,
           watch.leaps().count, watch.leaps().length.seconds(), ChannelWatch::kLeap.seconds()});
    }
  }

  [[nodiscard]] bool has(Kind kind) const {
    return std::ranges::find(quality_.findings, kind, &QualityFinding::kind) !=
           quality_.findings.end();
  }

  [[nodiscard]] bool is_expected(Channel channel) const {
    return std::ranges::find(e_.expected, channel) != e_.expected.end();
  }

  void judge_silence(Channel channel, const ChannelWatch& watch) {
    const DeviceTime heard_until = watch.samples() > 0 ? watch.span().to : e_.span.from;
    const Duration silent = e_.span.to - heard_until;
    const bool never = watch.samples() == 0 && is_expected(channel);
    // A sensor that sends on change is silent while nothing changes, and has been so before.
    const bool died = watch.samples() > 0 && watch.longest_silence() < ChannelWatch::kLongestStep &&
                      silent >= limits_.silence;
    if (!never && !died) return;
    add({Kind::ChannelSilent, QualityVerdict::Degraded, channel, TimeSpan{heard_until, e_.span.to},
         1, silent.seconds(), limits_.silence.seconds()});
  }

  /// Nothing that could tell of a compression was heard at all.
  void judge_silence_of_everything() {
    if (e_.compression_source != CompressionSource::None) return;
    // Breaths alone may be practised, where nobody said that there would be more.
    const bool breaths_alone = e_.breath_source != BreathSource::None && !expects_motion();
    if (breaths_alone) return;
    for (QualityFinding& finding : quality_.findings) {
      if (finding.kind == Kind::ChannelSilent && finding.channel && is_motion(*finding.channel)) {
        finding.gravity = quality_.verdict = QualityVerdict::Invalid;
        return;
      }
    }
    const double silent_s = e_.span.length().seconds();
    add({Kind::ChannelSilent, QualityVerdict::Invalid, std::nullopt, e_.span, 1, silent_s,
         limits_.silence.seconds()});
  }

  [[nodiscard]] static bool is_motion(Channel channel) {
    return channel == Channel::Depth || channel == Channel::Acceleration ||
           channel == Channel::Force;
  }
  [[nodiscard]] bool expects_motion() const { return std::ranges::any_of(e_.expected, is_motion); }

  void judge_pace(Channel channel) {
    const ChannelWatch& watch = watch_of(channel);
    // Fewer say nothing about a sensor's pace.
    constexpr std::int64_t kTellingSamples = 10;
    if (watch.samples() < kTellingSamples) return;
    const TimeSpan span = watch.span();
    const double spread_hz =
        static_cast<double>(watch.samples() - 1) / std::max(span.length().seconds(), 1e-6);
    const double hertz = watch.pace_hz().value_or(spread_hz);
    const double for_depth_hz = channel == Channel::Acceleration ? limits_.slowest_acceleration_hz
                                                                 : limits_.slowest_for_depth_hz;
    if (hertz < limits_.slowest_for_rate_hz) {
      add({Kind::TooSlowForRate, QualityVerdict::Invalid, channel, span, 1, hertz,
           limits_.slowest_for_rate_hz});
    }
    if (hertz < for_depth_hz) {
      add({Kind::TooSlowForDepth, QualityVerdict::Degraded, channel, span, 1, hertz, for_depth_hz});
    }
  }

  template <class List, class From, class To>
  void judge_saturation(Channel channel, const List& list, From from, To to) {
    ChannelWatch::Tally tally;
    int touched = 0;
    auto next = list.begin();
    for (const SaturatedSpan& stretch : e_.saturated) {
      if (stretch.channel != channel || stretch.span.to < e_.span.from) continue;
      tally.add(stretch.span);
      while (next != list.end() && std::invoke(to, *next) < stretch.span.from) ++next;
      for (; next != list.end() && std::invoke(from, *next) <= stretch.span.to; ++next) ++touched;
    }
    if (tally.count == 0) return;
    const double share =
        list.empty() ? 0.0 : static_cast<double>(touched) / static_cast<double>(list.size());
    add({Kind::Saturated,
         touched == 0 ? QualityVerdict::Valid
                      : gravity(share, 0.0, limits_.invalidating_saturation),
         channel, tally.span, touched, share, limits_.invalidating_saturation});
  }

  void judge_calibration() {
    if (!e_.calibration) return;
    const auto limit = static_cast<double>(limits_.calibration_days);
    if (!e_.calibration->calibrated_on_day) {
      add({Kind::CalibrationMissing, QualityVerdict::Valid, std::nullopt, e_.span, 1, 0.0, limit});
      return;
    }
    const double age = static_cast<double>(e_.calibration->today) -
                       static_cast<double>(*e_.calibration->calibrated_on_day);
    // A day ahead is another time zone; more is a clock that cannot be trusted.
    if (age <= limit && age >= -1.0) return;
    add({Kind::CalibrationStale, QualityVerdict::Degraded, std::nullopt, e_.span, 1, age, limit});
  }

  void judge_agreement() {
    if (channel_of(e_.compression_source) && !e_.reported_compressions.empty()) {
      judge_compressions();
    }
    if (channel_of(e_.breath_source) && !e_.reported_breaths.empty()) judge_breaths();
    if (e_.rate_difference.count >= limits_.least_pairs && !has(Kind::RateDisagrees)) {
      const double mean = e_.rate_difference.sum_per_min / e_.rate_difference.count;
      add_difference(Kind::RateDisagrees, Channel::ReportedRate, e_.rate_difference.count, mean,
                     limits_.rate_difference.per_minute(), *e_.rate_difference.span);
    }
  }

  void judge_compressions() {
    const auto channel = channel_of(e_.compression_source);
    const TimeSpan seen = watch_of(*channel).span();
    const Agreement found = compare(e_.compressions, e_.reported_compressions, seen, e_.gaps);
    add_unmatched(Kind::CountDisagrees, channel, found, seen);
    if (e_.measures_depth && found.values >= limits_.least_pairs) {
      add_difference(Kind::DepthDisagrees, channel, found.values, found.mean_difference,
                     limits_.depth_difference.mm(), seen);
    }
    if (found.rates >= limits_.least_pairs) {
      add_difference(Kind::RateDisagrees, channel, found.rates, found.mean_rate_difference,
                     limits_.rate_difference.per_minute(), seen);
    }
  }

  void judge_breaths() {
    const auto channel = channel_of(e_.breath_source);
    const TimeSpan seen = watch_of(*channel).span();
    const Agreement found = compare(e_.breaths, e_.reported_breaths, seen, e_.breath_gaps);
    add_unmatched(Kind::BreathCountDisagrees, channel, found, seen);
    if (found.values > 0) {
      add_difference(Kind::VolumeDisagrees, channel, found.values, found.mean_difference,
                     limits_.volume_difference.ml(), seen);
    }
  }

  void add_unmatched(Kind kind, std::optional<Channel> channel, const Agreement& found,
                     TimeSpan seen) {
    if (found.unmatched < 2 || found.unmatched_share() <= limits_.unmatched) return;
    add({kind, QualityVerdict::Degraded, channel, seen, found.unmatched, found.unmatched_share(),
         limits_.unmatched});
  }

  void add_difference(Kind kind, std::optional<Channel> channel, int count, double amount,
                      double limit, TimeSpan span) {
    if (amount <= limit) return;
    add({kind, QualityVerdict::Degraded, channel, span, count, amount, limit});
  }

  const QualityEvidence& e_;
  const QualityLimits& limits_;
  Quality quality_;
};

}  // namespace

Quality judge_quality(const QualityEvidence& evidence, const QualityLimits& limits) {
  return QualityJudge(evidence, limits).judge();
}

std::optional<Channel> channel_of(CompressionSource source) {
  switch (source) {
    case CompressionSource::None:
    case CompressionSource::DeviceReports:
      return std::nullopt;
    case CompressionSource::Force:
      return Channel::Force;
    case CompressionSource::Acceleration:
      return Channel::Acceleration;
    case CompressionSource::Depth:
      return Channel::Depth;
  }
  return std::nullopt;
}

std::optional<Channel> channel_of(BreathSource source) {
  switch (source) {
    case BreathSource::None:
    case BreathSource::DeviceReports:
      return std::nullopt;
    case BreathSource::Flow:
      return Channel::AirwayFlow;
    case BreathSource::Volume:
      return Channel::AirwayVolume;
  }
  return std::nullopt;
}

std::string_view source_name(CompressionSource source) {
  if (source == CompressionSource::DeviceReports) return "device_reports";
  const auto channel = channel_of(source);
  return channel ? column_name(*channel) : std::string_view{};
}

std::string_view source_name(BreathSource source) {
  if (source == BreathSource::DeviceReports) return "device_reports";
  const auto channel = channel_of(source);
  return channel ? column_name(*channel) : std::string_view{};
}

}  // namespace sternum
