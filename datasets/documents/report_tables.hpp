/// The two lists of a report, which may be longer than a page has room for: the sheet and the
/// ledger.
///
/// What fits stands on the first page, the rest on the second; what does not fit there either is
/// counted, the smallest losses first. Positions are found before anything is drawn.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "datasets/documents/drawing.hpp"
#include "datasets/documents/report_content.hpp"
#include "datasets/documents/report_page.hpp"

namespace sternum::paper {

/// Rows of a table that stand on one page.
struct TablePart {
  std::size_t first = 0;
  std::size_t count = 0;
};

class ReportTables {
 public:
  /// `setter` measures; room below the headings of the first and of the second page.
  ReportTables(const ReportSheet& sheet, const TypeSetter& setter, double width, double first_room,
               double second_room);

  [[nodiscard]] bool needs_second_page() const;
  /// Of the longer of its two lists, with some air below; 0 without any.
  [[nodiscard]] double second_page_height() const;
  /// Heading, rows and sum; `page` is 0 or 1.
  void draw_items(Drawing& drawing, Box box, int page) const;
  void draw_ledger(Drawing& drawing, Box box, int page) const;
  /// Whether the measurements have found no room among the items.
  [[nodiscard]] bool measures_left_over() const { return measures_left_over_; }

 private:
  struct LedgerRow {
    const LedgerLine* line = nullptr;  ///< null: what is left out
    int words_lines = 1;
    double height = 0.0;
  };
  void place_ledger(const TypeSetter& setter, double width, double first_room, double second_room);
  void draw_item(Drawing& drawing, Box row, const ScoreLine& line) const;
  void draw_ledger_row(Drawing& drawing, Box row, const LedgerRow& ledger_row) const;

  ReportSheet sheet_;
  std::vector<ScoreLine> items_;
  TablePart item_parts_[2];
  std::size_t items_left_out_ = 0;
  std::vector<LedgerRow> ledger_;
  TablePart ledger_parts_[2];
  std::size_t lines_left_out_ = 0;
  Points left_out_;
  bool measures_left_over_ = false;
};

/// The second page's other lists: measurements, overrulings, findings. Answers their height, drawn
/// or not.
double draw_appendix(Drawing* drawing, const ReportSheet& sheet, const TypeSetter& setter,
                     const Box& box, bool with_measures);

}  // namespace sternum::paper
