#include "gui/views/seat_tile.hpp"

namespace sternum {

void draw_small_tile(const View& view, const TileSeat& tile, Box box) {
  draw_tile_ground(view, tile, box);
  const bool roomy = box.w >= 340 && box.h >= 200;
  Box rest = box.inset(roomy ? 16 : 12, roomy ? 14 : 10);
  draw_tile_head(view, tile, rest.cut_top(roomy ? 40 : 32, 8), true);
  draw_tile_banner(view, tile, rest.cut_top(roomy ? 48 : 40, 8), roomy ? Type::State : Type::Title,
                   roomy ? 32 : 26);
  if (tile.seat.phase == AttemptPhase::Running) {
    draw_tile_strip(view, tile, rest, 8.0, false);
    return;
  }
  const Box foot = rest.cut_bottom(std::min(rest.h, 40.0F), 8);
  if (rest.h >= 40) draw_tile_strip(view, tile, rest, 8.0, false);
  draw_between_attempts(view, tile, foot);
}

}  // namespace sternum
