/// A stored attempt judged again, by what was kept with it: the result it had, and an exam's sheet
/// as it is now.
///
/// Costs what the attempt costs, whatever else the archive holds. Blocks on the disk. An error
/// names rules that are gone.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/core/result.hpp"
#include "datasets/records/station_database.hpp"
#include "gui/model/station_rules.hpp"

namespace sternum {

struct StoredJudgement {
  AttemptRecord record;
  std::vector<AttemptInput> inputs;
  Guideline guideline;  ///< that it was scored with
  AttemptResult result;
  std::optional<Scheme> scheme;            ///< of an exam, or a rehearsal
  std::optional<Examination> examination;  ///< by that scheme
};

/// `data_folder`: where the base's own rules lie.
[[nodiscard]] Result<StoredJudgement> judge_stored(const StationReader& reader, AttemptId id,
                                                   const std::filesystem::path& data_folder);

}  // namespace sternum
