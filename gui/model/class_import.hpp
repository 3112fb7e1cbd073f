/// A list of people, looked through before anybody is taken into a class.
///
/// A preview: making one stores nothing. Of telephone numbers it keeps the last
/// four characters, for the eye; numbers of documents go to the station, which seals them, and not
/// into the class. Namesakes that the list tells apart
/// are given names that do, "张伟 (2)", because a station knows people by their names. Not
/// thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/class_record.hpp"
#include "datasets/roster/roster.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

struct ImportRow {
  enum class Status : std::uint8_t {
    Importable,
    AlreadyThere,  ///< in the class, as far as the list can tell
    Faulty,
  };
  int row = 0;             ///< as the office program shows it
  std::string name{};      ///< as in the list; of a faulty row, as far as it can be read
  std::string taken_as{};  ///< of an importable one: the same, or a name that tells namesakes apart
  std::string organisation{};
  std::string phone_end{};     ///< the last four digits
  std::string identity_end{};  ///< the last four characters
  Status status = Status::Importable;
  bool needs_guardian = false;
  std::vector<RosterFault> faults{};
};

enum class ImportFilter : std::uint8_t { All, Importable, Problems };

class ClassImport {
 public:
  /// `file_name` is shown; `members` are in the class already. On `day` they come: whoever is under
  /// 14 then needs a guardian's consent.
  ClassImport(const Roster& roster, std::string file_name, const std::vector<ClassMember>& members,
              std::optional<CalendarDay> day = {});

  [[nodiscard]] const std::string& file_name() const { return file_name_; }
  [[nodiscard]] const std::vector<ImportRow>& rows() const { return rows_; }
  /// Headings that mean nothing here.
  [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }
  [[nodiscard]] int count(ImportFilter filter) const;
  [[nodiscard]] static bool shows(ImportFilter filter, const ImportRow& row);
  [[nodiscard]] ImportFilter filter() const { return filter_; }
  void set_filter(ImportFilter filter) { filter_ = filter; }
  /// The rows that the filter lets through, in their order.
  [[nodiscard]] std::vector<const ImportRow*> shown() const;
  /// Those who would be taken in.
  [[nodiscard]] std::vector<ClassMember> people() const;
  /// Their documents' numbers, of those who have one, by the names that they are taken as.
  [[nodiscard]] std::vector<TypedIdentity> identities() const;

 private:
  std::string file_name_;
  std::vector<ImportRow> rows_;
  std::vector<TypedIdentity> identities_;
  std::vector<std::string> left_out_;
  ImportFilter filter_ = ImportFilter::All;
};

/// What was typed, pasted or dropped as the path of a file: without quotation marks and white space
/// around it; "file:///…" as file managers copy it; "~" is the home folder.
[[nodiscard]] std::string path_in(const std::string& typed);

}  // namespace sternum
