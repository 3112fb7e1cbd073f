#include "datasets/records/certificates.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <string_view>

#include "datasets/records/audit_trail.hpp"
#include "datasets/records/audited_rows.hpp"
#include "datasets/records/schema.hpp"

namespace sternum {
namespace {

std::optional<std::chrono::year_month_day> day_of(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t count) {
    unsigned value = 0;
    const char* const end = text.data() + at + count;
    const auto [read, problem] = std::from_chars(text.data() + at, end, value);
    return problem == std::errc{} && read == end ? value : 0U;
  };
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(number(0, 4))),
                                        std::chrono::month(number(5, 2)),
                                        std::chrono::day(number(8, 2))};
  return day.ok() ? std::optional(day) : std::nullopt;
}

Result<void> audit_certificate(Connection& connection, const std::string& who,
                               const std::string& action, const std::string& number) {
  const auto digest = digest_of_certificate(connection, number);
  if (!digest) return tl::unexpected(digest.error());
  return append_audit(
      connection, who,
      {action, "certificate", number, fmt::format(R"({{"row_sha256":"{}"}})", *digest)});
}

}  // namespace

std::string valid_until(const std::string& issued_on) {
  const auto issued = day_of(issued_on);
  if (!issued) return {};
  const auto year = issued->year() + std::chrono::years(kCertificateYears);
  // Of a 29th of February in a year without one, the last day is the 28th.
  const std::chrono::year_month_day same{year, issued->month(), issued->day()};
  const auto next = same.ok() ? std::chrono::sys_days(same)
                              : std::chrono::sys_days(year / std::chrono::March / 1);
  const std::chrono::year_month_day last{next - std::chrono::days(1)};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(last.year()),
                     static_cast<unsigned>(last.month()), static_cast<unsigned>(last.day()));
}

Result<IssuedCertificate> issue_certificate(const std::filesystem::path& folder,
                                            const IssuedCertificate& wanted,
                                            const std::string& who) {
  IssuedCertificate issued = wanted;
  issued.valid_until = valid_until(wanted.issued_on);
  issued.revoked_on.clear();
  issued.revoked_why.clear();
  if (issued.number.empty()) return failure("a certificate needs a number");
  if (issued.valid_until.empty()) {
    return failure(fmt::format("'{}' is not a day", wanted.issued_on), {},
                   "write it as 2026-03-28");
  }
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  auto transaction = Transaction::begin(*connection);
  if (!transaction) return tl::unexpected(transaction.error());
  auto insert = connection->prepare(
      "INSERT INTO certificates (number, class_id, trainee_id, attempt_id, issued_on, valid_until) "
      "SELECT ?1, ?2, id, ?4, ?5, ?6 FROM trainees WHERE id = ?3 AND NOT EXISTS "
      "(SELECT 1 FROM certificates WHERE number = ?1)");
  if (!insert) return tl::unexpected(insert.error());
  insert->bind(1, issued.number).bind_optional(2, issued.class_id).bind(3, issued.trainee);
  insert->bind_optional(4, issued.attempt).bind(5, issued.issued_on).bind(6, issued.valid_until);
  if (auto inserted = insert->run(); !inserted) return tl::unexpected(inserted.error());
  if (connection->rows_changed() != 1) {
    return failure(fmt::format("the certificate {} cannot be issued: its number is taken, or there "
                               "is no person {}",
                               issued.number, issued.trainee),
                   folder.string(), "choose another number");
  }
  auto told = audit_certificate(*connection, who, "certificate_issued", issued.number);
  if (!told) return tl::unexpected(told.error());
  if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
  return issued;
}

Result<void> revoke_certificate(const std::filesystem::path& folder, const std::string& number,
                                const std::string& on, const std::string& why,
                                const std::string& who) {
  if (!day_of(on)) {
    return failure(fmt::format("'{}' is not a day", on), {}, "write it as 2026-03-28");
  }
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  auto transaction = Transaction::begin(*connection);
  if (!transaction) return tl::unexpected(transaction.error());
  auto update = connection->prepare(
      "UPDATE certificates SET revoked_on = ?, revoked_why = ? "
      "WHERE number = ? AND revoked_on IS NULL");
  if (!update) return tl::unexpected(update.error());
  if (auto done = update->bind(1, on).bind(2, why).bind(3, number).run(); !done) return done;
  if (connection->rows_changed() != 1) {
    return failure(fmt::format("there is no valid certificate {}", number), folder.string(),
                   "check its number");
  }
  auto told = audit_certificate(*connection, who, "certificate_revoked", number);
  if (!told) return told;
  return transaction->commit();
}

Result<std::vector<IssuedCertificate>> certificates_of(const std::filesystem::path& folder) {
  auto connection = open_station_file(folder, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  auto query = connection->prepare(
      "SELECT number, trainee_id, class_id, attempt_id, issued_on, valid_until, revoked_on, "
      "revoked_why FROM certificates ORDER BY number");
  if (!query) return tl::unexpected(query.error());
  std::vector<IssuedCertificate> certificates;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    IssuedCertificate& one = certificates.emplace_back();
    one.number = row.text(0);
    one.trainee = row.integer(1);
    if (!row.is_null(2)) one.class_id = row.integer(2);
    if (!row.is_null(3)) one.attempt = row.integer(3);
    one.issued_on = row.text(4);
    one.valid_until = row.text(5);
    one.revoked_on = row.text(6);
    one.revoked_why = row.text(7);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return certificates;
}

}  // namespace sternum
