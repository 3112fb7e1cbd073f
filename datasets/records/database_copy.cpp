#include "datasets/records/database_copy.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <string>
#include <system_error>

#include "datasets/records/sqlite.hpp"

namespace sternum {
namespace {

constexpr int kCopyBusyTimeout_ms = 5000;

struct CloseCopied {
  void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using Copied = std::unique_ptr<sqlite3, CloseCopied>;

tl::unexpected<Error> cannot_copy(sqlite3* connection, const std::filesystem::path& file) {
  const int code = sqlite3_errcode(connection) & 0xFF;
  if (code == SQLITE_FULL) {
    return failure("the disk is full", file.string(), "free some space, or choose another disk");
  }
  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
    return failure("the station database is damaged, and was not copied", file.string(),
                   "keep this file for rescue, and verify the folder to see what is damaged");
  }
  return failure(fmt::format("the copy cannot be made ({})", sqlite3_errmsg(connection)),
                 file.string(), "check the disk and the folder's permissions");
}

Result<Copied> open_for_copy(const std::filesystem::path& file, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Copied connection(handle);
  if (code != SQLITE_OK) return cannot_copy(handle, file);
  sqlite3_busy_timeout(handle, kCopyBusyTimeout_ms);
  return connection;
}

/// Every page as it is at one moment.
Result<void> copy_pages(const std::filesystem::path& source, const std::filesystem::path& target) {
  auto from = open_for_copy(source, SQLITE_OPEN_READONLY);
  if (!from) return tl::unexpected(from.error());
  auto to = open_for_copy(target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  if (!to) return tl::unexpected(to.error());
  sqlite3_backup* const copying = sqlite3_backup_init(to->get(), "main", from->get(), "main");
  if (copying == nullptr) return cannot_copy(to->get(), target);
  const int code = sqlite3_backup_step(copying, -1);
  sqlite3_backup_finish(copying);
  if (code != SQLITE_DONE) {
    const bool source_fails = (code & 0xFF) == SQLITE_CORRUPT || (code & 0xFF) == SQLITE_NOTADB;
    return cannot_copy(to->get(), source_fails ? source : target);
  }
  // One file, readable in a folder that cannot be written.
  if (sqlite3_exec(to->get(), "PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr) !=
      SQLITE_OK) {
    return cannot_copy(to->get(), target);
  }
  return {};
}

Result<void> settle_on_disk(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool settled = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int reason = errno;
  if (descriptor >= 0) ::close(descriptor);
  if (settled) return {};
  return failure(fmt::format("the copy cannot be written ({})", std::strerror(reason)),
                 path.string(), "check the disk");
}

/// A name that is taken meanwhile stays as it is.
Result<void> put_in_place(const std::filesystem::path& partial, const std::filesystem::path& target,
                          bool overwrite) {
  int done = -1;
  if (overwrite) {
    done = std::rename(partial.c_str(), target.c_str());
  } else {
    done = ::renameat2(AT_FDCWD, partial.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE);
    if (done != 0 && (errno == EINVAL || errno == ENOSYS)) {  // not every file system can
      std::error_code ignored;
      if (std::filesystem::exists(target, ignored)) {
        errno = EEXIST;
      } else {
        done = std::rename(partial.c_str(), target.c_str());
      }
    }
  }
  if (done == 0) return {};
  if (errno == EEXIST) {
    return failure("there is a file of this name already", target.string(),
                   "choose another name, or say that it may be overwritten");
  }
  return failure(fmt::format("the copy cannot be put in place ({})", std::strerror(errno)),
                 target.string(), "check the folder's permissions");
}

struct RemovePartial {
  std::filesystem::path partial;
  ~RemovePartial() {
    std::error_code ignored;
    for (const char* const more : {"", "-journal", "-wal", "-shm"}) {
      std::filesystem::remove(partial.string() + more, ignored);
    }
  }
};

}  // namespace

Result<void> check_database(const std::filesystem::path& file) {
  auto connection = Connection::open(file, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  auto check = connection->prepare("PRAGMA integrity_check(1)");
  if (!check) return tl::unexpected(check.error());
  const auto row = check->step();
  if (!row) return tl::unexpected(row.error());
  if (*row && check->text(0) == "ok") return {};
  return failure(fmt::format("the station database is damaged ({})",
                             *row ? std::string(check->text(0)) : std::string()),
                 file.string(), "verify its folder to see what is damaged");
}

Result<void> copy_database(const std::filesystem::path& source, const std::filesystem::path& target,
                           DatabaseCopyOptions options) {
  std::error_code ignored;
  if (!std::filesystem::exists(source, ignored)) {
    return failure("there is no station database", source.string(), "choose its data folder");
  }
  if (std::filesystem::is_directory(target, ignored)) {
    return failure("this is a folder, not a file name", target.string(), "add a file name to it");
  }
  if (!options.overwrite && std::filesystem::exists(target, ignored)) {
    return failure("there is a file of this name already", target.string(),
                   "choose another name, or say that it may be overwritten");
  }
  const RemovePartial partial{target.string() + ".partial"};
  std::filesystem::remove(partial.partial, ignored);
  if (auto copied = copy_pages(source, partial.partial); !copied) return copied;
  if (auto whole = check_database(partial.partial); !whole) {
    return failure("the copy is not whole: the original is damaged, or the disk is",
                   source.string(), "verify the folder to see what is damaged");
  }
  if (auto settled = settle_on_disk(partial.partial, O_RDONLY); !settled) return settled;
  if (auto placed = put_in_place(partial.partial, target, options.overwrite); !placed) {
    return placed;
  }
  const auto folder = target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  // Not every file system can; the file itself is on the disk.
  static_cast<void>(settle_on_disk(folder, O_RDONLY | O_DIRECTORY));
  return {};
}

std::filesystem::path free_backup_name(const std::filesystem::path& file, int schema_version) {
  const std::time_t now = std::time(nullptr);
  std::tm day{};
  ::localtime_r(&now, &day);
  std::array<char, 16> date{};
  std::strftime(date.data(), date.size(), "%Y%m%d", &day);
  const std::string name = fmt::format("{}.v{}-{}", file.string(), schema_version, date.data());
  std::filesystem::path free = name;
  std::error_code ignored;
  for (int number = 2; std::filesystem::exists(free, ignored); ++number) {
    free = fmt::format("{}-{}", name, number);
  }
  return free;
}

}  // namespace sternum
