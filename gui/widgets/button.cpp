#include "gui/widgets/button.hpp"

#include <algorithm>

namespace sternum {

namespace {

constexpr float kMargin = 16.0F;
constexpr float kKeyGap = 10.0F;

}  // namespace

float key_cap_width(Canvas& canvas, std::string_view key) {
  return std::max(26.0F, canvas.width(key, Type::Label) + 14);
}

void draw_key_cap(Canvas& canvas, Box box, std::string_view key, Colour ink) {
  canvas.outline(box, with_alpha(ink, 0.6F), 4);
  canvas.text(box, key, Type::Label, ink, Align::Centre);
}

float button_width(Canvas& canvas, std::string_view label, std::string_view key) {
  float width = canvas.width(label, Type::LabelBold) + 2 * kMargin;
  if (!key.empty()) width += kKeyGap + key_cap_width(canvas, key);
  return width;
}

bool button(Canvas& canvas, const char* id, Box box, std::string_view label,
            const ButtonOptions& options) {
  const Theme& t = canvas.theme();
  const bool clicked = canvas.click_area(id, box) && options.enabled;
  const bool over = canvas.hovered() && options.enabled;
  Colour ink = options.primary ? t.on_pri : t.tx1;
  if (!options.enabled) {
    canvas.outline(box, t.line, 6);
    ink = t.tx3;
  } else if (options.primary) {
    canvas.fill(box, over ? mix(t.pri, t.edge, 0.25F) : t.pri, 6);
  } else {
    canvas.fill(box, over ? t.bg3 : t.bg2, 6);
    canvas.outline(box, options.armed ? t.warn_tx : t.edge, 6, options.armed ? 2.0F : 1.0F);
    if (options.armed) ink = t.warn_tx;
  }
  if (canvas.held() && options.enabled) canvas.outline(box.inset(-2), t.target, 8, 2);

  const float label_w = canvas.width(label, Type::LabelBold);
  const float room = box.w - 16;
  const float key_w = options.key.empty() ? 0 : key_cap_width(canvas, options.key);
  // What it does is read before its key.
  const bool has_key = !options.key.empty() && label_w + kKeyGap + key_w <= room;
  const float all = std::min(room, has_key ? label_w + kKeyGap + key_w : label_w);
  Box inside{box.centre().x - all / 2, box.y, all, box.h};
  if (has_key) {
    const Box cap = inside.cut_right(key_w, kKeyGap);
    draw_key_cap(canvas, {cap.x, cap.centre().y - 12, cap.w, 24}, options.key, ink);
  }
  canvas.text(inside, label, Type::LabelBold, ink);
  return clicked;
}

bool button_at_right(Canvas& canvas, const char* id, Box& row, std::string_view label,
                     const ButtonOptions& options) {
  const float width = std::min(button_width(canvas, label, options.key), std::max(row.w, 0.0F));
  return button(canvas, id, row.cut_right(width, 8), label, options);
}

}  // namespace sternum
