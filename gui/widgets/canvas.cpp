#include "gui/widgets/canvas.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <array>
#include <cmath>
#include <vector>

#include "gui/widgets/focus_walk.hpp"
#include "gui/widgets/line_breaks.hpp"

namespace sternum {

namespace {

ImU32 packed(Colour c) { return IM_COL32(c.r, c.g, c.b, c.a); }

/// Lines stay on Dear ImGui's fast path only at whole thicknesses.
float whole_pixels(float thickness) { return std::max(1.0F, std::round(thickness)); }

constexpr std::string_view kEllipsis = "…";

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

}  // namespace

Canvas::Canvas(const Theme& theme, Typeface& typeface, Language language, float scale, double now_s)
    : theme_(theme),
      typeface_(typeface),
      language_(language),
      scale_(scale),
      now_s_(now_s),
      list_(ImGui::GetWindowDrawList()) {}

Box Canvas::window() const {
  const ImVec2 at = ImGui::GetWindowPos();
  const ImVec2 size = ImGui::GetWindowSize();
  return {at.x / scale_, at.y / scale_, size.x / scale_, size.y / scale_};
}

void Canvas::fill(Box box, Colour colour, float radius) {
  if (box.w <= 0.0F || box.h <= 0.0F) return;
  // Edges on whole pixels: a bar one pixel wide must not become two grey ones.
  const ImVec2 low(std::round(px(box.x)), std::round(px(box.y)));
  const ImVec2 high(std::max(low.x + 1, std::round(px(box.right()))),
                    std::max(low.y + 1, std::round(px(box.bottom()))));
  list_->AddRectFilled(low, high, packed(colour), px(radius));
}

void Canvas::outline(Box box, Colour colour, float radius, float thickness) {
  const float t = whole_pixels(px(thickness));
  // Inside the box, so that outlined and filled boxes of one size look the same size.
  const ImVec2 low(std::round(px(box.x)) + (t - 1) / 2, std::round(px(box.y)) + (t - 1) / 2);
  const ImVec2 high(std::round(px(box.right())) - (t - 1) / 2,
                    std::round(px(box.bottom())) - (t - 1) / 2);
  list_->AddRect(low, high, packed(colour), px(radius), ImDrawFlags_None, t);
}

void Canvas::line(Point from, Point to, Colour colour, float thickness) {
  const float t = whole_pixels(px(thickness));
  // A hairline along an axis is filled, not blended over two rows of pixels.
  if (from.y == to.y || from.x == to.x) {
    const float half = std::floor(t / 2);
    const ImVec2 low(std::round(px(std::min(from.x, to.x))) - (from.x == to.x ? half : 0),
                     std::round(px(std::min(from.y, to.y))) - (from.y == to.y ? half : 0));
    const ImVec2 high(from.x == to.x ? low.x + t : std::round(px(std::max(from.x, to.x))),
                      from.y == to.y ? low.y + t : std::round(px(std::max(from.y, to.y))));
    list_->AddRectFilled(low, high, packed(colour));
    return;
  }
  list_->AddLine({px(from.x), px(from.y)}, {px(to.x), px(to.y)}, packed(colour), t);
}

void Canvas::polyline(std::span<const Point> points, Colour colour, float thickness) {
  if (points.size() < 2) return;
  std::vector<ImVec2> pixels;
  pixels.reserve(points.size());
  for (const Point& point : points) pixels.emplace_back(px(point.x), px(point.y));
  list_->AddPolyline(pixels.data(), static_cast<int>(pixels.size()), packed(colour),
                     ImDrawFlags_None, whole_pixels(px(thickness)));
}

void Canvas::triangle(Point a, Point b, Point c, Colour colour) {
  list_->AddTriangleFilled({px(a.x), px(a.y)}, {px(b.x), px(b.y)}, {px(c.x), px(c.y)},
                           packed(colour));
}

void Canvas::convex(std::span<const Point> points, Colour colour) {
  std::array<ImVec2, 16> pixels;
  const std::size_t count = std::min(points.size(), pixels.size());
  for (std::size_t i = 0; i < count; ++i) pixels[i] = {px(points[i].x), px(points[i].y)};
  list_->AddConvexPolyFilled(pixels.data(), static_cast<int>(count), packed(colour));
}

void Canvas::disc(Point centre, float radius, Colour colour) {
  list_->AddCircleFilled({px(centre.x), px(centre.y)}, px(radius), packed(colour));
}

void Canvas::ring(Point centre, float radius, Colour colour, float thickness) {
  list_->AddCircle({px(centre.x), px(centre.y)}, px(radius), packed(colour), 0, px(thickness));
}

void Canvas::hatch(Box box, Colour colour) {
  push_clip(box);
  const float step = 8.0F;
  const float first = std::floor((box.x - box.h) / step) * step;
  for (float x = first; x < box.right(); x += step) {
    list_->AddLine({px(x), px(box.bottom())}, {px(x + box.h), px(box.y)}, packed(colour), 1.0F);
  }
  pop_clip();
}

void Canvas::push_clip(Box box) {
  list_->PushClipRect({std::round(px(box.x)), std::round(px(box.y))},
                      {std::round(px(box.right())), std::round(px(box.bottom()))}, true);
}

void Canvas::pop_clip() { list_->PopClipRect(); }

float Canvas::shown_width(std::string_view displayable, Type type) const {
  const ImFont* font = typeface_.font(type);
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0.0F, displayable.data(),
                             displayable.data() + displayable.size())
             .x /
         scale_;
}

