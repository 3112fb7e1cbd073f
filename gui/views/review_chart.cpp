#include "gui/views/review_chart.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "gui/model/numbers.hpp"
#include "gui/views/review_callout.hpp"
#include "gui/views/review_compared.hpp"
#include "gui/views/review_lanes.hpp"
#include "gui/views/review_ledger.hpp"
#include "gui/views/review_overlay.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"

namespace sternum {

namespace {

constexpr float kLabels = 112.0F;

void draw_lane_label(const View& view, Box gutter, const char* name, const char* unit) {
  Canvas& canvas = view.canvas;
  canvas.text({gutter.x, gutter.y, gutter.w, 24}, name, Type::LabelBold, view.theme().tx1);
  canvas.text({gutter.x, gutter.y + 22, gutter.w, 24}, unit, Type::Label, view.theme().tx3);
}

void draw_cycle_heads(const View& view, const ReviewModel& review, const TimeAxis& axis, Box head) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.text({head.x - kLabels, head.y, kLabels - 8, head.h}, tr(view.language(), "mean depth"),
              Type::Label, t.tx3, Align::Right);
  int number = 0;
  for (const Cycle& cycle : review.result().cycles) {
    ++number;
    const float from = std::max(head.x, axis.x(review.seconds_at(cycle.span.from)));
    const float width = std::min(head.right(), axis.x(review.seconds_at(cycle.span.to))) - from;
    const std::string name = filled(tr(view.language(), "Cycle {}"), number);
    const std::string depth = whole(review.mean_depth_mm(cycle)) + " " + tr(view.language(), "mm");
    const float name_w = canvas.width(name, Type::Label);
    const float depth_w = canvas.width(depth, Type::Label);
    if (name_w + depth_w + 12 <= width) {
      canvas.text({from, head.y, name_w, head.h}, name, Type::Label, t.tx2);
      canvas.text({from + name_w + 8, head.y, depth_w, head.h}, depth, Type::Label, t.tx1);
    } else if (name_w <= width) {
      canvas.text({from, head.y, name_w, head.h}, name, Type::Label, t.tx2);
    }
  }
}

void draw_prompts(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  float free_from = lane.x;
  const auto& prompts = review.result().prompts;
  for (std::size_t i = 0; i < prompts.size(); ++i) {
    if (prompts[i].prompt == Prompt::None) continue;
    if (!axis.shown().shows(review.seconds_at(prompts[i].at))) continue;
    const float x = axis.x(review.seconds_at(prompts[i].at));
    const SeatState state = state_of(prompts[i].prompt);
    const Colour ink = state == SeatState::HandsOff ? t.stop_tx
                       : needs_help(state)          ? t.warn_tx
                                                    : t.tx2;
    canvas.line({x, lane.y}, {x, lane.y + 6}, ink, 2);
    if (x - 9 < free_from) continue;
    draw_state_icon(canvas, {x - 9, lane.y + 10, 18, 18}, state, ink, t.bg1);
    const float before = free_from;
    free_from = x + 14;
    // The word stands where it reaches neither the next prompt nor the edge.
    const std::string name = word(view.language(), state);
    const float width = canvas.width(name, Type::Label);
    float next = lane.right();
    for (std::size_t k = i + 1; k < prompts.size(); ++k) {
      if (prompts[k].prompt == Prompt::None) continue;
      next = std::min(lane.right(), axis.x(review.seconds_at(prompts[k].at)) - 12);
      break;
    }
    const bool on_right = x + 15 + width <= next;
    if (!on_right && before < x - 15 - width) {
      canvas.text({x - 13 - width, lane.y + 7, width, 24}, name, Type::Label, t.tx1);
    }
    if (!on_right) continue;
    canvas.text({x + 15, lane.y + 7, width, 24}, name, Type::Label, t.tx1);
    free_from = x + 15 + width + 6;
  }
}

/// An exam's ledger has a line for every compression: each is a mark, and none has a number.
void draw_lost_in_exam(const View& view, const ReviewModel& review, const TimeAxis& axis,
                       Box lane) {
  for (const LedgerEntry& entry : review.review().exam->examination->ledger) {
    if (!entry.at || !axis.shown().shows(review.seconds_at(*entry.at))) continue;
    const float x = axis.x(review.seconds_at(*entry.at));
    view.canvas.fill({x - 2, lane.y + 10, 4, 16}, view.theme().warn_tx, 1);
  }
}

void draw_lost(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lane) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.line({lane.x, lane.y}, {lane.right(), lane.y}, t.line);
  if (review.review().exam && review.review().exam->examination) {
    draw_lost_in_exam(view, review, axis, lane);
    return;
  }
  float free_from = lane.x;
  const auto& reasons = review.result().score.reasons;
  for (std::size_t i = 0; i < reasons.size(); ++i) {
    const double from_s = review.seconds_at(reasons[i].span.from);
    const double to_s = review.seconds_at(reasons[i].span.to);
    if (!axis.shows(from_s, to_s)) continue;
    const float from = std::clamp(axis.x(from_s), lane.x, lane.right());
    const float to = std::clamp(axis.x(to_s), lane.x, lane.right());
    canvas.fill({from, lane.y, std::max(4.0F, to - from), 4}, t.warn_tx);
    const int number = static_cast<int>(i) + 1;
    const float width = number >= 10 ? 30.0F : 24.0F;
    const float x = std::max((from + to) / 2 - width / 2, free_from);
    if (x + width > lane.right()) continue;
    const Box chip{x, lane.y + 10, width, 24};
    ImGui::PushID(number);
    if (canvas.click_area("lost", chip)) view.console.select_reason(number - 1);
    ImGui::PopID();
    draw_reason_number(canvas, chip, number, view.console.selected_reason() == number - 1);
    free_from = x + width + 6;
  }
}

