#include "datasets/records/class_reader.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace sternum {
namespace {

constexpr std::string_view kClassColumns =
    "c.id, c.created_at_ms, c.number, c.course, c.organiser, c.base, c.place, c.audience, "
    "c.instructors, c.assistants, c.starts_on, c.ends_on, c.hours, c.expected, c.state";
constexpr int kBehindClass = 15;

ClassRecord class_of(const Statement& row) {
  ClassRecord record;
  record.key = row.integer(1);
  record.number = row.text(2);
  record.course = row.text(3);
  record.organiser = row.text(4);
  record.base = row.text(5);
  record.place = row.text(6);
  record.audience = row.text(7);
  record.instructors = row.text(8);
  record.assistants = row.text(9);
  record.starts_on = row.text(10);
  record.ends_on = row.text(11);
  if (!row.is_null(12)) record.hours = row.real(12);
  if (!row.is_null(13)) record.expected = static_cast<int>(row.integer(13));
  record.state = static_cast<ClassState>(row.integer(14));
  return record;
}

}  // namespace

Result<std::vector<ClassSummary>> read_classes(Connection& connection) {
  auto query = connection.prepare(
      fmt::format("SELECT {}, count(m.trainee_id), coalesce(sum(m.absent = 0), 0) FROM classes c "
                  "LEFT JOIN class_trainees m ON m.class_id = c.id AND m.position IS NOT NULL "
                  "GROUP BY c.id ORDER BY c.id DESC",
                  kClassColumns));
  if (!query) return tl::unexpected(query.error());
  std::vector<ClassSummary> classes;
  auto read = for_each_row(*query, [&](const Statement& row) -> Result<void> {
    classes.push_back({row.integer(0), class_of(row), static_cast<int>(row.integer(kBehindClass)),
                       static_cast<int>(row.integer(kBehindClass + 1))});
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return classes;
}

Result<std::optional<StoredClass>> read_class(Connection& connection, ClassId id) {
  auto query =
      connection.prepare(fmt::format("SELECT {} FROM classes c WHERE c.id = ?", kClassColumns));
  if (!query) return tl::unexpected(query.error());
  const auto row = query->bind(1, id).step();
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<StoredClass>{};
  StoredClass stored{id, class_of(*query), {}};
  query->reset();

  auto members = connection.prepare(
      "SELECT t.name, m.organisation, m.nickname, m.absent, m.skipped, "
      "coalesce(m.manikin_id, ''), m.theory_score, coalesce(m.certificate_number, ''), "
      "coalesce(m.certified_on, ''), coalesce(m.valid_until, '') "
      "FROM class_trainees m JOIN trainees t ON t.id = m.trainee_id "
      "WHERE m.class_id = ? AND m.position IS NOT NULL ORDER BY m.position");
  if (!members) return tl::unexpected(members.error());
  members->bind(1, id);
  auto read = for_each_row(*members, [&](const Statement& of) -> Result<void> {
    ClassMember& member = stored.record.members.emplace_back();
    member.name = of.text(0);
    member.organisation = of.text(1);
    member.nickname = of.text(2);
    member.absent = of.integer(3) != 0;
    member.skipped = of.integer(4) != 0;
    member.manikin_id = of.text(5);
    MemberOutcome& outcome = stored.outcomes.emplace_back();
    if (!of.is_null(6)) outcome.theory_score = of.real(6);
    outcome.certificate_number = of.text(7);
    outcome.certified_on = of.text(8);
    outcome.valid_until = of.text(9);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return std::optional<StoredClass>(std::move(stored));
}

}  // namespace sternum
