/// Frames of the console in a window: when to draw one, at what scale, with which glyphs.
///
/// A frame is built when there was input, when the station has another snapshot, and at least twice
/// a second for the clocks; at most 60 times a second, 25 on a processor that draws by itself.
/// While the room is still, snapshots are looked at every 15 ms, so that the first press on a chest
/// is on the screen at once, and a frame is built twice a second; it is drawn only if it differs
/// from what stands there. Main thread only.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "analysis/core/result.hpp"
#include "gui/model/console.hpp"
#include "gui/platform/font_atlas.hpp"
#include "gui/platform/window.hpp"

namespace sternum {

/// Pixels per design unit for a framebuffer of this size: 1 up to 1600 × 900, then in steps of a
/// tenth; `wished` times that, as far as the window has room for it.
[[nodiscard]] float scale_for(int width, int height, float wished);

/// What came of a turn of the loop.
enum class Frame : std::uint8_t { NotDue, Unchanged, Drawn };

class FrameLoop {
 public:
  /// `wished_scale`: the user's, on top of what the window's size gives.
  FrameLoop(Window& window, FontFiles fonts, float wished_scale);

  /// Waits until a frame is due, at most half a second, and builds it; draws it, to be swapped, if
  /// it shows anything else than the one before.
  Frame step(Console& console, StationPort& station);
  /// Draws one frame now, with every glyph it needs, and leaves it to be looked at. `now_s`: the
  /// console's clock.
  void draw(Console& console, StationPort& station, double now_s);
  [[nodiscard]] double now_s() const { return window_.now_s(); }
  /// When the building of the last frame began.
  [[nodiscard]] double begun_s() const { return drawn_s_; }

 private:
  void build(Console& console, StationPort& station, double now_s);
  void build_with_glyphs(Console& console, StationPort& station, double now_s);

  Window& window_;
  FontAtlas fonts_;
  float wished_scale_;
  double drawn_s_ = -1e9;
  int owed_frames_ = 2;
  std::shared_ptr<const StationSnapshot> drawn_;
  std::shared_ptr<const StationSnapshot> looked_at_;  ///< whether it …
  bool room_is_still_ = false;                        ///< … tells of a room that is still
  bool still_ = false;
  std::optional<std::uint64_t> stands_;  ///< fingerprint of what the window shows
};

}  // namespace sternum
