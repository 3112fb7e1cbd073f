#include "gui/views/exam_sheet_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <vector>

#include "gui/locale/exam_sentence.hpp"
#include "gui/model/numbers.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/marks.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kHead = 40.0F;
constexpr float kKey = 28.0F;
constexpr float kMark = 20.0F;
constexpr float kLine = 22.0F;
constexpr int kMostTitleLines = 4;
constexpr float kNarrow = 440.0F;

/// How wide a row's parts are. In a narrow sheet its words have all the room that the others can
/// spare.
struct Widths {
  float margin = 16.0F;
  float beside_key = 16.0F;
  float between = 12.0F;
  float least_points = 72.0F;
};
constexpr Widths kWide{};
constexpr Widths kSparing{
    .margin = 10.0F, .beside_key = 8.0F, .between = 8.0F, .least_points = 0.0F};

/// How high things are: less where there is less room, and never so little that text is cut.
struct Heights {
  float section = 32.0F;
  float row = 40.0F;
};
constexpr Heights kRoomy{};
constexpr Heights kClose{.section = 26.0F, .row = 29.0F};

struct Measures {
  Widths widths;
  Heights heights;
};

/// Where a row's parts stand. The title has as many lines as it needs; its tag and what was
/// measured stand beside it, or on a line of their own where they do not fit.
struct RowParts {
  Box key, words, points, mark;
  int title_lines = 1;
  bool own_line = false;
  [[nodiscard]] int lines() const { return title_lines + (own_line ? 1 : 0); }
};

std::string points_words(const ExamRow& row) {
  if (row.out_of == Points{}) return {};
  return (row.is_decided() ? shown_points(row.won) : std::string(kNotMeasured)) + " / " +
         shown_points(row.out_of);
}

RowParts parts_of(const View& view, const ExamRow& row, Box box, const Widths& widths) {
  Canvas& canvas = view.canvas;
  RowParts parts;
  const float points =
      std::max(widths.least_points, canvas.width(points_words(row), Type::LabelBold));
  Box rest = box.inset(widths.margin, 0);
  parts.key = rest.cut_left(kKey, widths.beside_key);
  parts.mark = rest.cut_right(kMark, widths.between);
  parts.points = rest.cut_right(points, widths.between);
  parts.words = rest;
  const Type type = row.outcome == ItemOutcome::Borderline ? Type::LabelBold : Type::Label;
  const float title = canvas.width(row.title, type);
  float beside = 0.0F;
  if (row.critical) beside += 10 + width_of_tag(canvas, tr(view.language(), "critical"));
  if (!row.measured.empty()) beside += 16 + canvas.width(row.measured, Type::LabelBold);
  parts.title_lines =
      title > rest.w + 0.5F ? canvas.lines_of(row.title, type, rest.w, kMostTitleLines) : 1;
  parts.own_line = beside > 0.0F && title + beside > rest.w;
  return parts;
}

float height_of(const View& view, const ExamRow& row, float width, const Measures& m) {
  const RowParts parts = parts_of(view, row, {0, 0, width, m.heights.row}, m.widths);
  return m.heights.row + kLine * static_cast<float>(parts.lines() - 1);
}

float height_of(const View& view, const ExamSheet& sheet, float width, const Measures& m) {
  float height = 0.0F;
  for (const ExamSection& section : sheet.sections) {
    height += m.heights.section;
    for (const ExamRow& row : section.rows) height += height_of(view, row, width, m);
  }
  return height;
}

std::string points_words(const View& view, const PointsSum& points) {
  const std::string undecided = shown_points(points.undecided);
  if (points.decided == Points{}) {
    return points.undecided == Points{} ? std::string{}
                                        : filled(tr(view.language(), "{} open"), undecided);
  }
  std::string words = shown_points(points.won) + " / " + shown_points(points.decided);
  if (points.undecided > Points{}) {
    words += " · " + filled(tr(view.language(), "{} open"), undecided);
  }
  return words;
}

void draw_words(const View& view, Canvas& canvas, const ExamRow& row, const RowParts& parts,
                Colour ink, Colour measured_ink) {
  const bool is_borderline = row.outcome == ItemOutcome::Borderline;
  const Type type = is_borderline ? Type::LabelBold : Type::Label;
  const Type measured_type = is_borderline || row.timing ? Type::LabelBold : Type::Label;
  const float height = kLine * static_cast<float>(parts.lines());
  Box rest{parts.words.x, parts.words.centre().y - height / 2, parts.words.w, height};
  Box line = rest.cut_top(kLine * static_cast<float>(parts.title_lines));
  if (parts.title_lines > 1) {
    canvas.paragraph(line, row.title, type, ink, kLine);
  } else {
    line.cut_left(canvas.text(line, row.title, type, ink), 10);
  }
  if (parts.own_line) line = rest;
  if (row.critical) {
    line.cut_left(draw_tag(canvas, line, tr(view.language(), "critical"), view.theme().tx2), 10);
  }
  canvas.text(line, row.measured, measured_type, measured_ink,
              parts.own_line ? Align::Left : Align::Right);
}

