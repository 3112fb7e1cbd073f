#include "gui/widgets/check_box.hpp"

#include <algorithm>
#include <array>

namespace sternum {

bool check_box(Canvas& canvas, const char* id, Box row, std::string_view words, bool ticked,
               bool enabled) {
  constexpr float kSquare = 20.0F;
  const Theme& t = canvas.theme();
  const bool clicked = canvas.click_area(id, row) && enabled;
  if (canvas.hovered() && enabled) canvas.fill(row, t.bg2, 4);
  row = row.inset(6, 0);
  const Box left = row.cut_left(kSquare, 10);
  const Box square{left.x, left.centre().y - kSquare / 2, kSquare, kSquare};
  const Colour ink = enabled ? t.tx1 : t.tx3;
  if (ticked) {
    canvas.fill(square, ink, 4);
    const std::array check{Point{square.x + 4.5F, square.y + 10.5F},
                           Point{square.x + 8.5F, square.y + 14.5F},
                           Point{square.x + 15.5F, square.y + 5.5F}};
    canvas.polyline(check, t.bg1, 2.5F);
  } else {
    canvas.outline(square, t.edge, 4, 2);
  }
  canvas.text(row, words, Type::Label, ink);
  return clicked;
}

}  // namespace sternum
