/// Rectangles to lay screens out with, in design units: 1600 × 900 at 100 %.
///
/// `cut_…` take a slice off a box and leave the rest, so that a layout reads from the outside in.
#pragma once

#include <algorithm>

namespace sternum {

struct Point {
  float x = 0.0F;
  float y = 0.0F;
};

struct Box {
  float x = 0.0F;
  float y = 0.0F;
  float w = 0.0F;
  float h = 0.0F;

  [[nodiscard]] constexpr float right() const { return x + w; }
  [[nodiscard]] constexpr float bottom() const { return y + h; }
  [[nodiscard]] constexpr Point centre() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] constexpr Box inset(float by) const { return inset(by, by); }
  [[nodiscard]] constexpr Box inset(float by_x, float by_y) const {
    return {x + by_x, y + by_y, w - 2 * by_x, h - 2 * by_y};
  }

  constexpr Box cut_left(float width, float gap = 0.0F) {
    const Box slice{x, y, width, h};
    x += width + gap;
    w = std::max(0.0F, w - width - gap);
    return slice;
  }
  constexpr Box cut_right(float width, float gap = 0.0F) {
    const Box slice{right() - width, y, width, h};
    w = std::max(0.0F, w - width - gap);
    return slice;
  }
  constexpr Box cut_top(float height, float gap = 0.0F) {
    const Box slice{x, y, w, height};
    y += height + gap;
    h = std::max(0.0F, h - height - gap);
    return slice;
  }
  constexpr Box cut_bottom(float height, float gap = 0.0F) {
    const Box slice{x, bottom() - height, w, height};
    h = std::max(0.0F, h - height - gap);
    return slice;
  }
  /// Cell (`column`, `row`) of a grid of equal cells.
  [[nodiscard]] constexpr Box cell(int column, int row, int columns, int rows, float gap) const {
    const float cell_w = (w - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    const float cell_h = (h - gap * static_cast<float>(rows - 1)) / static_cast<float>(rows);
    return {x + static_cast<float>(column) * (cell_w + gap),
            y + static_cast<float>(row) * (cell_h + gap), cell_w, cell_h};
  }
};

}  // namespace sternum
