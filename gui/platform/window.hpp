/// A window with OpenGL 3 and Dear ImGui in it.
///
/// Main thread only, and one at a time: GLFW and Dear ImGui keep their state per program. Without a
/// display, or without OpenGL 3, `open` answers an error that says what to do. Destruction closes
/// the window and leaves X11 clean.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "gui/platform/png_file.hpp"

namespace sternum {

struct WindowOptions {
  int width = 1600;  ///< px
  int height = 900;
  bool visible = true;
};

class Window {
 public:
  [[nodiscard]] static Result<Window> open(const WindowOptions& options);
  ~Window();
  Window(Window&&) noexcept;
  Window& operator=(Window&&) noexcept;

  /// Handles what has come; waits for it at most `seconds`. True when anything came: a key, the
  /// mouse, a new size.
  bool wait_for_input(double seconds);
  /// Paths of the files that were dropped on it since the last call.
  [[nodiscard]] std::vector<std::string> take_dropped_files();
  [[nodiscard]] bool close_requested() const;
  /// Seconds of an ascending clock.
  [[nodiscard]] double now_s() const;
  /// Of the framebuffer, px.
  [[nodiscard]] int width() const;
  [[nodiscard]] int height() const;
  /// Drawn by the processor: fewer frames, so that there is time for everything else.
  [[nodiscard]] bool software_rendered() const;
  void set_title(const std::string& title);

  /// Brackets a frame of Dear ImGui's.
  void begin_frame();
  void end_frame();
  /// Draws the frame that ended last.
  void draw();
  /// What `draw` drew last. Before `swap`.
  [[nodiscard]] Picture picture() const;
  void swap();
  /// The font atlas has been built again.
  void upload_fonts();

 private:
  Window();
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
