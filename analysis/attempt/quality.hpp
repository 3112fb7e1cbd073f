/// How far an attempt's numbers can be trusted, apart from how good they are.
///
/// Invalid is not failed: the verdict stands beside the score and changes nothing in it. Every
/// finding says what, where, how much and how grave; the verdict is the gravest. A finding is one
/// for each kind and channel, however often it happened. Plain values; findings carry numbers, not
/// sentences: `gui/locale` says them in the reader's language.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"

namespace sternum {

/// Of a finding, `Valid` means that it is noted and takes nothing away.
enum class QualityVerdict : std::uint8_t { Valid, Degraded, Invalid };
/// Frozen, as used in JSON: "valid".
[[nodiscard]] std::string_view verdict_name(QualityVerdict verdict);

enum class FindingKind : std::uint8_t {
  SamplesLost,           ///< amount: share of the channel's time, 0–1
  Gaps,                  ///< amount: their length in all, s
  Saturated,             ///< amount: share of compressions (or breaths) at the sensor's end, 0–1
  ClockRestarted,        ///< amount: how often
  ClockJumped,           ///< amount: by how much in all, s
  TooSlowForRate,        ///< amount: samples per second
  TooSlowForDepth,       ///< amount: samples per second
  CalibrationMissing,    ///< amount: 0
  CalibrationStale,      ///< amount: its age, days; negative: from the future
  ChannelSilent,         ///< amount: for how long before the end, s
  CountDisagrees,        ///< amount: compressions without a partner on the other side, 0–1
  DepthDisagrees,        ///< amount: mean difference from the manikin's reports, mm
  RateDisagrees,         ///< amount: mean difference from the manikin's rate, /min
  BreathCountDisagrees,  ///< amount: breaths without a partner on the other side, 0–1
  VolumeDisagrees,       ///< amount: mean difference from the manikin's reports, ml
};
/// Frozen, as used in JSON: "samples_lost".
[[nodiscard]] std::string_view finding_name(FindingKind kind);

struct QualityFinding {
  FindingKind kind = FindingKind::SamplesLost;
  QualityVerdict gravity = QualityVerdict::Valid;
  std::optional<Channel> channel{};  ///< empty: the manikin as a whole
  TimeSpan span{};                   ///< from the first to the last occurrence
  int count = 0;                     ///< occurrences
  double amount = 0.0;
  double limit = 0.0;  ///< that the amount was held against, in the same unit
  friend bool operator==(const QualityFinding&, const QualityFinding&) = default;
};

struct Quality {
  QualityVerdict verdict = QualityVerdict::Valid;
  std::vector<QualityFinding> findings;  ///< the gravest first, then in the order of `FindingKind`
  friend bool operator==(const Quality&, const Quality&) = default;
};

/// Where findings begin, and how grave they are.
struct QualityLimits {
  /// Less is noise of the radio: half a compression in a hundred. From 2 % on runs are torn often
  /// enough to shift a rate's share; a fifth of an attempt unseen says little about the rest.
  double noted_loss = 0.005;
  double degrading_loss = 0.02;
  double invalidating_loss = 0.2;
  /// As long as what ends a run: up to here a hole hides one or two compressions.
  Duration degrading_gaps = seconds(1.0);
  /// A depth at the sensor's end is a depth not measured.
  double invalidating_saturation = 0.1;
  /// A channel that ended so long before the others is broken. Longer than a cycle, so that an
  /// airway at rest is not taken for silent.
  Duration silence = seconds(30.0);
  /// A compression's third harmonic at 140/min is 7 Hz: below twice that, peaks fall on a grid
  /// (11 Hz gives 110, 132 and 94/min and nothing between).
  double slowest_for_rate_hz = 15.0;
  /// The detectors' accuracy is known from 20 Hz on; clocks and jitter are granted a tenth.
  double slowest_for_depth_hz = 18.0;
  /// Depth from acceleration is integrated twice: known from 50 Hz on, with the same grant.
  double slowest_acceleration_hz = 45.0;
  /// The usual interval for measuring equipment.
  int calibration_days = 365;
  /// Of a device's own numbers: half the width of the depth band, a quarter of the rate band, and
  /// half of the volume band of adult guidelines. Counts: one in twenty, but more than one.
  Millimetres depth_difference = millimetres(5.0);
  PerMinute rate_difference = per_minute(5.0);
  Millilitres volume_difference = millilitres(100.0);
  double unmatched = 0.05;
  int least_pairs = 5;  ///< fewer say nothing
};

/// When a manikin says it was calibrated last, and what day it is: days since 1970-01-01.
struct CalibrationDates {
  std::optional<std::uint32_t> calibrated_on_day{};
  std::uint32_t today = 0;
};

}  // namespace sternum
