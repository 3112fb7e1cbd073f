#include "gui/views/review_ledger.hpp"

#include <imgui.h>

#include "gui/model/numbers.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"

namespace sternum {

namespace {

constexpr float kRow = 43.0F;

std::string points_text(Points points) { return fmt::format("−{:.1f}", points.points()); }

/// What the points were lost on, short: "50–60 mm · 6 of 30".
std::string detail(const View& view, const Guideline& g, const LostPoints& lost) {
  const Language language = view.language();
  const auto range = [](double low, double high, const char* unit) {
    return fmt::format("{}–{} {}", whole(low), whole(high), unit);
  };
  std::string limit;
  switch (lost.rule) {
    case Rule::TooShallow:
    case Rule::TooDeep:
      limit = range(g.depth.low.mm(), g.depth.high.mm(), tr(language, "mm"));
      break;
    case Rule::TooSlow:
    case Rule::TooFast:
      limit = range(g.rate.low.per_minute(), g.rate.high.per_minute(), tr(language, "/min"));
      break;
    case Rule::NotReleased:
      limit = filled(tr(language, "leaning under {} mm"), whole(g.leaning_threshold.mm()));
      break;
    case Rule::LeaningForce:
      limit = filled(tr(language, "leaning under {} N"), whole(lost.limit));
      break;
    case Rule::HandsOffTooLong:
      limit = filled(tr(language, "at most {} s"), whole(lost.limit)) + " · " +
              filled(tr(language, "{} s"), tenths(lost.measured));
      break;
    case Rule::BreathTooSmall:
    case Rule::BreathTooLarge:
      limit = range(g.breath_volume.low.ml(), g.breath_volume.high.ml(), tr(language, "ml"));
      break;
    case Rule::BreathsMissing:
    case Rule::CompressionsMissing:
      break;
  }
  const std::string share = filled(tr(language, "{} of {}"), lost.missed, lost.of);
  return limit.empty() ? share : limit + " · " + share;
}

void draw_ledger_row(const View& view, const ReviewModel& review, Canvas& canvas, Box row,
                     int index) {
  const Theme& t = view.theme();
  const LostPoints& lost = review.result().score.reasons[static_cast<std::size_t>(index)];
  ImGui::PushID(index);
  if (canvas.click_area("reason", row)) view.console.select_reason(index);
  const bool over = canvas.hovered();
  ImGui::PopID();
  const bool selected = view.console.selected_reason() == index;
  if (selected || over) canvas.fill(row, selected ? t.bg3 : t.bg2);
  if (selected) canvas.fill({row.x, row.y, 4, row.h}, t.tx1);
  canvas.line({row.x + 16, row.y}, {row.right() - 16, row.y}, t.line);

  Box rest = row.inset(24, 0);
  const Box number = rest.cut_left(24, 14);
  draw_reason_number(canvas, {number.x, number.centre().y - 12, 24, 24}, index + 1, false);
  canvas.text(rest.cut_right(48), points_text(lost.points), Type::LabelBold, t.tx1, Align::Right);
  canvas.text(rest.cut_right(44, 4), clock(lost.span.from - review.result().span.from), Type::Label,
              t.tx2, Align::Right);
  Box lines = rest.inset(0, 3);
  canvas.text(lines.cut_top(lines.h / 2), title(view.language(), lost.rule), Type::Label, t.tx1);
  canvas.text(lines, detail(view, review.guideline(), lost), Type::Label, selected ? t.tx2 : t.tx3);
}

}  // namespace

void draw_reason_number(Canvas& canvas, Box box, int number, bool selected) {
  const Theme& t = canvas.theme();
  canvas.fill(box, t.bg3, 4);
  canvas.outline(box, t.warn_tx, 4, 2);
  canvas.text(box, whole(number), Type::LabelBold, t.tx1, Align::Centre);
  if (selected) canvas.outline(box.inset(-3), t.tx1, 6, 2);
}

void draw_score(const View& view, const ReviewModel& review, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Score& score = review.result().score;
  draw_panel(canvas, box);
  Box rest = box.inset(24, 16);

  // Interrupted is said here: the score is of what was recorded, not of what was asked for.
  if (review.review().record.state == AttemptState::Interrupted) {
    const char* words = tr(language, "Interrupted");
    Box corner = rest;
    Box tag = corner.cut_right(canvas.width(words, Type::LabelBold) + 52);
    tag.h = 36;
    canvas.outline(tag, t.warn_ln, 6, 2);
    Box inside = tag.inset(12, 0);
    draw_trouble_icon(canvas, inside.cut_left(20, 8), t.warn_tx, t.bg1);
    canvas.text(inside, words, Type::LabelBold, t.warn_tx);
  }
  std::string unjudged;
  for (const Unjudged what : score.not_measured) {
    unjudged += (unjudged.empty() ? "" : ", ") + unjudged_text(language, what);
  }
  if (!unjudged.empty()) {
    canvas.text(rest.cut_bottom(22), filled(tr(language, "Not measured: {}"), unjudged),
                Type::Label, t.tx2);
  } else {
    draw_meter(canvas, rest.cut_bottom(8, 6),
               score.total ? std::optional(score.total->points() / 100.0) : std::nullopt, t.meter);
  }
  if (!score.total) {
    canvas.text(rest, tr(language, "No compressions found"), Type::Title, t.tx1);
    return;
  }
  draw_quantity(canvas, rest, whole(score.total), tr(language, "of 100"),
                {.number = Type::Number, .unit = Type::Unit, .ink = t.tx1, .unit_ink = t.tx2});
}

float ledger_height(const ReviewModel& review) {
  const Score& score = review.result().score;
  return 8 + 40 + kRow * static_cast<float>(score.reasons.size()) + (score.total ? 36.0F : 0.0F);
}

void draw_ledger(const View& view, const ReviewModel& review, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Score& score = review.result().score;
  draw_panel(canvas, box);
  Box rest = box.inset(0, 4);
  Box head = rest.cut_top(40).inset(24, 0);
  canvas.text(head.cut_right(52, 6), tr(language, "points"), Type::Label, t.tx3, Align::Right);
  canvas.text(head.cut_right(44), tr(language, "time"), Type::Label, t.tx3, Align::Right);
  if (score.reasons.empty()) {
    canvas.text(head,
                score.total ? tr(language, "No point was lost") : tr(language, "Nothing to judge"),
                Type::LabelBold, t.tx1);
    return;
  }
  canvas.text(head, filled(tr(language, "Where {:.0f} points went"), review.points_lost().points()),
              Type::LabelBold, t.tx1);
  if (score.total) {
    Box foot = rest.cut_bottom(36);
    canvas.fill({foot.x, foot.y, foot.w, foot.h + 4}, t.bg2, 8);
    foot = foot.inset(24, 0);
    canvas.text(foot, filled("100 − {:.1f}", review.points_lost().points()), Type::Label, t.tx2);
    canvas.text(foot, filled(tr(language, "{} of 100"), whole(score.total)), Type::LabelBold, t.tx1,
                Align::Right);
  }
  const int count = static_cast<int>(score.reasons.size());
  const auto selected = view.console.selected_reason();
  const Box reveal =
      selected ? Box{0, kRow * static_cast<float>(*selected), 1, kRow} : Box{0, 0, 0, 0};
  draw_scrolling(canvas, "ledger", rest, kRow * static_cast<float>(count), reveal,
                 [&](Canvas& inside, Box content) {
                   for (int i = 0; i < count; ++i) {
                     draw_ledger_row(
                         view, review, inside,
                         {content.x, content.y + kRow * static_cast<float>(i), content.w, kRow}, i);
                   }
                 });
}

void draw_metrics(const View& view, const ReviewModel& review, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Metrics& metrics = review.result().metrics;
  draw_panel(canvas, box);
  Box rest = box.inset(24, 8);
  Box head = rest.cut_top(28);
  std::string means;
  if (metrics.mean_depth) means = whole(metrics.mean_depth->mm()) + " " + tr(view.language(), "mm");
  if (metrics.mean_rate) {
    means += (means.empty() ? "" : " · ") +
             filled(tr(view.language(), "{}/min"), whole(metrics.mean_rate->per_minute()));
  }
  canvas.text(head, tr(view.language(), "Measured"), Type::LabelBold, t.tx1);
  canvas.text(head, means, Type::Label, t.tx3, Align::Right);
  const std::vector<MetricRow> rows = review.metric_rows(view.language());
  const float height = std::min(30.0F, rest.h / static_cast<float>(rows.size()));
  for (const MetricRow& metric : rows) {
    Box row = rest.cut_top(height);
    canvas.text(row.cut_left(row.w * 0.34F, 8), metric.label, Type::Label, t.tx2);
    const Box detail = row.cut_right(100);
    canvas.text(row.cut_right(56, 10), metric.value, Type::LabelBold,
                metric.below ? t.warn_tx : (metric.value == kNotMeasured ? t.tx3 : t.tx1),
                Align::Right);
    canvas.text(detail, metric.detail, Type::Label, t.tx3, Align::Right);
    if (metric.fraction) {
      row.w -= 4;
      draw_meter(canvas, {row.x, row.centre().y - 3, row.w, 6}, metric.fraction,
                 metric.below ? t.warn_tx : t.meter);
    }
  }
}

void draw_advice(const View& view, const ReviewModel& review, Box box, int rank) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 14);
  const auto& order = review.costliest();
  if (rank >= static_cast<int>(order.size())) {
    canvas.text(rest, tr(language, "Nothing else cost points"), Type::Label, t.tx3, Align::Centre);
    return;
  }
  const int index = order[static_cast<std::size_t>(rank)];
  const LostPoints& lost = review.result().score.reasons[static_cast<std::size_t>(index)];
  const Box chip_column = rest.cut_left(40, 16);
  const Box chip{chip_column.x, chip_column.y, 40, 40};
  canvas.fill(chip, t.bg3, 4);
  canvas.text(chip, whole(rank + 1), Type::Title, t.tx1, Align::Centre);
  canvas.text(rest.cut_top(40, 4), title(language, lost.rule), Type::Title, t.tx1);
  Box foot = rest.cut_bottom(26);
  foot.cut_left(
      canvas.text(
          foot,
          rank == 0 ? filled(tr(language, "Gains most: up to {:.1f} points"), lost.points.points())
                    : filled(tr(language, "Gains up to {:.1f} points"), lost.points.points()),
          Type::LabelBold, t.target),
      16);
  draw_reason_number(canvas, {foot.x, foot.centre().y - 12, 24, 24}, index + 1, false);
  canvas.paragraph(rest, sentence(language, lost), Type::Label, t.tx2, 24);
}

}  // namespace sternum
