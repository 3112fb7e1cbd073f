#include "gui/views/single_numbers.hpp"

#include "gui/model/numbers.hpp"
#include "gui/views/exam_menu.hpp"
#include "gui/views/start_panel.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"

namespace sternum {

namespace {

constexpr float kGap = 16.0F;

/// Numbers stand on one edge down the column, clear of a correction's bar.
Box inside(Box panel, float above) {
  return {panel.x + 32, panel.y + above, panel.w - 56, panel.h - 2 * above};
}

/// A number is read from 5 m where there is height for it; digits of 96 are 70 high. "–" need not
/// be.
Type number_type(Box box, bool measured) {
  return box.h >= 76 && measured ? Type::Number : Type::State;
}

void draw_time_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  draw_panel(canvas, box);
  Box rest = inside(box, 12);
  const Duration elapsed = tile.seat.live ? tile.seat.live->elapsed : Duration{};
  const Duration limit = view.guideline()->attempt_length;
  const Box bar = rest.cut_bottom(8, 6);
  draw_meter(canvas, bar,
             limit > Duration{} ? std::optional(elapsed.seconds() / limit.seconds()) : std::nullopt,
             t.meter);
  const std::string now = clock(elapsed);
  const Type type = rest.h >= 80 ? Type::Number : Type::State;
  canvas.text(rest.cut_right(canvas.width(now, type), 12), now, type,
              tile.seat.online ? t.tx1 : t.tx3);
  Box lines = rest.inset(0, std::max(0.0F, (rest.h - 84) / 2));
  canvas.text(lines.cut_top(32), tile.seat.trainee, Type::Title, t.tx1);
  if (tile.seat.attempt_number > 0) {
    canvas.text(lines.cut_top(26), filled(tr(language, "attempt {}"), tile.seat.attempt_number),
                Type::Label, t.tx2);
  }
  if (lines.h < 24) return;
  canvas.text(lines.cut_top(26), filled(tr(language, "of {}"), clock(limit)), Type::Label, t.tx2);
}

/// What Start will begin; a retest that is proposed can be made an exam after all.
void draw_exam_choice(const View& view, const std::string& trainee, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  ExamChoice& choice = view.console.exam_choice();
  std::string words = exam_choice_words(view.language(), choice, trainee);
  const bool proposed = choice.purpose_for(trainee) != choice.purpose();
  if (proposed) {
    words =
        std::string(tr(view.language(), "The last one was failed (click: exam)")) + " · " + words;
    if (canvas.click_area("grant exam", box)) choice.grant_exam(trainee);
  }
  canvas.text(box, words, Type::Label, proposed ? t.warn_tx : t.tx2);
}

}  // namespace

void draw_start_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  draw_panel(canvas, box);
  canvas.fill({box.x, box.y + 8, 6, box.h - 16}, t.tx1);
  Box rest = inside(box, 16);
  canvas.text(rest.cut_top(24, 8),
              tile.seat.phase == AttemptPhase::Done ? tr(view.language(), "Next trainee")
                                                    : tr(view.language(), "Trainee"),
              Type::Label, t.tx2);
  draw_start_row(view, tile.seat, rest.cut_top(40));
  if (rest.h < 20) return;
  const Box hint{rest.x, rest.y + 2, rest.w, 22};
  if (view.console.exam_choice().scheme() == nullptr) {
    canvas.text(hint, tr(view.language(), "Type a name or choose one; Enter starts"), Type::Label,
                t.tx3);
  } else {
    draw_exam_choice(view, view.console.name_for(tile.seat), hint);
  }
}

namespace {

void draw_depth_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Guideline& guideline = *view.guideline();
  const std::optional<double> depth = tile.numbers.depth_mm;
  const double low = guideline.depth.low.mm();
  const double high = guideline.depth.high.mm();
  draw_panel(canvas, box);
  const Colour ink = depth_ink(view, tile);
  if (ink == t.warn_tx) canvas.fill({box.x, box.y + 8, 8, box.h - 16}, t.warn_tx);

  Box rest = inside(box, 16);
  const Box bar = rest.cut_right(64, 40);
  draw_depth_bar(canvas, {bar.x, bar.y + 4, 24, bar.h - 8}, depth, guideline);
  canvas.text(rest.cut_top(28), tr(language, "Depth"), Type::Unit, t.tx2);
  Box foot = rest.cut_bottom(24);
  if (depth && *depth < low) {
    const std::string words =
        filled(tr(language, "{} mm short"), whole(std::max(1.0, low - *depth)));
    foot.cut_left(canvas.text(foot, words, Type::LabelBold, t.warn_tx), 16);
  } else if (depth && *depth > high) {
    const std::string words =
        filled(tr(language, "{} mm too much"), whole(std::max(1.0, *depth - high)));
    foot.cut_left(canvas.text(foot, words, Type::LabelBold, t.warn_tx), 16);
  }
  canvas.text(foot, filled(tr(language, "target {}–{} mm"), whole(low), whole(high)), Type::Label,
              t.tx3);
  draw_quantity(canvas, rest, whole(depth), depth ? tr(language, "mm") : "",
                {.number = number_type(rest, depth.has_value()),
                 .unit = Type::Unit,
                 .ink = ink,
                 .unit_ink = t.tx2});
}

