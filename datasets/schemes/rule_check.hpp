/// Everything that is wrong with a rule file, for the person who edits it.
#pragma once

#include <filesystem>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

/// Whether the file is a guideline set or an exam scheme is told by its keys. A scheme's guideline
/// is looked for in `<data_folder>/guidelines/` too. In the order of lines; empty when nothing is
/// wrong.
[[nodiscard]] std::vector<Error> check_rule_file(const std::filesystem::path& file,
                                                 const std::filesystem::path& data_folder = {});

}  // namespace sternum
