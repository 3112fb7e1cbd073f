/// The tables of the station database, described in SCHEMA.md beside this file.
#pragma once

#include <cstdint>

#include "analysis/core/result.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// `PRAGMA user_version`. A file with a higher one was written by a later version of the program.
inline constexpr std::int64_t kSchemaVersion = 4;
/// `PRAGMA application_id`: "STNM".
inline constexpr std::int64_t kApplicationId = 0x53544E4D;

/// Makes the tables in a new file, brings an earlier version's up to date, and refuses a file that
/// is another program's or a later version's. Sets the connection up for writing.
[[nodiscard]] Result<void> prepare_schema(Connection& connection);

/// The same refusals for a connection that only reads, which cannot bring a file up to date either.
[[nodiscard]] Result<void> check_schema(Connection& connection);

}  // namespace sternum
