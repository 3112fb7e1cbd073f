/// The parts of a trainee's report, each drawn into a box of an A4 page.
///
/// A page is 1240 × 1754 units, 150 to the inch.
#pragma once

#include "datasets/documents/depth_chart.hpp"
#include "datasets/documents/drawing.hpp"
#include "datasets/documents/report_content.hpp"

namespace sternum::paper {

inline constexpr double kPageWidth = 1240.0;
inline constexpr double kPageHeight = 1754.0;
inline constexpr double kUnit_pt = 72.0 / 150.0;
inline constexpr double kMargin = 80.0;

namespace face {
inline constexpr Type kTitle{44, true};
inline constexpr Type kHeading{28, true};
inline constexpr Type kText{20};
inline constexpr Type kStrong{20, true};
inline constexpr Type kSmall{17};
}  // namespace face

/// A report, what it says, and how it is said.
struct ReportSheet {
  const TraineeReport& report;
  const ReportContent& content;
  const DocumentWords& words;
};

/// With the base's logo, if it has one.
[[nodiscard]] Result<void> draw_report_title(Drawing& drawing, const ReportSheet& sheet,
                                             const Box& box, int page, int pages);
/// Rows of 40 units: three when there is anything for the third.
[[nodiscard]] int field_rows(const TraineeReport& report);
void draw_fields(Drawing& drawing, const ReportSheet& sheet, const Box& box);
void draw_verdict(Drawing& drawing, const ReportSheet& sheet, const Box& box);
void draw_strip(Drawing& drawing, const ReportSheet& sheet, const Box& box);
/// What was measured, in one line; nothing of practice, which has a table of it.
void draw_measures(Drawing& drawing, const ReportSheet& sheet, const Box& box);
void draw_tips(Drawing& drawing, const ReportSheet& sheet, Box box);
void draw_progress(Drawing& drawing, const ReportSheet& sheet, Box box);
/// What decided it, its code, and where people sign.
[[nodiscard]] Result<void> draw_report_foot(Drawing& drawing, const ReportSheet& sheet, Box box);
/// One line at the end of every page.
void draw_purpose_note(Drawing& drawing, const DocumentWords& words, const Box& box);
/// A heading on the left, a remark on the right.
void draw_heading(Drawing& drawing, const Box& box, std::string_view heading,
                  std::string_view remark);

}  // namespace sternum::paper
