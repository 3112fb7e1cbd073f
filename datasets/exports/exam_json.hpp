/// An examination's part of the result's JSON object, for `result_json` alone.
#pragma once

#include <nlohmann/json.hpp>

#include "datasets/exports/result_json.hpp"

namespace sternum {

/// Puts "scheme", "verdict", "because", "items", "tips" into `root`; its "score" becomes the
/// scheme's, and the score that stood there "practice".
void add_exam(nlohmann::ordered_json& root, const SpokenExamination& exam);

}  // namespace sternum
