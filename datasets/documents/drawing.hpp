/// What a document is drawn with: boxes, lines and words, whatever they become.
///
/// Lengths are a page's own units; y points down. A type's size is its em. Words that do not fit
/// their box end in "…". Not thread-safe.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analysis/core/result.hpp"

namespace sternum::paper {

struct Point {
  double x = 0.0;
  double y = 0.0;
};

struct Box {
  double x = 0.0;
  double y = 0.0;
  double w = 0.0;
  double h = 0.0;

  [[nodiscard]] constexpr double right() const { return x + w; }
  [[nodiscard]] constexpr double bottom() const { return y + h; }
  [[nodiscard]] constexpr Point centre() const { return {x + w / 2, y + h / 2}; }
  [[nodiscard]] constexpr Box inset(double by_x, double by_y) const {
    return {x + by_x, y + by_y, std::max(0.0, w - 2 * by_x), std::max(0.0, h - 2 * by_y)};
  }
  /// `cut_…` take a slice off and leave the rest.
  constexpr Box cut_left(double width, double gap = 0.0) {
    const Box slice{x, y, std::min(width, w), h};
    const double taken = std::min(width + gap, w);
    x += taken;
    w -= taken;
    return slice;
  }
  constexpr Box cut_right(double width, double gap = 0.0) {
    const Box slice{right() - std::min(width, w), y, std::min(width, w), h};
    w -= std::min(width + gap, w);
    return slice;
  }
  constexpr Box cut_top(double height, double gap = 0.0) {
    const Box slice{x, y, w, std::min(height, h)};
    const double taken = std::min(height + gap, h);
    y += taken;
    h -= taken;
    return slice;
  }
};

/// 0xRRGGBB.
struct Ink {
  std::uint32_t rgb = 0;
  friend constexpr bool operator==(Ink, Ink) = default;
};

/// The light theme: what is seen on a screen is what is printed.
namespace ink {
inline constexpr Ink kPaper{0xFFFFFF};
inline constexpr Ink kGround{0xF3F5F8};  ///< bg2
inline constexpr Ink kTrack{0xDDE3E9};   ///< bg3
inline constexpr Ink kLine{0xCBD3DB};
inline constexpr Ink kEdge{0x74818E};
inline constexpr Ink kText{0x10161C};
inline constexpr Ink kLabel{0x414D59};
inline constexpr Ink kUnit{0x586572};
inline constexpr Ink kTarget{0x0A6E93};
inline constexpr Ink kBand{0xD3ECF5};
inline constexpr Ink kBar{0x74828F};
inline constexpr Ink kWarn{0x8A5200};
inline constexpr Ink kStop{0xB4231A};
inline constexpr Ink kPause{0xD5DCE4};  ///< a shade darker than on a screen, to survive a printer
}  // namespace ink

struct Type {
  double size = 20.0;
  bool bold = false;
  friend constexpr bool operator==(const Type&, const Type&) = default;
};

enum class Align : std::uint8_t { Left, Centre, Right };

struct Writing {
  Type type{};
  Ink ink = ink::kText;
  Align align = Align::Left;
};

class TypeSetter;

class Drawing {
 public:
  virtual ~Drawing() = default;

  virtual void fill(const Box& box, Ink ink, double radius = 0.0) = 0;
  virtual void outline(const Box& box, Ink ink, double width, double radius = 0.0) = 0;
  virtual void line(Point from, Point to, Ink ink, double width) = 0;
  virtual void dashed_line(Point from, Point to, Ink ink, double width) = 0;
  virtual void polyline(std::span<const Point> points, Ink ink, double width) = 0;
  virtual void polygon(std::span<const Point> points, Ink ink) = 0;
  virtual void disc(Point centre, double radius, Ink ink) = 0;
  virtual void ring(Point centre, double radius, Ink ink, double width) = 0;
  /// Marks of one kind, for a format that can tell them apart; others do nothing.
  virtual void begin_marks(std::string_view /*kind*/) {}
  virtual void end_marks() {}

  [[nodiscard]] const TypeSetter& type_setter() const { return setter_; }
  [[nodiscard]] double width(std::string_view words, Type type) const;
  /// In one line, in the middle of the box's height. Answers how wide it came out.
  double text(const Box& box, std::string_view words, const Writing& how);
  /// The same in a smaller type, down to `smallest`, before anything is cut.
  double fitted_text(const Box& box, std::string_view words, Writing how, double smallest);
  /// In at most `most` lines from the box's top. Answers their number.
  int paragraph(const Box& box, std::string_view words, const Writing& how, double line_height,
                int most);
  /// A PNG at the left of `box`, in the middle of its height, as large as it fits into that height
  /// and `most_width`; its place and `gap` are cut off. Without one nothing happens.
  [[nodiscard]] Result<void> cut_picture(Box& box, std::string_view png, double most_width,
                                         double gap);

 protected:
  explicit Drawing(const TypeSetter& setter) : setter_(setter) {}
  /// One line from `start` on its baseline; `width` is known already.
  virtual void put(Point start, const std::string& words, const Writing& how, double width) = 0;
  /// The PNG fills `place`, whose ratio is its own.
  virtual Result<void> put_picture(const Box& place, std::string_view png) = 0;

 private:
  const TypeSetter& setter_;
};

}  // namespace sternum::paper
