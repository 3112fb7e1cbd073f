#include "gui/views/review_lanes.hpp"

#include <algorithm>
#include <vector>

#include "gui/model/numbers.hpp"
#include "gui/views/review_overlay.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

namespace {

constexpr double kSlowest = 80.0;
constexpr double kFastest = 140.0;
constexpr float kMark = 4.0F;

void draw_axis_number(const View& view, Box lane, float y, double value) {
  view.canvas.text({lane.x - 56, y - 10, 48, 20}, whole(value), Type::Label, view.theme().tx3,
                   Align::Right);
}

/// Ground, time without compressions, and the target band between two heights.
void draw_lane(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane,
               float band_top, float band_bottom) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.fill(lane, t.bg2);
  canvas.push_clip(lane);
  for (const TimeSpan& pause : review.result().pauses) {
    const float from = axis.x(review.seconds_at(pause.from));
    canvas.fill({from, lane.y, axis.x(review.seconds_at(pause.to)) - from, lane.h}, t.pause);
  }
  canvas.pop_clip();
  canvas.fill({lane.x, band_top, lane.w, band_bottom - band_top},
              with_alpha(t.band, t.dark ? 0.85F : 0.7F));
  canvas.line({lane.x, band_top}, {lane.right(), band_top}, t.target);
  canvas.line({lane.x, band_bottom}, {lane.right(), band_bottom}, t.target);
}

void draw_pause_lengths(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane,
                        float y) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  for (const TimeSpan& pause : review.result().pauses) {
    const float from = axis.x(review.seconds_at(pause.from));
    const float to = axis.x(review.seconds_at(pause.to));
    if (to < lane.x || from > lane.right()) continue;
    const bool too_long = pause.length() > review.guideline().longest_breath_pause;
    const Type type = too_long ? Type::LabelBold : Type::Label;
    const std::string words = filled(tr(view.language(), "{} s"), tenths(pause.length().seconds()));
    const float width = canvas.width(words, type);
    if (width > to - from && !too_long) continue;
    const float left = std::clamp((from + to - width) / 2, lane.x, lane.right() - width);
    canvas.text({left, y, width, 20}, words, type, too_long ? t.warn_tx : t.tx1);
  }
}

void draw_mark(Canvas& canvas, Point at, bool up, Colour ink) {
  const float s = up ? -kMark : kMark;
  canvas.triangle({at.x - kMark, at.y - s}, {at.x, at.y + s}, {at.x + kMark, at.y - s}, ink);
}

void draw_unmeasured_lane(const View& view, Box lane) {
  view.canvas.fill(lane, view.theme().bg2);
  view.canvas.text(lane, tr(view.language(), "not measured by this manikin"), Type::Label,
                   view.theme().tx3, Align::Centre);
}

}  // namespace

float rate_y(Box lane, double rate_per_min) {
  const double share =
      (std::clamp(rate_per_min, kSlowest, kFastest) - kSlowest) / (kFastest - kSlowest);
  return lane.bottom() - 6 - (lane.h - 12) * static_cast<float>(share);
}

