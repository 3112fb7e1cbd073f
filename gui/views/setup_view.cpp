#include "gui/views/setup_view.hpp"

#include "gui/views/class_record_panel.hpp"
#include "gui/views/manikins_panel.hpp"
#include "gui/views/roster_panel.hpp"

namespace sternum {

namespace {

constexpr float kManikins = 432.0F;
constexpr float kNarrowestRoster = 640.0F;

/// With less room the parts stand one below the other, and scroll.
constexpr float kBeside = 740.0F;
constexpr float kLowest = 420.0F;
constexpr float kPart = 440.0F;

void draw_below_each_other(const View& view, Box box) {
  const float height = kPart + 16 + kPart + 16 + kRatiosHeight;
  scroll_panels(view, "setup", box, height, {}, [](const View& inside, Box content) {
    content.w -= 4;
    draw_roster_panel(inside, content.cut_top(kPart, 16));
    draw_class_record(inside, content.cut_top(kPart, 16));
    draw_class_ratios(inside, content);
  });
}

}  // namespace

void draw_setup_view(const View& view, Box box) {
  if (box.w < kBeside || box.h < kLowest) {
    draw_below_each_other(view, box);
    return;
  }
  Box left = box.cut_left(352, 16);
  draw_class_ratios(view, left.cut_bottom(kRatiosHeight, 16));
  draw_class_record(view, left);
  // On a small window the manikins keep their own screen.
  if (box.w >= kManikins + kNarrowestRoster)
    draw_manikins_panel(view, box.cut_right(kManikins, 16));
  draw_roster_panel(view, box);
}

}  // namespace sternum
