/// An export of many files: all of them appear, or none.
///
/// Files are written into `.export.partial` inside the folder, which is locked meanwhile, and moved
/// out when the last one is complete; a file of the same name that was there before is replaced
/// then. An export that fails or is cancelled leaves the folder as it was, and takes away one that
/// it made; what a killed one left is cleared by the next. Blocks on the disk: run it on a thread
/// of its own where somebody waits. `progress` is called on that thread, before each file and at
/// the end. Errors name the file and the cause.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

/// One file of an export: its name, and what writes it whole under the path that it is given.
struct ExportPart {
  std::string name;
  std::function<Result<void>(const std::filesystem::path& file)> write;
};

struct ExportProgress {
  std::size_t done = 0;
  std::size_t of = 0;
  std::string_view next{};  ///< the file that is written now; empty at the end
};

struct ExportOutcome {
  std::vector<std::filesystem::path> files{};  ///< where they are; none when it was cancelled
  bool is_cancelled = false;
};

/// `stop` is asked between files.
[[nodiscard]] Result<ExportOutcome> run_export(
    const std::filesystem::path& folder, const std::vector<ExportPart>& parts,
    const std::function<void(const ExportProgress&)>& progress = {},
    const std::stop_token& stop = {});

}  // namespace sternum
