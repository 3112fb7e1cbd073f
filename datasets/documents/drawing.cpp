#include "datasets/documents/drawing.hpp"

#include "datasets/documents/type_setter.hpp"

namespace sternum::paper {
namespace {

/// Of a PNG's header, where both sides stand.
constexpr std::size_t kWidthAt = 16;
constexpr std::size_t kHeightAt = 20;

double side_of(std::string_view png, std::size_t at) {
  double side = 0.0;
  for (std::size_t i = at; i < at + 4; ++i) side = 256 * side + static_cast<unsigned char>(png[i]);
  return side;
}

}  // namespace

double Drawing::width(std::string_view words, Type type) const {
  return setter_.width(words, type);
}

double Drawing::text(const Box& box, std::string_view words, const Writing& how) {
  const std::string shown = setter_.fitted(words, how.type, box.w);
  if (shown.empty()) return 0.0;
  const double wide = setter_.width(shown, how.type);
  const double x = how.align == Align::Left    ? box.x
                   : how.align == Align::Right ? box.right() - wide
                                               : box.centre().x - wide / 2;
  // Digits and Chinese stand in the middle: from a little below the baseline to the height of an M.
  constexpr double kMiddle = 0.36;
  put({x, box.centre().y + kMiddle * how.type.size}, shown, how, wide);
  return wide;
}

double Drawing::fitted_text(const Box& box, std::string_view words, Writing how, double smallest) {
  const double wide = width(words, how.type);
  if (wide > box.w && wide > 0.0) {
    how.type.size = std::max(smallest, how.type.size * box.w / wide * 0.995);
  }
  return text(box, words, how);
}

int Drawing::paragraph(const Box& box, std::string_view words, const Writing& how,
                       double line_height, int most) {
  int count = 0;
  for (const std::string& line : setter_.lines(words, how.type, box.w, most)) {
    text({box.x, box.y + count * line_height, box.w, line_height}, line, how);
    ++count;
  }
  return count;
}

Result<void> Drawing::cut_picture(Box& box, std::string_view png, double most_width, double gap) {
  if (png.empty()) return {};
  const bool has_header = png.size() >= kHeightAt + 4;
  const double width = has_header ? side_of(png, kWidthAt) : 0.0;
  const double height = has_header ? side_of(png, kHeightAt) : 0.0;
  if (width <= 0.0 || height <= 0.0) {
    return failure("the picture is no PNG", "printing", "give another one");
  }
  const double scale = std::min(most_width / width, box.h / height);
  const Box slice = box.cut_left(width * scale, gap);
  const Box place{slice.x, slice.centre().y - height * scale / 2, width * scale, height * scale};
  return put_picture(place, png);
}

}  // namespace sternum::paper
