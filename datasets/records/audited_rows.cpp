#include "datasets/records/audited_rows.hpp"

#include "datasets/records/digest.hpp"
#include "datasets/rule_files/rule_text.hpp"

namespace sternum {
namespace {

template <class... Values>
Result<std::string> digest_of(Connection& connection, std::string_view sql, Values... values) {
  auto query = connection.prepare(sql);
  if (!query) return tl::unexpected(query.error());
  int parameter = 0;
  (query->bind(++parameter, values), ...);
  return digest_of_rows(*query);
}

}  // namespace

Result<std::string> digest_of_attempt_start(Connection& connection, std::int64_t id) {
  return digest_of(connection,
                   "SELECT manikin_id, trainee_id, guideline_id, guideline_hash, channels, "
                   "started_at_ms, start_us, stiffness_n_per_mm, calibrated_on_day, purpose, "
                   "scheme_id, scheme_edition, scheme_hash, depth_uncertainty_mm, "
                   "volume_uncertainty_ml, class_id, calibration_id FROM attempts WHERE id = ?",
                   id);
}

Result<std::string> digest_of_attempt_end(Connection& connection, std::int64_t id) {
  return digest_of(connection, "SELECT state, ended_at_ms, score FROM attempts WHERE id = ?", id);
}

Result<std::string> digest_of_result(Connection& connection, std::int64_t id) {
  auto query = connection.prepare("SELECT json FROM results WHERE attempt_id = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, id).step();
  if (!row) return tl::unexpected(row.error());
  return *row ? sha256_hex(query->text(0)) : std::string();
}

Result<std::string> digest_of_sheet_entry(Connection& connection, std::int64_t attempt,
                                          std::int64_t number) {
  return digest_of(connection,
                   "SELECT item_id, kind, timed_us, overruled_to_met, reason, who, at_ms "
                   "FROM sheet_entries WHERE attempt_id = ? AND number = ?",
                   attempt, number);
}

Result<std::string> digest_of_calibration(Connection& connection, std::int64_t id) {
  return digest_of(connection,
                   "SELECT manikin_id, at_ms, who, block_mm, measured_low_mm, measured_high_mm, "
                   "gain, offset_mm FROM calibrations WHERE id = ?",
                   id);
}

Result<std::string> digest_of_class(Connection& connection, std::int64_t id) {
  return digest_of(connection,
                   "SELECT created_at_ms, number, course, organiser, base, place, audience, "
                   "instructors, assistants, starts_on, ends_on, hours, expected, state "
                   "FROM classes WHERE id = ?",
                   id);
}

Result<std::string> digest_of_members(Connection& connection, std::int64_t id) {
  return digest_of(connection,
                   "SELECT trainee_id, absent, theory_score, certificate_number, certified_on, "
                   "valid_until FROM class_trainees WHERE class_id = ? AND position IS NOT NULL "
                   "ORDER BY trainee_id",
                   id);
}

Result<std::string> digest_of_certificate(Connection& connection, std::string_view number) {
  return digest_of(connection,
                   "SELECT class_id, trainee_id, attempt_id, issued_on, valid_until, revoked_on, "
                   "revoked_why FROM certificates WHERE number = ?",
                   number);
}

Result<std::string> digest_of_instructor(Connection& connection, std::string_view number) {
  return digest_of(
      connection, "SELECT name, pin_hash, created_at_ms FROM instructors WHERE number = ?", number);
}

Result<std::string> digest_of_identity(Connection& connection, std::int64_t trainee) {
  return digest_of(connection,
                   "SELECT key_id, nonce, sealed, search_hash, last_characters, born_year, "
                   "kept_at_ms FROM identities WHERE trainee_id = ? AND sealed IS NOT NULL",
                   trainee);
}

}  // namespace sternum
