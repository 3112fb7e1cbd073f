/// The two lists of a report, which may be longer than a page has room for: the sheet and the
/// ledger.
///
/// What fits stands on the first page, the rest on the second. What does not fit there either is
/// set in fewer lines first, then counted: of the ledger the smallest losses, of the sheet the last
/// items. Places are found before anything is drawn.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "datasets/documents/drawing.hpp"
#include "datasets/documents/report_content.hpp"
#include "datasets/documents/report_page.hpp"

namespace sternum::paper {

class ReportTables {
 public:
  /// `setter` measures; the rooms are those of the first and of the second page, headings included.
  ReportTables(const ReportSheet& sheet, const TypeSetter& setter, double width, double first_room,
               double second_room);

  [[nodiscard]] bool needs_second_page() const;
  /// Of the longer of its two lists, with some air below; 0 without any.
  [[nodiscard]] double second_page_height() const;
  /// Heading, rows and sum; `page` is 0 or 1.
  void draw_items(Drawing& drawing, Box box, std::size_t page) const;
  void draw_ledger(Drawing& drawing, Box box, std::size_t page) const;

 private:
  /// Rows of a list, and how many of them stand on which page.
  template <class Line>
  struct Placed {
    struct Row {
      const Line* line = nullptr;  ///< null: tells how many are left out
      int lines = 1;               ///< of the words themselves
      int note_lines = 0;
      double height = 0.0;
    };
    std::vector<Row> rows;
    std::array<std::size_t, 2> on_page{};
    std::size_t left_out = 0;

    /// Whether all of them fit.
    bool place(double first_room, double second_room);
    [[nodiscard]] double height_on_second() const;
  };
  using Items = Placed<ScoreLine>;
  using LedgerRows = Placed<LedgerLine>;

  void place_items(const TypeSetter& setter, double width, double first_room, double second_room);
  void place_ledger(const TypeSetter& setter, double width, double first_room, double second_room);
  void draw_item(Drawing& drawing, Box box, const Items::Row& row) const;
  void draw_ledger_row(Drawing& drawing, Box box, const LedgerRows::Row& row) const;
  void draw_left_out(Drawing& drawing, const Box& box, std::size_t count) const;
  void draw_goes_on(Drawing& drawing, const Box& box) const;

  ReportSheet sheet_;
  Items items_;
  LedgerRows ledger_;
  Points left_out_;  ///< by the ledger's lines that are only counted
};

/// What else the second page tells: an overruling of the points, findings of the data. Answers its
/// height; draws nothing on no `drawing`.
double draw_appendix(Drawing* drawing, const ReportSheet& sheet, const TypeSetter& setter,
                     const Box& box);

}  // namespace sternum::paper
