/// An attempt's result as the JSON object that `sternum score --json` prints (frozen: keys are only
/// added). Described in README.md beside this file.
///
/// Times are device µs of the recording's timeline; percentages 0–100; what was not measured is
/// null.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/core/result.hpp"
#include "analysis/exam/examination.hpp"
#include "datasets/recordings/recording_reader.hpp"

namespace sternum {

/// One line, no newline. `sentences[i]` is said of `result.score.reasons[i]`,
/// `quality_sentences[i]` of `result.quality.findings[i]`. `clock_events` are told under
/// "recording".
[[nodiscard]] std::string result_json(const AttemptResult& result, const std::string& file,
                                      const std::vector<ClockEvent>& clock_events,
                                      const std::vector<std::string>& sentences,
                                      const std::vector<std::string>& quality_sentences = {});

/// An examination, and what is said of its items, of its ledger's lines and of its tips, one by
/// one.
struct SpokenExamination {
  const Examination& examination;
  std::vector<std::string> items;
  std::vector<std::string> ledger;
  std::vector<std::string> tips;
};

/// The same with what a scheme says of the attempt: "score" is the scheme's then, and the one that
/// is printed without a scheme is called "practice".
[[nodiscard]] std::string result_json(const AttemptResult& result, const std::string& file,
                                      const std::vector<ClockEvent>& clock_events,
                                      const std::vector<std::string>& sentences,
                                      const std::vector<std::string>& quality_sentences,
                                      const SpokenExamination& exam);

}  // namespace sternum
