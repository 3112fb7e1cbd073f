/// The people of a class, from a list that somebody made with an office program.
///
/// Nothing is imported by reading: a `Roster` is a preview. `people` are the rows without a fault;
/// every fault names the row as the office program shows it and the column's own heading. Numbers
/// of documents appear in faults masked to their last four characters. Only the name is needed.
///
/// The same person twice: the same document number, or the same name with nothing that tells the
/// two apart (a telephone number, a document, an organisation or a sex that both have and that
/// differ). The first one counts. Pure but for `read_roster`, which reads the file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/roster/identity_card.hpp"
#include "datasets/roster/table.hpp"

namespace sternum {

struct RosterPerson {
  int row = 0;
  std::string name;
  std::optional<Sex> sex;  ///< as typed, else as the identity card says
  std::string organisation;
  std::string phone;
  std::string identity;  ///< of an identity card or another document; not to be shown or logged
  std::optional<CalendarDay> born;  ///< as the identity card says
  std::string remark;
  friend bool operator==(const RosterPerson&, const RosterPerson&) = default;
};

enum class RosterFaultKind : std::uint8_t {
  EmptyName,
  NameTooLong,
  UnknownSex,
  WrongPhone,
  IdentityRounded,  ///< by the office program, which keeps 15 digits
  IdentityLength,
  IdentityOldCard,
  IdentityCharacters,
  IdentityBirthDate,
  IdentityCheck,
  SexDisagrees,  ///< with the identity card
  SameIdentity,  ///< as in `first_row`
  SamePerson,    ///< as in `first_row`
};

struct RosterFault {
  int row = 0;
  std::string column;  ///< its heading in the file; empty: the whole row
  RosterFaultKind kind = RosterFaultKind::EmptyName;
  std::string found;  ///< what stands there, shortened; a document's number masked
  std::optional<int> first_row;
  friend bool operator==(const RosterFault&, const RosterFault&) = default;
};

struct Roster {
  int rows = 0;  ///< below the headings, empty ones left out
  std::vector<RosterPerson> people;
  std::vector<RosterPerson> refused;  ///< rows with a fault, as far as they can be read
  std::vector<RosterFault> faults;    ///< in the order of rows; a row may have several
  std::vector<std::string> left_out;  ///< headings of columns that mean nothing here
};

[[nodiscard]] Result<Roster> read_roster(const std::filesystem::path& file);
/// An error when no row looks like headings with names under them.
[[nodiscard]] Result<Roster> roster_of(const Table& table, const std::string& name);

}  // namespace sternum
