/// What tiles of every size share.
#pragma once

#include "gui/views/view.hpp"

namespace sternum {

/// A seat as a tile draws it.
struct TileSeat {
  const Seat& seat;
  SeatCondition condition;
  SeatNumbers numbers;
  double state_age_s = 0.0;
  Colour colour;  ///< of the manikin's sticker
};
[[nodiscard]] TileSeat tile_seat(const View& view, const Seat& seat, int index, int columns);

/// Somebody touched the manikin a moment ago, to show which one it is.
[[nodiscard]] bool touched_lately(const Seat& seat);

/// Whether an exam runs at this seat.
[[nodiscard]] bool is_examined(const Seat& seat);
/// What the exam came to that was the last at this seat; null: there was none, or it is going on.
[[nodiscard]] const Examination* verdict_of(const Seat& seat);

/// Ground and frame of a tile; a click anywhere on it that no button takes enlarges the seat.
void draw_tile_ground(const View& view, const TileSeat& tile, Box box);

/// Chip, name, and on the right the attempt's clock, or the battery while nobody is examined.
/// `compact`: the rate stands before the clock, for tiles without a row of numbers.
void draw_tile_head(const View& view, const TileSeat& tile, Box box, bool compact);

/// State, and the score of an attempt that has ended. Without `fill` the ground is coloured
/// already.
void draw_tile_banner(const View& view, const TileSeat& tile, Box box, Type word, float icon,
                      bool fill = true);

/// The strip with its axis and the mean depth in the gutter.
void draw_tile_strip(const View& view, const TileSeat& tile, Box box, double length_s, bool large);

/// Under the strip while nobody is examined: the start row, and the last attempt's debrief.
void draw_between_attempts(const View& view, const TileSeat& tile, Box box);

// Numbers that are the reason of a correction are told in its colour.
[[nodiscard]] Colour depth_ink(const View& view, const TileSeat& tile);
[[nodiscard]] Colour rate_ink(const View& view, const TileSeat& tile);
[[nodiscard]] Colour recoil_ink(const View& view, const TileSeat& tile);
/// "–" is quiet.
[[nodiscard]] Colour measured_ink(const View& view, bool measured);

}  // namespace sternum
