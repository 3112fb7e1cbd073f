/// The audit trail: what was done in a station, by whom and when, only ever added to.
///
/// Entries are numbered 1, 2, 3 …; each has the hash of the one before it in its own, so that a
/// changed, removed or exchanged entry is found (`verify.hpp`). The last hash stands in
/// `audit_head`, too, and on what is printed or exported: it is how a shortened trail is noticed.
/// Details are a JSON object of counts and digests, without names of people and numbers of
/// documents. The functions that add work inside the caller's transaction: an entry is on the disk
/// together with what it tells of, or neither is. `at_ms` is the computer's clock.
///
/// hash = SHA-256 over, as `Digest` adds them: "sternum audit 1", previous hash, id, at_ms, who,
/// action, subject, subject id, details.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// Of the trail's end; the hash of an empty trail is 64 zeros.
struct AuditHead {
  std::int64_t entries = 0;
  std::string hash{};
  friend bool operator==(const AuditHead&, const AuditHead&) = default;
};

/// What somebody did. Words are frozen: they are stored.
struct AuditNote {
  std::string action;
  std::string subject;
  std::string subject_id;
  std::string details = "{}";  ///< one JSON object, keys in order
  friend bool operator==(const AuditNote&, const AuditNote&) = default;
};

struct AuditEntry {
  std::int64_t id = 0;
  std::int64_t at_ms = 0;
  std::string who{};  ///< the number of the instructor who was signed in; empty: nobody
  AuditNote note{};
  std::string previous_hash{};
  std::string hash{};
};

/// What the entry's hash must be.
[[nodiscard]] std::string audit_hash(const AuditEntry& entry);
/// "000…": what the first entry follows.
[[nodiscard]] std::string audit_origin();

[[nodiscard]] Result<void> append_audit(Connection& connection, const std::string& who,
                                        const AuditNote& note);
[[nodiscard]] Result<AuditHead> read_audit_head(Connection& connection);
/// Of the row that a query of `id, at_ms, who, action, subject, subject_id, details, previous_hash,
/// hash` has stepped to.
[[nodiscard]] AuditEntry audit_entry_of(const Statement& row);
inline constexpr std::string_view kAuditColumns =
    "id, at_ms, who, action, subject, subject_id, details, previous_hash, hash";

/// One entry in a transaction of its own, also while a console has the folder.
[[nodiscard]] Result<void> note_in_trail(const std::filesystem::path& folder,
                                         const std::string& who, const AuditNote& note);
/// Of the folder's station database.
[[nodiscard]] Result<AuditHead> audit_head_of(const std::filesystem::path& folder);

}  // namespace sternum
