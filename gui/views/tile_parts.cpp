#include "gui/views/tile_parts.hpp"

#include "gui/model/numbers.hpp"
#include "gui/views/checklist_place.hpp"
#include "gui/views/exam_panels.hpp"
#include "gui/views/start_panel.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/marks.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/quantity.hpp"
#include "gui/widgets/seat_chip.hpp"
#include "gui/widgets/state_banner.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

namespace {

constexpr double kTouchShown_s = 3.0;

void draw_clock(const View& view, const TileSeat& tile, Box& row, bool with_limit) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Duration elapsed = tile.seat.live ? tile.seat.live->elapsed : Duration{};
  const std::string limit =
      with_limit ? "/ " + clock(view.guideline()->attempt_length) : std::string{};
  const std::string now = clock(elapsed);
  const float width = canvas.width(now, Type::Title) + canvas.width(limit, Type::Label) + 8;
  const Box box = row.cut_right(width, 12);
  const bool silent = !tile.seat.online;
  draw_quantity(canvas, box, now, limit,
                {.ink = silent ? t.tx3 : t.tx1, .unit_ink = t.tx3, .align = Align::Right});
}

void draw_link(const View& view, const TileSeat& tile, Box& row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const auto& status = tile.seat.status;
  if (!status || !status->battery_percent) return;
  const std::string percent_left = fmt::format("{}%", *status->battery_percent);
  canvas.text(row.cut_right(canvas.width(percent_left, Type::Label), 6), percent_left, Type::Label,
              t.tx2);
  const Box place = row.cut_right(26, 12);
  draw_battery(canvas, {place.x, place.centre().y - 6, 26, 13}, *status->battery_percent / 100.0,
               t.tx2, t.warn_tx);
}

/// The exam's verdict in place of "Done" and a score.
void draw_verdict_banner(const View& view, const Examination& examination, Box box, Type type,
                         float icon, bool fill) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const float margin = icon >= 60.0F ? 16.0F : 10.0F;
  if (fill) canvas.fill(box, t.bg2, 4);
  Box rest = box.inset(margin, 0);
  draw_verdict_mark(canvas, rest.cut_left(icon, margin), examination.verdict, fill ? t.bg2 : t.bg1);
  const std::string words = verdict_word(view.language(), examination.verdict);
  const Type fitting = canvas.fitting(words, rest.w, {type, Type::State, Type::Title});
  const std::string total = total_text(examination);
  const float total_w = canvas.width(total, fitting);
  if (!total.empty() && canvas.width(words, fitting) + total_w + 24 <= rest.w) {
    canvas.text(rest.cut_right(total_w, 8), total, fitting, t.tx1);
  }
  canvas.text(rest, words, fitting, verdict_ink(t, examination.verdict));
}

/// What the head says beside the chip.
std::string head_name(const View& view, const Seat& seat) {
  if (seat.phase != AttemptPhase::Idle && !seat.trainee.empty()) return seat.trainee;
  return view.console.name_for(seat);
}

}  // namespace

bool is_examined(const Seat& seat) {
  return seat.exam && seat.exam->purpose != AttemptPurpose::Practice &&
         seat.phase == AttemptPhase::Running;
}

const Examination* verdict_of(const Seat& seat) {
  const bool is_over = seat.phase == AttemptPhase::Done && seat.online && seat.exam;
  return is_over ? seat.exam->examination.get() : nullptr;
}

bool touched_lately(const Seat& seat) {
  return seat.touched_s_ago >= 0.0 && seat.touched_s_ago < kTouchShown_s;
}

TileSeat tile_seat(const View& view, const Seat& seat, int index, int columns) {
  const int seats = static_cast<int>(view.console.station().seats.size());
  return {seat, condition_of(seat), view.console.numbers(seat),
          view.console.now_s() - view.console.triage().since(seat.number),
          seat_colour(index, seats, columns)};
}

void draw_tile_ground(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  if (canvas.click_area("tile", box, true)) view.console.enlarge(tile.seat.number);
  const bool over = canvas.hovered();
  if (urgency(tile.condition.state) == Urgency::HandsOff) {
    canvas.fill(box, t.stop_bg, 8);
    canvas.outline(box, t.tx1, 8, 4);
    return;
  }
  draw_panel(canvas, box);
  if (touched_lately(tile.seat)) {
    canvas.outline(box, t.target, 8, 3);
  } else if (over) {
    canvas.outline(box, t.edge, 8);
  }
}

void draw_tile_head(const View& view, const TileSeat& tile, Box box, bool compact) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  Box row = box;
  draw_seat_chip(canvas, compact ? row.cut_left(48, 12) : row.cut_left(56, 16), tile.seat.number,
                 tile.colour, Type::Title, touched_lately(tile.seat));
  if (tile.seat.phase == AttemptPhase::Running) {
    draw_clock(view, tile, row, !compact);
    if (compact && row.w >= 200) {
      const std::string rate = whole(tile.numbers.rate_per_min);
      draw_quantity(canvas, row.cut_right(84, 10), rate, tr(view.language(), "/min"),
                    {.ink = rate_ink(view, tile), .unit_ink = t.tx3, .align = Align::Right});
    }
  } else {
    draw_link(view, tile, row);
  }
  if (tile.seat.conflict) {
    const char* words = tr(view.language(), "claimed twice");
    canvas.text(row.cut_right(canvas.width(words, Type::LabelBold), 8), words, Type::LabelBold,
                t.warn_tx);
  }
  if (!tile.seat.held_by.empty()) {
    const std::string words = filled(tr(view.language(), "held by {}"), tile.seat.held_by);
    const float width = std::min(canvas.width(words, Type::LabelBold), row.w * 0.6F);
    canvas.text(row.cut_right(width, 8), words, Type::LabelBold, t.tx2);
  }
  if (is_examined(tile.seat)) {
    const char* exam = tr(view.language(), "exam");
    const float width = width_of_tag(canvas, exam);
    if (row.w >= width + 90) draw_tag(canvas, row.cut_right(width, 8), exam, t.tx2);
  }
  const std::string name = head_name(view, tile.seat);
  // Smaller before it is cut.
  const Type type = canvas.fitting(name, row.w, {Type::Title, Type::LabelBold});
  canvas.text(row, name, type, tile.seat.phase == AttemptPhase::Idle ? t.tx2 : t.tx1);
}

