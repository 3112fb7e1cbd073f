/// How far what a manikin says of itself agrees with what its samples say.
///
/// Compressions are matched one to one with the reports in the order of time, each with the nearest
/// free report whose peak is within 200 ms (half of the shortest period); breaths with the reports
/// that they overlap. Whatever lies beside a hole of the recording has no partner through no fault
/// of either and is left out. Pure functions.
#pragma once

#include <span>
#include <vector>

#include "analysis/core/device_report.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

struct Agreement {
  int pairs = 0;
  int unmatched = 0;             ///< on both sides
  int values = 0;                ///< pairs that have the value on both sides
  double mean_difference = 0.0;  ///< of the value's amounts, without sign: mm, /min or ml
  /// Of pairs that have a rate on both sides.
  int rates = 0;
  double mean_rate_difference = 0.0;
  [[nodiscard]] double unmatched_share() const {
    return unmatched == 0 ? 0.0 : static_cast<double>(unmatched) / (2 * pairs + unmatched);
  }
};

/// `seen`: the time that the samples cover; `gaps`: its holes.
[[nodiscard]] Agreement compare(std::span<const Compression> found,
                                std::span<const ReportedCompression> reported, TimeSpan seen,
                                std::span<const TimeSpan> gaps);
[[nodiscard]] Agreement compare(std::span<const Breath> found,
                                std::span<const ReportedBreath> reported, TimeSpan seen,
                                std::span<const TimeSpan> gaps);

}  // namespace sternum