void draw_depth_lane(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  if (!review.result().measures_depth) {
    // The box of a chosen compression would cover a part of the words, and says so itself.
    if (view.console.selected_compression()) {
      view.canvas.fill(lane, view.theme().bg2);
    } else {
      draw_unmeasured_lane(view, lane);
    }
    return;
  }
  const Guideline& guideline = review.guideline();
  const DepthScale depth(lane);
  const float low = depth.y(guideline.depth.low.mm());
  const float high = depth.y(guideline.depth.high.mm());
  draw_lane(view, review, axis, lane, low, high);
  canvas.line({lane.x, depth.y(0)}, {lane.right(), depth.y(0)}, t.edge);
  draw_axis_number(view, lane, depth.y(0), 0.0);
  draw_axis_number(view, lane, low, guideline.depth.low.mm());
  draw_axis_number(view, lane, high, guideline.depth.high.mm());

  canvas.push_clip(lane);
  const auto& compressions = review.result().compressions;
  // 110 a minute: two thirds of the distance between two.
  const float width =
      std::clamp(static_cast<float>(axis.units_per_second() * 60.0 / 110.0) * 0.66F, 1.0F, 8.0F);
  for (std::size_t i = 0; i < compressions.size(); ++i) {
    const Compression& compression = compressions[i];
    const CompressionVerdict& verdict = review.verdict(i);
    const double at_s = review.seconds_at(compression.peak);
    if (!axis.shows(at_s - 1.0, at_s + 1.0)) continue;
    const float x = axis.x(at_s);
    const double residual = compression.residual ? compression.residual->mm() : 0.0;
    const float top = depth.y(residual);
    const float bottom = depth.y(compression.depth.mm());
    canvas.fill({x - width / 2, top, width, std::max(1.0F, bottom - top)},
                verdict.depth_good() ? t.bar : t.warn_tx);
    if (verdict.leaning) {
      canvas.fill({x - width / 2 - 0.5F, depth.y(0), width + 1, top - depth.y(0)}, t.warn_tx);
    }
    if (verdict.shallow) draw_mark(canvas, {x, lane.bottom() - 7}, false, t.warn_tx);
    if (verdict.deep) draw_mark(canvas, {x, lane.bottom() - 7}, true, t.warn_tx);
  }
  draw_trace_of(view, review, axis, depth, lane);
  draw_fatigue_line(view, axis, depth_fatigue_mm(review),
                    [&depth](double mm) { return depth.y(mm); });
  if (const ReviewModel* other = view.console.compared()) {
    draw_compared_depth(view, review, *other, axis, depth, lane);
  }
  canvas.pop_clip();
  draw_pause_lengths(view, review, axis, lane, low - 36);
}

void draw_rate_lane(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Guideline& guideline = review.guideline();
  const float fast = rate_y(lane, guideline.rate.high.per_minute());
  const float slow = rate_y(lane, guideline.rate.low.per_minute());
  draw_lane(view, review, axis, lane, fast, slow);
  draw_axis_number(view, lane, fast, guideline.rate.high.per_minute());
  draw_axis_number(view, lane, slow, guideline.rate.low.per_minute());

  canvas.push_clip(lane);
  draw_fatigue_line(view, axis, rate_fatigue_per_min(review),
                    [lane](double rate) { return rate_y(lane, rate); });
  const auto& compressions = review.result().compressions;
  std::vector<Point> run;
  const auto flush = [&] {
    canvas.polyline(run, t.tx1, 2);
    run.clear();
  };
  for (std::size_t i = 0; i < compressions.size(); ++i) {
    // No rate: the first of a run, and nothing joins it to what was before.
    if (!compressions[i].rate) {
      flush();
      continue;
    }
    const Point at{axis.x(review.seconds_at(compressions[i].peak)),
                   rate_y(lane, compressions[i].rate->per_minute())};
    run.push_back(at);
    const CompressionVerdict& verdict = review.verdict(i);
    if (!verdict.rate_good()) draw_mark(canvas, at, verdict.fast, t.warn_tx);
  }
  flush();
  if (const ReviewModel* other = view.console.compared()) {
    draw_compared_rate(view, review, *other, axis, lane);
  }
  canvas.pop_clip();
}

