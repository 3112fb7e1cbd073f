#include "datasets/documents/drawing.hpp"

#include "datasets/documents/type_setter.hpp"

namespace sternum::paper {

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

}  // namespace sternum::paper
