/// A virtual AED to look at and to use: what it says, what it waits for, its buttons.
///
/// F6 is its power, F7 its pads, F8 its shock button while it is in view; one panel a frame takes
/// them. Fits its box: from 480 × 120, one card of a screen, to a screen of its own, where the
/// instructor's choices and everything that was done wrong stand beside it.
#pragma once

#include <string>

#include "gui/model/aed_trainer.hpp"
#include "gui/views/view.hpp"

namespace sternum {

/// Of the seat whose manikin has this id; empty: the AED by itself. The trainer must have been
/// updated in this frame.
void draw_aed_panel(const View& view, AedTrainer& trainer, const std::string& manikin_id, Box box);

}  // namespace sternum
