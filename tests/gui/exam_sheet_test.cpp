// The sheet as the examiner reads it, from examinations that the real engine made.
#include "gui/model/exam_sheet.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/exam_scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

DeskNotes lettered(const SeatExam& exam) { return {item_letters(exam), {}, {}}; }

TEST(ExamSheet, GivesLettersInTheOrderOfTheSheetToWhatTheExaminerDecides) {
  const auto exam = exam_of(first_aider_scheme(), {});
  const ExamSheet sheet = exam_sheet(Language::English, *exam, lettered(*exam));
  std::string letters;
  std::vector<std::string> without;
  for (const std::string& id : sheet.ids()) {
    letters += sheet.row(id)->key;
    if (sheet.row(id)->key.empty()) without.push_back(id);
  }
  EXPECT_EQ(letters, "QWERTASDFG");
  EXPECT_THAT(without, ElementsAre("depth", "recoil", "rate", "volume", "longest-pause"));
  EXPECT_EQ(sheet.row("hands")->key, "A") << "no sensor sees the hands";
}

TEST(ExamSheet, KeepsLettersThatWereGiven) {
  const auto exam = exam_of(first_aider_scheme(), {});
  SeatExam before = *exam;
  before.examination = nullptr;
  const ItemLetters early = item_letters(before);
  EXPECT_FALSE(early.contains("hands")) << "nobody knows yet";
  const ItemLetters late = item_letters(*exam, early);
  for (const auto& [id, letter] : early) EXPECT_EQ(late.at(id), letter);
  EXPECT_TRUE(late.contains("hands"));
}

TEST(ExamSheet, CountsThePointsOfTheSchemeAndWhatIsOpen) {
  const auto exam =
      exam_of(first_aider_scheme(), {sheet_entry("scene", SheetEntry::Kind::Ticked),
                                     sheet_entry("response", SheetEntry::Kind::Missed)});
  const ExamSheet sheet = exam_sheet(Language::English, *exam, lettered(*exam));
  const ExamSection& scene = sheet.sections.front();
  EXPECT_EQ(scene.points.won, points(5.0));
  EXPECT_EQ(scene.points.decided, points(10.0));
  EXPECT_EQ(scene.points.undecided, points(15.0));
  EXPECT_EQ(sheet.points.decided + sheet.points.undecided, kFullMarks);
}

TEST(ExamSheet, AddsUpToTheTotalOnceEverythingIsDecided) {
  const Scheme scheme = first_aider_scheme();
  const auto exam = exam_of(scheme, filled_sheet(scheme, seconds(7.0), "mouth"));
  const ExamSheet sheet = exam_sheet(Language::English, *exam, lettered(*exam));
  EXPECT_EQ(sheet.points.undecided, Points{});
  EXPECT_EQ(sheet.points.won, exam->examination->total);
}

TEST(ExamSheet, SaysWhatWasMeasuredAndWhatWasWanted) {
  const Scheme scheme = first_aider_scheme();
  const auto exam = exam_of(scheme, filled_sheet(scheme, seconds(3.14)));
  const ExamSheet sheet = exam_sheet(Language::English, *exam);
  EXPECT_EQ(sheet.row("breathing")->measured, "timed 3.1 s, wanted 5–10 s");
  EXPECT_EQ(sheet.row("longest-pause")->measured, "11.5 s, wanted at most 10 s");
  EXPECT_EQ(sheet.row("longest-pause")->outcome, ItemOutcome::Missed);
  EXPECT_THAT(sheet.row("rate")->measured, HasSubstr("/min"));
  EXPECT_EQ(sheet.row("rate")->measured.find("wanted"), std::string::npos) << "it was met";
  EXPECT_EQ(exam_sheet(Language::Chinese, *exam).row("longest-pause")->measured,
            "11.5 秒，要求至多 10 秒");
}

TEST(ExamSheet, ShowsWhatWasJustEnteredBeforeTheStationAnswers) {
  const auto exam = exam_of(first_aider_scheme(), {});
  DeskNotes notes = lettered(*exam);
  notes.unheard = {sheet_entry("scene", SheetEntry::Kind::Ticked)};
  notes.running_s = {{"breathing", 4.26}};
  const ExamSheet sheet = exam_sheet(Language::English, *exam, notes);
  EXPECT_EQ(sheet.row("scene")->outcome, ItemOutcome::Met);
  EXPECT_TRUE(sheet.row("breathing")->timing);
  EXPECT_EQ(sheet.row("breathing")->measured, "4.3 s");
}

TEST(ExamSheet, MarksWhatWasOverruledAndKeepsWhatWasMeasured) {
  SheetEntry entry = sheet_entry("longest-pause", SheetEntry::Kind::Overruled);
  entry.overruled_to_met = true;
  entry.reason = "the manikin was at fault";
  const auto exam = exam_of(first_aider_scheme(), {entry});
  const ExamRow row = *exam_sheet(Language::English, *exam).row("longest-pause");
  EXPECT_TRUE(row.overruled);
  EXPECT_EQ(row.outcome, ItemOutcome::Met);
  EXPECT_EQ(row.won, points(5.0));
  EXPECT_THAT(row.measured, HasSubstr("11.5 s"));
}

TEST(ExamSheet, LeavesOutOfThePointsWhatNobodyCanDecide) {
  SeatExam exam = *exam_of(first_aider_scheme(), {});
  exam.examination = nullptr;
  const ExamSheet sheet = exam_sheet(Language::English, exam, lettered(exam));
  EXPECT_EQ(sheet.points.decided, Points{});
  EXPECT_EQ(sheet.row("depth")->outcome, ItemOutcome::NotMeasured);
  EXPECT_EQ(sheet.points.undecided, points(38.0)) << "ticks and the timer";
}

}  // namespace
}  // namespace sternum::test
