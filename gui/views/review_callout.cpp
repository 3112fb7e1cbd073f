#include "gui/views/review_callout.hpp"

#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

namespace {

struct CalloutRow {
  const char* label;
  std::string value;
  bool wrong = false;
};

std::string depth_words(const View& view, const ReviewModel& review, int index) {
  const Language language = view.language();
  const auto at = static_cast<std::size_t>(index);
  const double depth = review.result().compressions[at].depth.mm();
  const CompressionVerdict& verdict = review.verdict(at);
  const std::string text = tenths(depth) + " " + tr(language, "mm");
  if (verdict.shallow) {
    return text + ", " +
           filled(tr(language, "{} short"), tenths(review.guideline().depth.low.mm() - depth));
  }
  if (verdict.deep) {
    return text + ", " +
           filled(tr(language, "{} too much"), tenths(depth - review.guideline().depth.high.mm()));
  }
  return text;
}

void draw_callout(const View& view, const ReviewModel& review, int index, float x, Box lanes) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const auto at = static_cast<std::size_t>(index);
  const Compression& compression = review.result().compressions[at];
  const CompressionVerdict& verdict = review.verdict(at);
  const CalloutRow rows[] = {
      {tr(language, "Depth"), depth_words(view, review, index), !verdict.depth_good()},
      {tr(language, "Rate"),
       compression.rate ? whole(compression.rate->per_minute()) + " " + tr(language, "/min")
                        : kNotMeasured,
       !verdict.rate_good()},
      {tr(language, "Left at release"),
       compression.residual ? tenths(compression.residual->mm()) + " " + tr(language, "mm")
                            : tr(language, "not measured"),
       verdict.leaning},
  };
  const std::string number = filled(tr(language, "No. {}"), index + 1);
  const std::string time = clock_tenths(compression.peak - review.result().span.from);

  float width = 180.0F;
  for (const CalloutRow& row : rows) {
    width = std::max(width, canvas.width(row.label, Type::Label) +
                                canvas.width(row.value, Type::LabelBold) + 20);
  }
  width += 24;
  const float height = 26.0F * 4 + 16;
  // On the side that has room, off the compression itself.
  float left = x + 14;
  if (left + width > lanes.right() - 4) left = x - width - 14;
  left = std::clamp(left, lanes.x + 4, std::max(lanes.x + 4, lanes.right() - width - 4));
  const Box box{left, lanes.y + 12, width, height};
  canvas.fill(box, t.bg0, 6);
  canvas.outline(box, t.tx1, 6, 2);
  Box rest = box.inset(12, 8);
  Box head = rest.cut_top(26);
  canvas.text(head, number, Type::LabelBold, t.tx1);
  canvas.text(head, time, Type::Label, t.tx2, Align::Right);
  for (const CalloutRow& row : rows) {
    const Box line = rest.cut_top(26);
    canvas.text(line, row.label, Type::Label, t.tx3);
    canvas.text(line, row.value, row.wrong ? Type::LabelBold : Type::Label,
                row.wrong ? t.warn_tx : t.tx1, Align::Right);
  }
}

}  // namespace

void draw_selected_compression(const View& view, const ReviewModel& review, const TimeAxis& axis,
                               Box depths, Box rates, Box lanes) {
  const std::optional<int> selected = view.console.selected_compression();
  if (!selected) return;
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Compression& compression =
      review.result().compressions[static_cast<std::size_t>(*selected)];
  const float x = axis.x(review.seconds_at(compression.peak));
  const DepthScale depth(depths);
  const float peak = depth.y(compression.depth.mm());
  canvas.line({x, lanes.y}, {x, lanes.bottom()}, t.edge);
  const double residual = compression.residual ? compression.residual->mm() : 0.0;
  canvas.fill({x - 2, depth.y(residual), 4, peak - depth.y(residual)}, t.tx1);
  canvas.ring({x, peak}, 6, t.tx1, 2);
  if (compression.rate) {
    canvas.ring({x, rate_y(rates, compression.rate->per_minute())}, 5, t.tx1, 2);
  }
  draw_callout(view, review, *selected, x, lanes);
}

}  // namespace sternum
