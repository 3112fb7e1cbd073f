/// Backups of a station's folder, and back.
///
/// A backup is one file: the station database at one moment, made while a console may go on
/// working, read back and checked before it appears under its name. Restoring needs the folder for
/// itself; what was there is kept beside it. Recordings, rule files, keys and the base's logo are
/// files of their own and are not in it. Blocks on the disk. Errors name the file and what to do.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/audit_trail.hpp"
#include "datasets/records/database_copy.hpp"

namespace sternum {

struct BackupMade {
  std::filesystem::path file{};
  std::uintmax_t bytes = 0;
  AuditHead head{};  ///< where its audit trail ends
};

[[nodiscard]] Result<BackupMade> back_up(const std::filesystem::path& folder,
                                         const std::filesystem::path& target,
                                         DatabaseCopyOptions options = {});

struct BackupRestored {
  /// What was there before; empty when there was nothing.
  std::optional<std::filesystem::path> kept{};
  std::int64_t schema_version = 0;  ///< of the backup; the next console brings it up to date
};

/// Refuses while a console has the folder, and a file that is damaged, another program's or a later
/// version's; then nothing has changed.
[[nodiscard]] Result<BackupRestored> restore_backup(const std::filesystem::path& backup,
                                                    const std::filesystem::path& folder);

/// Copies of the database that stand beside it: from before migrations and restorings. Ascending.
[[nodiscard]] std::vector<std::filesystem::path> copies_beside(const std::filesystem::path& folder);

}  // namespace sternum
