/// The shapes that tell an item's outcome and an exam's verdict without their colours.
#pragma once

#include "analysis/exam/examination.hpp"
#include "gui/widgets/canvas.hpp"

namespace sternum {

/// Check, cross, half-filled ring, half-filled diamond, open ring, dash.
void draw_outcome_mark(Canvas& canvas, Box box, ItemOutcome outcome);
[[nodiscard]] Colour outcome_ink(const Theme& theme, ItemOutcome outcome);

/// Square with a check, square with a cross, half-filled diamond, crossed-out ring.
void draw_verdict_mark(Canvas& canvas, Box box, Verdict verdict, Colour ground);
[[nodiscard]] Colour verdict_ink(const Theme& theme, Verdict verdict);

/// A wave: a sensor decides.
void draw_sensor_mark(Canvas& canvas, Box box, Colour ink);
/// An outlined tag with a word in it. Answers its width; `width_of_tag` tells it before.
float draw_tag(Canvas& canvas, Box row, std::string_view words, Colour ink);
[[nodiscard]] float width_of_tag(Canvas& canvas, std::string_view words);

}  // namespace sternum
