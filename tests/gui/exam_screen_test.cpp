// The exam screen through Dear ImGui: what it says, and what keys and clicks enter.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/exam_scenes.hpp"
#include "tests/gui/scene_test.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ExamScreen : public SceneTest {
 protected:
  ExamScreen() : SceneTest(exam_scenes()) {}
};

TEST_F(ExamScreen, SaysTheSheetItsPointsAndWhoDecides) {
  play("exam-running");
  const std::string words = read();
  for (const char* expected :
       {"Exam · First-aider CPR exam", "Chen Guoqiang", "examiner 1203", "passed with 80 points",
        "Calls for help, 120 and an AED", "critical", "15 / 15 · 10 open", "Full recoil",
        "no sensor: the examiner decides", "11.5 s, wanted at most 10 s", "of 70 points judged",
        "Void and redo", "End and save", "Scheme first-aider-100 3 · 7be204",
        "hatched: +/- 2 mm measuring error"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
}

TEST_F(ExamScreen, HearsLettersAsItemsAndNotAsShortcuts) {
  play("exam-running");
  screen.key(console, station, 'T');
  EXPECT_TRUE(console.dark()) << "T is an item here";
  ASSERT_EQ(station.posted.size(), 1U);
  EXPECT_EQ(std::get<MarkSheet>(station.posted[0]).entry.item_id, "pace");
  screen.key(console, station, 'R');
  EXPECT_EQ(std::get<MarkSheet>(station.posted.at(1)).entry.kind, SheetEntry::Kind::Timed);
  screen.key(console, station, 'U');
  EXPECT_EQ(std::get<MarkSheet>(station.posted.at(2)).entry.kind, SheetEntry::Kind::Unticked);
}

TEST_F(ExamScreen, AsksForAReasonBeforeItJudges) {
  play("exam-borderline");
  EXPECT_THAT(read(), HasSubstr("Borderline: Mean depth at least 54 mm"));
  screen.key(console, station, '2');
  EXPECT_THAT(station.posted, IsEmpty());
  EXPECT_THAT(read(), HasSubstr("Why is it failed? Mean depth at least 54 mm"));
  screen.key(console, station, '4');
  screen.frame(console, station);
  screen.type(console, station, "seen Q 1");
  EXPECT_THAT(station.posted, IsEmpty()) << "letters and digits of a reason are not keys";
  screen.key(console, station, 257);
  ASSERT_EQ(station.posted.size(), 1U);
  const SheetEntry& entry = std::get<MarkSheet>(station.posted[0]).entry;
  EXPECT_EQ(entry.reason, "seen Q 1");
  EXPECT_FALSE(entry.overruled_to_met);
  EXPECT_EQ(entry.who, "1203");
}

TEST_F(ExamScreen, SaysTheVerdictWhyAndWhatComesNext) {
  play("exam-failed");
  const std::string words = read();
  for (const char* expected : {"Not passed", "Calls for help, 120 and an AED: missed",
                               "What to do better", "Retest", "Next trainee"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
  screen.key(console, station, 301);
  EXPECT_THAT(read(), HasSubstr("Type a name or choose one"));
}

TEST_F(ExamScreen, SaysThatInvalidIsNotFailed) {
  play("exam-invalid");
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("Invalid"));
  EXPECT_THAT(words, HasSubstr("may be taken again"));
  EXPECT_THAT(words, Not(HasSubstr("Not passed")));
}

TEST_F(ExamScreen, ShowsNoStripForAChecklist) {
  play("exam-checklist");
  EXPECT_THAT(read(), Not(HasSubstr("Depth, last 12 s")));
}

TEST_F(ExamScreen, HasAVirtualAedWhereTheSchemeHasOne) {
  play("exam-bls");
  EXPECT_THAT(read(), HasSubstr("F6"));
  const std::string manikin = console.examined()->manikin.id;
  ASSERT_EQ(console.aed().aed(manikin).state(), AedState::Off);
  constexpr int kF6 = 295;
  screen.key(console, station, kF6);
  EXPECT_NE(console.aed().aed(manikin).state(), AedState::Off);
  EXPECT_EQ(std::get<NoteEvent>(station.posted.at(0)).kind, AttemptEvent::Kind::AedOn);
}

TEST_F(ExamScreen, TellsVerdictsOnTheTiles) {
  play("exam-class");
  const std::string words = read();
  for (const char* expected : {"exam", "Passed", "Not passed", "Borderline", "Invalid"}) {
    EXPECT_THAT(words, HasSubstr(expected));
  }
}

TEST_F(ExamScreen, OffersTheSchemesInTheHeader) {
  play("exam-start");
  ASSERT_TRUE(screen.click_on(console, station, "exam choice", {200, 12, 600, 40}));
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("free practice, without a scheme"));
  EXPECT_THAT(words, HasSubstr("Retest"));
}

TEST_F(ExamScreen, TellsBothValuesOfAnOverruledItemInTheDebrief) {
  play("review-exam");
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("was: missed · examiner 1203 · 2026-03-0"));
  EXPECT_THAT(words, HasSubstr("at fault")) << "the reason, over two lines";
  EXPECT_THAT(words, HasSubstr("Scheme first-aider-100 3 · 7be204"));
}

}  // namespace
}  // namespace sternum::test
