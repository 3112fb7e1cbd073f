#include "datasets/records/backup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <system_error>

#include "datasets/records/folder_lock.hpp"
#include "datasets/records/schema.hpp"
#include "datasets/records/station_file.hpp"

namespace sternum {
namespace {

constexpr const char* kBesides[] = {"-wal", "-shm"};

/// The version of a file that may be put into a folder.
Result<std::int64_t> version_of_backup(const std::filesystem::path& backup) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(backup, ignored)) {
    return failure("there is no such backup", backup.string(), "check its name");
  }
  if (auto whole = check_database(backup); !whole) return tl::unexpected(whole.error());
  auto connection = Connection::open(backup, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  const auto application = connection->integer("PRAGMA application_id");
  if (!application) return application;
  const auto version = connection->integer("PRAGMA user_version");
  if (!version) return version;
  if (*application != kApplicationId || *version < 1) {
    return failure("this is not a backup of a station", backup.string(), "choose another file");
  }
  if (*version > kSchemaVersion) {
    return failure(fmt::format("this backup was made by a later version (schema {}; this version "
                               "knows {})",
                               *version, kSchemaVersion),
                   backup.string(), "update this program");
  }
  return version;
}

/// Under another name, with whatever lies beside it: for a file that cannot be read any more.
Result<void> move_aside(const std::filesystem::path& file, const std::filesystem::path& aside) {
  std::error_code problem;
  std::filesystem::rename(file, aside, problem);
  if (problem) {
    return failure(fmt::format("what was there cannot be moved away ({})", problem.message()),
                   file.string(), "check the folder's permissions");
  }
  for (const char* const beside : kBesides) {
    std::filesystem::rename(file.string() + beside, aside.string() + beside, problem);
  }
  return {};
}

/// A checked copy where the file is whole, else the file itself.
Result<void> keep_what_was_there(const std::filesystem::path& file,
                                 const std::filesystem::path& kept) {
  if (copy_database(file, kept)) {
    // What lies in the write-ahead log goes into the file that is about to be replaced, so that no
    // log is left to be mistaken for the new one's.
    auto connection = Connection::open(file, Connection::Access::ReadWrite);
    if (connection && connection->execute("PRAGMA wal_checkpoint(TRUNCATE)")) {
      connection = failure("");
      std::error_code ignored;
      for (const char* const beside : kBesides) {
        std::filesystem::remove(file.string() + beside, ignored);
      }
      return {};
    }
    connection = failure("");
    std::error_code ignored;
    std::filesystem::remove(kept, ignored);
  }
  return move_aside(file, kept);
}

std::filesystem::path free_name_before_restoring(const std::filesystem::path& file) {
  std::error_code ignored;
  for (int number = 1;; ++number) {
    std::filesystem::path name = fmt::format("{}.before-restore-{}", file.string(), number);
    if (!std::filesystem::exists(name, ignored)) return name;
  }
}

}  // namespace

Result<BackupMade> back_up(const std::filesystem::path& folder, const std::filesystem::path& target,
                           DatabaseCopyOptions options) {
  {
    auto source = open_station_file(folder, Connection::Access::ReadOnly);
    if (!source) return tl::unexpected(source.error());
  }
  if (auto copied = copy_database(station_file(folder), target, options); !copied) {
    return tl::unexpected(copied.error());
  }
  BackupMade made{target};
  std::error_code ignored;
  made.bytes = std::filesystem::file_size(target, ignored);
  auto connection = Connection::open(target, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  const auto head = read_audit_head(*connection);
  if (!head) return tl::unexpected(head.error());
  made.head = *head;
  return made;
}

Result<BackupRestored> restore_backup(const std::filesystem::path& backup,
                                      const std::filesystem::path& folder) {
  const auto version = version_of_backup(backup);
  if (!version) return tl::unexpected(version.error());
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) {
    return failure(fmt::format("the data folder cannot be made ({})", problem.message()),
                   folder.string(), "choose another data folder");
  }
  const auto lock = FolderLock::take(folder);
  if (!lock) return tl::unexpected(lock.error());
  const auto file = station_file(folder);
  if (std::filesystem::equivalent(backup, file, problem)) {
    return failure("this is the folder's own database", backup.string(), "choose a backup of it");
  }
  // The new one is whole and on the disk before the old one is touched.
  const std::filesystem::path restored = file.string() + ".restored";
  if (auto copied = copy_database(backup, restored, {.overwrite = true}); !copied) {
    return tl::unexpected(copied.error());
  }
  BackupRestored done{{}, *version};
  if (std::filesystem::exists(file, problem)) {
    done.kept = free_name_before_restoring(file);
    if (auto kept = keep_what_was_there(file, *done.kept); !kept) {
      std::filesystem::remove(restored, problem);
      return tl::unexpected(kept.error());
    }
  }
  std::filesystem::rename(restored, file, problem);
  if (problem) {
    return failure(fmt::format("the backup cannot be put in place ({})", problem.message()),
                   file.string(), fmt::format("it is whole under {}", restored.string()));
  }
  if (*version == kSchemaVersion) {
    const AuditNote note{"backup_restored", "station", ""};
    if (auto noted = note_in_trail(folder, {}, note); !noted) return tl::unexpected(noted.error());
  }
  return done;
}

std::vector<std::filesystem::path> copies_beside(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> copies;
  const std::string name = station_file(folder).filename().string();
  std::error_code problem;
  for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
    const std::string other = entry.path().filename().string();
    if (other.starts_with(name + ".v") || other.starts_with(name + ".before-restore-")) {
      copies.push_back(entry.path());
    }
  }
  std::ranges::sort(copies);
  return copies;
}

}  // namespace sternum
