/// The trainees' screen, for the whole room: one seat's strip, the race, the board or a clock.
///
/// Laid out for 1280 × 720 design units, so that type is half as large again as the console's on a
/// screen of the same pixels. Takes no clicks. Draws what the console's last `update` has seen, in
/// its language and theme.
#pragma once

#include "gui/model/console.hpp"
#include "gui/widgets/typeface.hpp"

namespace sternum {

/// A whole frame, inside `NewFrame` and `Render` of the projector's own Dear ImGui context.
void draw_projector(Console& console, StationPort& station, Typeface& typeface, float scale,
                    double now_s);

}  // namespace sternum
