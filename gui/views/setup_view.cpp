#include "gui/views/setup_view.hpp"

#include "gui/views/class_record_panel.hpp"
#include "gui/views/manikins_panel.hpp"
#include "gui/views/roster_panel.hpp"

namespace sternum {

namespace {

constexpr float kManikins = 432.0F;
constexpr float kNarrowestRoster = 640.0F;

}  // namespace

void draw_setup_view(const View& view, Box box) {
  Box left = box.cut_left(352, 16);
  draw_class_ratios(view, left.cut_bottom(kRatiosHeight, 16));
  draw_class_record(view, left);
  // On a small window the manikins keep their own screen.
  if (box.w >= kManikins + kNarrowestRoster)
    draw_manikins_panel(view, box.cut_right(kManikins, 16));
  draw_roster_panel(view, box);
}

}  // namespace sternum
