#include <fmt/format.h>

#include <chrono>
#include <string>
#include <vector>

#include "datasets/records/audit_trail.hpp"
#include "datasets/records/backup.hpp"
#include "datasets/records/folder_lock.hpp"
#include "datasets/records/people.hpp"
#include "datasets/records/schema.hpp"

namespace sternum {
namespace {

/// Everybody whose last class and last attempt lie before ?1, and whether a class of theirs is
/// still open. A class without dates counts from the day on which it was created.
constexpr const char* kOldEnough =
    "SELECT t.id, "
    "EXISTS (SELECT 1 FROM class_trainees m JOIN classes c ON c.id = m.class_id "
    "        WHERE m.trainee_id = t.id AND m.position IS NOT NULL AND c.state = 0) "
    "FROM trainees t WHERE t.purged_at_ms IS NULL AND max("
    "coalesce((SELECT max(coalesce(nullif(c.ends_on, ''), nullif(c.starts_on, ''), "
    "          date(c.created_at_ms / 1000, 'unixepoch'))) FROM class_trainees m "
    "          JOIN classes c ON c.id = m.class_id WHERE m.trainee_id = t.id), ''), "
    "coalesce((SELECT date(max(a.started_at_ms) / 1000, 'unixepoch') FROM attempts a "
    "          WHERE a.trainee_id = t.id), ''), "
    "coalesce((SELECT max(issued_on) FROM certificates WHERE trainee_id = t.id), '')) < ?1 "
    "ORDER BY t.id";

bool is_day(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  for (const std::size_t at : {0U, 1U, 2U, 3U, 5U, 6U, 8U, 9U}) {
    if (text[at] < '0' || text[at] > '9') return false;
  }
  const auto number = [&](std::size_t at, std::size_t count) {
    return std::stoi(text.substr(at, count));
  };
  return std::chrono::year_month_day(std::chrono::year(number(0, 4)),
                                     std::chrono::month(static_cast<unsigned>(number(5, 2))),
                                     std::chrono::day(static_cast<unsigned>(number(8, 2))))
      .ok();
}

Result<std::vector<std::int64_t>> people_to_purge(Connection& connection, const Purge& purge,
                                                  Purged& report) {
  auto query = connection.prepare(kOldEnough);
  if (!query) return tl::unexpected(query.error());
  query->bind(1, purge.before);
  std::vector<std::int64_t> people;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    if (row.integer(1) != 0) {
      ++report.in_open_classes;
    } else {
      people.push_back(row.integer(0));
    }
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return people;
}

Result<void> forget(Connection& connection, std::int64_t person, const std::string& who) {
  const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(
                       std::chrono::system_clock::now().time_since_epoch())
                       .count();
  const std::string changes[] = {
      // The id is unique, and so is the name that is made of it, unless somebody is called that.
      fmt::format("UPDATE trainees SET name = '#{0}' || CASE WHEN EXISTS (SELECT 1 FROM trainees "
                  "WHERE name = '#{0}' AND id <> {0}) THEN '#' ELSE '' END, purged_at_ms = {1} "
                  "WHERE id = {0}",
                  person, now),
      fmt::format("UPDATE class_trainees SET organisation = '', nickname = '' "
                  "WHERE trainee_id = {}",
                  person),
      fmt::format("DELETE FROM identities WHERE trainee_id = {}", person)};
  for (const std::string& change : changes) {
    if (auto made = connection.execute(change.c_str()); !made) return made;
  }
  return append_audit(
      connection, who,
      {"person_purged", "trainee", std::to_string(person), R"({"identity_sha256":""})"});
}

}  // namespace

Result<Purged> purge_people(const std::filesystem::path& folder, const Purge& purge) {
  if (!is_day(purge.before)) {
    return failure(fmt::format("'{}' is not a day", purge.before), {}, "write it as 2024-01-01");
  }
  const auto lock = FolderLock::take(folder);
  if (!lock) return tl::unexpected(lock.error());
  auto connection = open_station_file(folder, Connection::Access::ReadWrite);
  if (!connection) return tl::unexpected(connection.error());
  if (auto set = connection->execute("PRAGMA secure_delete = ON"); !set) {
    return tl::unexpected(set.error());
  }
  Purged report;
  auto transaction = Transaction::begin(*connection);
  if (!transaction) return tl::unexpected(transaction.error());
  const auto people = people_to_purge(*connection, purge, report);
  if (!people) return tl::unexpected(people.error());
  report.people = static_cast<std::int64_t>(people->size());
  report.copies = copies_beside(folder);
  if (purge.dry_run || people->empty()) return report;
  for (const std::int64_t person : *people) {
    if (auto forgotten = forget(*connection, person, purge.who); !forgotten) {
      return tl::unexpected(forgotten.error());
    }
  }
  const AuditNote note{
      "people_purged", "station", "",
      fmt::format(R"({{"before":"{}","people":{}}})", purge.before, report.people)};
  if (auto told = append_audit(*connection, purge.who, note); !told) {
    return tl::unexpected(told.error());
  }
  if (auto done = transaction->commit(); !done) return tl::unexpected(done.error());
  // Earlier versions of a row linger in the slack of pages and in the log.
  if (auto rewritten = connection->execute(
          "PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
      !rewritten) {
    return failure(fmt::format("the people are purged, but the file could not be rewritten: {}",
                               rewritten.error().what),
                   rewritten.error().where, "purge again when there is room on the disk");
  }
  return report;
}

}  // namespace sternum
