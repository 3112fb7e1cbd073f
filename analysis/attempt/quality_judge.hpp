/// Turns what was noticed of an attempt's data into its quality verdict. Pure functions.
#pragma once

#include <array>
#include <optional>
#include <span>

#include "analysis/attempt/agreement.hpp"
#include "analysis/attempt/attempt_result.hpp"
#include "analysis/attempt/channel_watch.hpp"
#include "analysis/attempt/quality.hpp"
#include "analysis/core/channel.hpp"

namespace sternum {

/// A stretch in which a sensor was at the end of its range, as coarse as its batches are.
struct SaturatedSpan {
  Channel channel = Channel::Depth;
  TimeSpan span;
  friend bool operator==(const SaturatedSpan&, const SaturatedSpan&) = default;
};

/// How far the rates found differ from the manikin's `ReportedRate`, which is a mean over some
/// seconds: held against the mean of the last five.
struct RateDifference {
  int count = 0;
  double sum_per_min = 0.0;
  std::optional<TimeSpan> span{};
  void add(DeviceTime at, double difference_per_min) {
    ++count;
    sum_per_min += difference_per_min < 0.0 ? -difference_per_min : difference_per_min;
    span = TimeSpan{span ? span->from : at, at};
  }
};

/// What is known of an attempt's data at its end; the lists must outlive it.
struct QualityEvidence {
  TimeSpan span;
  CompressionSource compression_source = CompressionSource::None;
  BreathSource breath_source = BreathSource::None;
  std::span<const Channel> expected{};
  std::span<const ChannelWatch, kAllChannels.size()> watches;
  std::span<const SaturatedSpan> saturated{};
  std::span<const Compression> compressions{};
  std::span<const Breath> breaths{};
  std::span<const TimeSpan> gaps{};  ///< of the channel that measures compressions
  std::span<const TimeSpan> breath_gaps{};
  std::span<const ReportedCompression> reported_compressions{};
  std::span<const ReportedBreath> reported_breaths{};
  bool measures_depth = true;
  RateDifference rate_difference{};
  std::optional<CalibrationDates> calibration{};
};

[[nodiscard]] Quality judge_quality(const QualityEvidence& evidence, const QualityLimits& limits);

/// The channel behind a source; empty where it is none.
[[nodiscard]] std::optional<Channel> channel_of(CompressionSource source);
[[nodiscard]] std::optional<Channel> channel_of(BreathSource source);

}  // namespace sternum
