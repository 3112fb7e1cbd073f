#include "gui/views/queue_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "gui/model/numbers.hpp"
#include "gui/views/live_view.hpp"
#include "gui/views/queue_actions.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/seat_chip.hpp"

namespace sternum {

namespace {

constexpr float kTallestRow = 60.0F;
/// Two lines for each need so much; larger classes have one.
constexpr float kTallRow = 46.0F;
constexpr float kFlatRow = 34.0F;
constexpr float kWideRow = 44.0F;
/// From so many units on a row is one line with all its columns.
constexpr float kWide = 560.0F;
/// A minute fills the bar until somebody has had more.
constexpr double kShortestScale_s = 60.0;

/// One member as the rows show it.
struct QueueLine {
  const ClassMember& member;
  HandsOn had;
  double scale_s = kShortestScale_s;  ///< what fills the bar
  int place = 0;                      ///< among those who wait, from 1; 0: not waiting
  bool pressing = false;
};

std::string standing(Language language, const QueueLine& line) {
  if (line.pressing) return tr(language, "pressing");
  if (line.member.absent) return tr(language, "absent");
  if (line.member.skipped) return tr(language, "skipped");
  if (!line.member.manikin_id.empty()) return tr(language, "called");
  return {};
}

/// The seat's chip, or the place in the queue, or the sign of who is not here.
void draw_place(const View& view, Canvas& canvas, Box box, const QueueLine& line) {
  const Theme& t = view.theme();
  const auto& seats = view.console.station().seats;
  const auto seat = std::ranges::find(seats, line.member.manikin_id,
                                      [](const Seat& one) { return one.manikin.id; });
  const float h = std::min(box.h - 4, 32.0F);
  const Box middle{box.x, box.centre().y - h / 2, box.w, h};
  if (seat != seats.end()) {
    const auto count = static_cast<int>(seats.size());
    const Colour colour =
        seat_colour(static_cast<int>(seat - seats.begin()), count, tile_grid(count).columns);
    draw_seat_chip(canvas, middle, seat->number, colour, Type::LabelBold, false);
  } else if (line.member.absent) {
    draw_state_icon(canvas, {middle.x, middle.centre().y - 9, middle.w, 18}, SeatState::NoSignal,
                    t.tx3, t.bg1);
  } else if (line.place > 0) {
    canvas.text(middle, fmt::format("{}", line.place), Type::Label, t.tx3, Align::Centre);
  }
}

/// Nobody's hands were on a chest yet: a hollow diamond and words.
void draw_none_yet(const View& view, Canvas& canvas, Box box) {
  const Theme& t = view.theme();
  const Point c{box.x + 8, box.centre().y};
  canvas.polyline(std::array{Point{c.x, c.y - 7}, Point{c.x + 7, c.y}, Point{c.x, c.y + 7},
                             Point{c.x - 7, c.y}, Point{c.x, c.y - 7}},
                  t.warn_tx, 2);
  box.cut_left(24);
  canvas.text(box, tr(view.language(), "none yet"), Type::LabelBold, t.warn_tx);
}

void draw_time(const View& view, Canvas& canvas, Box box, const QueueLine& line) {
  const Theme& t = view.theme();
  const bool none = line.had.attempts == 0;
  if (none && !line.member.absent) {
    draw_none_yet(view, canvas, box);
    return;
  }
  const std::string words =
      none ? std::string(kNotMeasured)
           : fmt::format("{} · {}×", clock(seconds(line.had.seconds)), line.had.attempts);
  canvas.text(box, words, Type::Label, none ? t.tx3 : t.tx1);
}

void draw_bar(const View& view, Canvas& canvas, Box box, const QueueLine& line) {
  const Theme& t = view.theme();
  draw_meter(canvas, box, line.had.seconds / line.scale_s, line.pressing ? t.target : t.meter);
  // The chosen row is filled with what an empty bar is filled with.
  if (view.console.class_desk().chosen() == &line.member) canvas.outline(box, t.edge, 2, 1);
}

void draw_standing(const View& view, Canvas& canvas, Box box, const QueueLine& line, Align align) {
  const Theme& t = view.theme();
  const Colour ink = line.pressing ? t.target : line.member.absent ? t.tx3 : t.tx2;
  canvas.text(box, standing(view.language(), line), line.pressing ? Type::LabelBold : Type::Label,
              ink, align);
}

void draw_name(const View& view, Canvas& canvas, Box box, const QueueLine& line) {
  const Theme& t = view.theme();
  canvas.text(box, line.member.name, Type::LabelBold, line.member.absent ? t.tx3 : t.tx1);
}

void draw_wide(const View& view, Canvas& canvas, Box row, const QueueLine& line) {
  const Theme& t = view.theme();
  draw_place(view, canvas, row.cut_left(48, 16), line);
  draw_standing(view, canvas, row.cut_right(72), line, Align::Right);
  draw_time(view, canvas, row.cut_right(104, 16), line);
  const Box bar = row.cut_right(std::min(200.0F, row.w * 0.3F), 16);
  draw_bar(view, canvas, {bar.x, bar.centre().y - 4, bar.w, 8}, line);
  draw_name(view, canvas, row.cut_left(row.w * 0.5F, 12), line);
  std::string more = line.member.organisation;
  if (!line.member.nickname.empty()) {
    more += (more.empty() ? "" : " · ") + line.member.nickname;
  }
  canvas.text(row, more, Type::Label, t.tx2);
}

void draw_tall(const View& view, Canvas& canvas, Box row, const QueueLine& line) {
  draw_place(view, canvas, row.cut_left(44, 12), line);
  row = row.inset(0, (row.h - 44) / 2);
  Box head = row.cut_top(24);
  const std::string words = standing(view.language(), line);
  if (!words.empty()) {
    draw_standing(view, canvas, head.cut_right(canvas.width(words, Type::LabelBold) + 2, 8), line,
                  Align::Right);
  }
  draw_name(view, canvas, head, line);
  draw_time(view, canvas, row.cut_right(100, 12), line);
  draw_bar(view, canvas, {row.x, row.centre().y - 4, row.w, 8}, line);
}

/// For large classes: the name over a thin bar, and the time.
void draw_flat(const View& view, Canvas& canvas, Box row, const QueueLine& line) {
  draw_place(view, canvas, row.cut_left(40, 10), line);
  draw_time(view, canvas, row.cut_right(96, 8), line);
  const Box bar = row.cut_bottom(10);
  draw_bar(view, canvas, {bar.x, bar.y + 2, bar.w, 4}, line);
  draw_name(view, canvas, row, line);
}

void draw_line(const View& view, Canvas& canvas, Box row, const QueueLine& line) {
  const Theme& t = view.theme();
  ClassDesk& desk = view.console.class_desk();
  ImGui::PushID(line.member.name.c_str());
  const bool clicked = canvas.click_area("member", row);
  ImGui::PopID();
  const bool chosen = desk.chosen() == &line.member;
  if (chosen || canvas.hovered()) canvas.fill(row, chosen ? t.bg3 : t.bg2, 4);
  if (chosen) canvas.fill({row.x, row.y + 2, 4, row.h - 4}, t.tx1);
  canvas.line({row.x, row.bottom() - 1}, {row.right(), row.bottom() - 1}, t.line);
  const Box inside = row.inset(8, 0);
  if (row.w >= kWide) {
    draw_wide(view, canvas, inside, line);
  } else if (row.h >= kTallRow) {
    draw_tall(view, canvas, inside, line);
  } else {
    draw_flat(view, canvas, inside, line);
  }
  if (clicked) desk.choose(std::string(line.member.name));
}

}  // namespace

bool queue_has_room(const View& view, Box content) {
  // A seat by itself needs its numbers beside the strip.
  const float left = content.w - kQueueColumn;
  return left >= (view.console.enlarged() != nullptr ? 900.0F : 560.0F);
}

void draw_queue_list(const View& view, Box box) {
  const ClassDesk& desk = view.console.class_desk();
  draw_queue_actions(view, box.cut_bottom(queue_actions_height(view, box.w), 8));
  const std::vector<const ClassMember*> order = desk.in_order();
  double scale_s = kShortestScale_s;
  for (const ClassMember* member : order) {
    scale_s = std::max(scale_s, desk.time_of(member->name).seconds);
  }
  const auto count = static_cast<float>(order.size());
  float row = kWideRow;
  if (box.w < kWide) {
    const float even = std::floor(box.h / std::max(1.0F, count));
    row = even < kTallRow ? kFlatRow : std::min(even, kTallestRow);
  }
  const ClassMember* chosen = desk.chosen();
  const auto at = std::ranges::find(order, chosen);
  const Box reveal{0, row * static_cast<float>(at - order.begin()), 1,
                   chosen == nullptr ? 0.0F : row};
  draw_scrolling(view.canvas, "queue", box, row * count, reveal, [&](Canvas& inside, Box content) {
    int place = 0;
    Box rest = content;
    for (const ClassMember* member : order) {
      const bool waits = member->manikin_id.empty() && !member->absent;
      if (waits) ++place;
      const Box here = rest.cut_top(row);
      if (here.bottom() < box.y || here.y > box.bottom()) continue;
      draw_line(view, inside, here,
                {*member, desk.time_of(member->name), scale_s, waits ? place : 0,
                 desk.queue().is_pressing(member->name)});
    }
  });
}

void draw_queue_panel(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const ClassDesk& desk = view.console.class_desk();
  draw_panel(canvas, box);
  Box rest = box.inset(12, 12);
  Box head = rest.cut_top(36, 8);
  if (button(canvas, "hide queue", head.cut_right(64, 8), tr(language, "Hide"))) {
    view.console.press(Shortcut::Queue, view.station);
  }
  const int present = desk.present();
  const auto had = static_cast<int>(
      std::ranges::count_if(desk.queue().members(), [&desk](const ClassMember& member) {
        return !member.absent && desk.time_of(member.name).attempts > 0;
      }));
  head.cut_left(canvas.text(head, tr(language, "Queue"), Type::Title, t.tx1), 12);
  canvas.text(head, filled(tr(language, "{} of {} had a turn"), had, present), Type::Label,
              had < present ? t.tx2 : t.target);
  draw_queue_list(view, rest);
}

}  // namespace sternum