float Canvas::width(std::string_view text, Type type) {
  typeface_.want(type, text);
  return shown_width(typeface_.displayable(text, display_), type);
}

Type Canvas::fitting(std::string_view text, float width, std::initializer_list<Type> types) {
  Type type = Type::Label;
  for (const Type candidate : types) {
    type = candidate;
    if (this->width(text, candidate) <= width) break;
  }
  return type;
}

std::string_view Canvas::fitted(std::string_view text, Type type, float width) {
  if (shown_width(text, type) <= width) return text;
  typeface_.want(type, kEllipsis);
  const ImFont* font = typeface_.font(type);
  const float room = std::max(0.0F, width - shown_width(kEllipsis, type));
  const char* end = nullptr;
  font->CalcTextSizeA(font->FontSize, px(room), 0.0F, text.data(), text.data() + text.size(), &end);
  cut_.assign(text.data(), end);
  while (!cut_.empty() && cut_.back() == ' ') cut_.pop_back();
  cut_ += kEllipsis;
  return cut_;
}

float Canvas::text(Box box, std::string_view text, Type type, Colour colour, Align align) {
  if (text.empty()) return 0.0F;
  typeface_.want(type, text);
  // Half a unit of grace: a box made to the measure of its text must hold it.
  const std::string_view shown = fitted(typeface_.displayable(text, display_), type, box.w + 0.5F);
  const float shown_units = shown_width(shown, type);
  float x = box.x;
  if (align == Align::Centre) x += (box.w - shown_units) / 2;
  if (align == Align::Right) x += box.w - shown_units;
  const ImFont* font = typeface_.font(type);
  // Digits, capitals and Chinese characters have their middle 0.37 em above the baseline.
  const float baseline = px(box.y + box.h / 2 + 0.37F * em_size(type));
  const ImVec2 at(std::round(px(x)), std::round(baseline - font->Ascent));
  list_->AddText(font, font->FontSize, at, packed(colour), shown.data(),
                 shown.data() + shown.size());
  if (ImGui::GetCurrentContext()->LogEnabled) {
    ImGui::LogRenderedText(&at, text.data(), text.data() + text.size());
  }
  return shown_units;
}

std::size_t Canvas::line_of(std::string_view text, Type type, float width) {
  std::size_t fits = 0;
  std::size_t last_break = 0;
  for (std::size_t next = 0; next < text.size();) {
    ++next;
    while (next < text.size() && is_continuation(text[next])) ++next;
    if (this->width(text.substr(0, next), type) > width) break;
    fits = next;
    if (may_end_line(text, next)) last_break = next;
  }
  return last_break != 0 ? last_break : std::max<std::size_t>(fits, 1);
}

int Canvas::lines_of(std::string_view text, Type type, float width, int most) {
  int lines = 0;
  while (!text.empty() && lines < most) {
    ++lines;
    if (this->width(text, type) <= width) break;
    text.remove_prefix(line_of(text, type, width));
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return lines;
}

float Canvas::paragraph(Box box, std::string_view text, Type type, Colour colour,
                        float line_height) {
  const int most = std::max(1, static_cast<int>(box.h / line_height));
  int lines = 0;
  while (!text.empty() && lines < most) {
    const bool is_last = lines + 1 == most;
    const std::size_t taken = is_last ? text.size() : line_of(text, type, box.w);
    this->text({box.x, box.y + static_cast<float>(lines) * line_height, box.w, line_height},
               text.substr(0, taken), type, colour);
    text.remove_prefix(taken);
    while (text.starts_with(' ')) text.remove_prefix(1);
    ++lines;
  }
  return static_cast<float>(lines) * line_height;
}

void Canvas::paragraph_in_middle(Box box, std::string_view text, Type type, Colour colour,
                                 float line_height) {
  const int most = std::max(1, static_cast<int>(box.h / line_height));
  const float height = static_cast<float>(lines_of(text, type, box.w, most)) * line_height;
  paragraph({box.x, box.centre().y - height / 2, box.w, height}, text, type, colour, line_height);
}

bool Canvas::click_area(const char* id, Box box, bool under) {
  if (box.w <= 0.0F || box.h <= 0.0F) {
    hovered_ = held_ = false;
    return false;
  }
  ImGui::SetCursorScreenPos({px(box.x), px(box.y)});
  const bool clicked = ImGui::InvisibleButton(id, {px(box.w), px(box.h)});
  hovered_ = ImGui::IsItemHovered();
  held_ = ImGui::IsItemActive();
  const bool focused = has_focus(ImGui::GetItemID());
  if (under) ImGui::SetItemAllowOverlap();
  if (focused) outline(box.inset(-3), theme_.target, 8, 2);
  return clicked || (focused && focus_clicks());
}

Point Canvas::mouse() const {
  const ImVec2 at = ImGui::GetMousePos();
  return {at.x / scale_, at.y / scale_};
}

}  // namespace sternum
