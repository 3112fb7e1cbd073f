#include "gui/widgets/theme.hpp"

#include <algorithm>
#include <cmath>

namespace sternum {

namespace {

/// Relative luminance (WCAG 2.1, definition).
double luminance(Colour colour) {
  const auto linear = [](std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

std::uint8_t mixed(std::uint8_t from, std::uint8_t to, float share) {
  return static_cast<std::uint8_t>(std::lround(
      static_cast<float>(from) + (static_cast<float>(to) - static_cast<float>(from)) * share));
}

}  // namespace

Colour mix(Colour from, Colour to, float share) {
  const float s = std::clamp(share, 0.0F, 1.0F);
  return {mixed(from.r, to.r, s), mixed(from.g, to.g, s), mixed(from.b, to.b, s),
          mixed(from.a, to.a, s)};
}

double contrast(Colour a, Colour b) {
  const double la = luminance(a);
  const double lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

const Theme& dark_theme() {
  static constexpr Theme kDark{.bg0 = rgb(0x0A0D11),
                               .bg1 = rgb(0x131920),
                               .bg2 = rgb(0x1B232C),
                               .bg3 = rgb(0x2A343F),
                               .line = rgb(0x2F3B47),
                               .edge = rgb(0x6B7A89),
                               .tx1 = rgb(0xF2F5F8),
                               .tx2 = rgb(0xB6C1CC),
                               .tx3 = rgb(0x93A0AD),
                               .target = rgb(0x4FC3E8),
                               .mid = rgb(0x2F8FAE),
                               .band = rgb(0x163441),
                               .guard = rgb(0x2B6378),
                               .bar = rgb(0x7F8D9B),
                               .warn = rgb(0xFFB224),
                               .on_warn = rgb(0x1A1200),
                               .warn_tx = rgb(0xFFB224),
                               .warn_ln = rgb(0x8A661F),
                               .stop = rgb(0xD92D20),
                               .stop_dim = rgb(0xB3221A),
                               .on_stop = rgb(0xFFFFFF),
                               .stop_tx = rgb(0xFF7A6E),
                               .stop_bg = rgb(0x3A1512),
                               .lost = rgb(0x47525E),
                               .on_lost = rgb(0xFFFFFF),
                               .pause = rgb(0x232D37),
                               .pri = rgb(0xF2F5F8),
                               .on_pri = rgb(0x0A0D11),
                               .meter = rgb(0xB6C1CC),
                               .dark = true};
  return kDark;
}

const Theme& light_theme() {
  static constexpr Theme kLight{.bg0 = rgb(0xEEF1F4),
                                .bg1 = rgb(0xFFFFFF),
                                .bg2 = rgb(0xF3F5F8),
                                .bg3 = rgb(0xDDE3E9),
                                .line = rgb(0xCBD3DB),
                                .edge = rgb(0x74818E),
                                .tx1 = rgb(0x10161C),
                                .tx2 = rgb(0x414D59),
                                .tx3 = rgb(0x586572),
                                .target = rgb(0x0A6E93),
                                .mid = rgb(0x2C8DB0),
                                .band = rgb(0xD3ECF5),
                                .guard = rgb(0x8CC3D8),
                                .bar = rgb(0x74828F),
                                .warn = rgb(0xFFB224),
                                .on_warn = rgb(0x1A1200),
                                .warn_tx = rgb(0x8A5200),
                                .warn_ln = rgb(0xB97A10),
                                .stop = rgb(0xC9291C),
                                .stop_dim = rgb(0xB3221A),
                                .on_stop = rgb(0xFFFFFF),
                                .stop_tx = rgb(0xB4231A),
                                .stop_bg = rgb(0xF9DEDB),
                                .lost = rgb(0x5C6874),
                                .on_lost = rgb(0xFFFFFF),
                                .pause = rgb(0xE3E8ED),
                                .pri = rgb(0x10161C),
                                .on_pri = rgb(0xFFFFFF),
                                .meter = rgb(0x414D59),
                                .dark = false};
  return kLight;
}

std::vector<TextPair> text_pairs(const Theme& t) {
  return {
      {"tx1 on bg0", t.tx1, t.bg0},
      {"tx1 on bg1", t.tx1, t.bg1},
      {"tx1 on bg2", t.tx1, t.bg2},
      {"tx1 on bg3", t.tx1, t.bg3},
      {"tx1 on band", t.tx1, t.band},
      {"tx1 on pause", t.tx1, t.pause},
      {"tx1 on stop_bg", t.tx1, t.stop_bg},
      {"tx2 on bg0", t.tx2, t.bg0},
      {"tx2 on bg1", t.tx2, t.bg1},
      {"tx2 on bg2", t.tx2, t.bg2},
      {"tx2 on bg3", t.tx2, t.bg3},
      {"tx2 on stop_bg", t.tx2, t.stop_bg},
      {"tx3 on bg0", t.tx3, t.bg0},
      {"tx3 on bg1", t.tx3, t.bg1},
      {"tx3 on bg2", t.tx3, t.bg2},
      {"tx3 on bg3", t.tx3, t.bg3},
      {"tx3 on stop_bg", t.tx3, t.stop_bg},
      {"target on bg1", t.target, t.bg1},
      {"warn_tx on bg1", t.warn_tx, t.bg1},
      {"warn_tx on bg2", t.warn_tx, t.bg2},
      {"warn_tx on pause", t.warn_tx, t.pause},
      {"warn_tx on bg0", t.warn_tx, t.bg0},
      {"warn_tx on bg3", t.warn_tx, t.bg3},
      {"stop_tx on bg3", t.stop_tx, t.bg3},
      {"target on bg2", t.target, t.bg2},
      {"stop_tx on bg1", t.stop_tx, t.bg1},
      {"stop_tx on bg2", t.stop_tx, t.bg2},
      {"on_warn on warn", t.on_warn, t.warn},
      {"on_stop on stop", t.on_stop, t.stop},
      {"on_stop on stop_dim", t.on_stop, t.stop_dim},
      {"on_lost on lost", t.on_lost, t.lost},
      {"on_pri on pri", t.on_pri, t.pri},
  };
}

}  // namespace sternum
