/// The ledger as it is printed, below a plot and in a report: what was lost, for what, and when.
///
/// Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "datasets/documents/trainee_report.hpp"

namespace sternum::paper {

/// A line of the ledger: what one rule cost in one cycle, or an item.
struct LedgerLine {
  int number = 0;  ///< from 1, in the order of time; what has no time comes last
  std::string words;
  std::optional<TimeSpan> span;
  Points lost;
};

/// Of a ledger for its picture and its list; an examination's lines are gathered by rule and cycle.
[[nodiscard]] std::vector<LedgerLine> ledger_lines(const AttemptResult& result,
                                                   const ReportedExam* exam,
                                                   const DocumentWords& words);

}  // namespace sternum::paper
