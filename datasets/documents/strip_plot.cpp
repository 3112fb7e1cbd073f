#include "datasets/documents/strip_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <vector>

#include "datasets/documents/depth_chart.hpp"
#include "datasets/documents/printed_ledger.hpp"
#include "datasets/documents/printed_words.hpp"
#include "datasets/documents/type_setter.hpp"

namespace sternum {
namespace {

using namespace paper;

constexpr double kPlotWidth = 1400.0;
constexpr double kEdgeRoom = 48.0;
constexpr double kHeadHeight = 118.0;
constexpr double kChartHeight = 190.0;
constexpr double kRowGap = 18.0;
constexpr double kListRow = 30.0;
constexpr int kMostRows = 12;
constexpr std::size_t kMostLines = 30;
constexpr double kPicture = 2.0;  ///< pixels a unit

/// How long a row is, so that there are not too many: the shortest of a clock's lengths.
Duration row_length(Duration whole) {
  constexpr std::array kLengths_s = {60, 120, 300, 600, 1200, 1800, 3600, 7200, 14'400, 43'200};
  for (const int s : kLengths_s) {
    if (whole.us() <= std::int64_t{s} * 1'000'000 * kMostRows) return seconds(s);
  }
  return microseconds(whole.us() / kMostRows + 1);
}

/// What is drawn where, found before the size of the paper is known.
struct PlotLayout {
  std::vector<LedgerLine> ledger;
  std::vector<ChartMark> marks;
  std::vector<TimeSpan> rows;
  std::size_t listed = 0;
  double height = 0.0;
};

PlotLayout lay_out(const StripPlot& plot, const DocumentWords& words) {
  PlotLayout layout;
  layout.ledger = ledger_lines(plot.result, plot.exam, words);
  for (const LedgerLine& line : layout.ledger) {
    if (line.span) layout.marks.push_back({line.number, *line.span});
  }
  const TimeSpan whole = plot.result.span;
  const Duration length = row_length(whole.length());
  // A short recording fills its row, but for one of an instant; a second beyond full rows is no
  // row of its own.
  const auto rows =
      std::max<std::int64_t>(1, (whole.length().us() + length.us() * 9 / 10) / length.us());
  Duration shown = std::max(std::min(length, whole.length()), seconds(1.0));
  if (shown * rows < whole.length()) shown = microseconds(whole.length().us() / rows + 1);
  for (DeviceTime from = whole.from; std::ssize(layout.rows) < rows; from = from + shown) {
    layout.rows.push_back({from, from + shown});
  }
  layout.listed = std::min(layout.ledger.size(), kMostLines);
  const bool more = layout.ledger.size() > layout.listed;
  layout.height =
      kEdgeRoom * 2 + kHeadHeight +
      static_cast<double>(layout.rows.size()) * (kChartHeight + DepthChart::kAround + kRowGap) +
      kListRow * (static_cast<double>((layout.listed + 1) / 2) + (more ? 1 : 0));
  return layout;
}

std::string outcome_of(const StripPlot& plot, const DocumentWords& words) {
  const auto& total = plot.exam != nullptr ? plot.exam->examination.total : plot.result.score.total;
  std::string score =
      total ? tenths(*total) + " / 100" : std::string(tr(words, "Nothing to judge"));
  if (plot.exam != nullptr) {
    score += " · " + (words.language() == DocumentLanguage::Chinese ? plot.exam->scheme.title_zh
                                                                    : plot.exam->scheme.title_en);
  }
  return joined({score,
                 words.language() == DocumentLanguage::Chinese ? plot.guideline.title_zh
                                                               : plot.guideline.title_en,
                 words.word(plot.result.quality.verdict), clock(plot.result.span.length())});
}

void draw_list(Drawing& drawing, const PlotLayout& layout, const StripPlot& plot,
               const DocumentWords& words, Box box) {
  const double width = (box.w - 40) / 2;
  const std::size_t half = (layout.listed + 1) / 2;
  for (std::size_t i = 0; i < layout.listed; ++i) {
    const LedgerLine& line = layout.ledger[i];
    Box row{box.x + (i < half ? 0.0 : width + 40), box.y + static_cast<double>(i % half) * kListRow,
            width, kListRow};
    const Box chip = row.cut_left(24, 12);
    draw_mark_number(drawing, {chip.x, chip.centre().y - 12, 24, 24}, line.number);
    drawing.text(row.cut_right(52, 8), "−" + tenths(line.lost),
                 {{18, true}, ink::kText, Align::Right});
    if (line.span) {
      drawing.text(row.cut_right(64, 8), clock(line.span->from - plot.result.span.from),
                   {{18}, ink::kLabel, Align::Right});
    }
    drawing.fitted_text(row, line.words, {{17}}, 12);
  }
  if (layout.ledger.size() > layout.listed) {
    drawing.text(
        {box.x, box.y + static_cast<double>(half) * kListRow, box.w, kListRow},
        filled(tr(words, "and {} more: see the JSON"), layout.ledger.size() - layout.listed),
        {{18}, ink::kLabel});
  }
}

void draw_plot(Drawing& drawing, const PlotLayout& layout, const StripPlot& plot,
               const DocumentWords& words) {
  const DepthChart chart({plot.result, plot.guideline, plot.strip, layout.marks}, words);
  Box rest = Box{0, 0, kPlotWidth, layout.height}.inset(kEdgeRoom, kEdgeRoom);
  Box head = rest.cut_top(kHeadHeight);
  drawing.fitted_text(head.cut_top(44), plot.title, {{30, true}}, 16);
  drawing.fitted_text(head.cut_top(32), outcome_of(plot, words), {{20}, ink::kLabel}, 12);
  chart.draw_legend(drawing, head.cut_top(36));
  for (const TimeSpan& row : layout.rows) {
    chart.draw(drawing, rest.cut_top(kChartHeight + DepthChart::kAround, kRowGap), row);
  }
  draw_list(drawing, layout, plot, words, rest);
}

}  // namespace

Result<PlotFormat> plot_format(const std::filesystem::path& file) {
  std::string ending = file.extension().string();
  std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
  if (ending == ".svg") return PlotFormat::Svg;
  if (ending == ".png") return PlotFormat::Png;
  if (ending == ".pdf") return PlotFormat::Pdf;
  return failure("a plot cannot be written in this format", file.string(),
                 "let its name end in .svg, .png or .pdf");
}

Result<std::string> strip_plot(DocumentPrinter& printer, const StripPlot& plot,
                               const DocumentWords& words, PlotFormat format) {
  const PlotLayout layout = lay_out(plot, words);
  const DocumentPrinter::Page page = [&](Drawing& drawing) -> Result<void> {
    draw_plot(drawing, layout, plot, words);
    return {};
  };
  switch (format) {
    case PlotFormat::Svg:
      return printer.svg(kPlotWidth, layout.height, plot.title, words, page);
    case PlotFormat::Png:
      return printer.png(kPlotWidth, layout.height, kPicture, words, page);
    case PlotFormat::Pdf:
      break;
  }
  // A recording knows no day: the file has the date of none.
  return printer.pdf(kPlotWidth, layout.height, 0.5, {plot.title, {}, "1970-01-01"}, words, {page});
}

Result<void> write_strip_plot(DocumentPrinter& printer, const StripPlot& plot,
                              const DocumentWords& words, const std::filesystem::path& file) {
  const auto format = plot_format(file);
  if (!format) return tl::unexpected(format.error());
  const auto bytes = strip_plot(printer, plot, words, *format);
  if (!bytes) return tl::unexpected(bytes.error());
  return write_document(file, *bytes);
}

}  // namespace sternum
