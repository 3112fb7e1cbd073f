// What a report says, before it is drawn.
#include "datasets/documents/report_content.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "datasets/documents/printed_words.hpp"
#include "gui/model/spoken_documents.hpp"
#include "tests/documents/sample_documents.hpp"

namespace sternum::paper {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const SpokenDocuments kEnglish(Language::English);

TEST(ReportContent, GathersAnExamsLedgerByRuleAndCycleAndLosesNothing) {
  for (const auto make : {test::exam_report, test::crowded_report, test::invalid_report}) {
    const TraineeReport report = make();
    const ReportContent content = content_of(report, kEnglish);
    EXPECT_EQ(content.lost, kFullMarks - *report.exam->examination.total);
    EXPECT_LT(content.ledger.size(), report.exam->examination.ledger.size() + 1);
    for (std::size_t i = 0; i < content.ledger.size(); ++i) {
      EXPECT_EQ(content.ledger[i].number, static_cast<int>(i + 1));
      EXPECT_FALSE(content.ledger[i].words.empty());
      if (i == 0 || !content.ledger[i].span) continue;
      ASSERT_TRUE(content.ledger[i - 1].span.has_value());
      EXPECT_LE(content.ledger[i - 1].span->from, content.ledger[i].span->from);
    }
  }
}

TEST(ReportContent, SaysManyCompressionsInOneSentenceAndOneInItsOwn) {
  const ReportContent content = content_of(test::exam_report(), kEnglish);
  const auto says = [&](const char* part) {
    return std::ranges::any_of(content.ledger, [part](const LedgerLine& line) {
      return line.words.find(part) != std::string::npos;
    });
  };
  EXPECT_TRUE(says("12 of 30 compressions not fully released: 7 mm left"));
  EXPECT_TRUE(says("Breath 6: 720 ml, at most 600 ml wanted."));
  EXPECT_TRUE(says("overruled by the instructor"));
}

TEST(ReportContent, TellsWhatAnOverrulingReplacedAndWhoDidIt) {
  const ReportContent content = content_of(test::exam_report(), kEnglish);
  const auto line = std::ranges::find_if(content.items, &ScoreLine::overruled);
  ASSERT_NE(line, content.items.end());
  EXPECT_EQ(
      line->note,
      "overruled, it was: met · examiner T-017 · 2026-03-21 14:40 · 考官看到没有清除口腔异物");
}

TEST(ReportContent, TellsEveryOverrulingOfWhatWasOverruledAgain) {
  TraineeReport report = test::exam_report();
  EXPECT_THAT(content_of(report, kEnglish).overrulings, IsEmpty());
  SheetEntry again = report.exam->overrulings.front();
  again.overruled_to_met = true;
  again.who = "T-001";
  again.utc_ms += 86'400'000;
  again.reason = "录像中清除了口腔异物";
  report.exam->overrulings.push_back(again);
  EXPECT_THAT(
      content_of(report, kEnglish).overrulings,
      ElementsAre(AllOf(HasSubstr("overruled: missed"),
                        HasSubstr("examiner T-017 · 2026-03-21 14:40 · 考官看到没有清除口腔异物")),
                  AllOf(HasSubstr("overruled: met"),
                        HasSubstr("examiner T-001 · 2026-03-22 14:40 · 录像中清除了口腔异物"))));
}

TEST(ReportContent, TellsPracticeFromAnExam) {
  const ReportContent practice = content_of(test::practice_report(), kEnglish);
  EXPECT_EQ(practice.look, VerdictLook::Practice);
  EXPECT_EQ(practice.total, "86.0");
  EXPECT_FALSE(practice.pass.has_value());
  EXPECT_EQ(practice.items.size(), 6U);
  EXPECT_EQ(practice.progress_note, "+13.6 since the last one");
  ASSERT_EQ(practice.tips.size(), 2U);
  EXPECT_EQ(practice.tips[0].title, "Pressed too shallow");
  EXPECT_EQ(practice.tips[0].gain, "up to +3.8 points");
  EXPECT_THAT(practice.tips[0].words, HasSubstr("Compressions too shallow: 34"));
  const ReportContent exam = content_of(test::exam_report(), kEnglish);
  EXPECT_EQ(exam.look, VerdictLook::Passed);
  EXPECT_EQ(exam.pass, 80.0);
  EXPECT_THAT(exam.measures, HasSubstr("110/144"));
}

TEST(ReportContent, NeverTellsZeroOfWhatWasNotMeasured) {
  const ReportContent empty = content_of(test::empty_report(), kEnglish);
  EXPECT_EQ(empty.total, kNotMeasured);
  for (const ScoreLine& line : empty.items) {
    EXPECT_EQ(line.measured, kNotMeasured) << line.title;
    EXPECT_FALSE(line.fraction.has_value());
  }
  EXPECT_TRUE(empty.tips.empty());
  EXPECT_TRUE(empty.progress.empty());
  EXPECT_TRUE(empty.ledger_sum.empty());
}

TEST(PrintedWords, TellDaysInTheBasesOwnTime) {
  constexpr std::int64_t kJustBeforeMidnight = 1'774'022'399'000;  // 2026-03-20 15:59:59 UTC
  EXPECT_EQ(day_and_time(kJustBeforeMidnight, 480), "2026-03-20 23:59");
  EXPECT_EQ(day_and_time(kJustBeforeMidnight + 1'000, 480), "2026-03-21 00:00");
  EXPECT_EQ(timestamp(kJustBeforeMidnight, -210), "2026-03-20T12:29:59-03:30");
  EXPECT_EQ(day(-1, 0), "1969-12-31");
  EXPECT_EQ(clock(seconds(3665.9)), "1:01:05");
  EXPECT_EQ(signed_tenths(-0.04), "0.0");
  EXPECT_EQ(signed_tenths(-1.25), "−1.2");
}

}  // namespace
}  // namespace sternum::paper
