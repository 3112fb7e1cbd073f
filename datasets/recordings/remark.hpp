/// The second kind of line in a recording: what cannot be said in a column.
///
/// A remark is a line that begins with `#@`, so that whoever does not know remarks takes it for a
/// comment. Cells are separated by commas; it stands in front of the rows that it is about.
/// ```
///   #@samples,depth_mm,gap,1                 of the next 1 value of depth_mm; also whole, reboot,
///                                            saturated, several joined by +
///   #@compression,1250000,52.5,0.5,110.2,    peak in µs, mm, mm left, per minute, and "gap" where
///                                            reports before it are missing; empty: not measured
///   #@breath,4250000,1000000,550,            start in µs, inflation in µs, ml, gap
///   #@stiffness,6.5                          of the chest, N/mm
///   #@event,2000000,shock                    what happened that no sensor measures, µs
///   #@start,5000000                          the attempt counts from here on, µs; before: pre-roll
///   #@calibrated,20500,20540                 day of the manikin's calibration (empty: it gives
///                                            none) and of the recording, since 1970-01-01
///   #@uncertainty,1.5,                       how far depths, mm, and breaths, ml, may be off
/// ```
/// Coaching is told as events, too: coach_full, coach_fading, coach_after_each_cycle, coach_none.
/// Frozen: a word is only ever added; a remark of a word that is not known is passed over. Numbers
/// are the floats that a manikin sends. Errors say what is wrong with the line, without its place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "analysis/core/device_report.hpp"
#include "analysis/core/result.hpp"
#include "analysis/core/sample_batch.hpp"
#include "analysis/scoring/attempt_event.hpp"

namespace sternum {

/// The next `count` values of the channel came as one batch with these flags. `None` says that no
/// gap lies before them, whatever the step in time.
struct SamplesRemark {
  Channel channel = Channel::Depth;
  BatchFlag flags = BatchFlag::None;
  std::uint32_t count = 1;
  friend bool operator==(const SamplesRemark&, const SamplesRemark&) = default;
};
struct StiffnessRemark {
  float n_per_mm = 0.0F;
  friend bool operator==(const StiffnessRemark&, const StiffnessRemark&) = default;
};
struct StartRemark {
  DeviceTime at{};
  friend bool operator==(const StartRemark&, const StartRemark&) = default;
};
struct CalibrationRemark {
  std::optional<std::uint32_t> calibrated_on_day{};
  std::uint32_t recorded_on_day = 0;
  friend bool operator==(const CalibrationRemark&, const CalibrationRemark&) = default;
};
struct UncertaintyRemark {
  std::optional<double> depth_mm{};
  std::optional<double> volume_ml{};
  friend bool operator==(const UncertaintyRemark&, const UncertaintyRemark&) = default;
};
struct UnknownRemark {
  friend bool operator==(const UnknownRemark&, const UnknownRemark&) = default;
};
using Remark =
    std::variant<SamplesRemark, ReportedCompression, ReportedBreath, StiffnessRemark, AttemptEvent,
                 StartRemark, CalibrationRemark, UncertaintyRemark, UnknownRemark>;

[[nodiscard]] inline bool is_remark(std::string_view line) { return line.starts_with("#@"); }

/// Requires `is_remark(line)`. Times are as they stand there.
[[nodiscard]] Result<Remark> parse_remark(std::string_view line);

/// Appends the line, its end included. An unknown remark has none.
void append_remark(const Remark& remark, std::string& text);

}  // namespace sternum
