/// The tables of the station database, described in SCHEMA.md beside this file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "analysis/core/result.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// `PRAGMA user_version`. A file with a higher one was written by a later version of the program.
inline constexpr std::int64_t kSchemaVersion = 5;
/// `PRAGMA application_id`: "STNM".
inline constexpr std::int64_t kApplicationId = 0x53544E4D;

/// What had to be done to a file of an earlier version.
struct SchemaChange {
  std::int64_t from_version = 0;                  ///< 0: nothing was changed
  std::optional<std::filesystem::path> backup{};  ///< the file as it was, beside it
};

/// Makes the tables in a new file, brings an earlier version's up to date after a backup of it has
/// been made and checked, and refuses a file that is another program's or a later version's. Sets
/// the connection up for writing.
[[nodiscard]] Result<SchemaChange> prepare_schema(Connection& connection);

/// The same refusals for a connection that only reads, which cannot bring a file up to date either.
[[nodiscard]] Result<void> check_schema(Connection& connection);

/// The folder's database as it stands, for a task beside the console's own: for writing set up as
/// above, waiting for other writers. An error when there is none, or it is of another version.
[[nodiscard]] Result<Connection> open_station_file(const std::filesystem::path& folder,
                                                   Connection::Access access);

}  // namespace sternum
