/// The whole console: one frame of every screen.
///
/// Call between Dear ImGui's `NewFrame` and `Render`. The screen's thread only; blocks only where
/// `Console` says so.
///
///     ┌ not being saved (only then) ┐
///     │ header                      │
///     │ live │ attempts │ review    │
///     │ notices (only then)         │
///     └ footer                      ┘
#pragma once

#include "gui/model/console.hpp"
#include "gui/widgets/typeface.hpp"

namespace sternum {

/// `scale`: pixels per design unit; the typeface must have been made for it.
void draw_console(Console& console, StationPort& station, Typeface& typeface, float scale,
                  double now_s);

}  // namespace sternum
