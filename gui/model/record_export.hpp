/// An export from beginning to end, as the console and the command line ask for it: the records
/// looked up, their files written whole or not at all, and a line in the audit trail.
///
/// Blocks on the disk for as long as it takes: `ExportDesk` gives it a thread of its own. Works
/// beside a console that has the folder, and reads only what has ended. Errors are those of the
/// reader and of `run_export`, and that there is nothing of the kind.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "gui/model/station_export.hpp"

namespace sternum {

/// One of the three is asked for.
struct ExportRequest {
  ClassId of_class = 0;
  AttemptId attempt = 0;
  bool statistics = false;
  ExportChoice choice{};
  bool recordings = false;         ///< of a class: samples and events of every attempt, too
  std::filesystem::path folder{};  ///< made when it is not there
  std::string who{};               ///< the instructor's number, for the trail; may be empty
};

/// Statistics name nobody and leave no line in the trail, nor does what was cancelled.
[[nodiscard]] Result<ExportOutcome> export_records(
    const ExportRequest& request, const std::function<void(const ExportProgress&)>& progress = {},
    const std::stop_token& stop = {});

/// Where exports go unless told otherwise: a folder of their own, not made yet, among this person's
/// documents (`XDG_DOCUMENTS_DIR`, `~/Documents`); without any in the data folder.
[[nodiscard]] std::filesystem::path usual_export_folder(const std::filesystem::path& data_folder);

}  // namespace sternum
