/// Reasons for an overruling that need not be typed.
#pragma once

#include <string>
#include <vector>

#include "gui/locale/locale.hpp"

namespace sternum {

/// In the order of their digits, from 1.
[[nodiscard]] std::vector<std::string> overruling_reasons(Language language, bool to_met);

}  // namespace sternum
