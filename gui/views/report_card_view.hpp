/// The card that the attempt of a debrief is saved from, as the trainee's report.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

void draw_report_card(const View& view, Box window);

}  // namespace sternum
