/// The record of the class, and whether there are enough instructors and manikins for it.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_class_record(const View& view, Box box);
inline constexpr float kRatiosHeight = 232.0F;
void draw_class_ratios(const View& view, Box box);

}  // namespace sternum
