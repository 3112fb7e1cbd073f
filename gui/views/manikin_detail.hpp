/// One manikin: its name and seat to change, its depth to check, what it says of itself.
#pragma once

#include "gui/model/manikin_list.hpp"
#include "gui/views/view.hpp"

namespace sternum {

/// In a panel of its own.
void draw_manikin_detail(const View& view, const ManikinRow& row, Box box);
/// The check that runs on this manikin, or its result; only while there is one.
void draw_depth_check(const View& view, const ManikinRow& row, Box box);

}  // namespace sternum
