#include "datasets/documents/trainee_report.hpp"

#include "datasets/documents/printed_words.hpp"
#include "datasets/documents/report_content.hpp"
#include "datasets/documents/report_page.hpp"
#include "datasets/documents/report_tables.hpp"
#include "datasets/documents/type_setter.hpp"

namespace sternum {
namespace {

using namespace paper;

constexpr double kWidth = kPageWidth - 2 * kMargin;
constexpr double kColumn = (kWidth - 40) / 2;
constexpr double kTitleTop = 50.0;
constexpr double kTitleHeight = 98.0;
constexpr double kRuleAt = 162.0;
constexpr double kFieldsTop = 172.0;
constexpr double kBannerHeight = 122.0;
constexpr double kStripHeight = 352.0;
/// Where that spares a second page.
constexpr double kLowStripHeight = 280.0;
constexpr double kMeasuresHeight = 30.0;
constexpr double kTipsTop = 1322.0;
constexpr double kFootTop = 1548.0;
constexpr double kNoteTop = 1712.0;

/// Where things stand on the first page: a third row of fields pushes down what follows.
struct FirstPage {
  double banner = 0.0;
  double strip = 0.0;
  double measures = 0.0;
  double tables = 0.0;
  double strip_height = 0.0;
  FirstPage(const TraineeReport& report, double height_of_strip) : strip_height(height_of_strip) {
    banner = kFieldsTop + 40.0 * field_rows(report) + 8;
    strip = banner + kBannerHeight + 12;
    measures = strip + strip_height + 4;
    tables = measures + (report.exam ? kMeasuresHeight + 6 : 4);
  }
  [[nodiscard]] double room() const { return kTipsTop - 10 - tables; }
};

constexpr double kSecondTop = 180.0;

Result<void> draw_top(Drawing& drawing, const ReportSheet& sheet, int page, int pages) {
  if (auto drawn = draw_report_title(drawing, sheet, {kMargin, kTitleTop, kWidth, kTitleHeight},
                                     page, pages);
      !drawn) {
    return drawn;
  }
  drawing.line({kMargin, kRuleAt}, {kPageWidth - kMargin, kRuleAt}, ink::kText, 3.0);
  return {};
}

}  // namespace

Result<std::string> trainee_report_pdf(DocumentPrinter& printer, const TraineeReport& report,
                                       const DocumentWords& words) {
  const ReportContent content = content_of(report, words);
  const ReportSheet sheet{report, content, words};
  paper::TypeSetter& setter = printer.type_setter();
  setter.speak(words.language() == DocumentLanguage::Chinese);
  setter.aim(nullptr);

  // What stands below the second page's tables comes to its height first.
  const Box appendix{kMargin, 0, kWidth, kPageHeight};
  const double below = draw_appendix(nullptr, sheet, setter, appendix);
  const double second_room = kNoteTop - 30 - kSecondTop - below - 24;
  // One finding is told beside the score already.
  const bool has_lists = !content.overrulings.empty() || content.findings.size() > 1;
  const auto tables_under = [&](double strip_height) {
    return ReportTables(sheet, setter, kColumn, FirstPage(report, strip_height).room(),
                        second_room);
  };
  const bool one_page_if_lower = !has_lists && tables_under(kStripHeight).needs_second_page() &&
                                 !tables_under(kLowStripHeight).needs_second_page();
  const FirstPage first(report, one_page_if_lower ? kLowStripHeight : kStripHeight);
  const ReportTables tables = tables_under(first.strip_height);
  const int pages = tables.needs_second_page() || has_lists ? 2 : 1;

  const auto columns = [](double top, double height) {
    return std::pair(Box{kMargin, top, kColumn, height},
                     Box{kMargin + kColumn + 40, top, kColumn, height});
  };
  std::vector<DocumentPrinter::Page> drawn;
  drawn.emplace_back([&](Drawing& drawing) -> Result<void> {
    if (auto drawn_top = draw_top(drawing, sheet, 1, pages); !drawn_top) return drawn_top;
    draw_fields(drawing, sheet, {kMargin, kFieldsTop, kWidth, 120});
    draw_verdict(drawing, sheet, {kMargin, first.banner, kWidth, kBannerHeight});
    draw_strip(drawing, sheet, {kMargin, first.strip, kWidth, first.strip_height});
    draw_measures(drawing, sheet, {kMargin, first.measures, kWidth, kMeasuresHeight});
    const auto [left, right] = columns(first.tables, first.room());
    tables.draw_items(drawing, left, 0);
    tables.draw_ledger(drawing, right, 0);
    const auto [tips, progress] = columns(kTipsTop, 230);
    draw_tips(drawing, sheet, tips);
    draw_progress(drawing, sheet, progress);
    auto foot = draw_report_foot(drawing, sheet, {kMargin, kFootTop, kWidth, 160});
    draw_purpose_note(drawing, words, {kMargin, kNoteTop, kWidth, 24});
    return foot;
  });
  if (pages == 2) {
    drawn.emplace_back([&](Drawing& drawing) -> Result<void> {
      if (auto drawn_top = draw_top(drawing, sheet, 2, pages); !drawn_top) return drawn_top;
      const auto [left, right] = columns(kSecondTop, second_room);
      tables.draw_items(drawing, left, 1);
      tables.draw_ledger(drawing, right, 1);
      const double used = tables.second_page_height();
      draw_appendix(&drawing, sheet, setter, {kMargin, kSecondTop + used, kWidth, below});
      draw_purpose_note(drawing, words, {kMargin, kNoteTop, kWidth, 24});
      return {};
    });
  }
  const PrintMetadata metadata{joined({tr(words, "CPR skills report"), report.number}), report.base,
                               timestamp(report.began_at_ms, report.utc_offset_min)};
  return printer.pdf(kPageWidth, kPageHeight, kUnit_pt, metadata, words, drawn);
}

Result<void> write_trainee_report_pdf(DocumentPrinter& printer, const TraineeReport& report,
                                      const DocumentWords& words,
                                      const std::filesystem::path& file) {
  const auto bytes = trainee_report_pdf(printer, report, words);
  if (!bytes) return tl::unexpected(bytes.error());
  return write_document(file, *bytes);
}

}  // namespace sternum
