/// The colours of the console, dark and light, as data.
///
/// A colour means a state, never decoration: buttons, selection and charts are black, white and
/// grey; the one accent is `target`. `text_pairs` lists every ink with the ground it is written on;
/// a test holds each of them to a contrast of 4.5 : 1 (WCAG 2.1, 1.4.3).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace sternum {

struct Colour {
  std::uint8_t r = 0;
  std::uint8_t g = 0;
  std::uint8_t b = 0;
  std::uint8_t a = 255;
  friend constexpr bool operator==(const Colour&, const Colour&) = default;
};
/// From 0xRRGGBB.
[[nodiscard]] constexpr Colour rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16 & 0xFF), static_cast<std::uint8_t>(hex >> 8 & 0xFF),
          static_cast<std::uint8_t>(hex & 0xFF), 255};
}
/// `from` at 0, `to` at 1.
[[nodiscard]] Colour mix(Colour from, Colour to, float share);
[[nodiscard]] constexpr Colour with_alpha(Colour colour, float alpha) {
  colour.a = static_cast<std::uint8_t>(alpha * 255.0F + 0.5F);
  return colour;
}
/// From 1 to 21 (WCAG 2.1).
[[nodiscard]] double contrast(Colour a, Colour b);

struct Theme {
  Colour bg0;     ///< window
  Colour bg1;     ///< panel, tile
  Colour bg2;     ///< chart ground, good banner, control
  Colour bg3;     ///< empty track, key cap, seat chip
  Colour line;    ///< hairline
  Colour edge;    ///< control outline, axis, hatch
  Colour tx1;     ///< values, names, traces
  Colour tx2;     ///< labels
  Colour tx3;     ///< units, axis numbers, footer
  Colour target;  ///< in the band, passed, focus
  Colour mid;     ///< target zone on a bar
  Colour band;    ///< target band in charts
  Colour guard;   ///< hatch of what a measurement's uncertainty leaves open
  Colour bar;     ///< a compression or breath inside the band
  Colour warn;    ///< correction: fill
  Colour on_warn;
  Colour warn_tx;   ///< correction as text or mark
  Colour warn_ln;   ///< outline of a correction chip
  Colour stop;      ///< hands off: fill
  Colour stop_dim;  ///< the other half of its blink
  Colour on_stop;
  Colour stop_tx;  ///< error, as text
  Colour stop_bg;  ///< ground of a hands-off tile
  Colour lost;     ///< no signal: fill
  Colour on_lost;
  Colour pause;  ///< time without compressions in the review
  Colour pri;    ///< the one primary button; the selected item
  Colour on_pri;
  Colour meter;  ///< filled part of a bar that judges nothing
  bool dark = true;
};

[[nodiscard]] const Theme& dark_theme();
[[nodiscard]] const Theme& light_theme();

/// The stickers and lamps of the manikins; never on text, only a bar beside the seat's number.
inline constexpr std::array kSeatColours = {rgb(0xA78BFA), rgb(0xF18AC0), rgb(0x9BCB5A),
                                            rgb(0x6C97F2), rgb(0xE6EBF0), rgb(0xC58C5C)};

struct TextPair {
  const char* name;
  Colour ink;
  Colour ground;
};
[[nodiscard]] std::vector<TextPair> text_pairs(const Theme& theme);

}  // namespace sternum
