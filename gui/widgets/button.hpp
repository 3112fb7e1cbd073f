/// Buttons and their key caps. Black, white and grey: colour is for states.
#pragma once

#include <string_view>

#include "gui/widgets/canvas.hpp"

namespace sternum {

struct ButtonOptions {
  std::string_view key = {};  ///< the key that does the same; drawn as a cap where it has room
  bool primary = false;       ///< one on a screen
  bool enabled = true;
  bool armed = false;  ///< the next click cannot be undone: outlined in the colour of a correction
};

[[nodiscard]] float button_width(Canvas& canvas, std::string_view label, std::string_view key = {});
/// True when it was clicked.
bool button(Canvas& canvas, const char* id, Box box, std::string_view label,
            const ButtonOptions& options = {});
/// Takes the button's width from the right end of `row`, with a gap of 8.
bool button_at_right(Canvas& canvas, const char* id, Box& row, std::string_view label,
                     const ButtonOptions& options = {});

void draw_key_cap(Canvas& canvas, Box box, std::string_view key, Colour ink);
[[nodiscard]] float key_cap_width(Canvas& canvas, std::string_view key);

}  // namespace sternum
