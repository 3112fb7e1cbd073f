#include "datasets/documents/report_tables.hpp"

#include <algorithm>
#include <numeric>

#include "datasets/documents/printed_words.hpp"
#include "datasets/documents/type_setter.hpp"

namespace sternum::paper {
namespace {

constexpr double kTableHead = 42.0;
constexpr double kSumRow = 38.0;
constexpr double kWordsLine = 20.0;
constexpr double kNoteLine = 18.0;
constexpr double kRowPad = 9.0;
constexpr double kLeastRow = 31.0;
constexpr double kNumberColumn = 26.0;
constexpr double kTimeColumn = 62.0;
constexpr double kLostColumn = 62.0;
constexpr double kTagColumn = 72.0;
constexpr double kPointsColumn = 98.0;
constexpr double kMeterColumn = 40.0;
constexpr double kMostOutcome = 150.0;
constexpr Type kRowType{17};
constexpr Type kNoteType{15};

double ledger_words_room(double width) {
  return width - kNumberColumn - 14 - kTimeColumn - kLostColumn - 20;
}
double outcome_width(const TypeSetter& setter, const ScoreLine& line) {
  return std::min(kMostOutcome, setter.width(line.measured, kRowType));
}
double item_words_room(const TypeSetter& setter, const ScoreLine& line, double width) {
  const double points = line.points.empty() ? 0.0 : kPointsColumn;
  return width - kTagColumn - 14 - points - kMeterColumn - 12 - outcome_width(setter, line) - 12;
}

double row_height(int lines, int note_lines) {
  return std::max(kLeastRow, lines * kWordsLine + note_lines * kNoteLine + kRowPad);
}

int lines_of(const TypeSetter& setter, const std::string& words, Type type, double room, int most) {
  if (words.empty()) return 0;
  return static_cast<int>(setter.lines(words, type, room, most).size());
}

void underline(Drawing& drawing, const Box& row) {
  drawing.line({row.x, row.bottom()}, {row.right(), row.bottom()}, ink::kLine, 1.0);
}

const std::string& title_of(const Scheme& scheme, const DocumentWords& words) {
  return words.language() == DocumentLanguage::Chinese ? scheme.title_zh : scheme.title_en;
}

void draw_meter(Drawing& drawing, const Box& column, double fraction) {
  Box track{column.x, column.centre().y - 4, column.w, 8};
  drawing.fill(track, ink::kTrack, 2);
  track.w *= std::clamp(fraction, 0.0, 1.0);
  if (track.w > 0.0) drawing.fill(track, ink::kLabel, 2);
}

}  // namespace

template <class Line>
bool ReportTables::Placed<Line>::place(double first_room, double second_room) {
  std::size_t next = 0;
  for (std::size_t page = 0; page < on_page.size(); ++page) {
    double room = (page == 0 ? first_room : second_room) - kTableHead - kSumRow;
    const std::size_t first = next;
    while (next < rows.size() && rows[next].height <= room) room -= rows[next++].height;
    on_page[page] = next - first;
  }
  return next == rows.size();
}

template <class Line>
double ReportTables::Placed<Line>::height_on_second() const {
  double height = 0.0;
  for (std::size_t i = 0; i < on_page[1]; ++i) height += rows[on_page[0] + i].height;
  return height > 0.0 ? height + kTableHead + kSumRow : 0.0;
}

ReportTables::ReportTables(const ReportSheet& sheet, const TypeSetter& setter, double width,
                           double first_room, double second_room)
    : sheet_(sheet) {
  place_items(setter, width, first_room, second_room);
  place_ledger(setter, width, first_room, second_room);
}

void ReportTables::place_items(const TypeSetter& setter, double width, double first_room,
                               double second_room) {
  const auto set = [&](int most_lines) {
    items_.rows.clear();
    for (const ScoreLine& line : sheet_.content.items) {
      const double room = item_words_room(setter, line, width);
      const int lines = std::max(1, lines_of(setter, line.title, kRowType, room, most_lines));
      const int notes = lines_of(setter, line.note, kNoteType, width - kTagColumn - 14, most_lines);
      items_.rows.push_back({&line, lines, notes, row_height(lines, notes)});
    }
    return items_.place(first_room, second_room);
  };
  if (set(2) || set(1)) return;
  while (!items_.rows.empty()) {
    if (items_.rows.back().line == nullptr) items_.rows.pop_back();
    items_.rows.pop_back();
    ++items_.left_out;
    items_.rows.push_back({nullptr, 1, 0, kLeastRow});
    if (items_.place(first_room, second_room)) return;
  }
}

void ReportTables::place_ledger(const TypeSetter& setter, double width, double first_room,
                                double second_room) {
  std::vector<LedgerRows::Row> all;
  for (const LedgerLine& line : sheet_.content.ledger) {
    const int lines =
        std::max(1, lines_of(setter, line.words, kRowType, ledger_words_room(width), 2));
    all.push_back({&line, lines, 0, row_height(lines, 0)});
  }
  // The costliest are kept, in the order of time; one row tells of the others.
  std::vector<std::size_t> by_cost(all.size());
  std::iota(by_cost.begin(), by_cost.end(), 0U);
  std::ranges::stable_sort(by_cost, [&all](std::size_t a, std::size_t b) {
    return all[a].line->lost > all[b].line->lost;
  });
  ledger_.rows = all;
  while (!ledger_.place(first_room, second_room) && !by_cost.empty()) {
    left_out_ += all[by_cost.back()].line->lost;
    ++ledger_.left_out;
    by_cost.pop_back();
    std::vector<std::size_t> kept = by_cost;
    std::ranges::sort(kept);
    ledger_.rows.clear();
    for (const std::size_t i : kept) ledger_.rows.push_back(all[i]);
    ledger_.rows.push_back({nullptr, 1, 0, kLeastRow});
  }
}

bool ReportTables::needs_second_page() const { return items_.on_page[1] + ledger_.on_page[1] > 0; }

double ReportTables::second_page_height() const {
  const double longer = std::max(items_.height_on_second(), ledger_.height_on_second());
  return longer > 0.0 ? longer + 24 : 0.0;
}

void ReportTables::draw_items(Drawing& drawing, Box box, std::size_t page) const {
  const DocumentWords& words = sheet_.words;
  if (page == 1 && items_.on_page[1] == 0) return;
  Box head = box.cut_top(kTableHead - 6);
  const bool is_exam = sheet_.report.exam.has_value();
  const char* heading = page == 1 ? tr(words, "Items, continued")
                        : is_exam ? tr(words, "Item by item")
                                  : tr(words, "Measured");
  head.cut_left(drawing.text(head, heading, {face::kHeading}), 16);
  if (is_exam && page == 0) {
    drawing.text(head.cut_right(drawing.width(tr(words, "points"), face::kText), 16),
                 tr(words, "points"), {face::kText, ink::kLabel});
    drawing.fitted_text(head, title_of(sheet_.report.exam->scheme, words),
                        {kRowType, ink::kUnit, Align::Left}, 13);
  }
  box.cut_top(6);
  drawing.line({box.x, box.y}, {box.right(), box.y}, ink::kLine, 1.0);
  const std::size_t first = page == 0 ? 0 : items_.on_page[0];
  for (std::size_t i = 0; i < items_.on_page[page]; ++i) {
    const Items::Row& row = items_.rows[first + i];
    draw_item(drawing, box.cut_top(row.height), row);
  }
  if (page == 0 && items_.on_page[1] > 0) {
    draw_goes_on(drawing, box.cut_top(kSumRow));
    return;
  }
  drawing.line({box.x, box.y}, {box.right(), box.y}, ink::kText, 2.0);
  Box sum = box.cut_top(kSumRow);
  drawing.text(sum.cut_right(220), sheet_.content.total + " / 100",
               {{26, true}, ink::kText, Align::Right});
  drawing.text(sum, tr(words, "Total"), {face::kStrong});
}

void ReportTables::draw_item(Drawing& drawing, Box box, const Items::Row& row) const {
  const DocumentWords& words = sheet_.words;
  underline(drawing, box);
  if (row.line == nullptr) {
    draw_left_out(drawing, box, items_.left_out);
    return;
  }
  const ScoreLine& line = *row.line;
  const double words_h = row.lines * kWordsLine;
  const double pad = (box.h - words_h - row.note_lines * kNoteLine) / 2;
  Box first{box.x, box.y + pad, box.w, words_h};
  const Box tag_column = first.cut_left(kTagColumn, 14);
  const Box tag{tag_column.x, tag_column.centre().y - 12, kTagColumn, 24};
  if (line.by_sensor) drawing.fill(tag, ink::kTrack, 4);
  drawing.outline(tag, line.overruled ? ink::kWarn : ink::kEdge, line.overruled ? 2.5 : 1.0, 4);
  drawing.fitted_text(tag.inset(5, 0),
                      line.by_sensor ? tr(words, "sensor") : tr(words, "instructor"),
                      {kRowType, ink::kText, Align::Centre}, 11);
  if (!line.points.empty()) {
    drawing.text(first.cut_right(kPointsColumn), line.points,
                 {face::kStrong, ink::kText, Align::Right});
  }
  const Box meter = first.cut_right(kMeterColumn, 12);
  if (line.fraction) draw_meter(drawing, meter, *line.fraction);
  drawing.fitted_text(first.cut_right(outcome_width(drawing.type_setter(), line), 12),
                      line.measured, {kRowType, ink::kLabel, Align::Right}, 11);
  drawing.paragraph({first.x, first.y, first.w, words_h}, line.title, {kRowType}, kWordsLine,
                    row.lines);
  drawing.paragraph({first.x, first.bottom(), box.right() - first.x, row.note_lines * kNoteLine},
                    line.note, {kNoteType, ink::kWarn}, kNoteLine, row.note_lines);
}

void ReportTables::draw_ledger(Drawing& drawing, Box box, std::size_t page) const {
  const DocumentWords& words = sheet_.words;
  if (page == 1 && ledger_.on_page[1] == 0) return;
  Box head = box.cut_top(kTableHead - 6);
  drawing.text(head.cut_right(kLostColumn), tr(words, "lost"),
               {face::kText, ink::kLabel, Align::Right});
  drawing.text(head.cut_right(kTimeColumn + 20), tr(words, "from"),
               {face::kText, ink::kLabel, Align::Right});
  drawing.fitted_text(
      head, page == 0 ? tr(words, "Where points went") : tr(words, "Where points went, continued"),
      {face::kHeading}, 18);
  box.cut_top(6);
  drawing.line({box.x, box.y}, {box.right(), box.y}, ink::kLine, 1.0);
  const std::size_t first = page == 0 ? 0 : ledger_.on_page[0];
  for (std::size_t i = 0; i < ledger_.on_page[page]; ++i) {
    const LedgerRows::Row& row = ledger_.rows[first + i];
    draw_ledger_row(drawing, box.cut_top(row.height), row);
  }
  if (page == 0 && ledger_.on_page[1] > 0) {
    draw_goes_on(drawing, box.cut_top(kSumRow));
    return;
  }
  if (sheet_.content.ledger_sum.empty()) {
    drawing.text(box.cut_top(kLeastRow), tr(words, "Nothing to judge"), {kRowType, ink::kLabel});
    return;
  }
  if (ledger_.rows.empty()) {
    drawing.text(box.cut_top(kLeastRow), tr(words, "No point was lost"), {kRowType, ink::kLabel});
  }
  drawing.line({box.x, box.y}, {box.right(), box.y}, ink::kText, 2.0);
  Box sum = box.cut_top(kSumRow);
  drawing.text(sum.cut_right(120), "−" + tenths(sheet_.content.lost),
               {{26, true}, ink::kText, Align::Right});
  sum.cut_left(drawing.text(sum, tr(words, "Total"), {face::kStrong}), 20);
  drawing.text(sum, sheet_.content.ledger_sum, {face::kText, ink::kLabel});
}

void ReportTables::draw_ledger_row(Drawing& drawing, Box box, const LedgerRows::Row& row) const {
  underline(drawing, box);
  const Box lost = box.cut_right(kLostColumn);
  const Points points = row.line == nullptr ? left_out_ : row.line->lost;
  drawing.fitted_text(lost, "−" + tenths(points), {face::kStrong, ink::kText, Align::Right}, 12);
  if (row.line == nullptr) {
    draw_left_out(drawing, box, ledger_.left_out);
    return;
  }
  const LedgerLine& line = *row.line;
  const Box chip = box.cut_left(kNumberColumn, 14);
  draw_mark_number(drawing, {chip.x, chip.centre().y - 13, 26, 26}, line.number);
  const Box time = box.cut_right(kTimeColumn, 20);
  if (line.span) {
    drawing.fitted_text(time, clock(line.span->from - sheet_.report.result.span.from),
                        {face::kText, ink::kLabel, Align::Right}, 12);
  }
  const double height = row.lines * kWordsLine;
  drawing.paragraph({box.x, box.centre().y - height / 2, box.w, height}, line.words, {kRowType},
                    kWordsLine, row.lines);
}

void ReportTables::draw_left_out(Drawing& drawing, const Box& box, std::size_t count) const {
  drawing.text(box, filled(tr(sheet_.words, "and {} more: see the JSON"), count),
               {face::kText, ink::kLabel});
}

void ReportTables::draw_goes_on(Drawing& drawing, const Box& box) const {
  drawing.text(box, tr(sheet_.words, "continued on page 2"), {face::kText, ink::kLabel});
}

double draw_appendix(Drawing* drawing, const ReportSheet& sheet, const TypeSetter& setter,
                     const Box& box) {
  constexpr std::size_t kMost = 8;
  constexpr double kListLine = 24.0;
  const DocumentWords& words = sheet.words;
  Box rest = box;
  const auto list = [&](const char* title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    const Box head = rest.cut_top(44, 4);
    if (drawing != nullptr) drawing->text(head, title, {face::kHeading});
    for (std::size_t i = 0; i < std::min(lines.size(), kMost); ++i) {
      const int count = std::max(1, lines_of(setter, lines[i], kRowType, box.w, 2));
      const Box row = rest.cut_top(count * kListLine, 4);
      if (drawing != nullptr) drawing->paragraph(row, lines[i], {kRowType}, kListLine, count);
    }
    if (lines.size() > kMost) {
      const Box row = rest.cut_top(kListLine, 4);
      if (drawing != nullptr) {
        drawing->text(row, filled(tr(words, "and {} more: see the JSON"), lines.size() - kMost),
                      {kRowType, ink::kLabel});
      }
    }
    rest.cut_top(14);
  };
  list(tr(words, "Overruled"), sheet.content.overrulings);
  list(tr(words, "Of the data"), sheet.content.findings);
  return rest.y - box.y;
}

}  // namespace sternum::paper
