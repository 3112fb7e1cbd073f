#include "datasets/records/audit_records.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <vector>

#include "datasets/records/audit_trail.hpp"
#include "datasets/records/audited_rows.hpp"
#include "datasets/records/batch_packing.hpp"

namespace sternum {
namespace {

using Details = nlohmann::json;  // keeps its keys in order

Result<void> append(Connection& connection, const std::string& who, const std::string& action,
                    const std::string& subject, const std::string& id, const Details& details) {
  return append_audit(connection, who, {action, subject, id, details.dump()});
}

Result<Details> verdict_of(Connection& connection, std::int64_t attempt) {
  auto query = connection.prepare("SELECT verdict FROM attempts WHERE id = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, attempt).step();
  if (!row) return tl::unexpected(row.error());
  return *row && !query->is_null(0) ? Details(query->integer(0)) : Details();
}

Details unless_blank(const std::string& digest) {
  return digest.empty() ? Details() : Details(digest);
}

}  // namespace

Result<void> audit_begun(Connection& connection, const std::string& who, std::int64_t attempt) {
  const auto start = digest_of_attempt_start(connection, attempt);
  if (!start) return tl::unexpected(start.error());
  auto rules = connection.prepare(
      "SELECT hash FROM rule_texts WHERE hash IN (SELECT guideline_hash FROM attempts WHERE id = "
      "?1 UNION SELECT scheme_hash FROM attempts WHERE id = ?1) ORDER BY hash");
  if (!rules) return tl::unexpected(rules.error());
  rules->bind(1, attempt);
  Details kept = Details::array();
  auto read = for_each_row(*rules, [&](const Statement& row) -> Result<void> {
    kept.push_back(std::string(row.text(0)));
    return {};
  });
  if (!read) return read;
  return append(connection, who, "attempt_begun", "attempt", std::to_string(attempt),
                {{"start_sha256", *start}, {"rules_sha256", kept}});
}

Result<void> audit_end(Connection& connection, const std::string& who, const std::string& action,
                       std::int64_t attempt, const InputsDigest& inputs) {
  const auto end = digest_of_attempt_end(connection, attempt);
  if (!end) return tl::unexpected(end.error());
  const auto result = digest_of_result(connection, attempt);
  if (!result) return tl::unexpected(result.error());
  const auto verdict = verdict_of(connection, attempt);
  if (!verdict) return tl::unexpected(verdict.error());
  return append(connection, who, action, "attempt", std::to_string(attempt),
                {{"end_sha256", *end},
                 {"result_sha256", unless_blank(*result)},
                 {"inputs", inputs.count()},
                 {"inputs_sha256", inputs.hex()},
                 {"verdict", *verdict}});
}

Result<void> audit_resumed(Connection& connection, const std::string& who, std::int64_t attempt) {
  return append(connection, who, "attempt_resumed", "attempt", std::to_string(attempt),
                Details::object());
}

Result<void> audit_sheet(Connection& connection, const std::string& who, std::int64_t attempt) {
  auto last =
      connection.prepare("SELECT max(number), kind FROM sheet_entries WHERE attempt_id = ?");
  if (!last) return tl::unexpected(last.error());
  const auto row = last->bind(1, attempt).step();
  if (!row) return tl::unexpected(row.error());
  const std::int64_t number = last->integer(0);
  constexpr std::int64_t kOverruled = 4;
  const bool overruled = last->integer(1) == kOverruled;
  last->reset();
  const auto digest = digest_of_sheet_entry(connection, attempt, number);
  if (!digest) return tl::unexpected(digest.error());
  const auto verdict = verdict_of(connection, attempt);
  if (!verdict) return tl::unexpected(verdict.error());
  return append(connection, who, overruled ? "item_overruled" : "sheet_entered", "attempt",
                std::to_string(attempt),
                {{"number", number}, {"entry_sha256", *digest}, {"verdict", *verdict}});
}

Result<void> audit_calibration(Connection& connection, const std::string& who,
                               const std::string& manikin_id) {
  auto last = connection.prepare("SELECT max(id) FROM calibrations WHERE manikin_id = ?");
  if (!last) return tl::unexpected(last.error());
  const auto row = last->bind(1, manikin_id).step();
  if (!row) return tl::unexpected(row.error());
  const std::int64_t id = last->integer(0);
  last->reset();
  const auto digest = digest_of_calibration(connection, id);
  if (!digest) return tl::unexpected(digest.error());
  return append(connection, who, "manikin_calibrated", "calibration", std::to_string(id),
                {{"row_sha256", *digest}});
}

Result<void> audit_consent(Connection& connection, const std::string& who, std::int64_t trainee,
                           std::int64_t from, std::int64_t to) {
  return append(connection, who, "consent_changed", "trainee", std::to_string(trainee),
                {{"from", from}, {"to", to}});
}

Result<AuditedClass> audited_class(Connection& connection, ClassKey key) {
  auto query = connection.prepare(
      "SELECT id, state, (SELECT count(*) FROM class_trainees WHERE class_id = classes.id AND "
      "position IS NOT NULL) FROM classes WHERE created_at_ms = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, key).step();
  if (!row) return tl::unexpected(row.error());
  AuditedClass audited;
  if (!*row) return audited;
  audited.id = query->integer(0);
  audited.state = query->integer(1);
  audited.members = query->integer(2);
  query->reset();
  const auto record = digest_of_class(connection, audited.id);
  if (!record) return tl::unexpected(record.error());
  audited.record_digest = *record;
  const auto members = digest_of_members(connection, audited.id);
  if (!members) return tl::unexpected(members.error());
  audited.members_digest = *members;
  return audited;
}

Result<void> audit_class(Connection& connection, const std::string& who, ClassKey key,
                         const AuditedClass& before) {
  const auto now = audited_class(connection, key);
  if (!now) return tl::unexpected(now.error());
  const bool same =
      now->record_digest == before.record_digest && now->members_digest == before.members_digest;
  if (same) return {};
  constexpr std::int64_t kClosed = 1;
  const char* const action = before.id == 0                                     ? "class_created"
                             : now->state == kClosed && before.state != kClosed ? "class_closed"
                                                                                : "class_changed";
  return append(connection, who, action, "class", std::to_string(now->id),
                {{"record_sha256", now->record_digest},
                 {"members_sha256", unless_blank(now->members_digest)},
                 {"members", now->members}});
}

Result<StoredInputsDigest> digest_of_stored_inputs(Connection& connection, std::int64_t attempt) {
  auto query = connection.prepare(
      "SELECT packed FROM samples WHERE id >= (SELECT first_samples FROM attempts WHERE id = ?1) "
      "AND attempt_id = ?1 ORDER BY id");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, attempt);
  StoredInputsDigest stored;
  std::vector<AttemptInput> inputs;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    inputs.clear();
    if (!unpack_inputs(row.blob(0), {}, inputs)) ++stored.unreadable_rows;
    for (const AttemptInput& input : inputs) stored.digest.add(input);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return stored;
}

}  // namespace sternum
