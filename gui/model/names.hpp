/// Names of trainees: who was here, and what the next one is called until somebody types a name.
///
/// Pure functions.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gui/locale/locale.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

/// Without leading and trailing white space; ideographic spaces too.
[[nodiscard]] std::string trimmed(const std::string& text);

/// Distinct names, the most recent first, at most `limit`.
[[nodiscard]] std::vector<std::string> recent_trainees(const std::vector<AttemptRecord>& attempts,
                                                       std::size_t limit);

/// Names taken lately: by a seat, or by an attempt that began in the 12 h before `wall_clock_ms`.
[[nodiscard]] std::set<std::string> names_in_use(const StationSnapshot& station,
                                                 const std::vector<AttemptRecord>& attempts);

/// A name for the next trainee at each seat ("Trainee 1"), by manikin id; none of them in use, and
/// no two the same.
[[nodiscard]] std::map<std::string, std::string> proposed_names(Language language,
                                                                const StationSnapshot& station,
                                                                std::set<std::string> in_use);

}  // namespace sternum
