// Reports as other programs read them.
#include "datasets/documents/trainee_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <pugixml.hpp>
#include <regex>
#include <set>

#include "gui/model/spoken_documents.hpp"
#include "tests/documents/printed.hpp"
#include "tests/documents/sample_documents.hpp"

namespace sternum::test {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::size_t kMostBytesAPage = 150'000;

std::string report_bytes(DocumentPrinter& with, const TraineeReport& report,
                         Language language = Language::Chinese) {
  const auto bytes = trainee_report_pdf(with, report, SpokenDocuments(language));
  EXPECT_TRUE(bytes.has_value()) << bytes.error().message();
  return bytes.value_or("");
}

struct Sample {
  const char* name;
  TraineeReport (*make)();
};
void PrintTo(const Sample& sample, std::ostream* out) { *out << sample.name; }

class EveryReport : public testing::TestWithParam<std::tuple<Sample, Language>> {
 protected:
  [[nodiscard]] static PrintedPdf printed() {
    DocumentPrinter with = printer();
    return PrintedPdf(report_bytes(with, std::get<0>(GetParam()).make(), std::get<1>(GetParam())));
  }
};

TEST_P(EveryReport, StandsOnTwoSmallPagesAtMostWithItsFontsInside) {
  const PrintedPdf pdf = printed();
  const int pages = pdf.pages();
  EXPECT_GE(pages, 1);
  EXPECT_LE(pages, 2);
  EXPECT_LE(pdf.bytes(), kMostBytesAPage * static_cast<std::size_t>(pages));
  const auto fonts = pdf.fonts();
  EXPECT_FALSE(fonts.empty());
  for (const auto& font : fonts) {
    EXPECT_TRUE(font.is_embedded && font.is_subset) << font.line;
    EXPECT_TRUE(font.has_unicode) << font.line;
  }
}

struct Word {
  std::string text;
  double left = 0.0;
  double top = 0.0;
  double right = 0.0;
  double bottom = 0.0;
};

/// The words of each page with their places, in points.
std::vector<std::vector<Word>> words_of(const PrintedPdf& pdf) {
  pugi::xml_document html;
  const std::string boxes = read_by({"pdftotext", "-bbox", pdf.file(), "-"});
  EXPECT_TRUE(html.load_string(boxes.c_str()));
  std::vector<std::vector<Word>> pages;
  for (const auto& page : html.select_nodes("//page")) {
    auto& words = pages.emplace_back();
    for (const auto& word : page.node().children("word")) {
      words.push_back({word.text().get(), word.attribute("xMin").as_double(),
                       word.attribute("yMin").as_double(), word.attribute("xMax").as_double(),
                       word.attribute("yMax").as_double()});
    }
  }
  return pages;
}

TEST_P(EveryReport, LaysNoWordOverAnother) {
  for (const auto& words : words_of(printed())) {
    EXPECT_GT(words.size(), 20U);
    for (std::size_t a = 0; a < words.size(); ++a) {
      // A word's box reaches from ascender to descender: its middle is where there is ink.
      const auto middle = [](const Word& word) {
        const double quarter = (word.bottom - word.top) * 0.3;
        return std::pair(word.top + quarter, word.bottom - quarter);
      };
      const auto [top, bottom] = middle(words[a]);
      EXPECT_GT(words[a].left, 20.0) << words[a].text;
      EXPECT_LT(words[a].right, 595.0 - 20.0) << words[a].text;
      EXPECT_LT(words[a].bottom, 842.0) << words[a].text;
      for (std::size_t b = a + 1; b < words.size(); ++b) {
        const auto [other_top, other_bottom] = middle(words[b]);
        const double across =
            std::min(words[a].right, words[b].right) - std::max(words[a].left, words[b].left);
        const double down = std::min(bottom, other_bottom) - std::max(top, other_top);
        EXPECT_FALSE(across > 1.0 && down > 0.5)
            << "\"" << words[a].text << "\" and \"" << words[b].text << "\"";
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(TraineeReport, EveryReport,
                         testing::Combine(testing::Values(Sample{"Practice", practice_report},
                                                          Sample{"Exam", exam_report},
                                                          Sample{"Crowded", crowded_report},
                                                          Sample{"Empty", empty_report},
                                                          Sample{"Invalid", invalid_report}),
                                          testing::Values(Language::Chinese, Language::English)),
                         [](const auto& tested) {
                           return std::string(std::get<0>(tested.param).name) +
                                  (std::get<1>(tested.param) == Language::Chinese ? "Chinese"
                                                                                  : "English");
                         });

TEST(TraineeReport, TellsWhoDidWhatAndWhatItWasJudgedBy) {
  DocumentPrinter with = printer();
  const std::string text = PrintedPdf(report_bytes(with, exam_report())).text();
  for (const char* part :
       {"陈国强", "东城培训基地", "第 12 期", "2026-03-21 14:38", "SA-0142", "adult-rcsc-2021",
        "rcsc-first-aider", "合格", "87.7", "合格线 80", "数据有效", "扣分明细", "考官 T-017",
        "考官看到没", "9c41 07aa e2d8 3b10", "仅用于培训", "第 1 页"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(TraineeReport, WritesTheNamesThatFewFontsHave) {
  DocumentPrinter with = printer();
  TraineeReport report = empty_report();
  for (const char* name : {"贠㛃䶮", "𠮷田健", "张伟", "Müller-Łukasz"}) {
    report.trainee = name;
    EXPECT_THAT(PrintedPdf(report_bytes(with, report)).text(), HasSubstr(name));
  }
}

TEST(TraineeReport, SaysNothingInEnglishOnAChinesePage) {
  // Ids, units and names of formats are the same in both languages.
  const std::set<std::string> everybodys = {"adult", "aider", "AED",  "first", "JSON",      "long",
                                            "lo",    "rcsc",  "very", "with",  "identifier"};
  DocumentPrinter with = printer();
  static const std::regex kWord("[A-Za-z]{3,}");
  for (const auto make :
       {practice_report, exam_report, crowded_report, empty_report, invalid_report}) {
    const std::string text = PrintedPdf(report_bytes(with, make())).text();
    for (std::sregex_iterator it(text.begin(), text.end(), kWord), end; it != end; ++it) {
      // Hashes are hexadecimal.
      if (it->str().find_first_not_of("abcdef") == std::string::npos) continue;
      EXPECT_TRUE(everybodys.contains(it->str())) << it->str();
    }
  }
}

TEST(TraineeReport, IsTheSameBytesFromEveryPrinterAndAfterEveryOtherReport) {
  DocumentPrinter fresh = printer();
  DocumentPrinter used = printer();
  const TraineeReport report = exam_report();
  const std::string bytes = report_bytes(fresh, report);
  report_bytes(used, crowded_report(), Language::English);
  report_bytes(used, invalid_report());
  EXPECT_EQ(bytes, report_bytes(used, report));
  EXPECT_EQ(bytes, report_bytes(fresh, report));
  TraineeReport later = report;
  later.began_at_ms += 60'000;
  EXPECT_NE(bytes, report_bytes(fresh, later));
}

TEST(TraineeReport, CountsWhatHasNoRoomAndLeavesItToTheJson) {
  DocumentPrinter with = printer();
  const std::string text = PrintedPdf(report_bytes(with, crowded_report())).text();
  EXPECT_THAT(text, HasSubstr("详见 JSON"));
  EXPECT_THAT(text, HasSubstr("第 40 项"));  // every item is there
  EXPECT_THAT(text, HasSubstr("−20.6"));     // and what is counted is in the sum
  EXPECT_THAT(text, HasSubstr("…"));
}

TEST(TraineeReport, SaysWhatWasNotMeasured) {
  DocumentPrinter with = printer();
  const std::string text = PrintedPdf(report_bytes(with, invalid_report())).text();
  EXPECT_THAT(text, HasSubstr("未测量：回弹、深度"));
  EXPECT_THAT(text, HasSubstr("未测量深度"));
  EXPECT_THAT(text, HasSubstr("无效"));
  EXPECT_THAT(text, HasSubstr("数据无效"));
  EXPECT_THAT(text, Not(HasSubstr("深度达标 0/")));
}

TEST(DocumentPrinter, SaysWhichFontToInstallWhenThereIsNone) {
  const auto made = DocumentPrinter::create({.families = {"No Such Family"}});
  ASSERT_FALSE(made.has_value());
  EXPECT_THAT(made.error().message(), HasSubstr("fonts-wqy-microhei"));
}

TEST(DocumentPrinter, WritesAFileWholeOrNotAtAll) {
  const TemporaryFolder folder;
  DocumentPrinter with = printer();
  const SpokenDocuments words(Language::Chinese);
  const auto file = folder.path() / "report.pdf";
  TraineeReport report = empty_report();
  ASSERT_TRUE(write_trainee_report_pdf(with, report, words, file).has_value());
  const auto size = std::filesystem::file_size(file);
  report.qr_payload = std::string(3'000, 'x');
  const auto refused = write_trainee_report_pdf(with, report, words, file);
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message(), HasSubstr("QR"));
  EXPECT_EQ(std::filesystem::file_size(file), size);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
  EXPECT_FALSE(write_trainee_report_pdf(with, empty_report(), words,
                                        folder.path() / "no such folder" / "report.pdf")
                   .has_value());
}

}  // namespace
}  // namespace sternum::test
