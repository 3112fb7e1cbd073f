/// What the voice says: a prompt as an order to whoever presses, from the same catalogue as the
/// words on the screen, which tell it to whoever looks on ("Hands off" / "Keep pressing").
#pragma once

#include "gui/locale/locale.hpp"

namespace sternum {

/// Empty for `Prompt::None`.
[[nodiscard]] const char* spoken(Language language, Prompt prompt);

}  // namespace sternum
