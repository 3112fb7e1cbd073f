#include "datasets/records/audit_trail.hpp"

#include <chrono>

#include "datasets/records/digest.hpp"
#include "datasets/records/schema.hpp"
#include "datasets/records/station_file.hpp"

namespace sternum {
namespace {

constexpr std::size_t kHexDigits = 64;

std::int64_t clock_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

std::string audit_origin() { return std::string(kHexDigits, '0'); }

std::string audit_hash(const AuditEntry& entry) {
  return Digest()
      .add("sternum audit 1")
      .add(entry.previous_hash)
      .add(entry.id)
      .add(entry.at_ms)
      .add(entry.who)
      .add(entry.note.action)
      .add(entry.note.subject)
      .add(entry.note.subject_id)
      .add(entry.note.details)
      .hex();
}

Result<AuditHead> read_audit_head(Connection& connection) {
  auto query = connection.prepare("SELECT entries, hash FROM audit_head WHERE only = 1");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return AuditHead{0, audit_origin()};
  return AuditHead{query->integer(0), std::string(query->text(1))};
}

Result<void> append_audit(Connection& connection, const std::string& who, const AuditNote& note) {
  const auto head = read_audit_head(connection);
  if (!head) return tl::unexpected(head.error());
  AuditEntry entry{head->entries + 1, clock_ms(), who, note, head->hash, {}};
  entry.hash = audit_hash(entry);
  auto insert = connection.prepare(
      "INSERT INTO audit (id, at_ms, who, action, subject, subject_id, details, previous_hash, "
      "hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  auto inserted = insert->bind(1, entry.id)
                      .bind(2, entry.at_ms)
                      .bind(3, entry.who)
                      .bind(4, note.action)
                      .bind(5, note.subject)
                      .bind(6, note.subject_id)
                      .bind(7, note.details)
                      .bind(8, entry.previous_hash)
                      .bind(9, entry.hash)
                      .run();
  if (!inserted) return inserted;
  auto keep = connection.prepare(
      "INSERT INTO audit_head (only, entries, hash) VALUES (1, ?, ?) "
      "ON CONFLICT (only) DO UPDATE SET entries = excluded.entries, hash = excluded.hash");
  if (!keep) return tl::unexpected(keep.error());
  return keep->bind(1, entry.id).bind(2, entry.hash).run();
}

AuditEntry audit_entry_of(const Statement& row) {
  AuditEntry entry;
  entry.id = row.integer(0);
  entry.at_ms = row.integer(1);
  entry.who = row.text(2);
  entry.note.action = row.text(3);
  entry.note.subject = row.text(4);
  entry.note.subject_id = row.text(5);
  entry.note.details = row.text(6);
  entry.previous_hash = row.text(7);
  entry.hash = row.text(8);
  return entry;
}

Result<void> note_in_trail(const std::filesystem::path& folder, const std::string& who,
                           const AuditNote& note) {
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  auto transaction = Transaction::begin(*connection);
  if (!transaction) return tl::unexpected(transaction.error());
  if (auto noted = append_audit(*connection, who, note); !noted) return noted;
  return transaction->commit();
}

Result<AuditHead> audit_head_of(const std::filesystem::path& folder) {
  auto connection = open_station_file(folder, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  return read_audit_head(*connection);
}

}  // namespace sternum
