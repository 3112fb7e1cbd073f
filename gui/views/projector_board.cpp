#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/views/projector_modes.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kBoardRow = 66.0F;
constexpr float kBoardGap = 8.0F;

void draw_board_row(const View& view, const BoardRow& entry, int place, Box box, bool first) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  draw_panel(canvas, box);
  Box row = box.inset(16, 6);
  canvas.text(row.cut_left(44, 12), whole(place), Type::Title, t.tx3, Align::Right);
  const std::string points = whole(entry.score);
  canvas.text(row.cut_right(84, 16), points, Type::State, first ? t.target : t.tx1, Align::Right);
  const std::string attempts = entry.attempts == 1
                                   ? tr(view.language(), "1 attempt")
                                   : filled(tr(view.language(), "{} attempts"), entry.attempts);
  const float attempts_w = canvas.width(attempts, Type::Unit);
  if (row.w > 620) {
    const Box meter = row.cut_right(260, 24);
    draw_meter(canvas, {meter.x, meter.centre().y - 7, meter.w, 14}, entry.score / 100.0,
               first ? t.target : t.bar);
  }
  if (row.w > attempts_w + 190) {
    canvas.text(row.cut_right(attempts_w, 24), attempts, Type::Unit, t.tx2);
  }
  const std::string name = view.console.projector().names() == ProjectorNames::Seat
                               ? filled(tr(view.language(), "Seat {}"), entry.name)
                               : entry.name;
  canvas.text(row, name, canvas.fitting(name, row.w, {Type::State, Type::Title, Type::LabelBold}),
              t.tx1);
}

}  // namespace

void draw_projector_board(const View& view, Box window) {
  const Language language = view.language();
  const Projector& projector = view.console.projector();
  const auto rows = board_of(view.console.station(), view.console.attempts(), projector.names(),
                             projector.board_score());
  Box rest = window;
  const Box header = rest.cut_top(kProjectorHeader);
  const bool best = projector.board_score() == BoardScore::Best;
  const Box time = draw_projector_header(view, header, tr(language, "Today's practice"),
                                         best ? tr(language, "everybody's best score, of 100")
                                              : tr(language, "everybody's last score, of 100"));
  view.canvas.text(time, time_of_day(view.console.station().wall_clock_ms), Type::Number,
                   view.theme().tx1, Align::Right);
  rest = rest.inset(kProjectorMargin, 12);
  if (rows.empty()) {
    draw_projector_hint(view, rest, tr(language, "No score yet today"));
    return;
  }
  const int fit = std::max(1, static_cast<int>((rest.h + kBoardGap) / (kBoardRow + kBoardGap)));
  const int count = static_cast<int>(rows.size());
  const int columns = count > fit ? 2 : 1;
  const int shown = std::min(count, columns * fit);
  const int per_column = (shown + columns - 1) / columns;
  int place = 0;
  for (int i = 0; i < shown; ++i) {
    const BoardRow& row = rows[static_cast<std::size_t>(i)];
    // Equals share a place.
    if (i == 0 || row.score < rows[static_cast<std::size_t>(i - 1)].score) place = i + 1;
    const Box column = rest.cell(i / per_column, 0, columns, 1, kBoardGap);
    const float y = column.y + static_cast<float>(i % per_column) * (kBoardRow + kBoardGap);
    draw_board_row(view, row, place, {column.x, y, column.w, kBoardRow}, place == 1);
  }
}

}  // namespace sternum