void draw_time_axis(const View& view, const TimeAxis& axis, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  // Labels at least 90 units apart.
  double step = 600.0;
  for (const double candidate : {0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0}) {
    if (axis.units_per_second() * candidate >= 90.0) {
      step = candidate;
      break;
    }
  }
  const ReviewWindow& shown = axis.shown();
  for (double tick = std::ceil(shown.from_s() / step * 2.0); tick * step / 2 <= shown.to_s() + 0.01;
       ++tick) {
    const float x = axis.x(tick * step / 2);
    canvas.line({x, box.y}, {x, box.y + 5}, t.edge);
  }
  for (double tick = std::ceil(shown.from_s() / step); tick * step <= shown.to_s() + 0.01; ++tick) {
    const float x = axis.x(tick * step);
    const Duration at = seconds(tick * step);
    const std::string words = step < 1.0 ? clock_tenths(at) : clock(at);
    const float width = canvas.width(words, Type::Label);
    const float left = std::clamp(x - width / 2, box.x, box.right() - width);
    canvas.text({left, box.y + 6, width, 20}, words, Type::Label, t.tx3);
  }
}

/// Closer, wider, all; or, while all is in sight, the keys that choose a compression.
void draw_zoom_buttons(const View& view, Box& row) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  const auto press = [&view](Shortcut shortcut) { view.console.press(shortcut, view.station); };
  if (button(canvas, "zoom in", row.cut_right(32, 6), "+")) press(Shortcut::ZoomIn);
  if (button(canvas, "zoom out", row.cut_right(32, 6), "−",
             {.enabled = view.console.review_window().is_zoomed()})) {
    press(Shortcut::ZoomOut);
  }
  if (view.console.review_window().is_zoomed()) {
    if (button_at_right(canvas, "zoom all", row, tr(language, "Whole attempt"), {.key = "Home"})) {
      press(Shortcut::ZoomAll);
    }
  } else {
    const char* keys = tr(language, "← → select");
    canvas.text(row.cut_right(canvas.width(keys, Type::Label) + 8, 16), keys, Type::Label,
                view.theme().tx3);
  }
}

/// Which attempt the dashes are.
void draw_compared_name(const View& view, Box& row) {
  const ReviewModel* other = view.console.compared();
  if (other == nullptr) return;
  Canvas& canvas = view.canvas;
  const std::string words = compared_name(view, *other);
  const std::array<Point, 2> sample = {Point{row.x, row.centre().y},
                                       Point{row.x + 31, row.centre().y}};
  draw_dashed(canvas, sample, view.theme().tx1, 2);
  row.cut_left(36, 4);
  row.cut_left(canvas.text(row, words, Type::LabelBold, view.theme().tx1), 22);
}

/// The mouse on the lanes: the wheel looks closer, a drag moves along, a click chooses.
void follow_mouse(const View& view, const ReviewModel& review, const TimeAxis& axis, Box lanes) {
  constexpr double kWheelStep = 1.25;
  constexpr float kDragFrom_px = 5.0F;
  Canvas& canvas = view.canvas;
  ReviewWindow& window = view.console.review_window();
  const ImGuiIO& io = ImGui::GetIO();
  const bool clicked = canvas.click_area("lanes", lanes);
  const bool dragged = io.MouseDragMaxDistanceSqr[0] > kDragFrom_px * kDragFrom_px;
  if (clicked && !dragged) {
    view.console.select_compression(review.nearest_compression(axis.second(canvas.mouse().x)));
  }
  if (canvas.held() && dragged) {
    window.scrub(-static_cast<double>(io.MouseDelta.x / canvas.scale()) / axis.units_per_second());
  }
  // Where the debrief scrolls, the wheel alone does that.
  const bool looks_closer = io.KeyCtrl || ImGui::GetScrollMaxY() <= 0.0F;
  if (canvas.hovered() && io.MouseWheel != 0.0F && looks_closer) {
    window.zoom(std::pow(kWheelStep, static_cast<double>(io.MouseWheel)),
                axis.second(canvas.mouse().x));
  }
}

