#include "gui/views/review_compared.hpp"

#include <algorithm>

#include "gui/widgets/panel.hpp"

namespace sternum {

std::string compared_name(const View& view, const ReviewModel& other) {
  const AttemptRecord& record = other.review().record;
  const std::string number = filled(tr(view.language(), "attempt {}"), record.number);
  const ReviewModel* shown = view.console.review();
  const bool own =
      shown != nullptr && shown->review().record.started.trainee == record.started.trainee;
  return own ? number : record.started.trainee + " · " + number;
}

void draw_compared(const View& view, const ReviewModel& review, const ReviewModel& other, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_panel(canvas, box);
  Box rest = box.inset(24, 8);
  const auto rows = compared_rows(language, review, other);
  const float height = std::min(30.0F, rest.h / static_cast<float>(rows.size() + 1));
  constexpr float kColumn = 64.0F;
  Box head = rest.cut_top(height);
  canvas.text(head.cut_right(kColumn), tr(language, "change"), Type::Label, t.tx3, Align::Right);
  canvas.text(head.cut_right(kColumn), tr(language, "now"), Type::Label, t.tx3, Align::Right);
  const std::string name = compared_name(view, other);
  const float name_w = std::min(canvas.width(name, Type::Label), head.w - 100);
  canvas.text(head.cut_right(name_w, 8), name, Type::Label, t.tx3, Align::Right);
  canvas.text(head, tr(language, "Compared"), Type::LabelBold, t.tx1);
  for (const ComparedRow& compared : rows) {
    Box row = rest.cut_top(height);
    canvas.text(row.cut_right(kColumn), compared.change, Type::Label,
                compared.worse ? t.warn_tx : t.tx1, Align::Right);
    canvas.text(row.cut_right(kColumn), compared.now, Type::LabelBold, t.tx1, Align::Right);
    canvas.text(row.cut_right(kColumn, 8), compared.then, Type::Label, t.tx2, Align::Right);
    canvas.text(row, compared.label, Type::Label, t.tx2);
  }
}

}  // namespace sternum
