#include "datasets/roster/roster.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "datasets/roster/roster_cells.hpp"
#include "datasets/roster/roster_columns.hpp"

namespace sternum {
namespace {

constexpr std::size_t kLongestPersonName =
    120;  // bytes: 40 Chinese characters, longer than any name
constexpr std::size_t kMostShown = 60;

std::string shortened(std::string_view text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character_length(text, i);
    if (shown.size() + length > kMostShown) return shown + "…";
    shown += text.substr(i, length);
    i += length;
  }
  return shown;
}

RosterFaultKind kind_of(IdentityFault fault) {
  switch (fault) {
    case IdentityFault::Length:
      return RosterFaultKind::IdentityLength;
    case IdentityFault::OldCard:
      return RosterFaultKind::IdentityOldCard;
    case IdentityFault::Characters:
      return RosterFaultKind::IdentityCharacters;
    case IdentityFault::BirthDate:
      return RosterFaultKind::IdentityBirthDate;
    case IdentityFault::Check:
      break;
  }
  return RosterFaultKind::IdentityCheck;
}

template <class Value>
bool differ(const Value& a, const Value& b) {
  return a != Value{} && b != Value{} && a != b;
}

bool may_be_one_person(const RosterPerson& a, const RosterPerson& b) {
  return !differ(a.phone, b.phone) && !differ(a.identity, b.identity) &&
         !differ(a.organisation, b.organisation) && !differ(a.sex, b.sex);
}

class RosterReader {
 public:
  RosterReader(const Table& table, RosterHeader header)
      : table_(table), header_(std::move(header)) {}

  Roster read() {
    for (std::size_t i = 0; i < header_.columns.size(); ++i) {
      const std::string heading = heading_of(i);
      if (!header_.columns[i] && !heading.empty()) roster_.left_out.push_back(heading);
    }
    for (std::size_t i = header_.row + 1; i < table_.rows.size(); ++i) take(table_.rows[i]);
    return std::move(roster_);
  }

 private:
  [[nodiscard]] std::string heading_of(std::size_t column) const {
    return one_line(table_.rows[header_.row].cells[column]);
  }
  [[nodiscard]] std::optional<std::size_t> place_of(RosterColumn column) const {
    const auto found = std::ranges::find(header_.columns, std::optional(column));
    if (found == header_.columns.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header_.columns.begin());
  }
  [[nodiscard]] std::string cell(const TableRow& row, RosterColumn column) const {
    const auto place = place_of(column);
    return place && *place < row.cells.size() ? row.cells[*place] : std::string();
  }

  void complain(const TableRow& row, RosterColumn column, RosterFaultKind kind, std::string found,
                std::optional<int> first_row = std::nullopt) {
    const auto place = place_of(column);
    roster_.faults.push_back({row.number, place ? heading_of(*place) : std::string(), kind,
                              shortened(found), first_row});
  }

  void take(const TableRow& row) {
    // A row that holds a number of its own and nothing else is a line of the form, not a person.
    bool is_blank = true;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const bool counts = i < header_.columns.size() && header_.columns[i] &&
                          header_.columns[i] != RosterColumn::RowNumber;
      if (counts && !one_line(row.cells[i]).empty()) is_blank = false;
    }
    if (is_blank) return;
    ++roster_.rows;

    const std::size_t faults_before = roster_.faults.size();
    RosterPerson person;
    person.row = row.number;
    person.organisation = one_line(cell(row, RosterColumn::Organisation));
    person.remark = one_line(cell(row, RosterColumn::Remark));
    read_name(row, person);
    read_sex(row, person);
    read_phone(row, person);
    read_identity(row, person);
    if (roster_.faults.size() == faults_before) find_double(row, person);
    if (roster_.faults.size() != faults_before) {
      roster_.refused.push_back(std::move(person));
      return;
    }
    if (!person.identity.empty()) by_identity_.emplace(person.identity, person.row);
    by_name_.emplace(person.name, roster_.people.size());
    roster_.people.push_back(std::move(person));
  }

  void read_name(const TableRow& row, RosterPerson& person) {
    person.name = name_in(cell(row, RosterColumn::Name));
    if (person.name.empty()) complain(row, RosterColumn::Name, RosterFaultKind::EmptyName, {});
    if (person.name.size() > kLongestPersonName) {
      complain(row, RosterColumn::Name, RosterFaultKind::NameTooLong, person.name);
    }
  }

  void read_sex(const TableRow& row, RosterPerson& person) {
    const std::string typed = one_line(cell(row, RosterColumn::Sex));
    if (typed.empty()) return;
    person.sex = sex_in(typed);
    if (!person.sex) complain(row, RosterColumn::Sex, RosterFaultKind::UnknownSex, typed);
  }

  void read_phone(const TableRow& row, RosterPerson& person) {
    const std::string typed = one_line(cell(row, RosterColumn::Phone));
    if (typed.empty()) return;
    const auto phone = phone_in(typed);
    if (!phone) complain(row, RosterColumn::Phone, RosterFaultKind::WrongPhone, typed);
    person.phone = phone.value_or(std::string());
  }

  void read_identity(const TableRow& row, RosterPerson& person) {
    person.identity = identity_in(cell(row, RosterColumn::Identity));
    if (person.identity.empty()) return;
    const auto refuse = [&](RosterFaultKind kind) {
      complain(row, RosterColumn::Identity, kind, masked_identity(person.identity));
    };
    if (is_rounded_number(person.identity)) return refuse(RosterFaultKind::IdentityRounded);
    if (!looks_like_identity_card(person.identity)) return;
    IdentityFault fault{};
    const auto card = read_identity_card(person.identity, fault);
    if (!card) return refuse(kind_of(fault));
    person.born = card->born;
    if (person.sex && *person.sex != card->sex) refuse(RosterFaultKind::SexDisagrees);
    person.sex = card->sex;
  }

  void find_double(const TableRow& row, const RosterPerson& person) {
    const auto same = by_identity_.find(person.identity);
    if (same != by_identity_.end()) {
      complain(row, RosterColumn::Identity, RosterFaultKind::SameIdentity,
               masked_identity(person.identity), same->second);
      return;
    }
    const auto [begin, end] = by_name_.equal_range(person.name);
    const auto twin = std::find_if(begin, end, [&](const auto& one) {
      return may_be_one_person(roster_.people[one.second], person);
    });
    if (twin == end) return;
    complain(row, RosterColumn::Name, RosterFaultKind::SamePerson, person.name,
             roster_.people[twin->second].row);
  }

  const Table& table_;
  RosterHeader header_;
  Roster roster_;
  std::map<std::string, int> by_identity_;
  std::multimap<std::string, std::size_t> by_name_;
};

}  // namespace

Result<Roster> read_roster(const std::filesystem::path& file) {
  const auto table = read_table(file);
  if (!table) return tl::unexpected(table.error());
  return roster_of(*table, file.string());
}

Result<Roster> roster_of(const Table& table, const std::string& name) {
  const auto header = find_roster_header(table);
  if (!header) {
    return failure("no column of names was found in the first rows", name,
                   "give the column of names the heading 姓名 or name");
  }
  return RosterReader(table, *header).read();
}

}  // namespace sternum
