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

/// Uses the guideline set and the scheme the attempt was judged by, as they were kept with it; of a
/// time when they were not, those of the same ids in `data_folder` and built in, else `current` and
/// no exam, and says so in `guideline_changed` and `scheme_changed`. An exam is examined again with
/// all that its sheet holds by now. Blocks on the disk.
/// The last check of the manikin's depth when the attempt began; empty: there was none.
[[nodiscard]] Result<std::optional<Calibration>> calibration_of(const StationReader& reader,
                                                                const AttemptRecord& record);

[[nodiscard]] Result<Review> load_review(const StationReader& reader, AttemptId id,
                                         const Guideline& current,
                                         const std::filesystem::path& data_folder);

/// The same review with one more entry on its exam's sheet; `review.exam` is there.
[[nodiscard]] Review with_entry(const Review& review, SheetEntry entry);

}  // namespace sternum
