/// An attempt's result as a short report for people, in plain text.
#pragma once

#include <string>
#include <vector>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/exam/examination.hpp"
#include "analysis/scoring/guideline.hpp"
#include "datasets/exports/result_json.hpp"
#include "datasets/recordings/recording_reader.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// Lines end in \n. What was not measured is said to be so.
[[nodiscard]] std::string result_report(Language language, const AttemptResult& result,
                                        const Guideline& guideline, const std::string& file,
                                        const std::vector<ClockEvent>& clock_events);

/// What a scheme says of the attempt, to stand below it.
[[nodiscard]] std::string exam_report(Language language, const Examination& examination,
                                      const Scheme& scheme);
/// The same, to be read by programs: said in English.
[[nodiscard]] SpokenExamination spoken(const Examination& examination, const Scheme& scheme);

}  // namespace sternum
