/// What a trainee's report says, in words and in its order, before anybody draws it.
///
/// Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "datasets/documents/printed_ledger.hpp"
#include "datasets/documents/trainee_report.hpp"

namespace sternum::paper {

/// A line of the sheet, or a measurement beside it.
struct ScoreLine {
  bool by_sensor = true;
  bool overruled = false;
  std::string title;
  std::string measured;            ///< "122 / 150", or the outcome in a word
  std::optional<double> fraction;  ///< 0–1, for the bar
  std::string points;              ///< "24.4 / 30"; empty: it has none of its own
  std::string note;                ///< who overruled it, when and why; may be empty
};

struct TipLine {
  std::string title;
  std::string words;
  std::string gain;
};

struct ProgressBar {
  std::string day;  ///< "03-21"
  double score = 0.0;
  bool is_this = false;
};

enum class VerdictLook : std::uint8_t { Passed, NotPassed, Borderline, Invalid, Practice };

struct ReportContent {
  VerdictLook look = VerdictLook::Practice;
  std::string verdict;
  std::string total;      ///< "85.7" or "–"
  std::string pass_mark;  ///< "pass mark 80"; may be empty
  VerdictLook quality_look = VerdictLook::Passed;
  std::string quality;
  std::vector<std::string> quality_lines;  ///< three at most
  /// Of an exam its items; of practice what was measured, which has no points of its own.
  std::vector<ScoreLine> items;
  std::string measures;  ///< of an exam: what was measured, in one line
  std::vector<LedgerLine> ledger;
  std::string ledger_sum;  ///< "100 − 14.3 = 85.7"; empty without a total
  Points lost;
  std::vector<TipLine> tips;  ///< two at most
  std::vector<ProgressBar> progress;
  std::string progress_note;
  std::optional<double> pass;  ///< 0–100
  /// Of the points as a whole, and of an item that was overruled more than once: every one of them.
  std::vector<std::string> overrulings;
  std::vector<std::string> findings;
};

[[nodiscard]] ReportContent content_of(const TraineeReport& report, const DocumentWords& words);

}  // namespace sternum::paper
