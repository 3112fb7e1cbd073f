/// The classes of the station database, for lists and exports.
///
/// Reads only; errors are those of `Connection`. A class's members cost what the class costs,
/// however many classes there are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/class_record.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

using ClassId = std::int64_t;

/// A class in a list.
struct ClassSummary {
  ClassId id = 0;
  ClassRecord record;  ///< without its members
  int members = 0;
  int present = 0;  ///< of them, not absent
};

/// What the class came to for one of its members. Empty: nothing was entered.
struct MemberOutcome {
  std::optional<double> theory_score{};
  std::string certificate_number{};
  std::string certified_on{};
  std::string valid_until{};
  friend bool operator==(const MemberOutcome&, const MemberOutcome&) = default;
};

struct StoredClass {
  ClassId id = 0;
  ClassRecord record;
  std::vector<MemberOutcome> outcomes;  ///< one for each of its members
};

/// Newest first.
[[nodiscard]] Result<std::vector<ClassSummary>> read_classes(Connection& connection);
/// Empty when there is no such class.
[[nodiscard]] Result<std::optional<StoredClass>> read_class(Connection& connection, ClassId id);

}  // namespace sternum
