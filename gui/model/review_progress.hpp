/// How a trainee came along: what is kept of each attempt, oldest first.
#pragma once

#include <string>
#include <vector>

#include "datasets/records/station_database.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

/// From the results that are stored; only attempts that ended, the newest thirty of them. Reads the
/// disk and blocks; what cannot be read is left out.
[[nodiscard]] std::vector<ProgressPoint> progress_of(const StationReader& reader,
                                                     const std::string& trainee);

}  // namespace sternum