void draw_row(const View& view, Canvas& canvas, const ExamRow& row, Box box, const Widths& widths,
              bool is_live) {
  const Theme& t = view.theme();
  Console& console = view.console;
  const RowParts parts = parts_of(view, row, box, widths);
  const bool selected = !row.id.empty() && console.desk().selected() == row.id;
  if (!row.id.empty()) {
    ImGui::PushID(row.id.c_str());
    if (canvas.click_area("row", box, true)) {
      if (!console.desk().draft()) console.desk().select(row.id);
    }
    if (canvas.hovered() || selected) canvas.fill(box, selected ? t.bg3 : t.bg2);
  }
  const Box edge = box.inset(widths.margin, 0);
  canvas.line({edge.x, box.bottom() - 1}, {edge.right(), box.bottom() - 1}, t.line);
  if (row.outcome == ItemOutcome::Borderline) {
    canvas.outline(box, t.warn_ln, 2, 2);
  } else if (row.timing) {
    canvas.outline(box, t.target, 2, 2);
  }
  if (selected) canvas.fill({box.x, box.y, 4, box.h}, t.tx1);

  const Box cap{parts.key.x, parts.key.centre().y - 13, kKey, 26};
  const bool quiet = row.outcome == ItemOutcome::Undecided && !row.timing;
  if (!row.key.empty()) {
    if (is_live && canvas.click_area("press", {box.x, box.y, cap.right() - box.x + 8, box.h})) {
      console.press_item(row.id, view.station);
    }
    canvas.fill(cap, is_live && canvas.hovered() ? t.edge : t.bg3, 4);
    canvas.outline(cap, t.edge, 4);
    canvas.text(cap, row.key, Type::LabelBold, t.tx1, Align::Centre);
  } else if (row.kind == RowKind::Sensor || row.kind == RowKind::Quality) {
    draw_sensor_mark(canvas, {cap.x, cap.y - 1, kKey, kKey}, t.tx3);
  }
  draw_words(view, canvas, row, parts, quiet ? t.tx2 : t.tx1,
             row.outcome == ItemOutcome::Borderline ? t.warn_tx
             : row.timing                           ? t.tx1
             : selected                             ? t.tx2
                                                    : t.tx3);
  const bool missed = row.outcome == ItemOutcome::Missed;
  canvas.text(parts.points, points_words(row), row.is_decided() ? Type::LabelBold : Type::Label,
              missed             ? t.stop_tx
              : row.is_decided() ? t.tx1
                                 : (selected ? t.tx2 : t.tx3),
              Align::Right);
  const Box mark{parts.mark.x, parts.mark.centre().y - kMark / 2, kMark, kMark};
  draw_outcome_mark(canvas, mark, row.outcome);
  // Overruled: said in a corner of the mark, and in words where it is explained.
  if (row.overruled) canvas.outline(mark.inset(-3), t.tx2, 4, 1);
  if (!row.id.empty()) ImGui::PopID();
}

void draw_section(const View& view, Canvas& canvas, const ExamSection& section, Box box,
                  const Widths& widths) {
  const Theme& t = view.theme();
  canvas.fill(box.inset(1, 0), t.bg2);  // inside the panel's edge
  Box rest = box.inset(widths.margin, 0);
  rest.cut_right(kMark, widths.between);
  const std::string points = points_words(view, section.points);
  canvas.text(rest.cut_right(canvas.width(points, Type::Label), 16), points, Type::Label, t.tx2);
  canvas.text(rest, section.title, Type::LabelBold, t.tx2);
}

void draw_head(const View& view, const SeatExam& exam, Box box, const Widths& widths) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Scheme& scheme = *exam.scheme;
  Box rest = box.inset(widths.margin, 0);
  if (scheme.confidence == Confidence::Background) {
    const char* words = tr(language, "unverified, the base may change it");
    const float width = canvas.width(words, Type::Label);
    if (width <= rest.w * 0.45F) canvas.text(rest.cut_right(width, 16), words, Type::Label, t.tx3);
  }
  std::string words = title(language, scheme) + " " + scheme.edition;
  words += " · " + (scheme.pass
                        ? filled(tr(language, "passed with {} points"), shown_points(*scheme.pass))
                        : std::string(tr(language, "every critical item must be met")));
  canvas.text(rest, words, Type::LabelBold, t.tx1);
}

}  // namespace

void draw_exam_sheet(const View& view, const SeatExam& exam, const ExamSheet& sheet, Box box) {
  draw_panel(view.canvas, box);
  Box rest = box;
  Measures m{box.w < kNarrow ? kSparing : kWide, kRoomy};
  draw_head(view, exam, rest.cut_top(kHead), m.widths);
  rest.h -= 8;
  const bool is_live = view.console.examined() != nullptr;

  float height = height_of(view, sheet, rest.w, m);
  if (height > rest.h) {
    const float close = height_of(view, sheet, rest.w, {m.widths, kClose});
    // As much of the way from roomy to close as is needed.
    const float share = std::clamp((height - rest.h) / std::max(1.0F, height - close), 0.0F, 1.0F);
    const auto between = [share](float from, float to) {
      return std::floor(from + (to - from) * share);
    };
    m.heights = {between(kRoomy.section, kClose.section), between(kRoomy.row, kClose.row)};
    height = height_of(view, sheet, rest.w, m);
  }
  const float inside_w =
      height > rest.h + 1 ? rest.w - ImGui::GetStyle().ScrollbarSize / view.canvas.scale() : rest.w;
  height = height_of(view, sheet, inside_w, m);

  Box reveal{0, 0, 0, 0};
  float y = 0.0F;
  for (const ExamSection& section : sheet.sections) {
    y += m.heights.section;
    for (const ExamRow& row : section.rows) {
      const float row_h = height_of(view, row, inside_w, m);
      if (!row.id.empty() && view.console.desk().selected() == row.id) reveal = {0, y, 1, row_h};
      y += row_h;
    }
  }
  draw_scrolling(view.canvas, "sheet", rest, height, reveal, [&](Canvas& inside, Box content) {
    for (const ExamSection& section : sheet.sections) {
      draw_section(view, inside, section, content.cut_top(m.heights.section), m.widths);
      for (const ExamRow& row : section.rows) {
        draw_row(view, inside, row, content.cut_top(height_of(view, row, content.w, m)), m.widths,
                 is_live);
      }
    }
  });
}

}  // namespace sternum
