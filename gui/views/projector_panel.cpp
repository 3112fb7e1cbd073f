#include "gui/views/projector_panel.hpp"

#include <algorithm>
#include <array>

#include "gui/widgets/button.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kPanelWidth = 380.0F;
constexpr float kPanelHeight = 372.0F;

const char* mode_words(Language language, ProjectorMode mode) {
  switch (mode) {
    case ProjectorMode::Strip:
      return tr(language, "One seat: strip and prompt");
    case ProjectorMode::Race:
      return tr(language, "Race for quality");
    case ProjectorMode::Board:
      return tr(language, "Today's scores");
    case ProjectorMode::Clock:
      return tr(language, "Clock alone");
  }
  return "";
}

/// One of a row of exclusive choices.
bool choice(Canvas& canvas, const char* id, Box box, const char* words, bool chosen) {
  return button(canvas, id, box, words, {.primary = chosen});
}

void draw_modes(const View& view, Box& rest) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  Projector& projector = view.console.projector();
  constexpr std::array kIds = {"mode 1", "mode 2", "mode 3", "mode 4"};
  for (std::size_t i = 0; i < kProjectorModes.size(); ++i) {
    Box row = rest.cut_top(32, 2);
    const ProjectorMode mode = kProjectorModes[i];
    if (canvas.click_area(kIds[i], row)) projector.choose(mode);
    const bool chosen = projector.chosen() == mode;
    if (chosen || canvas.hovered()) canvas.fill(row, chosen ? t.bg3 : t.bg2, 4);
    row = row.inset(8, 0);
    const Point dot{row.x + 8, row.centre().y};
    canvas.ring(dot, 7, chosen ? t.tx1 : t.edge, 2);
    if (chosen) canvas.disc(dot, 3.5F, t.tx1);
    row.cut_left(16, 10);
    const std::string key = fmt::format("{}", i + 1);
    const Box cap = row.cut_right(26, 8);
    draw_key_cap(canvas, {cap.x, cap.centre().y - 12, 26, 24}, key, t.tx2);
    canvas.text(row, mode_words(view.language(), mode), Type::Label, t.tx1);
  }
}

void draw_names(const View& view, Box& rest) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  Projector& projector = view.console.projector();
  canvas.text(rest.cut_top(24, 2), tr(language, "Names on it"), Type::Label, view.theme().tx2);
  const Box row = rest.cut_top(32, 8);
  const auto cell = [&row](int i) { return row.cell(i, 0, 3, 1, 6); };
  const ProjectorNames names = projector.names();
  if (choice(canvas, "names typed", cell(0), tr(language, "as typed"),
             names == ProjectorNames::AsTyped)) {
    projector.call(ProjectorNames::AsTyped);
  }
  if (choice(canvas, "names given", cell(1), tr(language, "given name"),
             names == ProjectorNames::Given)) {
    projector.call(ProjectorNames::Given);
  }
  if (choice(canvas, "names seat", cell(2), tr(language, "seat alone"),
             names == ProjectorNames::Seat)) {
    projector.call(ProjectorNames::Seat);
  }
}

void draw_scores(const View& view, Box& rest) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  Projector& projector = view.console.projector();
  canvas.text(rest.cut_top(24, 2), tr(language, "Score of the day"), Type::Label, view.theme().tx2);
  const Box row = rest.cut_top(32, 8);
  const bool best = projector.board_score() == BoardScore::Best;
  if (choice(canvas, "score best", row.cell(0, 0, 2, 1, 6), tr(language, "the best"), best)) {
    projector.rank_by(BoardScore::Best);
  }
  if (choice(canvas, "score last", row.cell(1, 0, 2, 1, 6), tr(language, "the last"), !best)) {
    projector.rank_by(BoardScore::Last);
  }
}

void draw_panel_inside(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  Projector& projector = view.console.projector();
  canvas.fill(box, t.bg1, 8);
  canvas.outline(box, t.edge, 8, 1);
  Box rest = box.inset(16, 12);
  Box head = rest.cut_top(40, 6);
  if (button(canvas, "close projector panel", head.cut_right(40, 8), "×")) {
    projector.show_panel(false);
  }
  const char* words =
      projector.is_wanted() ? tr(language, "Close window") : tr(language, "Open window");
  if (button_at_right(canvas, "projector window", head, words,
                      {.key = "F11", .primary = !projector.is_wanted()})) {
    view.console.press(Shortcut::Projector, view.station);
  }
  canvas.text(head, tr(language, "Projector"), Type::LabelBold, t.tx1);
  draw_modes(view, rest);
  rest.cut_top(6);
  draw_names(view, rest);
  draw_scores(view, rest);
  if (exam_runs(view.console.station())) {
    canvas.text(rest, tr(language, "An exam runs: it shows the clock alone"), Type::LabelBold,
                t.warn_tx);
  }
}

}  // namespace

void draw_projector_panel(const View& view, Box window) {
  const float height = kPanelHeight + (exam_runs(view.console.station()) ? 24.0F : 0.0F);
  const Box box{window.right() - kPanelWidth - 16, 72, kPanelWidth,
                std::min(height, window.h - 80)};
  draw_floating(view.canvas, "Projector panel", box, [&](Canvas& canvas) {
    draw_panel_inside({canvas, view.console, view.station}, box);
  });
}

void draw_projector_button(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  Projector& projector = view.console.projector();
  if (button(canvas, "projector", box, "")) projector.show_panel(!projector.panel_shown());
  // A screen on its stand; lit while the window is open.
  const Colour ink = projector.is_wanted() ? t.target : t.tx1;
  const Point middle = box.centre();
  const Box screen{middle.x - 11, middle.y - 9, 22, 14};
  if (projector.is_wanted()) {
    canvas.fill(screen, ink, 2);
  } else {
    canvas.outline(screen, ink, 2, 2);
  }
  canvas.fill({middle.x - 1, middle.y + 5, 2, 4}, ink);
  canvas.fill({middle.x - 6, middle.y + 8, 12, 2}, ink);
}

}  // namespace sternum
