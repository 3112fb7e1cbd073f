#include "gui/views/attempts_view.hpp"

#include <imgui.h>

#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kRow = 48.0F;
constexpr float kField = 44.0F;
/// A narrower list has two lines for each attempt instead of columns.
constexpr float kNarrow = 800.0F;
constexpr float kNarrowRow = 60.0F;

struct Columns {
  Box trainee, number, seat, when, length, state, score;
};

Columns columns_of(Box row) {
  row = row.inset(24, 0);
  const float unit = row.w / 100.0F;
  Columns c;
  c.trainee = row.cut_left(24 * unit, 8);
  c.number = row.cut_left(8 * unit, 8);
  c.seat = row.cut_left(15 * unit, 8);
  c.when = row.cut_left(17 * unit, 8);
  c.score = row.cut_right(8 * unit, 8);
  c.length = row.cut_left(9 * unit, 24);
  c.state = row;
  return c;
}

std::string state_words(Language language, AttemptState state) {
  switch (state) {
    case AttemptState::Running:
      return tr(language, "running");
    case AttemptState::Ended:
      return tr(language, "ended");
    case AttemptState::Interrupted:
      return tr(language, "interrupted");
    case AttemptState::Discarded:
      return tr(language, "discarded");
  }
  return {};
}

std::string seat_words(const View& view, const std::string& manikin_id) {
  for (const Seat& seat : view.console.station().seats) {
    if (seat.manikin.id == manikin_id) {
      return fmt::format("{} · {}", seat.number, manikin_id);
    }
  }
  return manikin_id;
}

void draw_state(const View& view, Canvas& canvas, Box box, AttemptState state) {
  const Theme& t = view.theme();
  Box row = box;
  const Box icon = row.cut_left(20, 8);
  if (state == AttemptState::Interrupted) {
    draw_trouble_icon(canvas, icon, t.warn_tx, t.bg1);
    canvas.text(row, state_words(view.language(), state), Type::LabelBold, t.warn_tx);
    return;
  }
  draw_state_icon(canvas, icon, state == AttemptState::Running ? SeatState::Ready : SeatState::Done,
                  t.tx3, t.bg1);
  canvas.text(row, state_words(view.language(), state), Type::Label, t.tx2);
}

std::string length_words(const AttemptRecord& attempt) {
  if (!attempt.ended_at_ms) return kNotMeasured;
  return clock(milliseconds(*attempt.ended_at_ms - attempt.started.started_at_ms));
}

/// Whose, how it ended and what it came to; below, which, where and when.
void draw_two_lines(const View& view, Canvas& canvas, Box row, const AttemptRecord& attempt) {
  const Theme& t = view.theme();
  const Language language = view.language();
  Box rest = row.inset(16, 4);
  canvas.text(rest.cut_right(64, 16), whole(attempt.score), Type::Title,
              attempt.score ? t.tx1 : t.tx3, Align::Right);
  Box top = rest.cut_top(30);
  const std::string state = state_words(language, attempt.state);
  draw_state(view, canvas, top.cut_right(28 + canvas.width(state, Type::LabelBold), 16),
             attempt.state);
  canvas.text(top, attempt.started.trainee, Type::Title, t.tx1);
  const std::string where = seat_words(view, attempt.started.manikin_id);
  canvas.text(rest,
              filled(tr(language, "attempt {}"), attempt.number) + " · " + where + " · " +
                  day_and_time(attempt.started.started_at_ms) + " · " + length_words(attempt),
              Type::Label, t.tx2);
}

void draw_row(const View& view, Canvas& canvas, Box row, int index, bool two_lines) {
  const Theme& t = view.theme();
  const AttemptRecord& attempt =
      view.console.attempt_list().rows()[static_cast<std::size_t>(index)];
  ImGui::PushID(index);
  if (canvas.click_area("attempt", row)) {
    view.console.attempt_list().select(index);
    view.console.open_review(attempt.id, view.station);
  }
  const bool selected = index == view.console.attempt_list().selected();
  if (selected || canvas.hovered()) canvas.fill(row, selected ? t.bg3 : t.bg2);
  if (selected) canvas.fill({row.x, row.y, 4, row.h}, t.tx1);
  canvas.line({row.x, row.bottom() - 1}, {row.right(), row.bottom() - 1}, t.line);
  ImGui::PopID();

  if (two_lines) {
    draw_two_lines(view, canvas, row, attempt);
    return;
  }
  const Columns c = columns_of(row);
  canvas.text(c.trainee, attempt.started.trainee, Type::Title, t.tx1);
  canvas.text(c.number, fmt::format("{}", attempt.number), Type::Label, t.tx2);
  canvas.text(c.seat, seat_words(view, attempt.started.manikin_id), Type::Label, t.tx2);
  canvas.text(c.when, day_and_time(attempt.started.started_at_ms), Type::Label, t.tx2);
  canvas.text(c.length, length_words(attempt), Type::Label, attempt.ended_at_ms ? t.tx2 : t.tx3,
              Align::Right);
  draw_state(view, canvas, c.state, attempt.state);
  canvas.text(c.score, whole(attempt.score), Type::Title, attempt.score ? t.tx1 : t.tx3,
              Align::Right);
}