/// How the lane's value changes while the trainee tires; `y`: clear of the axis's numbers.
void draw_slope(const View& view, Box gutter, float y, std::optional<double> slope_per_min) {
  if (!slope_per_min || gutter.h < 76) return;
  const std::string words =
      filled(tr(view.language(), "{} a minute"), signed_tenths(*slope_per_min));
  view.canvas.text({gutter.x, y, gutter.w, 22}, words, Type::Label, view.theme().target);
}

void draw_legend(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_zoom_buttons(view, row);
  const auto entry = [&](const char* words, const auto& sign) {
    const float width = canvas.width(words, Type::Label);
    if (row.w < width + 24) return;
    const Box place = row.cut_left(14, 8);
    sign(Box{place.x, place.centre().y - 7, 14, 14});
    row.cut_left(canvas.text(row, words, Type::Label, t.tx2), 22);
  };
  draw_compared_name(view, row);
  entry(tr(language, "too shallow, too slow"), [&](Box b) {
    canvas.triangle({b.x, b.y + 3}, {b.right(), b.y + 3}, {b.centre().x, b.bottom() - 2},
                    t.warn_tx);
  });
  entry(tr(language, "too deep, too fast"), [&](Box b) {
    canvas.triangle({b.x, b.bottom() - 3}, {b.centre().x, b.y + 2}, {b.right(), b.bottom() - 3},
                    t.warn_tx);
  });
  entry(tr(language, "at 0: not released"), [&](Box b) {
    canvas.fill({b.centre().x - 2, b.y, 4, b.h}, t.warn_tx);
  });
  entry(tr(language, "no compressions"), [&](Box b) {
    canvas.fill(b, t.pause);
    canvas.outline(b, t.edge);
  });
  entry(tr(language, "no data"), [&](Box b) {
    canvas.hatch(b, t.edge);
    canvas.outline(b, t.edge);
  });
}

}  // namespace

bool shows_anything(const ReviewModel& review) {
  return !review.review().strip.empty() || !review.result().compressions.empty() ||
         !review.result().breaths.empty();
}

void draw_review_chart(const View& view, const ReviewModel& review, Box box) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  if (!shows_anything(review)) {
    const char* words = tr(language, "Nothing was measured here: no compression, no breath");
    canvas.text(box, words, canvas.fitting(words, box.w, {Type::Title, Type::Label}),
                view.theme().tx2, Align::Centre);
    return;
  }
  Box rest = box;
  const Box labels = rest.cut_left(kLabels, 8);
  const TimeAxis axis(rest, view.console.review_window());
  const auto label_beside = [&](Box lane) { return Box{labels.x, lane.y, labels.w, lane.h}; };

  draw_legend(view, rest.cut_bottom(32));
  draw_time_axis(view, axis, rest.cut_bottom(30));
  const Box lost = rest.cut_bottom(40);
  const Box prompts = rest.cut_bottom(36);
  draw_cycle_heads(view, review, axis, rest.cut_top(24, 4));
  const Box breaths = rest.cut_bottom(std::clamp(rest.h * 0.2F, 56.0F, 96.0F), 8);
  const Box rates = rest.cut_bottom(std::clamp(rest.h * 0.25F, 56.0F, 96.0F), 8);
  const Box depths = rest;

  draw_lane_label(view, label_beside(depths), tr(language, "Depth"), tr(language, "mm"));
  draw_lane_label(view, label_beside(rates), tr(language, "Rate"), tr(language, "/min"));
  draw_lane_label(view, label_beside(breaths), trc(language, "state", "Breaths"),
                  tr(language, "ml"));
  const Fatigue& fatigue = review.result().metrics.fatigue;
  if (review.result().measures_depth) {
    draw_slope(view, label_beside(depths), depths.y + 46, fatigue.depth_mm_per_min);
  }
  draw_slope(view, label_beside(rates), rates.bottom() - 20, fatigue.rate_per_min_per_min);
  canvas.text({labels.x, prompts.y + 7, labels.w, 24}, tr(language, "Prompts"), Type::LabelBold,
              view.theme().tx1);
  canvas.text({labels.x, lost.y + 10, labels.w, 24}, tr(language, "Lost"), Type::LabelBold,
              view.theme().tx1);

  const Box lanes{depths.x, depths.y, depths.w, breaths.bottom() - depths.y};
  follow_mouse(view, review, axis, lanes);
  draw_depth_lane(view, review, axis, depths);
  draw_rate_lane(view, review, axis, rates);
  draw_breath_lane(view, review, axis, breaths);
  draw_prompts(view, review, axis, prompts);
  draw_lost(view, review, axis, lost);
  draw_gap_marks(view, review, axis, lanes);
  const auto callout = draw_selected_compression(view, review, axis, depths, rates, lanes);
  draw_gap_note(view, review, axis, lanes, callout);
}

}  // namespace sternum
