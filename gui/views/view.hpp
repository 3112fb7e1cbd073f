/// What every panel is given: where to draw, what to show, whom to ask.
///
/// Panels are functions; they keep nothing between frames.
#pragma once

#include <fmt/format.h>

#include <string>

#include "gui/locale/locale.hpp"
#include "gui/model/console.hpp"
#include "gui/widgets/canvas.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

struct View {
  Canvas& canvas;
  Console& console;
  StationPort& station;

  [[nodiscard]] Language language() const { return console.language(); }
  [[nodiscard]] const Theme& theme() const { return canvas.theme(); }
  /// The guideline that attempts are held against; never null once a station has one.
  [[nodiscard]] const Guideline* guideline() const { return console.station().guideline.get(); }
};

/// `draw_scrolling` for panels: `content(view, box)`.
template <class Content>
void scroll_panels(const View& view, const char* id, Box box, float height, Reveal reveal,
                   Content&& content) {
  draw_scrolling(view.canvas, id, box, height, reveal, [&](Canvas& canvas, Box room) {
    content(View{canvas, view.console, view.station}, room);
  });
}

/// A translated pattern filled in: `filled(tr(language, "{} online"), 5)`.
template <class... Values>
[[nodiscard]] std::string filled(const char* pattern, const Values&... values) {
  return fmt::format(fmt::runtime(pattern), values...);
}

}  // namespace sternum
