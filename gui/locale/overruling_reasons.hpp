/// Reasons for an overruling that need not be typed.
///
/// An entry keeps its reason as it was given, and so does everything that is signed or hashed. Who
/// reads it in the other language reads a reason that was chosen in that one, too.
#pragma once

#include <string>
#include <vector>

#include "gui/locale/locale.hpp"

namespace sternum {

/// In the order of their digits, from 1.
[[nodiscard]] std::vector<std::string> overruling_reasons(Language language, bool to_met);

/// What was given as a reason: in `language` where it is one of those; words of one's own as they
/// are.
[[nodiscard]] std::string overruling_reason(Language language, const std::string& given);

}  // namespace sternum
