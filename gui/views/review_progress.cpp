#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "gui/model/numbers.hpp"
#include "gui/views/review_compared.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kBetween = 20.0F;

/// One of the small charts.
struct Multiple {
  const char* label;
  const char* unit;
  double low = 0.0;  ///< of the chart
  double high = 0.0;
  std::optional<std::pair<double, double>> band{};
  bool deeper_is_lower = false;  ///< depth points down, everywhere
  std::function<std::optional<double>(const FeedbackMeasures&)> value;
};

std::vector<Multiple> multiples(const View& view, const Guideline& g) {
  const Language language = view.language();
  const auto share = [](std::optional<double> fraction) {
    return fraction ? std::optional(*fraction * 100.0) : std::nullopt;
  };
  return {
      {.label = tr(language, "Score"),
       .unit = "",
       .low = 0,
       .high = 100,
       .value = [](const FeedbackMeasures& m) { return m.score; }},
      {.label = tr(language, "Mean depth"),
       .unit = tr(language, "mm"),
       .low = g.depth.low.mm() - 20,
       .high = g.depth.high.mm() + 10,
       .band = std::pair(g.depth.low.mm(), g.depth.high.mm()),
       .deeper_is_lower = true,
       .value =
           [](const FeedbackMeasures& m) {
             return m.mean_depth ? std::optional(m.mean_depth->mm()) : std::nullopt;
           }},
      {.label = tr(language, "Mean rate"),
       .unit = tr(language, "/min"),
       .low = g.rate.low.per_minute() - 20,
       .high = g.rate.high.per_minute() + 20,
       .band = std::pair(g.rate.low.per_minute(), g.rate.high.per_minute()),
       .value =
           [](const FeedbackMeasures& m) {
             return m.mean_rate ? std::optional(m.mean_rate->per_minute()) : std::nullopt;
           }},
      {.label = tr(language, "Full recoil"),
       .unit = "%",
       .low = 0,
       .high = 100,
       .value = [share](const FeedbackMeasures& m) { return share(m.full_recoil); }},
  };
}

/// A disc for practice, a diamond for an exam; the attempt in sight has a ring.
void draw_attempt_mark(Canvas& canvas, Point at, bool is_exam, bool is_shown) {
  const Theme& t = canvas.theme();
  if (is_exam) {
    const std::array<Point, 4> diamond = {Point{at.x, at.y - 7}, Point{at.x + 7, at.y},
                                          Point{at.x, at.y + 7}, Point{at.x - 7, at.y}};
    canvas.convex(diamond, t.tx1);
  } else {
    canvas.disc(at, 4, t.tx1);
  }
  if (is_shown) canvas.ring(at, 10, t.target, 2);
}

/// What the attempt in sight has of it.
std::string shown_value(const ReviewModel& review, const Multiple& multiple) {
  std::string words = kNotMeasured;
  for (const ProgressPoint& point : review.review().progress) {
    if (point.attempt == review.review().record.id) words = whole(multiple.value(point.measures));
  }
  if (words != kNotMeasured && multiple.unit[0] != '\0') {
    if (multiple.unit[0] != '%') words += ' ';
    words += multiple.unit;
  }
  return words;
}

/// With its value beside its label, or below it.
void draw_multiple(const View& view, const ReviewModel& review, const Multiple& multiple, Box box,
                   bool is_beside) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const auto& attempts = review.review().progress;
  Box rest = box;
  Box head = rest.cut_top(is_beside ? 24 : 22, is_beside ? 6 : 0);
  const std::string shown = shown_value(review, multiple);
  const Box beside_or_below =
      is_beside ? head.cut_right(canvas.width(shown, Type::LabelBold), 8) : rest.cut_top(22, 4);
  canvas.text(beside_or_below, shown, Type::LabelBold, t.tx1);
  canvas.text(head, multiple.label, Type::Label, t.tx2);

  const Box foot = rest.cut_bottom(20, 2);
  canvas.fill(rest, t.bg2, 4);
  const Box plot = rest.inset(14, 10);
  const auto y = [&](double of) {
    const double share = std::clamp((of - multiple.low) / (multiple.high - multiple.low), 0.0, 1.0);
    const float up = static_cast<float>(multiple.deeper_is_lower ? 1.0 - share : share);
    return plot.bottom() - plot.h * up;
  };
  if (multiple.band) {
    const float a = y(multiple.band->first);
    const float b = y(multiple.band->second);
    canvas.fill({rest.x, std::min(a, b), rest.w, std::abs(a - b)}, t.band);
    canvas.line({rest.x, a}, {rest.right(), a}, t.target);
    canvas.line({rest.x, b}, {rest.right(), b}, t.target);
  }
  const auto count = static_cast<int>(attempts.size());
  const auto x = [&](int i) {
    if (count < 2) return plot.centre().x;
    return plot.x + plot.w * static_cast<float>(i) / static_cast<float>(count - 1);
  };
  std::vector<Point> line;
  for (int i = 0; i < count; ++i) {
    const auto value = multiple.value(attempts[static_cast<std::size_t>(i)].measures);
    if (value) line.push_back({x(i), y(*value)});
  }
  canvas.polyline(line, t.bar, 2);
  float free_from = foot.x;
  for (int i = 0; i < count; ++i) {
    const ProgressPoint& point = attempts[static_cast<std::size_t>(i)];
    const bool is_shown = point.attempt == review.review().record.id;
    if (const auto value = multiple.value(point.measures)) {
      draw_attempt_mark(canvas, {x(i), y(*value)}, point.is_exam, is_shown);
    }
    const std::string number = whole(point.number);
    const float width = canvas.width(number, Type::Label);
    const float left = std::clamp(x(i) - width / 2, foot.x, foot.right() - width);
    if (left < free_from) continue;
    canvas.text({left, foot.y, width, foot.h}, number, Type::Label, is_shown ? t.tx1 : t.tx3);
    free_from = left + width + 8;
  }
}

}  // namespace

void draw_progress(const View& view, const ReviewModel& review, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 8);
  Box head = rest.cut_top(24, 2);
  const auto& attempts = review.review().progress;
  const bool has_exam = std::ranges::any_of(attempts, &ProgressPoint::is_exam);
  if (has_exam) {
    const char* words = tr(language, "exam");
    canvas.text(head.cut_right(canvas.width(words, Type::Label), 6), words, Type::Label, t.tx2);
    draw_attempt_mark(canvas, head.cut_right(16, 16).centre(), true, false);
  }
  const std::string title = attempts.empty() ? std::string(tr(language, "No stored result yet"))
                                             : filled(tr(language, "{}: attempt by attempt"),
                                                      review.review().record.started.trainee);
  canvas.text(head, title, Type::LabelBold, t.tx1);
  if (attempts.empty()) return;
  const auto charts = multiples(view, review.guideline());
  const auto count = static_cast<int>(charts.size());
  const float width = rest.cell(0, 0, count, 1, kBetween).w;
  const bool is_beside = std::ranges::all_of(charts, [&](const Multiple& multiple) {
    return canvas.width(multiple.label, Type::Label) + 8 +
               canvas.width(shown_value(review, multiple), Type::LabelBold) <=
           width;
  });
  for (int i = 0; i < count; ++i) {
    draw_multiple(view, review, charts[static_cast<std::size_t>(i)],
                  rest.cell(i, 0, count, 1, kBetween), is_beside);
  }
}

}  // namespace sternum
