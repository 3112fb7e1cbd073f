#include "gui/widgets/seat_chip.hpp"

#include "gui/model/numbers.hpp"

namespace sternum {

Colour seat_colour(int seat_index, int seats, int columns) {
  const int colours = static_cast<int>(kSeatColours.size());
  const int which = seats <= colours ? seat_index : seat_index / std::max(1, columns);
  return kSeatColours[static_cast<std::size_t>(which % colours)];
}

void draw_seat_bar(Canvas& canvas, Box box, Colour colour, bool outlined) {
  canvas.fill(box, colour);
  if (outlined) canvas.outline(box, canvas.theme().edge);
}

void draw_seat_chip(Canvas& canvas, Box box, int number, Colour colour, Type type, bool touched) {
  const Theme& t = canvas.theme();
  canvas.fill(box, t.bg3, 4);
  Box rest = box;
  draw_seat_bar(canvas, rest.cut_left(8), colour, !t.dark);
  const std::string digits = whole(number);
  canvas.text(rest, digits, canvas.fitting(digits, rest.w, {type, Type::State, Type::Title}), t.tx1,
              Align::Centre);
  if (touched) canvas.outline(box.inset(-4), t.target, 6, 3);
}

}  // namespace sternum
