#include "gui/views/checklist_place.hpp"

#include <algorithm>

#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kRow = 44.0F;
constexpr float kNarrowest = 480.0F;

void draw_items(const View& view, const Scheme& scheme, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const int rows = std::max(1, static_cast<int>(box.h / kRow));
  const int wanted = (static_cast<int>(scheme.items.size()) + rows - 1) / rows;
  const int columns = std::clamp(wanted, 1, std::max(1, static_cast<int>(box.w / kNarrowest)));
  for (int i = 0; i < static_cast<int>(scheme.items.size()); ++i) {
    if (i / rows >= columns) return;
    const Box column = box.cell(i / rows, 0, columns, 1, 32);
    Box row{column.x, column.y + static_cast<float>(i % rows) * kRow, column.w, kRow};
    canvas.line({row.x, row.y}, {row.right(), row.y}, t.line);
    canvas.text(row.cut_left(44), fmt::format("{}", i + 1), Type::Unit, t.tx3);
    const SchemeItem& item = scheme.items[static_cast<std::size_t>(i)];
    canvas.text(row, view.language() == Language::Chinese ? item.title_zh : item.title_en,
                Type::Unit, t.tx1);
  }
}

}  // namespace

void draw_checklist_place(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Scheme* scheme = view.console.exam_choice().scheme();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  if (scheme == nullptr || scheme->measures_cpr) {
    canvas.text(rest, tr(view.language(), "No manikin here: choose a checklist"), Type::LabelBold,
                t.tx2, Align::Centre);
    return;
  }
  if (rest.h < 3 * kRow) {
    canvas.text(rest, tr(view.language(), "Checklist"), Type::LabelBold, t.tx2, Align::Centre);
    return;
  }
  canvas.text(rest.cut_top(24, 8), tr(view.language(), "What the checklist asks"), Type::Label,
              t.tx2);
  draw_items(view, *scheme, rest);
}

}  // namespace sternum
