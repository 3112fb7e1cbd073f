/// A console without a window: Dear ImGui with no back end behind it.
///
/// A frame is built as always and its picture thrown away; what it says can be read back as text.
/// One at a time: Dear ImGui's context is the program's.
#pragma once

#include <imgui.h>

#include <string>

#include "gui/model/console.hpp"
#include "gui/platform/font_atlas.hpp"
#include "gui/widgets/geometry.hpp"

namespace sternum::test {

class NullScreen {
 public:
  using Draw = void (*)(Console&, StationPort&, Typeface&, float scale, double now_s);
  explicit NullScreen(int width = 1600, int height = 900);
  /// Another screen than the console's.
  NullScreen(int width, int height, Draw draw, float scale);
  ~NullScreen();
  NullScreen(const NullScreen&) = delete;
  NullScreen& operator=(const NullScreen&) = delete;

  /// One frame, and as many again as new glyphs need.
  void frame(Console& console, StationPort& station);
  /// The texts of a frame, one after the other.
  [[nodiscard]] std::string read(Console& console, StationPort& station);

  /// Press and release, one change a frame.
  void click(Console& console, StationPort& station, float x, float y);
  /// Feels for the button `id` (of seat `seat`, if it is one's) with the mouse over `where`, and
  /// clicks it. False: it is not there.
  [[nodiscard]] bool click_on(Console& console, StationPort& station, const char* id, Box where,
                              int seat = 0, const char* window = "Sternum");
  void key(Console& console, StationPort& station, int key);
  void type(Console& console, StationPort& station, const std::string& text);

  [[nodiscard]] Typeface& typeface() { return fonts_.typeface(); }
  [[nodiscard]] double& clock() { return now_s_; }
  /// Vertices of the last frame, and whether every one of them was a number.
  [[nodiscard]] int vertices() const;
  [[nodiscard]] bool all_vertices_finite() const;

 private:
  ImGuiContext* context_;
  FontAtlas fonts_;
  Draw draw_;
  float scale_;
  double now_s_ = 10.0;
};

}  // namespace sternum::test
