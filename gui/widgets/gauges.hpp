/// The small instruments beside a strip. Each draws what it is given; empty means not measured and
/// is drawn as an empty track, never as zero.
#pragma once

#include <optional>
#include <span>

#include "analysis/scoring/guideline.hpp"
#include "analysis/signal/breath.hpp"
#include "gui/widgets/canvas.hpp"

namespace sternum {

/// A track that is filled up to `fraction`, with a tick at `tick` if there is one.
void draw_meter(Canvas& canvas, Box box, std::optional<double> fraction, Colour colour,
                std::optional<double> tick = std::nullopt);

/// 80–140/min (wider when the guideline asks for it) with the target zone and a pointer. The
/// pointer stands above `box`, 9 units high.
void draw_rate_bar(Canvas& canvas, Box box, std::optional<double> rate_per_min,
                   const Guideline& guideline);

/// Upright 0–70 mm with the target zone and a pointer on its left.
void draw_depth_bar(Canvas& canvas, Box box, std::optional<double> depth_mm,
                    const Guideline& guideline);

/// 30 compressions as two rows of dots, and a bar for each of the cycle's breaths under them.
void draw_cycle(Canvas& canvas, Box box, int compressions, int breaths, const Guideline& guideline);

/// The breaths of an attempt as bars with their volumes, in pairs, places for those to come.
void draw_breath_bars(Canvas& canvas, Box box, std::span<const Breath> breaths,
                      const Guideline& guideline);

}  // namespace sternum
