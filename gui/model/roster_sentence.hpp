/// What was wrong with a list of people, in the reader's language.
#pragma once

#include <string>

#include "datasets/roster/roster.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// "Row 7, 身份证号 ************002X: the last character does not fit: mistyped?"
[[nodiscard]] std::string sentence(Language language, const RosterFault& fault);

}  // namespace sternum