void draw_search(const View& view, Canvas& canvas, Box row) {
  AttemptList& list = view.console.attempt_list();
  row = row.inset(24, 0);
  text_field(canvas, "search attempts", row.cut_left(std::min(420.0F, row.w / 2), 16),
             list.search(), {.hint = tr(view.language(), "Search by name, years back")});
  if (!list.searching()) return;
  canvas.text(row, filled(tr(view.language(), "found: {}"), list.rows().size()), Type::Label,
              view.theme().tx2);
}

void draw_heads(const View& view, Box head, bool beside_scroll_bar) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  canvas.line({head.x, head.bottom() + 3}, {head.right(), head.bottom() + 3}, t.edge);
  // The heads stand above their columns also beside a scroll bar.
  if (beside_scroll_bar) head.cut_right(ImGui::GetStyle().ScrollbarSize / canvas.scale());
  const Columns c = columns_of(head);
  canvas.text(c.trainee, tr(language, "Trainee"), Type::Label, t.tx3);
  canvas.text(c.number, trc(language, "column", "Attempt"), Type::Label, t.tx3);
  canvas.text(c.seat, tr(language, "Seat"), Type::Label, t.tx3);
  canvas.text(c.when, tr(language, "Started"), Type::Label, t.tx3);
  canvas.text(c.length, tr(language, "Length"), Type::Label, t.tx3, Align::Right);
  canvas.text(c.state, tr(language, "State"), Type::Label, t.tx3);
  canvas.text(c.score, tr(language, "Score"), Type::Label, t.tx3, Align::Right);
}

}  // namespace

void draw_attempts_view(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  AttemptList& list = view.console.attempt_list();
  const auto& attempts = list.rows();
  draw_panel(canvas, box);
  Box rest = box.inset(0, 8);
  if (!attempts.empty() || list.searching()) draw_search(view, canvas, rest.cut_top(kField, 8));
  if (attempts.empty()) {
    Box middle{rest.x, rest.centre().y - 48, rest.w, 96};
    const auto say = [&](const char* what, const char* more) {
      canvas.text(middle.cut_top(48), what, Type::State, t.tx1, Align::Centre);
      canvas.text(middle, more, Type::Label, t.tx2, Align::Centre);
    };
    if (list.searching()) {
      say(tr(language, "Nobody of that name"), tr(language, "A part of the name is enough."));
    } else {
      say(tr(language, "No attempts yet"),
          tr(language, "Press Start at a seat; every attempt is kept here."));
    }
    return;
  }
  const bool two_lines = rest.w < kNarrow;
  const float row_h = two_lines ? kNarrowRow : kRow;
  const float height = row_h * static_cast<float>(attempts.size());
  if (!two_lines) {
    const Box heads = rest.cut_top(36, 4);
    draw_heads(view, heads, height > rest.h + 1);
  }

  const Box selected{0, row_h * static_cast<float>(view.console.attempt_list().selected()), 1,
                     row_h};
  draw_scrolling(canvas, "attempts list", rest, height, selected, [&](Canvas& inside, Box content) {
    // Only the rows in sight: a station remembers years.
    const float above = std::max(0.0F, rest.y - content.y);
    const int first = static_cast<int>(above / row_h);
    const int last =
        std::min(static_cast<int>(attempts.size()), static_cast<int>((above + rest.h) / row_h) + 1);
    for (int i = first; i < last; ++i) {
      draw_row(view, inside,
               {content.x, content.y + row_h * static_cast<float>(i), content.w, row_h}, i,
               two_lines);
    }
  });
}

}  // namespace sternum
