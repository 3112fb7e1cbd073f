/// A copy of a station database as one file, made while others read and write it.
///
/// SQLite's backup: the copy is the database at one moment, whatever is written meanwhile; the
/// write-ahead log is in it, and nothing lies beside it. It is `<target>.partial` until every page
/// has been read back and checked, and then appears under its name, or not at all. The source is
/// only read. Blocks on both disks for as long as the copying takes. Errors name the file and what
/// to do.
#pragma once

#include <filesystem>

#include "analysis/core/result.hpp"

namespace sternum {

struct DatabaseCopyOptions {
  bool overwrite = false;  ///< otherwise a file that stands under the target's name is an error
};

[[nodiscard]] Result<void> copy_database(const std::filesystem::path& source,
                                         const std::filesystem::path& target,
                                         DatabaseCopyOptions options = {});

/// An error that tells what SQLite finds wrong with this file.
[[nodiscard]] Result<void> check_database(const std::filesystem::path& file);

/// Where the file of an earlier schema is kept before it is brought up to date:
/// "station.sqlite.v4-20261122" beside it, with "-2", "-3" … behind while that name is taken.
[[nodiscard]] std::filesystem::path free_backup_name(const std::filesystem::path& file,
                                                     int schema_version);

}  // namespace sternum
