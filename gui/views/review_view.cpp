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
/// Smaller ones show one below the other, and scroll.
constexpr float kBesideWidth = 800.0F;
constexpr float kBesideHeight = 420.0F;
constexpr float kChartBelow = 460.0F;
constexpr float kEmptyChart = 72.0F;
constexpr float kExamBelow = 720.0F;

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

void draw_chart_panel(const View& view, const ReviewModel& review, Box box) {
  draw_panel(view.canvas, box);
  draw_review_chart(view, review, box.inset(16, 12));
}

float column_height(const ReviewModel& review) {
  if (review.review().exam != nullptr) return kExamBelow;
  const float quality = quality_height(review, 2);
  return 132 + kGap + (quality > 0 ? quality + kGap : 0) + 196 + kGap + ledger_height(review);
}

/// Progress where it is asked for, chart and score, one below the other.
void draw_below_each_other(const View& view, const ReviewModel& review, Box box) {
  const bool is_exam = review.review().exam != nullptr;
  const bool progress = view.console.progress_shown();
  const float below = progress ? kProgressHeight + kGap : 0.0F;
  const float chart = shows_anything(review) ? kChartBelow : kEmptyChart;
  const float height = chart + kGap + below + column_height(review);
  // The top comes into sight with every compression that is chosen, and with the progress.
  const int chosen = 2 * view.console.selected_compression().value_or(0) + (progress ? 1 : 0);
  const Reveal top{{0, 0, 1, std::min(chart, box.h)}, chosen};
  scroll_panels(view, "debrief", box, height, top, [&](const View& inside, Box content) {
    content.w -= 4;
    if (progress) draw_progress(inside, review, content.cut_top(kProgressHeight, kGap));
    draw_chart_panel(inside, review, content.cut_top(chart, kGap));
    if (is_exam) {
      draw_exam_column(inside, review, content);
    } else {
      draw_score_column(inside, review, content, false);
    }
  });
}

}  // namespace

void draw_review_view(const View& view, Box box) {
  const ReviewModel* review = view.console.review();
  if (review == nullptr) {
    draw_trouble(view, box);
    return;
  }
  if (box.w < kBesideWidth || box.h < kBesideHeight) {
    draw_below_each_other(view, *review, box);
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
  draw_chart_panel(view, *review, rest);
}

}  // namespace sternum
