// What a class came to, out of a station database: which attempt counts, and what is told of it.
#include "datasets/exports/class_results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "datasets/exports/class_tables.hpp"
#include "tests/records/opened_database.hpp"

namespace sternum {
namespace {

using test::value_of;
using testing::ElementsAre;

constexpr std::int64_t kBegin_ms = 1'774'699'200'000;

ClassRecord a_class(ClassKey key = kBegin_ms - 1000) {
  ClassRecord record;
  record.key = key;
  record.number = "第 13 期";
  record.course = "救护员";
  record.base = "东城培训基地";
  record.audience = "社区";
  record.starts_on = "2026-03-28";
  record.ends_on = "2026-03-29";
  record.hours = 16.5;
  record.expected = 31;
  record.members = {{.name = "王晓燕", .organisation = "滨河社区"},
                    {.name = "李强", .absent = true},
                    {.name = "赵敏"}};
  return record;
}

class ClassResultsTest : public test::OpenedDatabase {
 protected:
  void SetUp() override {
    OpenedDatabase::SetUp();
    ASSERT_TRUE(database_->keep_class(a_class()));
  }
  /// An attempt of two minutes that ended.
  AttemptId attempt(const std::string& trainee, AttemptPurpose purpose, double score,
                    std::optional<Verdict> verdict, const std::string& scheme = "rcsc",
                    AttemptState state = AttemptState::Ended) {
    AttemptStart start = test::start_of("M-7", trainee);
    start.started_at_ms = kBegin_ms + ++count_ * 1'000'000;
    start.purpose = purpose;
    start.class_key = class_key_;
    if (purpose != AttemptPurpose::Practice) start.scheme_id = scheme;
    const AttemptId id = value_of(database_->begin_attempt(start));
    AttemptEnd end = test::end_as(state);
    end.ended_at_ms = start.started_at_ms + 120'000;
    end.score = score;
    end.verdict = verdict;
    EXPECT_TRUE(database_->end_attempt(id, end));
    return id;
  }
  TraineeResult first(const Rejudge& rejudge = {}) {
    return value_of(load_class_results(reader(), 1, rejudge)).trainees.at(0);
  }

