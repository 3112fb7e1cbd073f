/// The rows of classes and trainees in the station database.
///
/// Every writing function works inside the caller's transaction. Errors are those of `Connection`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/core/result.hpp"
#include "datasets/records/class_record.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// The trainee with this name; a new one is added. Empty for a trainee without a name.
[[nodiscard]] Result<std::optional<std::int64_t>> find_or_add_trainee(Connection& connection,
                                                                      const std::string& name);

/// All of it, in the place of what was kept under its key before. Members who are no longer there
/// are taken off the list and not out of the file. A member without a name is left out; of two with
/// one name the last counts. Every consent of a guardian that changes by it stands in the audit
/// trail, by `who`.
[[nodiscard]] Result<void> write_class(Connection& connection, const std::string& who,
                                       const ClassRecord& record);
/// The last one that was created and not closed.
[[nodiscard]] Result<std::optional<ClassRecord>> read_open_class(Connection& connection);

}  // namespace sternum
