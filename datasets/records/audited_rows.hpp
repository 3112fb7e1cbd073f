/// Which columns of the station database the audit trail answers for, and their digests.
///
/// Personal fields (names, organisations, nicknames, numbers of documents in clear) are in none of
/// them, so that a person can be purged and the trail still holds. A digest is empty when there is
/// no such row. Inside the caller's transaction, if any; errors are those of `Connection`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// What an attempt was begun with; it never changes.
[[nodiscard]] Result<std::string> digest_of_attempt_start(Connection& connection, std::int64_t id);
/// Its state, end and score.
[[nodiscard]] Result<std::string> digest_of_attempt_end(Connection& connection, std::int64_t id);
/// SHA-256 of its result's bytes.
[[nodiscard]] Result<std::string> digest_of_result(Connection& connection, std::int64_t id);
[[nodiscard]] Result<std::string> digest_of_sheet_entry(Connection& connection,
                                                        std::int64_t attempt, std::int64_t number);
[[nodiscard]] Result<std::string> digest_of_calibration(Connection& connection, std::int64_t id);
/// The class's own record, and who is on its list.
[[nodiscard]] Result<std::string> digest_of_class(Connection& connection, std::int64_t id);
[[nodiscard]] Result<std::string> digest_of_members(Connection& connection, std::int64_t id);
[[nodiscard]] Result<std::string> digest_of_certificate(Connection& connection,
                                                        std::string_view number);
[[nodiscard]] Result<std::string> digest_of_instructor(Connection& connection,
                                                       std::string_view number);
[[nodiscard]] Result<std::string> digest_of_identity(Connection& connection, std::int64_t trainee);

}  // namespace sternum
