#include "datasets/documents/report_tables.hpp"

#include <algorithm>
#include <numeric>

#include "datasets/documents/printed_words.hpp"
#include "datasets/documents/type_setter.hpp"

namespace sternum::paper {
namespace {

constexpr double kHead = 46.0;
constexpr double kItemRow = 36.0;
constexpr double kSumRow = 40.0;
constexpr double kLedgerLine = 21.0;
constexpr double kLedgerPad = 13.0;
constexpr double kChip = 26.0;
constexpr double kTime = 62.0;
constexpr double kLost = 62.0;
constexpr double kPoints = 118.0;
constexpr double kMeter = 44.0;
constexpr Type kWords{17};

double words_room(double width) { return width - kChip - 14 - kTime - kLost - 20; }

void draw_rule(Drawing& drawing, const Box& row) {
  drawing.line({row.x, row.bottom()}, {row.right(), row.bottom()}, ink::kLine, 1.0);
}

}  // namespace

ReportTables::ReportTables(const ReportSheet& sheet, const TypeSetter& setter, double width,
                           double first_room, double second_room)
    : sheet_(sheet) {
  const ReportContent& content = sheet.content;
  items_ = content.items;
  const auto rows_of = [](double room) {
    return static_cast<std::size_t>(std::max(0.0, (room - kHead - kSumRow) / kItemRow));
  };
  const std::size_t on_first = rows_of(first_room);
  const std::size_t on_second = rows_of(second_room);
  if (items_.size() + content.measures.size() <= on_first) {
    items_.insert(items_.begin(), content.measures.begin(), content.measures.end());
  } else {
    measures_left_over_ = true;
  }
  item_parts_[0] = {0, std::min(items_.size(), on_first)};
  item_parts_[1] = {item_parts_[0].count,
                    std::min(items_.size() - item_parts_[0].count, on_second)};
  items_left_out_ = items_.size() - item_parts_[0].count - item_parts_[1].count;
  place_ledger(setter, width, first_room, second_room);
}

void ReportTables::place_ledger(const TypeSetter& setter, double width, double first_room,
                                double second_room) {
  std::vector<LedgerRow> rows;
  for (const LedgerLine& line : sheet_.content.ledger) {
    const auto broken = setter.lines(line.words, kWords, words_room(width), 2);
    const int count = std::max(1, static_cast<int>(broken.size()));
    rows.push_back({&line, count, kLedgerPad + count * kLedgerLine});
  }
  /// How many rows from `first` on fit.
  const auto fitting = [](const std::vector<LedgerRow>& all, std::size_t first, double room) {
    std::size_t count = 0;
    room -= kHead + kSumRow;
    while (first + count < all.size() && all[first + count].height <= room) {
      room -= all[first + count++].height;
    }
    return count;
  };
  const auto place = [&](const std::vector<LedgerRow>& all) {
    ledger_parts_[0] = {0, fitting(all, 0, first_room)};
    ledger_parts_[1] = {ledger_parts_[0].count, fitting(all, ledger_parts_[0].count, second_room)};
    return ledger_parts_[0].count + ledger_parts_[1].count == all.size();
  };
  // The costliest are kept, in the order of time; one row tells of the others.
  std::vector<std::size_t> by_cost(rows.size());
  std::iota(by_cost.begin(), by_cost.end(), 0U);
  std::ranges::stable_sort(by_cost, [&rows](std::size_t a, std::size_t b) {
    return rows[a].line->lost > rows[b].line->lost;
  });
  ledger_ = rows;
  while (!place(ledger_) && !by_cost.empty()) {
    left_out_ += rows[by_cost.back()].line->lost;
    ++lines_left_out_;
    by_cost.pop_back();
    std::vector<std::size_t> kept = by_cost;
    std::ranges::sort(kept);
    ledger_.clear();
    for (const std::size_t i : kept) ledger_.push_back(rows[i]);
    ledger_.push_back({nullptr, 1, kLedgerPad + kLedgerLine});
  }
}

bool ReportTables::needs_second_page() const {
  return item_parts_[1].count + ledger_parts_[1].count + items_left_out_ > 0 || measures_left_over_;
}

double ReportTables::second_page_height() const {
  double items = 0.0;
  if (item_parts_[1].count + items_left_out_ > 0) {
    items = kHead + kSumRow + kItemRow * static_cast<double>(item_parts_[1].count);
  }
  double ledger = 0.0;
  for (std::size_t i = 0; i < ledger_parts_[1].count; ++i) {
    ledger += ledger_[ledger_parts_[1].first + i].height;
  }
  if (ledger > 0.0) ledger += kHead + kSumRow;
  const double longer = std::max(items, ledger);
  return longer > 0.0 ? longer + 24 : 0.0;
}

void ReportTables::draw_items(Drawing& drawing, Box box, int page) const {
  const DocumentWords& words = sheet_.words;
  const TablePart& part = item_parts_[page];
  if (page == 1 && part.count + items_left_out_ == 0) return;
  Box head = box.cut_top(kHead - 6);
  const bool is_exam = sheet_.report.exam.has_value();
  const char* heading = page == 1 ? tr(words, "Items, continued")
                        : is_exam ? tr(words, "Item by item")
                                  : tr(words, "Measured");
  const double heading_w = drawing.text(head, heading, {face::kHeading});
  Box middle = head;
  middle.cut_left(heading_w, 16);
  if (is_exam) {
    drawing.text(middle.cut_right(110, 12), tr(words, "points"),
                 {face::kText, ink::kLabel, Align::Right});
    const Scheme& scheme = sheet_.report.exam->scheme;
    drawing.fitted_text(
        middle, words.language() == DocumentLanguage::Chinese ? scheme.title_zh : scheme.title_en,
        {face::kSmall, ink::kUnit, Align::Left}, 13);
  }
  drawing.line({box.x, box.y + 2}, {box.right(), box.y + 2}, ink::kLine, 1.0);
  box.cut_top(6);
  for (std::size_t i = 0; i < part.count; ++i) {
    draw_item(drawing, box.cut_top(kItemRow), items_[part.first + i]);
  }
  if (page == 1 && items_left_out_ > 0) {
    drawing.text(box.cut_top(kSumRow),
                 filled(tr(words, "and {} more: see the JSON"), items_left_out_),
                 {face::kText, ink::kLabel});
    return;
  }
  const bool goes_on = page == 0 && item_parts_[1].count > 0;
  if (goes_on) {
    drawing.text(box.cut_top(kSumRow), tr(words, "continued on page 2"),
                 {face::kText, ink::kLabel});
    return;
  }
  drawing.line({box.x, box.y}, {box.right(), box.y}, ink::kText, 2.0);
  Box sum = box.cut_top(kSumRow);
  drawing.text(sum.cut_right(220), sheet_.content.total + " / 100",
               {{26, true}, ink::kText, Align::Right});
  drawing.text(sum, tr(words, "Total"), {face::kStrong});
}

void ReportTables::draw_item(Drawing& drawing, Box row, const ScoreLine& line) const {
  const DocumentWords& words = sheet_.words;
  draw_rule(drawing, row);
  Box tag_column = row.cut_left(72, 14);
  const Box tag{tag_column.x, tag_column.centre().y - 13, 72, 26};
  const char* judge = line.by_sensor ? tr(words, "sensor") : tr(words, "instructor");
  if (line.by_sensor) drawing.fill(tag, ink::kTrack, 4);
  drawing.outline(tag, line.overruled ? ink::kWarn : ink::kEdge, line.overruled ? 2.5 : 1.0, 4);
  drawing.fitted_text(tag.inset(5, 0), judge, {{18}, ink::kText, Align::Centre}, 11);
  if (!line.points.empty()) {
    drawing.text(row.cut_right(kPoints), line.points, {face::kStrong, ink::kText, Align::Right});
    const Box meter = row.cut_right(kMeter, 12);
    if (line.fraction) {
      const Box track{meter.x, meter.centre().y - 4, meter.w, 8};
      drawing.fill(track, ink::kTrack, 2);
      drawing.fill({track.x, track.y, track.w * std::clamp(*line.fraction, 0.0, 1.0), track.h},
                   ink::kLabel, 2);
    }
  } else if (line.fraction) {
    const Box meter = row.cut_right(kMeter, 12);
    const Box track{meter.x, meter.centre().y - 4, meter.w, 8};
    drawing.fill(track, ink::kTrack, 2);
    drawing.fill({track.x, track.y, track.w * std::clamp(*line.fraction, 0.0, 1.0), track.h},
                 ink::kLabel, 2);
  }
  const double measured_w = std::min(drawing.width(line.measured, face::kSmall), row.w * 0.55);
  drawing.text(row.cut_right(measured_w, 12), line.measured,
               {face::kSmall, ink::kLabel, Align::Right});
  drawing.fitted_text(row, line.title, {face::kText}, 14);
}

void ReportTables::draw_ledger(Drawing& drawing, Box box, int page) const {
  const DocumentWords& words = sheet_.words;
  const TablePart& part = ledger_parts_[page];
  if (page == 1 && part.count == 0) return;
  Box head = box.cut_top(kHead - 6);
  Box columns = head;
  drawing.text(columns.cut_right(kLost), tr(words, "lost"),
               {face::kText, ink::kLabel, Align::Right});
  drawing.text(columns.cut_right(kTime + 20), tr(words, "from"),
               {face::kText, ink::kLabel, Align::Right});
  drawing.fitted_text(
      columns,
      page == 0 ? tr(words, "Where points went") : tr(words, "Where points went, continued"),
      {face::kHeading}, 18);
  drawing.line({box.x, box.y + 2}, {box.right(), box.y + 2}, ink::kLine, 1.0);
  box.cut_top(6);
  for (std::size_t i = 0; i < part.count; ++i) {
    const LedgerRow& row = ledger_[part.first + i];
    draw_ledger_row(drawing, box.cut_top(row.height), row);
  }
  if (page == 0 && ledger_parts_[1].count > 0) {
    drawing.text(box.cut_top(kSumRow), tr(words, "continued on page 2"),
                 {face::kText, ink::kLabel});
    return;
  }
  if (sheet_.content.ledger_sum.empty()) return;
  if (sheet_.content.ledger.empty()) {
    drawing.text(box.cut_top(kItemRow), tr(words, "No point was lost"), {face::kText, ink::kLabel});
  }
  drawing.line({box.x, box.y}, {box.right(), box.y}, ink::kText, 2.0);
  Box sum = box.cut_top(kSumRow);
  drawing.text(sum.cut_right(120), "−" + tenths(sheet_.content.lost),
               {{26, true}, ink::kText, Align::Right});
  sum.cut_left(drawing.text(sum, tr(words, "Total"), {face::kStrong}), 20);
  drawing.text(sum, sheet_.content.ledger_sum, {face::kText, ink::kLabel});
}

void ReportTables::draw_ledger_row(Drawing& drawing, Box row, const LedgerRow& ledger_row) const {
  draw_rule(drawing, row);
  const LedgerLine* line = ledger_row.line;
  const auto lost = [&](Points points) {
    drawing.text(row.cut_right(kLost), "−" + tenths(points),
                 {face::kStrong, ink::kText, Align::Right});
  };
  if (line == nullptr) {
    lost(left_out_);
    drawing.text(row, filled(tr(sheet_.words, "and {} more: see the JSON"), lines_left_out_),
                 {face::kText, ink::kLabel});
    return;
  }
  const Box chip = row.cut_left(kChip, 14);
  draw_mark_number(drawing, {chip.x, chip.centre().y - kChip / 2, kChip, kChip}, line->number);
  lost(line->lost);
  const Box time = row.cut_right(kTime, 20);
  if (line->span) {
    drawing.text(time, clock(line->span->from - sheet_.report.result.span.from),
                 {face::kText, ink::kLabel, Align::Right});
  }
  drawing.paragraph({row.x, row.y + kLedgerPad / 2, row.w, row.h}, line->words, {kWords},
                    kLedgerLine, 2);
}

double draw_appendix(Drawing* drawing, const ReportSheet& sheet, const TypeSetter& setter,
                     const Box& box, bool with_measures) {
  constexpr std::size_t kMost = 6;
  const DocumentWords& words = sheet.words;
  Box rest = box;
  const auto heading = [&](const char* text) {
    const Box row = rest.cut_top(44, 4);
    if (drawing != nullptr) drawing->text(row, text, {face::kHeading});
  };
  const auto list = [&](const char* title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    heading(title);
    for (std::size_t i = 0; i < std::min(lines.size(), kMost); ++i) {
      const double count = static_cast<double>(
          std::max<std::size_t>(1, setter.lines(lines[i], kWords, box.w, 2).size()));
      const Box row = rest.cut_top(count * 24, 6);
      if (drawing != nullptr) drawing->paragraph(row, lines[i], {kWords}, 24, 2);
    }
    if (lines.size() > kMost) {
      const Box row = rest.cut_top(28, 4);
      if (drawing != nullptr) {
        drawing->text(row, filled(tr(words, "and {} more: see the JSON"), lines.size() - kMost),
                      {kWords, ink::kLabel});
      }
    }
    rest.cut_top(14);
  };
  if (with_measures) {
    heading(tr(words, "Measured"));
    const auto& measures = sheet.content.measures;
    const std::size_t half = (measures.size() + 1) / 2;
    const double width = (box.w - 40) / 2;
    for (std::size_t i = 0; i < measures.size(); ++i) {
      Box row{rest.x + (i < half ? 0.0 : width + 40),
              rest.y + static_cast<double>(i % half) * kItemRow, width, kItemRow};
      if (drawing == nullptr) continue;
      draw_rule(*drawing, row);
      const double measured_w = drawing->width(measures[i].measured, face::kStrong);
      drawing->text(row.cut_right(measured_w, 12), measures[i].measured, {face::kStrong});
      drawing->fitted_text(row, measures[i].title, {face::kText}, 14);
    }
    rest.cut_top(static_cast<double>(half) * kItemRow + 18);
  }
  list(tr(words, "Overruled"), sheet.content.overrulings);
  list(tr(words, "Of the data"), sheet.content.findings);
  return rest.y - box.y;
}

}  // namespace sternum::paper
