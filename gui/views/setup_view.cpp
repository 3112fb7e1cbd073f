#include "gui/views/setup_view.hpp"

#include "gui/views/class_record_panel.hpp"
#include "gui/views/roster_panel.hpp"

namespace sternum {

void draw_setup_view(const View& view, Box box) {
  Box left = box.cut_left(352, 16);
  draw_class_ratios(view, left.cut_bottom(kRatiosHeight, 16));
  draw_class_record(view, left);
  draw_roster_panel(view, box);
}

}  // namespace sternum
