/// What the voice says: a prompt as an order to whoever presses, from the same catalogue as the
/// words on the screen, which tell it to whoever looks on ("Hands off" / "Keep pressing"). And what
/// the virtual AED says, which is the same on its panel.
#pragma once

#include "analysis/exam/aed_prompt.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// Empty for `Prompt::None`.
[[nodiscard]] const char* spoken(Language language, Prompt prompt);
/// Empty for `AedPrompt::None`.
[[nodiscard]] const char* spoken(Language language, AedPrompt prompt);

}  // namespace sternum
