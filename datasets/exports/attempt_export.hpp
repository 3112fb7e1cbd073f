/// One stored attempt as files for other programs: its samples as a CSV recording, what was found
/// in them as a table, and both together as EDF+.
///
/// The recording, in either format, holds all that the attempt was analysed from, so that `sternum
/// score` gives the same result again, bit for bit. No name of a person is in any of them. Blocks
/// on the disk; errors name the file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "analysis/attempt/attempt_input.hpp"
#include "analysis/attempt/attempt_result.hpp"
#include "analysis/core/result.hpp"
#include "analysis/exam/examination.hpp"
#include "datasets/exports/export_table.hpp"
#include "datasets/recordings/edf_recording.hpp"
#include "datasets/records/station_database.hpp"

namespace sternum {

/// What an attempt was fed with, and how it began.
[[nodiscard]] Result<void> write_attempt_recording(const AttemptRecord& attempt,
                                                   const std::vector<AttemptInput>& inputs,
                                                   const std::filesystem::path& file);

/// What was found in an attempt. `examination` is of an exam, else null; what is said of each line
/// of its ledger, else of each reason of the score, stands in `sentences`.
struct FoundInAttempt {
  const AttemptResult& result;
  const Examination* examination = nullptr;
  std::vector<std::string> sentences{};
};

/// In the order of time, one row each: compressions, breaths, pauses, stretches without data, what
/// the coach said, what happened, and lost points. Units stand in the headings. Lost points without
/// a time come last.
[[nodiscard]] ExportTable events_table(const FoundInAttempt& found);
/// The same, but for what has no time, as marks in an EDF+ file.
[[nodiscard]] std::vector<EdfMark> edf_marks(const FoundInAttempt& found);

/// `utc_offset_ms`: how far the room's clock was ahead of UTC when the attempt began. Needs a file
/// beside `file` while it writes.
[[nodiscard]] Result<void> write_attempt_edf(const AttemptRecord& attempt,
                                             const std::vector<AttemptInput>& inputs,
                                             const FoundInAttempt& found,
                                             std::int64_t utc_offset_ms,
                                             const std::filesystem::path& file);

}  // namespace sternum
