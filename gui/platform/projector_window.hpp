/// The trainees' screen in a window of its own, beside the console's.
///
/// Full screen on a monitor that the console is not on, where there is one; else a window beside
/// (`projector_place.hpp`). Monitors may come, go and change meanwhile. Filling a monitor does not
/// take the keyboard from the console. It has a Dear ImGui context and a font atlas of its own,
/// takes no mouse, and hears the keys 1 to 4 (what to show), Esc and F11 (close). Main thread only.
/// The console's `Window` must be open, and outlive it: every call leaves the console's OpenGL and
/// Dear ImGui contexts current. Without a window `open` answers an error that says what to do.
#pragma once

#include <memory>
#include <string>

#include "analysis/core/result.hpp"
#include "gui/model/console.hpp"
#include "gui/platform/font_files.hpp"
#include "gui/platform/png_file.hpp"

namespace sternum {

/// Pixels per design unit: the projector is laid out for 1280 × 720, so that type on a screen of
/// 1920 × 1080 is half as large again as the console's. Whole tenths, 0.5 to 6.
[[nodiscard]] float projector_scale_for(int width, int height);

class ProjectorWindow {
 public:
  [[nodiscard]] static Result<ProjectorWindow> open(FontFiles fonts, const std::string& title);
  ~ProjectorWindow();
  ProjectorWindow(ProjectorWindow&&) noexcept;
  ProjectorWindow& operator=(ProjectorWindow&&) noexcept;

  /// Goes to the monitor where it belongs; shows it the first time. After every turn of the
  /// console's loop.
  void keep_place(double now_s);
  /// Hands the keys that came since the last call to the console. False: it was closed.
  [[nodiscard]] bool follow(Console& console);
  /// Draws and shows a frame, with every glyph it needs. `now_s`: the console's clock.
  void draw(Console& console, StationPort& station, double now_s);
  /// What `draw` drew last.
  [[nodiscard]] Picture picture() const;

 private:
  ProjectorWindow();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
