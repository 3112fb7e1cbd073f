/// What the trainees' screen can show, each in the whole window.
#pragma once

#include <string>

#include "gui/views/view.hpp"

namespace sternum {

void draw_projector_strip(const View& view, Box window);
void draw_projector_race(const View& view, Box window);
void draw_projector_board(const View& view, Box window);
/// Nothing but a clock.
void draw_projector_clock(const View& view, Box window);

inline constexpr float kProjectorHeader = 104.0F;
inline constexpr float kProjectorFooter = 44.0F;
inline constexpr float kProjectorMargin = 12.0F;

/// Mark, title and a line under it, on the ground of a header. Answers what is left on the right.
Box draw_projector_header(const View& view, Box box, const std::string& title,
                          const std::string& line);
/// How far an attempt has come: "1:24 / 2:00", and a line under the header that fills.
void draw_projector_time(const View& view, Box header, Box place, Duration elapsed);
/// Large and quiet, in the middle: why there is nothing to see.
void draw_projector_hint(const View& view, Box box, const char* words);

}  // namespace sternum
