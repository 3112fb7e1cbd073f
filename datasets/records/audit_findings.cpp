#include "datasets/records/audit_findings.hpp"

#include <string_view>

#include "datasets/records/schema.hpp"
#include "datasets/records/station_file.hpp"
#include "datasets/records/trail_check.hpp"

namespace sternum {
namespace {

/// "row 7 missing from index attempts_of_trainee", "wrong # of entries in index …": the index's
/// name; empty for anything else.
std::string index_in(std::string_view complaint) {
  for (const std::string_view words :
       {"missing from index ", "wrong # of entries in index ", "non-unique entry in index "}) {
    const auto at = complaint.find(words);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = complaint.substr(at + words.size());
    return std::string(rest.substr(0, rest.find_first_of(" \n")));
  }
  return {};
}

void check_structure(Connection& connection, FindingList& list) {
  auto check = connection.prepare("PRAGMA integrity_check(100)");
  if (!check) {
    return list.add({AuditFault::StructureDamaged, {}, 0, 0, check.error().what});
  }
  std::string last_index;
  auto read = for_each_row(*check, [&](const Statement& row) -> Result<void> {
    const std::string complaint(row.text(0));
    if (complaint == "ok") return {};
    const std::string index = index_in(complaint);
    if (index.empty()) {
      list.add({AuditFault::StructureDamaged, {}, 0, 0, complaint});
    } else if (index != last_index) {
      list.add({AuditFault::IndexDamaged, {}, 0, 0, index});
      last_index = index;
    }
    return {};
  });
  if (!read) list.add({AuditFault::StructureDamaged, {}, 0, 0, read.error().what});
}

}  // namespace

Result<AuditFindings> verify_folder(const std::filesystem::path& folder,
                                    const AuditCheckOptions& options) {
  auto connection = open_station_file(folder, Connection::Access::ReadOnly);
  if (!connection) return tl::unexpected(connection.error());
  // One moment of the database, whatever a console writes meanwhile.
  if (auto begun = connection->execute("BEGIN"); !begun) return tl::unexpected(begun.error());
  AuditFindings findings;
  findings.file = station_file(folder).string();
  FindingList list(findings, options.most_findings);
  check_structure(*connection, list);
  const TrailTold told = TrailCheck(*connection, list, options).run();
  compare_rows(*connection, told, list);
  return findings;
}

}  // namespace sternum
