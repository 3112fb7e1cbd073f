/// How well what was found agrees with what really happened.
///
/// A found and a true compression belong together when their peaks lie within 150 ms of each other:
/// less than half the shortest period (160/min). Pairs are one to one, the nearest first. What is
/// left is missed or invented; but whatever touches a stretch of which no sample arrived is
/// excused, and counts as neither. Breaths belong together when they overlap; a true breath of less
/// than 80 ml is hardly any air and need not be found, nor is it wrong to find it.
/// Errors are found minus true: MAE and bias are means, median and P95 are of their absolute values
/// (nearest rank). Rates are compared where a compression and the one before it have both been
/// found, and a rate counts as doubled when it is more than 1.5 times the true one at its time.
/// Pure functions; sensitivity and PPV as used for CPR algorithms (González-Otero et al. 2018,
/// doi:10.1371/journal.pone.0192810).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/attempt/attempt_result.hpp"
#include "datasets/recordings/truth_file.hpp"

namespace sternum {

struct ComparisonOptions {
  Duration nearness = milliseconds(150);
  /// Around a lost stretch: what a detector needs to see of a stroke before it and behind it.
  Duration lost_margin = milliseconds(100);
  double least_volume_ml = 80.0;
  double doubled = 1.5;
};

/// Without values all numbers are 0.
struct ErrorStatistics {
  std::size_t count = 0;
  double mae = 0.0;
  double bias = 0.0;
  double median = 0.0;
  double p95 = 0.0;
  friend bool operator==(const ErrorStatistics&, const ErrorStatistics&) = default;
};
[[nodiscard]] ErrorStatistics statistics_of(const std::vector<double>& errors);

struct Agreed {
  std::size_t meant = 0;    ///< true ones, without those excused
  std::size_t found = 0;    ///< found ones, likewise
  std::size_t matched = 0;  ///< pairs
  std::size_t excused = 0;  ///< on either side
  std::vector<DeviceTime> missed;
  std::vector<DeviceTime> invented;

  /// Share of the true ones that were found; empty when there are none.
  [[nodiscard]] std::optional<double> sensitivity() const;
  /// Share of the found ones that are true; empty when there are none.
  [[nodiscard]] std::optional<double> ppv() const;
  friend bool operator==(const Agreed&, const Agreed&) = default;
};

struct Comparison {
  Agreed compressions;
  ErrorStatistics depth_mm;     ///< none where depth was not measured
  ErrorStatistics residual_mm;  ///< likewise
  ErrorStatistics onset_ms;
  ErrorStatistics peak_ms;
  ErrorStatistics release_ms;
  ErrorStatistics rate_per_min;
  std::size_t rates = 0;
  std::size_t doubled_rates = 0;

  Agreed breaths;
  ErrorStatistics breath_start_ms;
  ErrorStatistics breath_end_ms;
  ErrorStatistics volume_ml;
  friend bool operator==(const Comparison&, const Comparison&) = default;
};

[[nodiscard]] Comparison compare_with_truth(const AttemptResult& found, const TruthFile& truth,
                                            const ComparisonOptions& options = {});

/// For people: a table, lines end in \n.
[[nodiscard]] std::string comparison_table(const Comparison& comparison);
/// One JSON object without a newline; frozen, keys are only added. What there is none of is null.
[[nodiscard]] std::string comparison_json(const Comparison& comparison);

}  // namespace sternum
