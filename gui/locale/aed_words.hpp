/// The virtual AED in words: its states, and what was done wrong with it.
#pragma once

#include <string>

#include "analysis/exam/virtual_aed.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// At most 6 Chinese or 14 Latin characters.
[[nodiscard]] const char* word(Language language, AedState state);
/// One sentence: "Pressed during analysis: 3×, 3 s lost".
[[nodiscard]] std::string sentence(Language language, const AedFinding& finding);

}  // namespace sternum
