#include "gui/model/numbers.hpp"
#include "gui/views/review_ledger.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kRow = 28.0F;
/// From here on what was lost without feedback is worth a colour.
constexpr double kMuchLess = 0.1;

void draw_row(Canvas& canvas, Box row, const std::string& label, const FeedbackMeasures& measures,
              bool much_less) {
  const Theme& t = canvas.theme();
  canvas.text(row.cut_right(72, 8), whole(measures.score), Type::LabelBold, t.tx1, Align::Right);
  const std::string share =
      measures.all_in_target ? whole(*measures.all_in_target * 100.0) + "%" : kNotMeasured;
  canvas.text(row.cut_right(120, 8), share, Type::LabelBold, much_less ? t.warn_tx : t.tx1,
              Align::Right);
  canvas.text(row, label, Type::Label, t.tx2);
}

}  // namespace

float feedback_height(const ReviewModel& review) {
  return review.review().feedback.has_both() ? 3 * kRow + 16.0F : 0.0F;
}

void draw_feedback(const View& view, const ReviewModel& review, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const FeedbackComparison& feedback = review.review().feedback;
  draw_panel(canvas, box);
  Box rest = box.inset(24, 8);
  Box head = rest.cut_top(kRow);
  canvas.text(head.cut_right(72, 8), tr(language, "Score"), Type::Label, t.tx3, Align::Right);
  canvas.text(head.cut_right(120, 8), tr(language, "All in target"), Type::Label, t.tx3,
              Align::Right);
  canvas.text(head, tr(language, "This trainee"), Type::LabelBold, t.tx1);
  draw_row(canvas, rest.cut_top(kRow),
           filled(tr(language, "with feedback ({})"), feedback.attempts_with), feedback.with,
           false);
  const auto& difference = feedback.difference.all_in_target;
  draw_row(canvas, rest.cut_top(kRow),
           filled(tr(language, "without feedback ({})"), feedback.attempts_without),
           feedback.without, difference && *difference < -kMuchLess);
}

}  // namespace sternum
