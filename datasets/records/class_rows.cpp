#include "datasets/records/class_rows.hpp"

#include <string_view>

#include "datasets/records/audit_records.hpp"
#include "datasets/records/manikin_rows.hpp"

namespace sternum {
namespace {

constexpr std::string_view kKeepClass =
    "INSERT INTO classes (created_at_ms, number, course, organiser, base, place, audience, "
    "instructors, assistants, starts_on, ends_on, hours, expected, state) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
    "ON CONFLICT (created_at_ms) DO UPDATE SET number = excluded.number, "
    "course = excluded.course, organiser = excluded.organiser, base = excluded.base, "
    "place = excluded.place, audience = excluded.audience, instructors = excluded.instructors, "
    "assistants = excluded.assistants, starts_on = excluded.starts_on, "
    "ends_on = excluded.ends_on, hours = excluded.hours, expected = excluded.expected, "
    "state = excluded.state";

constexpr std::string_view kKeepMember =
    "INSERT INTO class_trainees (class_id, trainee_id, position, organisation, nickname, absent, "
    "skipped, manikin_id) VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, '')) "
    "ON CONFLICT (class_id, trainee_id) DO UPDATE SET position = excluded.position, "
    "organisation = excluded.organisation, nickname = excluded.nickname, "
    "absent = excluded.absent, skipped = excluded.skipped, manikin_id = excluded.manikin_id";

Result<std::int64_t> id_of_class(Connection& connection, ClassKey key) {
  auto query = connection.prepare("SELECT id FROM classes WHERE created_at_ms = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, key).step();
  if (!row) return tl::unexpected(row.error());
  return query->integer(0);
}

/// Those of whom nothing else is known and who need nobody's consent have no row.
Result<void> store_guardian(Connection& connection, std::int64_t trainee, std::int64_t stored) {
  auto update = connection.prepare("UPDATE identities SET guardian = ?1 WHERE trainee_id = ?2");
  if (!update) return tl::unexpected(update.error());
  if (auto updated = update->bind(1, stored).bind(2, trainee).run(); !updated) return updated;
  if (connection.rows_changed() > 0) return {};
  auto insert = connection.prepare(
      "INSERT INTO identities (trainee_id, guardian, kept_at_ms) "
      "VALUES (?, ?, unixepoch() * 1000)");
  if (!insert) return tl::unexpected(insert.error());
  return insert->bind(1, trainee).bind(2, stored).run();
}

Result<void> write_guardian(Connection& connection, const std::string& who, std::int64_t trainee,
                            GuardianConsent consent) {
  const auto to = static_cast<std::int64_t>(consent);
  auto query = connection.prepare("SELECT guardian FROM identities WHERE trainee_id = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, trainee).step();
  if (!row) return tl::unexpected(row.error());
  const std::int64_t from = *row ? query->integer(0) : 0;
  query->reset();
  if (from == to) return {};
  if (auto stored = store_guardian(connection, trainee, to); !stored) return stored;
  return audit_consent(connection, who, trainee, from, to);
}

Result<void> write_members(Connection& connection, const std::string& who, std::int64_t class_id,
                           const std::vector<ClassMember>& members) {
  auto keep = connection.prepare(kKeepMember);
  if (!keep) return tl::unexpected(keep.error());
  std::int64_t position = 0;
  for (const ClassMember& member : members) {
    const auto trainee = find_or_add_trainee(connection, member.name);
    if (!trainee) return tl::unexpected(trainee.error());
    if (!*trainee) continue;
    if (!member.manikin_id.empty()) {
      const auto seat = find_or_give_seat(connection, member.manikin_id);
      if (!seat) return tl::unexpected(seat.error());
    }
    auto kept = keep->bind(1, class_id)
                    .bind(2, **trainee)
                    .bind(3, ++position)
                    .bind(4, member.organisation)
                    .bind(5, member.nickname)
                    .bind(6, std::int64_t{member.absent})
                    .bind(7, std::int64_t{member.skipped})
                    .bind(8, member.manikin_id)
                    .run();
    if (!kept) return kept;
    if (auto agreed = write_guardian(connection, who, **trainee, member.guardian); !agreed) {
      return agreed;
    }
  }
  return {};
}

Result<std::vector<ClassMember>> read_members(Connection& connection, std::int64_t class_id) {
  auto query = connection.prepare(
      "SELECT t.name, m.organisation, m.nickname, m.absent, m.skipped, coalesce(m.manikin_id, ''), "
      "coalesce(i.guardian, 0) FROM class_trainees m JOIN trainees t ON t.id = m.trainee_id "
      "LEFT JOIN identities i ON i.trainee_id = m.trainee_id "
      "WHERE m.class_id = ? AND m.position IS NOT NULL ORDER BY m.position");
  if (!query) return tl::unexpected(query.error());
  query->bind(1, class_id);
  std::vector<ClassMember> members;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    ClassMember& member = members.emplace_back();
    member.name = row.text(0);
    member.organisation = row.text(1);
    member.nickname = row.text(2);
    member.absent = row.integer(3) != 0;
    member.skipped = row.integer(4) != 0;
    member.manikin_id = row.text(5);
    member.guardian = static_cast<GuardianConsent>(row.integer(6));
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return members;
}

}  // namespace

Result<std::optional<std::int64_t>> find_or_add_trainee(Connection& connection,
                                                        const std::string& name) {
  if (name.empty()) return std::optional<std::int64_t>{};
  auto insert = connection.prepare("INSERT INTO trainees (name) VALUES (?) ON CONFLICT DO NOTHING");
  if (!insert) return tl::unexpected(insert.error());
  if (auto done = insert->bind(1, name).run(); !done) return tl::unexpected(done.error());
  auto query = connection.prepare("SELECT id FROM trainees WHERE name = ?");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, name).step();
  if (!row) return tl::unexpected(row.error());
  return std::optional<std::int64_t>(query->integer(0));
}

Result<void> write_class(Connection& connection, const std::string& who,
                         const ClassRecord& record) {
  auto keep = connection.prepare(kKeepClass);
  if (!keep) return tl::unexpected(keep.error());
  keep->bind(1, record.key).bind(2, record.number).bind(3, record.course);
  keep->bind(4, record.organiser).bind(5, record.base).bind(6, record.place);
  keep->bind(7, record.audience).bind(8, record.instructors).bind(9, record.assistants);
  keep->bind(10, record.starts_on).bind(11, record.ends_on);
  keep->bind_optional(12, record.hours);
  keep->bind_optional(13, std::optional<std::int64_t>(record.expected));
  keep->bind(14, static_cast<std::int64_t>(record.state));
  if (auto kept = keep->run(); !kept) return kept;
  const auto id = id_of_class(connection, record.key);
  if (!id) return tl::unexpected(id.error());
  auto clear = connection.prepare(
      "UPDATE class_trainees SET position = NULL, manikin_id = NULL WHERE class_id = ?");
  if (!clear) return tl::unexpected(clear.error());
  if (auto cleared = clear->bind(1, *id).run(); !cleared) return cleared;
  return write_members(connection, who, *id, record.members);
}

Result<std::optional<ClassRecord>> read_open_class(Connection& connection) {
  auto query = connection.prepare(
      "SELECT id, created_at_ms, number, course, organiser, base, place, audience, instructors, "
      "assistants, starts_on, ends_on, hours, expected FROM classes WHERE state = 0 "
      "ORDER BY id DESC LIMIT 1");
  if (!query) return tl::unexpected(query.error());
  const auto row = query->step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<ClassRecord>{};
  const std::int64_t id = query->integer(0);
  ClassRecord record;
  record.key = query->integer(1);
  record.number = query->text(2);
  record.course = query->text(3);
  record.organiser = query->text(4);
  record.base = query->text(5);
  record.place = query->text(6);
  record.audience = query->text(7);
  record.instructors = query->text(8);
  record.assistants = query->text(9);
  record.starts_on = query->text(10);
  record.ends_on = query->text(11);
  if (!query->is_null(12)) record.hours = query->real(12);
  if (!query->is_null(13)) record.expected = static_cast<int>(query->integer(13));
  query->reset();
  auto members = read_members(connection, id);
  if (!members) return tl::unexpected(members.error());
  record.members = std::move(*members);
  return std::optional<ClassRecord>(std::move(record));
}

}  // namespace sternum
