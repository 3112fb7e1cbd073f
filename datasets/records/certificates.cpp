#include "datasets/records/certificates.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string_view>

#include "datasets/records/audit_records.hpp"
#include "datasets/records/audit_trail.hpp"
#include "datasets/records/audited_rows.hpp"
#include "datasets/records/schema.hpp"

namespace sternum {
namespace {

constexpr std::string_view kCertificateColumns =
    "c.number, c.class_id, t.name, c.attempt_id, c.issued_on, c.valid_until, "
    "coalesce(c.revoked_on, ''), coalesce(c.revoked_why, '')";

StoredCertificate certificate_of(const Statement& row) {
  StoredCertificate certificate;
  certificate.number = row.text(0);
  certificate.of_class = row.integer(1);
  certificate.trainee = row.text(2);
  if (!row.is_null(3)) certificate.attempt = row.integer(3);
  certificate.issued_on = row.text(4);
  certificate.valid_until = row.text(5);
  certificate.revoked_on = row.text(6);
  certificate.revoked_why = row.text(7);
  return certificate;
}

Result<ClassKey> key_of_class(Connection& connection, ClassId id) {
  auto query = connection.prepare("SELECT created_at_ms FROM classes WHERE id = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) {
    return failure(fmt::format("there is no class {}", id), connection.file(),
                   "`sternum classes` lists them");
  }
  return query->integer(0);
}

Result<std::int64_t> id_of_member(Connection& connection, ClassId of_class,
                                  const std::string& trainee) {
  auto query = connection.prepare(
      "SELECT t.id FROM class_trainees m JOIN trainees t ON t.id = m.trainee_id "
      "WHERE m.class_id = ? AND m.position IS NOT NULL AND t.name = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, of_class).bind(2, trainee).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) {
    return failure(fmt::format("{} is not in class {}", trainee, of_class), connection.file(),
                   "write the name as it stands on the class's list");
  }
  return query->integer(0);
}

/// Behind the highest that was ever given with this prefix, taken back or not.
Result<std::int64_t> next_place(Connection& connection, const std::string& prefix) {
  auto query = connection.prepare(
      "SELECT substr(number, length(?1) + 1) FROM certificates WHERE substr(number, 1, length(?1)) "
      "= ?1");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, prefix);
  std::int64_t highest = 0;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    std::int64_t place = 0;
    const std::string_view tail = row.text(0);
    constexpr std::size_t kMostDigits = 9;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (tail.empty() || tail.size() > kMostDigits || !std::ranges::all_of(tail, is_digit))
      return {};
    for (const char c : tail) place = place * 10 + (c - '0');
    highest = std::max(highest, place);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return highest + 1;
}

Result<bool> holds_one(Connection& connection, ClassId of_class, std::int64_t trainee) {
  auto query = connection.prepare(
      "SELECT 1 FROM certificates WHERE class_id = ? AND trainee_id = ? AND revoked_on IS NULL");
  if (!query) return tl::unexpected(query.error());
  return query->bind(1, of_class).bind(2, trainee).step();
}

Result<void> note_certificate(Connection& connection, const std::string& who, const char* action,
                              const std::string& number) {
  const auto digest = digest_of_certificate(connection, number);
  if (!digest) return tl::unexpected(digest.error());
  const nlohmann::json details = {{"row_sha256", *digest}};
  return append_audit(connection, who, {action, "certificate", number, details.dump()});
}

/// What the class's list says of a member's certificate; empty: nothing any more.
Result<void> write_on_list(Connection& connection, ClassId of_class, std::int64_t trainee,
                           const StoredCertificate& certificate) {
  auto update = connection.prepare(
      "UPDATE class_trainees SET certificate_number = nullif(?, ''), certified_on = nullif(?, ''), "
      "valid_until = nullif(?, '') WHERE class_id = ? AND trainee_id = ?");
  if (!update) return tl::unexpected(update.error());
  return update->bind(1, certificate.number)
      .bind(2, certificate.issued_on)
      .bind(3, certificate.valid_until)
      .bind(4, of_class)
      .bind(5, trainee)
      .run();
}

Result<void> write_certificate(Connection& connection, const StoredCertificate& certificate,
                               std::int64_t trainee, const std::string& who) {
  auto insert = connection.prepare(
      "INSERT INTO certificates (number, class_id, trainee_id, attempt_id, issued_on, valid_until) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  if (!insert) return tl::unexpected(insert.error());
  auto inserted = insert->bind(1, certificate.number)
                      .bind(2, certificate.of_class)
                      .bind(3, trainee)
                      .bind_optional(4, certificate.attempt)
                      .bind(5, certificate.issued_on)
                      .bind(6, certificate.valid_until)
                      .run();
  if (!inserted) return inserted;
  if (auto listed = write_on_list(connection, certificate.of_class, trainee, certificate);
      !listed) {
    return listed;
  }
  return note_certificate(connection, who, "certificate_issued", certificate.number);
}

/// Runs `change` on the class in one transaction; the trail is told how the class's list reads
/// then.
template <class Change>
Result<void> change_class(Connection& connection, ClassId of_class, const std::string& who,
                          Change change) {
  auto transaction = Transaction::begin(connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto key = key_of_class(connection, of_class);
  if (!key) return tl::unexpected(key.error());
  const auto before = audited_class(connection, *key);
  if (!before) return tl::unexpected(before.error());
  if (auto changed = change(); !changed) return changed;
  if (auto told = audit_class(connection, who, *key, *before); !told) return told;
  return transaction->commit();
}

}  // namespace

Result<std::vector<StoredCertificate>> issue_certificates(const std::filesystem::path& folder,
                                                          const CertificateIssue& issue) {
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  std::vector<StoredCertificate> issued;
  auto done = change_class(*connection, issue.of_class, issue.who, [&]() -> Result<void> {
    auto place = next_place(*connection, issue.prefix);
    if (!place) return tl::unexpected(place.error());
    for (const CertificateEarned& earned : issue.earned) {
      const auto trainee = id_of_member(*connection, issue.of_class, earned.trainee);
      if (!trainee) return tl::unexpected(trainee.error());
      const auto has_one = holds_one(*connection, issue.of_class, *trainee);
      if (!has_one) return tl::unexpected(has_one.error());
      if (*has_one) continue;
      StoredCertificate& certificate = issued.emplace_back();
      certificate.number = fmt::format("{}{:03}", issue.prefix, (*place)++);
      certificate.of_class = issue.of_class;
      certificate.trainee = earned.trainee;
      certificate.attempt = earned.attempt;
      certificate.issued_on = issue.issued_on;
      certificate.valid_until = issue.valid_until;
      if (auto kept = write_certificate(*connection, certificate, *trainee, issue.who); !kept) {
        return kept;
      }
    }
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return issued;
}

Result<void> revoke_certificate(const std::filesystem::path& folder,
                                const CertificateRevocation& revocation) {
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  auto query = connection->prepare(
      "SELECT class_id, trainee_id, coalesce(revoked_on, '') FROM certificates WHERE number = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, revocation.number).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) {
    return failure(fmt::format("there is no certificate {}", revocation.number), connection->file(),
                   "write its number as it stands on it");
  }
  const ClassId of_class = query->integer(0);
  const std::int64_t trainee = query->integer(1);
  const std::string revoked_on(query->text(2));
  query->reset();
  if (!revoked_on.empty()) {
    return failure(fmt::format("certificate {} was revoked on {}", revocation.number, revoked_on),
                   connection->file(), "there is nothing left to do");
  }
  return change_class(*connection, of_class, revocation.who, [&]() -> Result<void> {
    auto update = connection->prepare(
        "UPDATE certificates SET revoked_on = ?, revoked_why = ? WHERE number = ?");
    if (!update) return tl::unexpected(update.error());
    auto revoked = update->bind(1, revocation.revoked_on)
                       .bind(2, revocation.why)
                       .bind(3, revocation.number)
                       .run();
    if (!revoked) return revoked;
    if (auto listed = write_on_list(*connection, of_class, trainee, {}); !listed) return listed;
    return note_certificate(*connection, revocation.who, "certificate_revoked", revocation.number);
  });
}

Result<std::vector<StoredCertificate>> certificates_of(const std::filesystem::path& folder,
                                                       ClassId of_class) {
  auto connection = open_station_file(folder, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  auto query = connection->prepare(
      fmt::format("SELECT {} FROM certificates c JOIN trainees t ON t.id = c.trainee_id "
                  "WHERE c.class_id = ? ORDER BY c.number",
                  kCertificateColumns));
  if (!query) return tl::unexpected(query.error());
  query->bind(1, of_class);
  std::vector<StoredCertificate> certificates;
  auto read = for_each_row(*query, [&](const Statement& found) -> Result<void> {
    certificates.push_back(certificate_of(found));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return certificates;
}

Result<void> enter_theory_scores(const std::filesystem::path& folder, ClassId of_class,
                                 const std::vector<TheoryScore>& scores, const std::string& who) {
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  return change_class(*connection, of_class, who, [&]() -> Result<void> {
    auto update = connection->prepare(
        "UPDATE class_trainees SET theory_score = ? WHERE class_id = ? AND trainee_id = ?");
    if (!update) return tl::unexpected(update.error());
    for (const TheoryScore& entered : scores) {
      if (entered.score && !(*entered.score >= 0.0 && *entered.score <= 100.0)) {
        return failure(fmt::format("{} is no score", *entered.score), entered.trainee,
                       "scores go from 0 to 100");
      }
      const auto trainee = id_of_member(*connection, of_class, entered.trainee);
      if (!trainee) return tl::unexpected(trainee.error());
      auto kept = update->bind_optional(1, entered.score).bind(2, of_class).bind(3, *trainee).run();
      if (!kept) return kept;
    }
    return {};
  });
}

}  // namespace sternum