void draw_rate_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Guideline& guideline = *view.guideline();
  const std::optional<double> rate = tile.numbers.rate_per_min;
  draw_panel(canvas, box);
  const Colour ink = rate_ink(view, tile);
  if (ink == t.warn_tx) canvas.fill({box.x, box.y + 8, 8, box.h - 16}, t.warn_tx);
  Box rest = inside(box, 16);
  Box head = rest.cut_top(28);
  const std::string target =
      filled(tr(language, "target {}–{}"), whole(guideline.rate.low.per_minute()),
             whole(guideline.rate.high.per_minute()));
  canvas.text(head.cut_right(canvas.width(target, Type::Label), 8), target, Type::Label, t.tx3);
  canvas.text(head, tr(language, "Rate"), Type::Unit, t.tx2);
  draw_rate_bar(canvas, rest.cut_bottom(12, 12), rate, guideline);
  draw_quantity(canvas, rest, whole(rate), rate ? tr(language, "/min") : "",
                {.number = number_type(rest, rate.has_value()),
                 .unit = Type::Unit,
                 .ink = ink,
                 .unit_ink = t.tx2});
}

void draw_recoil_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const LiveSnapshot* live = tile.seat.live.get();
  const std::optional<double> recoil = tile.numbers.full_recoil;
  draw_panel(canvas, box);
  const Colour ink = recoil_ink(view, tile);
  if (ink == t.warn_tx) canvas.fill({box.x, box.y + 8, 8, box.h - 16}, t.warn_tx);
  Box rest = inside(box, 16);
  Box head = rest.cut_top(28);
  std::string note;
  if (live != nullptr && !live->measures_recoil) {
    note = tr(language, "not measured by this manikin");
  } else if (live != nullptr) {
    note = filled(tr(language, "leaning {} of {}"), live->leaning_count, live->compression_count);
  }
  canvas.text(head.cut_right(canvas.width(note, Type::Label), 8), note, Type::Label, t.tx3);
  canvas.text(head, tr(language, "Recoil"), Type::Unit, t.tx2);

  Box foot = rest.cut_bottom(28, 4);
  const std::string flow = percent(tile.numbers.flow_fraction);
  if (live != nullptr) {
    const std::string off =
        filled(tr(language, "hands off so far {} s"), tenths(live->hands_off_total.seconds()));
    const float width = canvas.width(off, Type::Label);
    if (width + 190 <= foot.w) canvas.text(foot.cut_right(width, 12), off, Type::Label, t.tx3);
  }
  foot.cut_left(canvas.text(foot, tr(language, "Flow fraction"), Type::Label, t.tx2), 12);
  canvas.text(foot, flow, Type::Title, measured_ink(view, tile.numbers.flow_fraction.has_value()));
  draw_meter(canvas, rest.cut_bottom(8, 8), recoil, ink == t.warn_tx ? t.warn_tx : t.meter);
  draw_quantity(canvas, rest, recoil ? whole(*recoil * 100.0) : kNotMeasured, recoil ? "%" : "",
                {.number = number_type(rest, recoil.has_value()),
                 .unit = Type::Unit,
                 .ink = ink,
                 .unit_ink = t.tx2});
}

void draw_score_panel(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const AttemptResult& result = *tile.seat.result;
  draw_panel(canvas, box);
  Box rest = inside(box, 16);
  Box head = rest.cut_top(40);
  if (tile.seat.attempt_id && button_at_right(canvas, "debrief", head, tr(language, "Debrief"))) {
    view.console.open_review(*tile.seat.attempt_id, view.station);
  }
  canvas.text(head, tile.seat.trainee, Type::Title, t.tx1);
  draw_quantity(canvas, rest.cut_top(104, 8), whole(result.score.total), tr(language, "of 100"),
                {.number = Type::Number,
                 .unit = Type::Unit,
                 .ink = measured_ink(view, result.score.total.has_value()),
                 .unit_ink = t.tx2});
  for (const LostPoints& lost : result.score.reasons) {
    if (rest.h < 36) break;
    Box row = rest.cut_top(36);
    canvas.line({row.x, row.y}, {row.right(), row.y}, t.line);
    canvas.text(row.cut_right(64), fmt::format("−{:.1f}", lost.points.points()), Type::LabelBold,
                t.tx1, Align::Right);
    canvas.text(row, title(language, lost.rule), Type::Label, t.tx1);
  }
}

}  // namespace

void draw_single_numbers(const View& view, const TileSeat& tile, Box column, float foot) {
  Box rest = column;
  const Box top = rest.cut_top(column.h < 640 ? 112 : 128, kGap);
  if (tile.seat.phase == AttemptPhase::Running) {
    draw_time_panel(view, tile, top);
  } else {
    draw_start_panel(view, tile, top);
  }
  if (tile.seat.phase == AttemptPhase::Done && tile.seat.result) {
    draw_score_panel(view, tile, rest);
    return;
  }
  draw_recoil_panel(view, tile, rest.cut_bottom(foot, kGap));
  draw_depth_panel(view, tile, rest.cell(0, 0, 1, 2, kGap));
  draw_rate_panel(view, tile, rest.cell(0, 1, 1, 2, kGap));
}

}  // namespace sternum