void draw_breath_lane(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const auto& volume = review.guideline().breath_volume;
  const double top = volume.high.ml() * 4.0 / 3.0;
  const auto y = [&](double ml) {
    return lane.bottom() - lane.h * static_cast<float>(std::clamp(ml, 0.0, top) / top);
  };
  const auto& unjudged = review.result().score.not_measured;
  if (review.result().breaths.empty() &&
      std::find(unjudged.begin(), unjudged.end(), Unjudged::Breaths) != unjudged.end()) {
    draw_unmeasured_lane(view, lane);
    return;
  }
  draw_lane(view, review, axis, lane, y(volume.high.ml()), y(volume.low.ml()));
  // Two lines of type need 18 units.
  const float spread = std::max(0.0F, 18.0F - (y(volume.low.ml()) - y(volume.high.ml()))) / 2;
  draw_axis_number(view, lane, y(volume.high.ml()) - spread, volume.high.ml());
  draw_axis_number(view, lane, y(volume.low.ml()) + spread, volume.low.ml());
  canvas.push_clip(lane);
  for (const Breath& breath : review.result().breaths) {
    const float x = axis.x(review.seconds_at(breath.start));
    // As long as the inflation where that can be seen.
    const float width =
        std::max(std::clamp(static_cast<float>(axis.units_per_second()), 4.0F, 14.0F),
                 static_cast<float>(axis.units_per_second() * breath.inflation().seconds()) - 2);
    // Without a volume a breath is a mark that it was given.
    const bool measured = review.result().measures_volume;
    const float height = measured ? lane.bottom() - y(breath.volume.ml()) : lane.h / 4;
    canvas.fill({x, lane.bottom() - height, width, height},
                !measured || volume.contains(breath.volume) ? t.bar : t.warn_tx);
  }
  canvas.pop_clip();
}

void draw_gap_marks(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lanes) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.push_clip(lanes);
  for (const TimeSpan& gap : review.result().gaps) {
    if (!axis.shows(review.seconds_at(gap.from), review.seconds_at(gap.to))) continue;
    const float from = axis.x(review.seconds_at(gap.from));
    const float width = std::max(2.0F, axis.x(review.seconds_at(gap.to)) - from);
    const Box box{from, lanes.y, width, lanes.h};
    canvas.fill(box, t.bg1);
    canvas.hatch(box, t.edge);
    canvas.line({box.x, box.y}, {box.x, box.bottom()}, t.edge);
    canvas.line({box.right(), box.y}, {box.right(), box.bottom()}, t.edge);
  }
  canvas.pop_clip();
}

void draw_gap_note(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lanes,
                   const std::optional<Box>& taken) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const TimeSpan* longest = nullptr;
  for (const TimeSpan& gap : review.result().gaps) {
    if (longest == nullptr || gap.length() > longest->length()) longest = &gap;
  }
  if (longest == nullptr || longest->length() < seconds(1.0)) return;
  if (!axis.shows(review.seconds_at(longest->from), review.seconds_at(longest->to))) return;
  const std::string head =
      filled(tr(view.language(), "No data {} s"), tenths(longest->length().seconds()));
  const char* body = tr(view.language(), "not counted as a pause");
  const float width =
      std::max(canvas.width(head, Type::LabelBold) + 28, canvas.width(body, Type::Label)) + 24;
  // On the left of the gap, else on its right, else nowhere: the hatch alone says it.
  const float on_left = axis.x(review.seconds_at(longest->from)) - width - 6;
  const float on_right = axis.x(review.seconds_at(longest->to)) + 6;
  const auto fits = [&](float left) {
    const bool inside = left >= lanes.x + 4 && left + width <= lanes.right() - 4;
    return inside && (!taken || left + width < taken->x || left > taken->right());
  };
  if (!fits(on_left) && !fits(on_right)) return;
  const Box box{fits(on_left) ? on_left : on_right, lanes.y + 16, width, 58};
  canvas.fill(box, t.bg1, 4);
  canvas.outline(box, t.edge, 4);
  Box rest = box.inset(12, 6);
  Box line = rest.cut_top(23);
  draw_state_icon(canvas, line.cut_left(18, 8), SeatState::NoSignal, t.tx1, t.bg1);
  canvas.text(line, head, Type::LabelBold, t.tx1);
  canvas.text(rest, body, Type::Label, t.tx2);
}

}  // namespace sternum
