/// The theme, told to Dear ImGui's own widgets: text fields, pop-ups, scroll bars.
#pragma once

#include "gui/widgets/theme.hpp"

namespace sternum {

void apply_style(const Theme& theme, float scale);

}  // namespace sternum
