#include "gui/views/review_view.hpp"

#include "gui/locale/error_sentence.hpp"
#include "gui/views/review_chart.hpp"
#include "gui/views/review_compared.hpp"
#include "gui/views/review_exam.hpp"
#include "gui/views/review_ledger.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kGap = 8.0F;
constexpr float kAdvice = 152.0F;
/// Lower windows leave out what can be left out.
constexpr float kRoomy = 680.0F;

void draw_trouble(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  draw_panel(canvas, box);
  Box middle{box.x + 48, box.centre().y - 64, box.w - 96, 128};
  canvas.text(middle.cut_top(56), tr(view.language(), "This attempt cannot be opened"), Type::State,
              t.tx1, Align::Centre);
  const auto& trouble = view.console.review_trouble();
  const std::string why = trouble ? sentence(view.language(), *trouble) : std::string{};
  canvas.text(middle.cut_top(32), why, Type::Label, t.tx2, Align::Centre);
}

void draw_score_column(const View& view, const ReviewModel& review, Box column, bool roomy) {
  draw_score(view, review, column.cut_top(132, kGap));
  if (const float height = quality_height(review, roomy ? 2 : 1); height > 0.0F) {
    draw_quality(view, review, column.cut_top(height, kGap));
  }
  const Box numbers = column.cut_bottom(196.0F, kGap);
  if (const ReviewModel* other = view.console.compared()) {
    draw_compared(view, review, *other, numbers);
  } else {
    draw_metrics(view, review, numbers);
  }
  if (const float height = feedback_height(review); height > 0.0F && roomy) {
    draw_feedback(view, review, column.cut_bottom(height, kGap));
  }
  draw_ledger(view, review, column);
}

}  // namespace

void draw_review_view(const View& view, Box box) {
  const ReviewModel* review = view.console.review();
  if (review == nullptr) {
    draw_trouble(view, box);
    return;
  }
  Box rest = box;
  const bool is_exam = review->review().exam != nullptr;
  Box column = rest.cut_right(is_exam ? std::clamp(rest.w * 0.36F, 400.0F, 560.0F)
                                      : std::clamp(rest.w * 0.286F, 380.0F, 448.0F),
                              16);
  if (is_exam) {
    draw_exam_column(view, *review, column);
  } else {
    draw_score_column(view, *review, column, box.h >= kRoomy);
  }

  // Where the window is low the chart has all the height.
  const bool advises =
      is_exam ? review->review().exam->examination != nullptr : !review->costliest().empty();
  if (view.console.progress_shown()) {
    draw_progress(view, *review, rest.cut_bottom(kProgressHeight, kGap));
  } else if (box.h >= kRoomy && is_exam && view.console.compared() != nullptr) {
    draw_compared(view, *review, *view.console.compared(), rest.cut_bottom(196.0F, kGap));
  } else if (box.h >= kRoomy && advises) {
    const auto draw = is_exam ? draw_exam_tip : draw_advice;
    const Box advice = rest.cut_bottom(kAdvice, kGap);
    draw(view, *review, advice.cell(0, 0, 2, 1, kGap), 0);
    draw(view, *review, advice.cell(1, 0, 2, 1, kGap), 1);
  }
  draw_panel(view.canvas, rest);
  draw_review_chart(view, *review, rest.inset(16, 12));
}

}  // namespace sternum
