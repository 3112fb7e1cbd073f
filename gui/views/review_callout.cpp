#include "gui/views/review_callout.hpp"

#include <algorithm>
#include <vector>

#include "gui/model/numbers.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

namespace {

constexpr float kRow = 26.0F;

struct CalloutRow {
  const char* label;
  std::string value;
  bool wrong = false;
};

std::string depth_words(const View& view, const ReviewModel& review, int index) {
  const Language language = view.language();
  const auto at = static_cast<std::size_t>(index);
  if (!review.result().measures_depth) return tr(language, "not measured");
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

/// Its box stands on the side of the compression that has room.
struct Callout {
  Box box;
  std::string number;
  std::string time;
  std::vector<CalloutRow> rows;
};

Callout callout_of(const View& view, const ReviewModel& review, int index, float x, Box lanes) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  const auto at = static_cast<std::size_t>(index);
  const Compression& compression = review.result().compressions[at];
  const CompressionVerdict& verdict = review.verdict(at);
  Callout callout;
  callout.rows = {
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
  const auto& extras = review.result().compression_extras;
  if (at < extras.size() && extras[at].force) {
    callout.rows.push_back({tr(language, "Force"), whole(extras[at].force->n()) + " N"});
  }
  callout.number = filled(tr(language, "No. {}"), index + 1);
  callout.time = clock_tenths(compression.peak - review.result().span.from);
  float width = 180.0F;
  for (const CalloutRow& row : callout.rows) {
    width = std::max(width, canvas.width(row.label, Type::Label) +
                                canvas.width(row.value, Type::LabelBold) + 20);
  }
  width += 24;
  float left = x + 14;
  if (left + width > lanes.right() - 4) left = x - width - 14;
  left = std::clamp(left, lanes.x + 4, std::max(lanes.x + 4, lanes.right() - width - 4));
  callout.box = {left, lanes.y + 12, width,
                 kRow * static_cast<float>(callout.rows.size() + 1) + 16};
  return callout;
}

void draw_callout(const View& view, const Callout& callout) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.fill(callout.box, t.bg0, 6);
  canvas.outline(callout.box, t.tx1, 6, 2);
  Box rest = callout.box.inset(12, 8);
  const Box head = rest.cut_top(kRow);
  canvas.text(head, callout.number, Type::LabelBold, t.tx1);
  canvas.text(head, callout.time, Type::Label, t.tx2, Align::Right);
  for (const CalloutRow& row : callout.rows) {
    const Box line = rest.cut_top(kRow);
    canvas.text(line, row.label, Type::Label, t.tx3);
    canvas.text(line, row.value, row.wrong ? Type::LabelBold : Type::Label,
                row.wrong ? t.warn_tx : t.tx1, Align::Right);
  }
}

}  // namespace

std::optional<Box> draw_selected_compression(const View& view, const ReviewModel& review,
                                             const TimeAxis& axis, Box depths, Box rates,
                                             Box lanes) {
  const std::optional<int> selected = view.console.selected_compression();
  if (!selected) return std::nullopt;
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Compression& compression =
      review.result().compressions[static_cast<std::size_t>(*selected)];
  if (!axis.shown().shows(review.seconds_at(compression.peak))) return std::nullopt;
  const float x = axis.x(review.seconds_at(compression.peak));
  const DepthScale depth(depths);
  const float peak = depth.y(compression.depth.mm());
  canvas.line({x, lanes.y}, {x, lanes.bottom()}, t.edge);
  if (review.result().measures_depth) {
    const double residual = compression.residual ? compression.residual->mm() : 0.0;
    canvas.fill({x - 2, depth.y(residual), 4, peak - depth.y(residual)}, t.tx1);
    canvas.ring({x, peak}, 6, t.tx1, 2);
  }
  if (compression.rate) {
    canvas.ring({x, rate_y(rates, compression.rate->per_minute())}, 5, t.tx1, 2);
  }
  const Callout callout = callout_of(view, review, *selected, x, lanes);
  draw_callout(view, callout);
  return callout.box;
}

}  // namespace sternum
