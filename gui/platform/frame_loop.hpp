/// Frames of the console in a window: when to draw one, at what scale, with which glyphs.
///
/// A frame is drawn when there was input, when the station has another snapshot, and at least twice
/// a second for the clocks; at most 60 times a second, 25 on a processor that draws by itself. While
/// the room is still, another snapshot is drawn four times a second only, and looked at fifty times:
/// the first press on a chest is on the screen at once. Main thread only.
#pragma once

#include "analysis/core/result.hpp"
#include "gui/model/console.hpp"
#include "gui/platform/font_atlas.hpp"
#include "gui/platform/window.hpp"

namespace sternum {

/// Pixels per design unit for a framebuffer of this size: 1 up to 1600 × 900, then in steps of a
/// tenth.
[[nodiscard]] float scale_for(int width, int height, float wished);

class FrameLoop {
 public:
  /// `wished_scale`: the user's, on top of what the window's size gives.
  FrameLoop(Window& window, FontFiles fonts, float wished_scale);

  /// Waits until a frame is due, at most half a second, and draws it. False: none was due.
  bool step(Console& console, StationPort& station);
  /// Draws one frame now, with every glyph it needs, and leaves it to be looked at. `now_s`: the
  /// console's clock.
  void draw(Console& console, StationPort& station, double now_s);
  [[nodiscard]] double now_s() const { return window_.now_s(); }

 private:
  void build(Console& console, StationPort& station, double now_s);

  Window& window_;
  FontAtlas fonts_;
  float wished_scale_;
  double drawn_s_ = -1e9;
  int owed_frames_ = 2;
  std::shared_ptr<const StationSnapshot> drawn_;
  bool still_ = false;
};

}  // namespace sternum
