/// What a trainee has done so far with feedback and without it, from the results that are stored.
///
/// Only attempts that ended count, the newest fifty of them; a result of a time that knew no modes
/// was coached in full. Reading is from the disk and blocks; what cannot be read is left out.
#pragma once

#include <optional>
#include <string>

#include "analysis/scoring/feedback_comparison.hpp"
#include "datasets/records/station_database.hpp"

namespace sternum {

/// Of a stored result (`result_json`); empty when it is none.
[[nodiscard]] std::optional<CoachedAttempt> coached_attempt_of(const std::string& result_json);

[[nodiscard]] FeedbackComparison compare_feedback_of(const StationReader& reader,
                                                     const std::string& trainee);

}  // namespace sternum
