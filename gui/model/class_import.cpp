#include "gui/model/class_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "datasets/roster/roster_cells.hpp"
#include "gui/model/names.hpp"

namespace sternum {
namespace {

/// The last four characters; fewer of a short text, so that it is never shown whole.
std::string end_of_number(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < text.size(); at += character_length(text, at)) {
    starts.push_back(at);
  }
  const std::size_t shown = std::min<std::size_t>(4, starts.size() / 2);
  return shown == 0 ? std::string() : std::string(text.substr(starts[starts.size() - shown]));
}

ImportRow row_of(const RosterPerson& person) {
  ImportRow row;
  row.row = person.row;
  row.name = person.name;
  row.organisation = person.organisation;
  row.phone_end = end_of_number(person.phone);
  row.identity_end = end_of_number(person.identity);
  return row;
}

bool may_be_the_same(const RosterPerson& person, const ClassMember& member) {
  return person.organisation.empty() || member.organisation.empty() ||
         person.organisation == member.organisation;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// "%20" is a space.
std::string without_percent(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      plain += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

}  // namespace

ClassImport::ClassImport(const Roster& roster, std::string file_name,
                         const std::vector<ClassMember>& members, std::optional<CalendarDay> day)
    : file_name_(std::move(file_name)), left_out_(roster.left_out) {
  std::multimap<std::string, const ClassMember*> there;
  std::set<std::string> names;
  for (const ClassMember& member : members) {
    there.emplace(member.name, &member);
    names.insert(member.name);
  }
  for (const RosterPerson& person : roster.people) {
    ImportRow row = row_of(person);
    const auto [begin, end] = there.equal_range(person.name);
    const bool known = std::any_of(
        begin, end, [&](const auto& one) { return may_be_the_same(person, *one.second); });
    if (known) {
      row.status = ImportRow::Status::AlreadyThere;
    } else {
      row.taken_as = person.name;
      for (int number = 2; !names.insert(row.taken_as).second; ++number) {
        row.taken_as = fmt::format("{} ({})", person.name, number);
      }
      row.needs_guardian = day && person.born && age_on(*person.born, *day) < kGuardianUnderAge;
      if (!person.identity.empty()) {
        identities_.push_back({row.taken_as, person.identity,
                               person.born ? std::optional(person.born->year) : std::nullopt});
      }
    }
    rows_.push_back(std::move(row));
  }
  std::map<int, std::vector<RosterFault>> faults;
  for (RosterFault fault : roster.faults) {
    if (fault.kind == RosterFaultKind::WrongPhone) fault.found = "…" + end_of_number(fault.found);
    faults[fault.row].push_back(std::move(fault));
  }
  for (const RosterPerson& person : roster.refused) {
    ImportRow row = row_of(person);
    row.status = ImportRow::Status::Faulty;
    row.faults = faults[person.row];
    rows_.push_back(std::move(row));
  }
  std::ranges::stable_sort(rows_, {}, &ImportRow::row);
}

bool ClassImport::shows(ImportFilter filter, const ImportRow& row) {
  if (filter == ImportFilter::All) return true;
  return (row.status == ImportRow::Status::Importable) == (filter == ImportFilter::Importable);
}

int ClassImport::count(ImportFilter filter) const {
  return static_cast<int>(
      std::ranges::count_if(rows_, [filter](const ImportRow& row) { return shows(filter, row); }));
}

std::vector<const ImportRow*> ClassImport::shown() const {
  std::vector<const ImportRow*> rows;
  for (const ImportRow& row : rows_) {
    if (shows(filter_, row)) rows.push_back(&row);
  }
  return rows;
}

std::vector<ClassMember> ClassImport::people() const {
  std::vector<ClassMember> people;
  for (const ImportRow& row : rows_) {
    if (row.status != ImportRow::Status::Importable) continue;
    people.push_back(
        {.name = row.taken_as,
         .organisation = row.organisation,
         .guardian = row.needs_guardian ? GuardianConsent::Missing : GuardianConsent::NotNeeded});
  }
  return people;
}

std::vector<TypedIdentity> ClassImport::identities() const { return identities_; }

std::string path_in(const std::string& typed) {
  std::string path = trimmed(typed);
  for (const char mark : {'"', '\''}) {
    if (path.size() >= 2 && path.front() == mark && path.back() == mark) {
      path = path.substr(1, path.size() - 2);
    }
  }
  constexpr std::string_view kFile = "file://";
  if (path.starts_with(kFile)) path = without_percent(std::string_view(path).substr(kFile.size()));
  if (path.starts_with("~/")) {
    if (const char* home = std::getenv("HOME")) path = home + path.substr(1);
  }
  return path;
}

}  // namespace sternum
