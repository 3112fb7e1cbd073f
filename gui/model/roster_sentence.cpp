#include "gui/model/roster_sentence.hpp"

#include <fmt/format.h>

namespace sternum {
namespace {

/// What is wrong and what to do: {0} the row where the same stands already.
const char* fault_pattern(Language language, RosterFaultKind kind) {
  switch (kind) {
    case RosterFaultKind::EmptyName:
      return tr(language, "there is no name");
    case RosterFaultKind::NameTooLong:
      return tr(language, "this is too long for a name");
    case RosterFaultKind::UnknownSex:
      return tr(language, "write 男 or 女, male or female, or leave it empty");
    case RosterFaultKind::WrongPhone:
      return tr(language, "this is not a telephone number: check its digits");
    case RosterFaultKind::IdentityRounded:
      return tr(language,
                "the office program has rounded the number; format the column as text and type it "
                "again");
    case RosterFaultKind::IdentityLength:
      return tr(language, "an identity card's number has 18 characters");
    case RosterFaultKind::IdentityOldCard:
      return tr(language, "this is a number of the old cards, which ended in 2013");
    case RosterFaultKind::IdentityCharacters:
      return tr(language, "only digits, and X at the end, stand in an identity card's number");
    case RosterFaultKind::IdentityBirthDate:
      return tr(language, "there is no such day of birth");
    case RosterFaultKind::IdentityCheck:
      return tr(language, "the check character does not fit: a digit is mistyped");
    case RosterFaultKind::SexDisagrees:
      return tr(language, "the identity card says another sex");
    case RosterFaultKind::SameIdentity:
      return tr(language, "row {0} has the same number");
    case RosterFaultKind::SamePerson:
      return tr(language, "row {0} has the same name, and nothing tells the two apart");
  }
  return "";
}

}  // namespace

std::string sentence(Language language, const RosterFault& fault) {
  const std::string what =
      fmt::format(fmt::runtime(fault_pattern(language, fault.kind)), fault.first_row.value_or(0));
  const std::string found = fault.found.empty() ? "" : " " + fault.found;
  return fmt::format(fmt::runtime(tr(language, "Row {0}, {1}{2}: {3}.")), fault.row, fault.column,
                     found, what);
}

}  // namespace sternum
