/// A stored attempt, analysed again from its samples: the same samples give the same result as they
/// did live.
#pragma once

#include <filesystem>

#include "analysis/attempt/attempt.hpp"
#include "analysis/core/result.hpp"
#include "datasets/records/station_database.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

/// How an attempt that began like this is to be analysed, live and again.
[[nodiscard]] AttemptOptions attempt_options_of(const AttemptStart& started);

/// Uses the guideline set the attempt was scored with, looked for in `guidelines` and built in;
/// when that set is gone, or its content has changed since, `current` or what it has become, and
/// says so in `guideline_changed`. Blocks on the disk.
[[nodiscard]] Result<Review> load_review(const StationReader& reader, AttemptId id,
                                         const Guideline& current,
                                         const std::filesystem::path& guidelines);

}  // namespace sternum
