#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/views/exam_panels.hpp"
#include "gui/views/seat_tile.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/marks.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/seat_chip.hpp"
#include "gui/widgets/state_banner.hpp"
#include "gui/widgets/strip_chart.hpp"

namespace sternum {

namespace {

/// A lower tile has two lines of the smallest type, close to each other.
constexpr float kRoomy = 76.0F;
constexpr float kTitleLine = 28.0F;

}  // namespace

void draw_wall_tile(const View& view, const TileSeat& tile, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const SeatState state = tile.condition.state;
  const StateColours colours = state_colours(canvas, state);
  const bool on_fill = needs_help(state);
  if (canvas.click_area("tile", box, true)) view.console.enlarge(tile.seat.number);
  const bool over = canvas.hovered();
  if (on_fill) {
    canvas.fill(box, colours.fill, 6);
  } else {
    draw_panel(canvas, box);
  }
  if (urgency(state) == Urgency::HandsOff) canvas.outline(box, t.tx1, 6, 3);
  if (over && !on_fill) canvas.outline(box, t.edge, 6);

  const Colour ink = on_fill ? colours.ink : t.tx1;
  const Colour quiet = on_fill ? colours.ink : t.tx2;
  const bool is_low = box.h < kRoomy;
  Box rest = is_low ? box.inset(6, 4) : box.inset(8, 8);
  Box head = rest.cut_top(is_low ? rest.h * 0.45F : kTitleLine, is_low ? 0 : 2);
  draw_seat_bar(canvas, head.cut_left(6, is_low ? 6 : 8), tile.colour, on_fill || !t.dark);
  const Type number_type = is_low ? Type::LabelBold : Type::Title;
  head.cut_left(canvas.text(head, whole(tile.seat.number), number_type, ink), is_low ? 8 : 10);
  const std::string name =
      tile.seat.phase == AttemptPhase::Idle ? view.console.name_for(tile.seat) : tile.seat.trainee;
  canvas.text(head, name, Type::Label, quiet);

  Box line = rest.cut_top(std::min(30.0F, rest.h), 4);
  const Examination* verdict = verdict_of(tile.seat);
  const Box icon = is_low ? line.cut_left(18, 5) : line.cut_left(22, 8);
  if (verdict != nullptr) {
    draw_verdict_mark(canvas, icon, verdict->verdict, t.bg1);
  } else {
    draw_state_icon(canvas, icon, state, colours.icon, on_fill ? colours.fill : t.bg1);
  }
  const std::string state_word = verdict != nullptr
                                     ? verdict_word(view.language(), verdict->verdict)
                                     : word(view.language(), state);
  const bool attempt_over = state == SeatState::Done && tile.seat.result;
  std::string detail;
  if (verdict != nullptr) {
    detail = total_text(*verdict);
  } else if (attempt_over) {
    detail = whole(tile.seat.result->score.total);
  } else if (!on_fill && tile.numbers.rate_per_min && tile.seat.phase == AttemptPhase::Running) {
    detail = filled(tr(view.language(), "{}/min"), whole(tile.numbers.rate_per_min));
  }
  const float detail_w = canvas.width(detail, Type::Label);
  if (canvas.width(state_word, Type::Title) + detail_w + 8 <= line.w) {
    canvas.text(line.cut_right(detail_w, 6), detail, Type::Label, quiet);
  }
  const Type word_type = line.h < kTitleLine
                             ? Type::LabelBold
                             : canvas.fitting(state_word, line.w, {Type::Title, Type::LabelBold});
  canvas.text(line, state_word, word_type, state == SeatState::Good ? t.tx2 : ink);

  // Too low for bars to mean anything.
  if (rest.h < 14) return;
  if (on_fill && urgency(state) != Urgency::Correction) {
    const std::string value = value_text(view.language(), tile.condition);
    rest.cut_left(canvas.text(rest, value, Type::Title, ink), 12);
    if (state == SeatState::HandsOff) return;
    canvas.fill(rest, dark_theme().bg0, 4);
    canvas.hatch(rest, dark_theme().edge);
    return;
  }
  draw_compression_bars(canvas, rest, tile.seat.live.get(), *view.guideline(), 8.0, on_fill);
}

}  // namespace sternum
