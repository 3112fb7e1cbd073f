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

constexpr float kTitleLine = 28.0F;

/// How a tile is divided. A low one has two lines of the smallest type, close to each other.
struct Measures {
  float margin_x = 8.0F;
  float margin_y = 8.0F;
  float head = kTitleLine;
  float below_head = 2.0F;
  float gap = 8.0F;  ///< beside bar and icon
  float icon = 22.0F;
  Type number = Type::Title;
};

Measures measures_of(Box tile) {
  if (tile.h >= 76) return {};
  const float inside_h = tile.h - 8;
  return {6.0F, 4.0F, inside_h * 0.45F, 0.0F, 6.0F, 18.0F, Type::LabelBold};
}

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
  const Measures m = measures_of(box);
  Box rest = box.inset(m.margin_x, m.margin_y);
  Box head = rest.cut_top(m.head, m.below_head);
  draw_seat_bar(canvas, head.cut_left(6, m.gap), tile.colour, on_fill || !t.dark);
  head.cut_left(canvas.text(head, whole(tile.seat.number), m.number, ink), m.gap + 2);
  const std::string name =
      tile.seat.phase == AttemptPhase::Idle ? view.console.name_for(tile.seat) : tile.seat.trainee;
  canvas.text(head, name, Type::Label, quiet);

  Box line = rest.cut_top(std::min(30.0F, rest.h), 4);
  const Examination* verdict = verdict_of(tile.seat);
  const Box icon = line.cut_left(m.icon, m.gap);
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
