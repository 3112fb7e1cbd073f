#include "gui/widgets/quantity.hpp"

namespace sternum {

float draw_quantity(Canvas& canvas, Box box, std::string_view number, std::string_view unit,
                    const QuantityStyle& style) {
  const float gap = em_size(style.number) * 0.14F + 2;
  const float number_w = canvas.width(number, style.number);
  const float unit_w = unit.empty() ? 0 : canvas.width(unit, style.unit) + gap;
  const bool both = number_w + unit_w <= box.w + 0.5F;
  const float all = both ? number_w + unit_w : number_w;
  float x = box.x;
  if (style.align == Align::Right) x = box.right() - all;
  if (style.align == Align::Centre) x = box.centre().x - all / 2;
  canvas.text({x, box.y, std::min(number_w, box.w), box.h}, number, style.number, style.ink);
  if (both && !unit.empty()) {
    const float drop = 0.37F * (em_size(style.number) - em_size(style.unit));
    canvas.text({x + number_w + gap, box.y + drop, unit_w - gap, box.h}, unit, style.unit,
                style.unit_ink);
  }
  return all;
}

}  // namespace sternum
