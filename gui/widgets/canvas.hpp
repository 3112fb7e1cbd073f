/// Where the screens are painted: Dear ImGui's draw list in design units, theme and type in hand.
///
/// All coordinates are design units (100 % = 1 px); the scale is applied here and nowhere else.
/// Text is set in whole pixels and also written to Dear ImGui's log, so that a screen can be read
/// back as text. Valid for one frame, inside a Dear ImGui window; screen's thread only.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "gui/locale/locale.hpp"
#include "gui/widgets/geometry.hpp"
#include "gui/widgets/theme.hpp"
#include "gui/widgets/typeface.hpp"

struct ImDrawList;

namespace sternum {

enum class Align : std::uint8_t { Left, Centre, Right };

class Canvas {
 public:
  Canvas(const Theme& theme, Typeface& typeface, Language language, float scale, double now_s);

  [[nodiscard]] const Theme& theme() const { return theme_; }
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] float scale() const { return scale_; }
  [[nodiscard]] double now_s() const { return now_s_; }
  /// The window's inside.
  [[nodiscard]] Box window() const;

  void fill(Box box, Colour colour, float radius = 0.0F);
  void outline(Box box, Colour colour, float radius = 0.0F, float thickness = 1.0F);
  void line(Point from, Point to, Colour colour, float thickness = 1.0F);
  void polyline(std::span<const Point> points, Colour colour, float thickness);
  void triangle(Point a, Point b, Point c, Colour colour);
  void convex(std::span<const Point> points, Colour colour);
  void disc(Point centre, float radius, Colour colour);
  void ring(Point centre, float radius, Colour colour, float thickness);
  /// Diagonal lines 8 units apart: no data here.
  void hatch(Box box, Colour colour);
  void push_clip(Box box);
  void pop_clip();

  /// One line of text, centred in the height of `box` and cut with "…" at its width. Answers the
  /// width.
  float text(Box box, std::string_view text, Type type, Colour colour, Align align = Align::Left);
  [[nodiscard]] float width(std::string_view text, Type type);
  /// The first of `types` in which `text` is no wider than `width`; the last when none is.
  [[nodiscard]] Type fitting(std::string_view text, float width, std::initializer_list<Type> types);
  /// Text broken into lines of `line_height` from the top of `box`, at spaces or between Chinese
  /// characters; what does not fit ends in "…". Answers the height.
  float paragraph(Box box, std::string_view text, Type type, Colour colour, float line_height);
  /// The same in the middle of the height of `box`.
  void paragraph_in_middle(Box box, std::string_view text, Type type, Colour colour,
                           float line_height);
  /// How many lines of `width` a paragraph takes, at most `most`.
  [[nodiscard]] int lines_of(std::string_view text, Type type, float width, int most);

  /// An invisible button. `under` lets buttons that are placed on it later have the click.
  bool click_area(const char* id, Box box, bool under = false);
  /// Whether the mouse is over the last click area.
  [[nodiscard]] bool hovered() const { return hovered_; }
  [[nodiscard]] bool held() const { return held_; }
  /// The mouse in design units.
  [[nodiscard]] Point mouse() const;

  [[nodiscard]] Typeface& typeface() { return typeface_; }
  /// Design units to pixels, for Dear ImGui's own widgets.
  [[nodiscard]] float px(float units) const { return units * scale_; }

 private:
  /// `text` cut to `width` units; into `cut_` when it must be.
  std::string_view fitted(std::string_view text, Type type, float width);
  /// How many bytes of `text` its first line of `width` takes.
  [[nodiscard]] std::size_t line_of(std::string_view text, Type type, float width);
  [[nodiscard]] float shown_width(std::string_view displayable, Type type) const;

  const Theme& theme_;
  Typeface& typeface_;
  Language language_;
  float scale_;
  double now_s_;
  ImDrawList* list_;
  bool hovered_ = false;
  bool held_ = false;
  std::string display_;
  std::string cut_;
};

}  // namespace sternum