  ClassKey class_key_ = a_class().key;
  int count_ = 0;
};

TEST_F(ClassResultsTest, NamesEverybodyOnTheListInItsOrder) {
  const auto results = value_of(load_class_results(reader(), 1));
  ASSERT_EQ(results.trainees.size(), 3U);
  EXPECT_EQ(results.trainees[0].name, "王晓燕");
  EXPECT_EQ(results.trainees[0].organisation, "滨河社区");
  EXPECT_EQ(results.trainees[0].verdict(), std::nullopt);
  EXPECT_EQ(results.present(), 2);
  EXPECT_EQ(results.record.number, "第 13 期");
  EXPECT_FALSE(load_class_results(reader(), 2));
}

TEST_F(ClassResultsTest, PracticeNeverCounts) {
  attempt("王晓燕", AttemptPurpose::Practice, 99.0, Verdict::Pass);
  const TraineeResult trainee = first();
  EXPECT_TRUE(trainee.exams.empty());
  EXPECT_FALSE(trainee.has_passed());
  EXPECT_EQ(trainee.attempts, 1);
  EXPECT_EQ(trainee.hands_on_s, 120.0);
}

TEST_F(ClassResultsTest, ARetestTakesThePlaceOfTheExam) {
  attempt("王晓燕", AttemptPurpose::Exam, 55.0, Verdict::Fail);
  const AttemptId retest = attempt("王晓燕", AttemptPurpose::Retest, 82.5, Verdict::Pass);
  const TraineeResult trainee = first();
  ASSERT_EQ(trainee.exams.size(), 1U);
  EXPECT_EQ(trainee.exams[0].attempt, retest);
  EXPECT_TRUE(trainee.is_retested());
  EXPECT_TRUE(trainee.has_passed());
  EXPECT_EQ(trainee.practical_score(), 82.5);
  EXPECT_EQ(trainee.attempts, 2);
}

TEST_F(ClassResultsTest, AnInvalidRecordingTakesNothingAway) {
  attempt("王晓燕", AttemptPurpose::Exam, 10.0, Verdict::Invalid);
  EXPECT_EQ(first().verdict(), Verdict::Invalid);
  attempt("王晓燕", AttemptPurpose::Exam, 90.0, Verdict::Pass);
  attempt("王晓燕", AttemptPurpose::Retest, 20.0, Verdict::Invalid);
  EXPECT_EQ(first().verdict(), Verdict::Pass);
  EXPECT_EQ(first().practical_score(), 90.0);
}

TEST_F(ClassResultsTest, ADiscardedAttemptIsAsIfItHadNotBeen) {
  attempt("王晓燕", AttemptPurpose::Exam, 90.0, Verdict::Pass, "rcsc", AttemptState::Discarded);
  EXPECT_EQ(first().verdict(), std::nullopt);
  EXPECT_EQ(first().attempts, 0);
}

TEST_F(ClassResultsTest, EverySchemeHasToBePassed) {
  attempt("王晓燕", AttemptPurpose::Exam, 90.0, Verdict::Pass, "cpr");
  attempt("王晓燕", AttemptPurpose::Exam, 70.0, Verdict::Fail, "aed");
  EXPECT_EQ(first().verdict(), Verdict::Fail);
  EXPECT_EQ(first().practical_score(), 70.0);
  attempt("王晓燕", AttemptPurpose::Retest, 95.0, Verdict::Pass, "aed");
  EXPECT_EQ(first().verdict(), Verdict::Pass);
}

TEST_F(ClassResultsTest, AnOverruledExamHasItsNewVerdictScoreAndExaminer) {
  const AttemptId exam = attempt("王晓燕", AttemptPurpose::Exam, 69.0, Verdict::Borderline);
  const auto never = [](const AttemptRecord&) -> Result<std::optional<double>> {
    ADD_FAILURE() << "nothing was entered after its end";
    return std::nullopt;
  };
  EXPECT_EQ(first(never).practical_score(), 69.0);
  const SheetEntry entry{.item_id = "score",
                         .kind = SheetEntry::Kind::Overruled,
                         .overruled_to_met = true,
                         .reason = "r",
                         .who = "1203",
                         .utc_ms = kBegin_ms + 9'000'000};
  ASSERT_TRUE(value_of(database_->mark_sheet(exam, {entry, Verdict::Pass})));
  const TraineeResult trainee =
      first([&](const AttemptRecord& record) -> Result<std::optional<double>> {
        EXPECT_EQ(record.id, exam);
        return 75.25;
      });
  EXPECT_EQ(trainee.verdict(), Verdict::Pass);
  EXPECT_EQ(trainee.practical_score(), 75.25);
  EXPECT_EQ(trainee.exams.at(0).examiner, "1203");
}

TEST_F(ClassResultsTest, AnAttemptOfAnotherClassIsAnotherClasss) {
  ASSERT_TRUE(database_->keep_class(a_class(kBegin_ms + 1)));
  class_key_ = kBegin_ms + 1;
  attempt("王晓燕", AttemptPurpose::Exam, 90.0, Verdict::Pass);
  EXPECT_EQ(first().verdict(), std::nullopt);
  EXPECT_EQ(value_of(load_class_results(reader(), 2)).passed(), 1);
  const auto classes = value_of(reader().classes());
  ASSERT_EQ(classes.size(), 2U);
  EXPECT_EQ(classes[0].id, 2);
  EXPECT_EQ(classes[0].members, 3);
  EXPECT_EQ(classes[0].present, 2);
}

TEST_F(ClassResultsTest, AreCountedAsCertifiedOrMadeAwareByMonthBaseAndAudience) {
  attempt("王晓燕", AttemptPurpose::Exam, 90.0, Verdict::Pass);
  ClassRecord other = a_class(kBegin_ms + 1);
  other.audience = "学校";
  ASSERT_TRUE(database_->keep_class(other));
  const StationReader station = reader();
  const ExportTable table = statistics_table(
      {value_of(load_class_results(station, 1)), value_of(load_class_results(station, 2)),
       value_of(load_class_results(station, 1))},
      ExportLanguage::Chinese);
  const auto number = [](int n) { return ExportCell(CellNumber{static_cast<double>(n), 0}); };
  const auto text = [](const char* t) { return ExportCell(std::string(t)); };
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(table.rows[0], ElementsAre(text("2026-03"), text("东城培训基地"), text("学校"),
                                         number(1), number(2), number(0), number(2)));
  EXPECT_THAT(table.rows[1], ElementsAre(text("2026-03"), text("东城培训基地"), text("社区"),
                                         number(2), number(4), number(2), number(2)));
  EXPECT_EQ(table.columns[5].heading, "持证人数");
}

TEST_F(ClassResultsTest, BecomeATableWithARowForEachTraineeInBothLanguages) {
  attempt("王晓燕", AttemptPurpose::Exam, 90.0, Verdict::Pass);
  const auto results = value_of(load_class_results(reader(), 1));
  const ExportTable zh = class_table(results, ExportLanguage::Chinese);
  const ExportTable en = class_table(results, ExportLanguage::English);
  ASSERT_EQ(zh.rows.size(), 3U);
  ASSERT_EQ(zh.columns.size(), en.columns.size());
  for (std::size_t c = 0; c < zh.columns.size(); ++c) {
    EXPECT_NE(zh.columns[c].heading, en.columns[c].heading);
  }
  const auto cell = [&](const ExportTable& table, const std::string& heading) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      if (table.columns[c].heading == heading) return table.rows[0][c];
    }
    return ExportCell{};
  };
  EXPECT_EQ(cell(zh, "期号"), ExportCell(std::string("第 13 期")));
  EXPECT_EQ(cell(zh, "开始日期"), ExportCell(CellDay{2026, 3, 28}));
  EXPECT_EQ(cell(zh, "考核结论"), ExportCell(std::string("合格")));
  EXPECT_EQ(cell(en, "Verdict"), ExportCell(std::string("pass")));
  EXPECT_EQ(cell(en, "Practical score"), ExportCell(CellNumber{90.0, 1}));
  EXPECT_EQ(cell(en, "Theory score"), ExportCell());
}

}  // namespace
}  // namespace sternum
