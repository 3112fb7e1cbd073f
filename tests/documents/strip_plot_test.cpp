// Plots: every mark is there once, however long the recording.
#include "datasets/documents/strip_plot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>

#include "gui/model/spoken_documents.hpp"
#include "tests/documents/printed.hpp"
#include "tests/documents/sample_documents.hpp"

namespace sternum::test {
namespace {

using testing::HasSubstr;

std::string plotted(const StripPlot& plot, PlotFormat format,
                    Language language = Language::Chinese) {
  DocumentPrinter with = printer();
  const auto bytes = strip_plot(with, plot, SpokenDocuments(language), format);
  EXPECT_TRUE(bytes.has_value()) << bytes.error().message();
  return bytes.value_or("");
}

class Svg {
 public:
  explicit Svg(const std::string& text) {
    EXPECT_TRUE(document_.load_buffer(text.data(), text.size()));
  }
  /// Shapes of one kind of mark.
  [[nodiscard]] std::size_t marks(const std::string& kind) const {
    return document_.select_nodes(("//g[@class='" + kind + "']/*").c_str()).size();
  }
  [[nodiscard]] std::size_t rows() const {
    return document_.select_nodes("//g[@class='compressions']").size();
  }
  [[nodiscard]] std::string words() const {
    std::string all;
    for (const auto& text : document_.select_nodes("//text")) {
      all += std::string(text.node().text().get()) + "\n";
    }
    return all;
  }
  [[nodiscard]] std::size_t points_of_trace() const {
    std::size_t count = 0;
    for (const auto& line : document_.select_nodes("//polyline")) {
      const std::string points = line.node().attribute("points").value();
      count += static_cast<std::size_t>(std::ranges::count(points, ','));
    }
    return count;
  }

 private:
  pugi::xml_document document_;
};

TEST(StripPlot, HasEveryMarkOfTheResultOnce) {
  const TraineeReport report = practice_report();
  const AttemptResult& result = report.result;
  const Svg svg(plotted({"lesson.csv", result, report.guideline, report.strip}, PlotFormat::Svg));
  EXPECT_EQ(svg.rows(), 2U);
  EXPECT_EQ(svg.marks("compressions"), result.compressions.size());
  EXPECT_EQ(svg.marks("breaths"), result.breaths.size());
  EXPECT_EQ(svg.marks("lost"), result.score.reasons.size());
  EXPECT_EQ(svg.marks("leaning"), 12U);
  EXPECT_GT(svg.points_of_trace(), 2'000U);
}

TEST(StripPlot, NamesItsAxesAndItsLegendInTheReadersLanguage) {
  const TraineeReport report = practice_report();
  const StripPlot plot{"lesson.csv", report.result, report.guideline, report.strip};
  const std::string english = Svg(plotted(plot, PlotFormat::Svg, Language::English)).words();
  for (const char* part : {"lesson.csv", "mm", "min:s", "0:30", "target 50–60 mm", "breath",
                           "no data", "points lost", "86.0 / 100", "too shallow"}) {
    EXPECT_THAT(english, HasSubstr(part));
  }
  const std::string chinese = Svg(plotted(plot, PlotFormat::Svg)).words();
  for (const char* part : {"分:秒", "目标 50–60 mm", "吹气", "无数据", "扣分序号", "太浅"}) {
    EXPECT_THAT(chinese, HasSubstr(part));
  }
}

/// Somebody who presses for hours, with an hour at 100 Hz behind every one of them.
TraineeReport hours_of(int hours) {
  TraineeReport report = empty_report();
  AttemptResult& result = report.result;
  const auto at = [](double s) { return DeviceTime{} + seconds(s); };
  result.span = {at(0), at(3600.0 * hours)};
  for (int i = 0; i < hours * 3600; ++i) {
    Compression one;
    one.onset = at(i + 0.1);
    one.peak = at(i + 0.3);
    one.release = at(i + 0.5);
    one.depth = millimetres(55);
    result.compressions.push_back(one);
    // Sparse, but for a single deep point: it must be seen in the end.
    for (const double offset : {0.0, 0.3, 0.6}) {
      const bool deepest = i == 1234 && offset == 0.3;
      report.strip.push_back({at(i + offset), deepest ? 64.0F : (offset == 0.3 ? 55.0F : 0.0F)});
    }
  }
  return report;
}

TEST(StripPlot, ShowsHoursInAFewRowsWithTheirExtremes) {
  const TraineeReport report = hours_of(5);
  const std::string text =
      plotted({"day.csv", report.result, report.guideline, report.strip}, PlotFormat::Svg);
  const Svg svg(text);
  EXPECT_LE(svg.rows(), 12U);
  EXPECT_GE(svg.rows(), 5U);
  EXPECT_EQ(svg.marks("compressions"), report.result.compressions.size());
  // Two points a column and no more.
  EXPECT_LT(svg.points_of_trace(), svg.rows() * 1'300U * 2U);
  EXPECT_GT(svg.points_of_trace(), svg.rows() * 1'000U);
  EXPECT_THAT(svg.words(), HasSubstr("4:10:00"));
}

TEST(StripPlot, IsAPictureAndAPageToo) {
  const TraineeReport report = exam_report();
  const StripPlot plot{"attempt", report.result, report.guideline, report.strip, &*report.exam};
  const std::string png = plotted(plot, PlotFormat::Png);
  EXPECT_TRUE(png.starts_with("\x89PNG"));
  const PrintedPdf pdf(plotted(plot, PlotFormat::Pdf));
  EXPECT_EQ(pdf.pages(), 1);
  EXPECT_THAT(pdf.text(), HasSubstr("未做到"));
  EXPECT_EQ(plotted(plot, PlotFormat::Pdf), plotted(plot, PlotFormat::Pdf));
}

TEST(StripPlot, DrawsAnAttemptInWhichNothingHappened) {
  const TraineeReport report = empty_report();
  const Svg svg(plotted({"nothing", report.result, report.guideline, {}}, PlotFormat::Svg));
  EXPECT_EQ(svg.rows(), 1U);
  EXPECT_EQ(svg.marks("compressions"), 0U);
}

TEST(StripPlot, WritesWhatStandsInXmlForItself) {
  const TraineeReport report = empty_report();
  const Svg svg(plotted({"a<b> & \"c\"", report.result, report.guideline, {}}, PlotFormat::Svg));
  EXPECT_THAT(svg.words(), HasSubstr("a<b> & \"c\""));
}

TEST(StripPlot, KnowsItsFormatByTheFilesName) {
  EXPECT_EQ(plot_format("a/b.svg").value_or(PlotFormat::Pdf), PlotFormat::Svg);
  EXPECT_EQ(plot_format("b.PNG").value_or(PlotFormat::Pdf), PlotFormat::Png);
  EXPECT_EQ(plot_format("b.pdf").value_or(PlotFormat::Svg), PlotFormat::Pdf);
  const auto unknown = plot_format("b.gif");
  ASSERT_FALSE(unknown.has_value());
  EXPECT_THAT(unknown.error().message(), HasSubstr(".svg, .png or .pdf"));
}

}  // namespace
}  // namespace sternum::test