void draw_tile_banner(const View& view, const TileSeat& tile, Box box, Type word_type, float icon,
                      bool fill) {
  if (const Examination* verdict = verdict_of(tile.seat)) {
    draw_verdict_banner(view, *verdict, box, word_type, icon, fill);
    return;
  }
  const float margin = icon >= 60.0F ? 16.0F : 10.0F;
  const BannerOptions options{.word = word_type, .icon = icon, .margin = margin, .fill = fill};
  draw_state_banner(view.canvas, box, tile.condition, tile.state_age_s, options);
  const auto& result = tile.seat.result;
  // Without a ground of its own the banner stands beside the score already.
  if (!fill || tile.condition.state != SeatState::Done || !result || !result->score.total) return;
  const Theme& t = view.theme();
  Box rest = box.inset(margin + 4, 0);
  // The word must stay readable; on a narrow tile the number stands alone.
  const float taken =
      icon + margin + view.canvas.width(word(view.language(), SeatState::Done), word_type) + 16;
  rest.cut_left(taken);
  draw_quantity(view.canvas, rest, whole(result->score.total), tr(view.language(), "of 100"),
                {.number = word_type,
                 .unit = word_type == Type::Number ? Type::Unit : Type::Label,
                 .ink = t.tx1,
                 .unit_ink = t.tx2,
                 .align = Align::Right});
}

void draw_tile_strip(const View& view, const TileSeat& tile, Box box, double length_s, bool large) {
  if (!tile.seat.has_manikin) return draw_checklist_place(view, box);
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  Box plot = box;
  const Box gutter = plot.cut_right(40);
  const bool silent = !tile.seat.online;
  draw_strip(canvas, plot, tile.seat.live.get(), *view.guideline(),
             {.length_s = length_s,
              .large = large,
              .silent_s = silent ? tile.seat.silent_s : 0.0,
              .marks_peaks = true});
  draw_depth_axis(canvas, gutter, plot, *view.guideline());
  if (tile.condition.state == SeatState::HandsOff) {
    const std::string words =
        filled(tr(view.language(), "no compression for {} s"), whole(tile.condition.value));
    const float band = DepthScale(plot).y(view.guideline()->depth.low.mm());
    canvas.text({plot.x, plot.y + 8, plot.w, band - plot.y - 8}, words, Type::LabelBold, t.stop_tx,
                Align::Centre);
  }
  if (!tile.numbers.depth_mm || plot.h < 96) return;
  const Box number{gutter.x - 8, plot.y + plot.h * 0.16F, gutter.w + 8, 32};
  canvas.text(number, whole(tile.numbers.depth_mm), Type::Title, depth_ink(view, tile),
              Align::Right);
  canvas.text({gutter.x, number.bottom() - 5, gutter.w, 20}, tr(view.language(), "mm"), Type::Label,
              t.tx3, Align::Right);
}

void draw_between_attempts(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const bool done = tile.seat.phase == AttemptPhase::Done;
  const Box row = box.cut_bottom(box.h >= 76 ? 52 : 40, 4);
  if (box.h >= 20) {
    canvas.text({box.x, box.y, box.w, 20},
                done ? tr(view.language(), "Next trainee") : tr(view.language(), "Trainee"),
                Type::Label, t.tx2);
  }
  Box rest = row;
  if (done && tile.seat.attempt_id && row.w >= 380) {
    if (button_at_right(canvas, "debrief", rest, tr(view.language(), "Debrief"))) {
      view.console.open_review(*tile.seat.attempt_id, view.station);
    }
  }
  draw_start_row(view, tile.seat, rest);
}

Colour measured_ink(const View& view, bool measured) {
  return measured ? view.theme().tx1 : view.theme().tx3;
}

Colour depth_ink(const View& view, const TileSeat& tile) {
  const SeatState state = tile.condition.state;
  const bool wrong = state == SeatState::PressDeeper || state == SeatState::PressLessDeep;
  return wrong ? view.theme().warn_tx : measured_ink(view, tile.numbers.depth_mm.has_value());
}

Colour rate_ink(const View& view, const TileSeat& tile) {
  const SeatState state = tile.condition.state;
  const bool wrong = state == SeatState::TooFast || state == SeatState::TooSlow;
  return wrong ? view.theme().warn_tx : measured_ink(view, tile.numbers.rate_per_min.has_value());
}

Colour recoil_ink(const View& view, const TileSeat& tile) {
  const bool wrong = tile.condition.state == SeatState::ReleaseFully;
  return wrong ? view.theme().warn_tx : measured_ink(view, tile.numbers.full_recoil.has_value());
}

}  // namespace sternum
