// The examiner's hands: what keys enter on the sheet, and what the console asks of the station.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/model/console.hpp"
#include "tests/gui/exam_scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::IsEmpty;
using Kind = SheetEntry::Kind;

class ConsoleExam : public ::testing::Test {
 protected:
  ConsoleExam() {
    station.now.schemes = {std::make_shared<const Scheme>(first_aider_scheme())};
    console.examiner() = "1203";
    look(0.0);
  }
  void look(double now_s) { console.update(station, now_s); }
  void show(std::shared_ptr<const SeatExam> exam, AttemptPhase phase, double now_s = 0.0) {
    station.now.seats = {examined_seat(1, "Li", std::move(exam), phase)};
    look(now_s);
  }
  [[nodiscard]] const SheetEntry& entered(std::size_t index) const {
    return std::get<MarkSheet>(station.posted.at(index)).entry;
  }
  [[nodiscard]] const Seat& seat() const { return console.station().seats.front(); }

  FakeStation station = station_with(
      {examined_seat(1, "Li", exam_of(first_aider_scheme(), {}), AttemptPhase::Running)});
  Console console{Language::English, true};
};

TEST_F(ConsoleExam, TicksMissesAndOpensAgainWithTheSameLetter) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(console.press_letter('Q', station));
  EXPECT_EQ(entered(0).item_id, "scene");
  EXPECT_EQ(entered(0).kind, Kind::Ticked);
  EXPECT_EQ(entered(0).who, "1203");
  EXPECT_EQ(entered(1).kind, Kind::Missed) << "though the station has not answered yet";
  EXPECT_EQ(entered(2).kind, Kind::Unticked);
  EXPECT_FALSE(console.press_letter('P', station)) << "no item has it";
}

TEST_F(ConsoleExam, ForgetsAnEntryThatTheStationNeverTook) {
  console.press_letter('Q', station);
  look(2.5);
  console.press_letter('Q', station);
  EXPECT_EQ(entered(1).kind, Kind::Ticked);
}

TEST_F(ConsoleExam, TimesBetweenTwoPresses) {
  look(10.0);
  console.press_letter('R', station);
  EXPECT_THAT(station.posted, IsEmpty());
  look(17.2);
  EXPECT_NEAR(console.desk().notes().running_s.at("breathing"), 7.2, 1e-9);
  console.press_letter('R', station);
  EXPECT_EQ(entered(0).kind, Kind::Timed);
  EXPECT_EQ(entered(0).timed, milliseconds(7200));
}

TEST_F(ConsoleExam, TakesBackTheLastTickAndARunningTimer) {
  console.press_letter('Q', station);
  console.press_letter('R', station);
  console.press(Shortcut::Undo, station);
  EXPECT_THAT(console.desk().notes().running_s, IsEmpty());
  EXPECT_EQ(station.posted.size(), 1U);
  console.press(Shortcut::Undo, station);
  EXPECT_EQ(entered(1).item_id, "scene");
  EXPECT_EQ(entered(1).kind, Kind::Unticked);
  console.press(Shortcut::Undo, station);
  EXPECT_EQ(station.posted.size(), 2U) << "there is nothing more to take back";
}

TEST_F(ConsoleExam, OverrulesWithAReasonOnly) {
  console.desk().select("longest-pause");
  console.press(Shortcut::Overrule, station);
  ASSERT_TRUE(console.desk().draft());
  EXPECT_TRUE(console.desk().draft()->to_met) << "it was missed";
  console.give_reason("", station);
  EXPECT_THAT(station.posted, IsEmpty());
  EXPECT_TRUE(console.press_digit(2, station));
  EXPECT_EQ(entered(0).kind, Kind::Overruled);
  EXPECT_EQ(entered(0).item_id, "longest-pause");
  EXPECT_TRUE(entered(0).overruled_to_met);
  EXPECT_EQ(entered(0).reason, "The manikin or its sensor was at fault");
  EXPECT_FALSE(console.desk().draft());
}

TEST_F(ConsoleExam, DropsADraftWithEsc) {
  console.desk().select("longest-pause");
  console.press(Shortcut::Overrule, station);
  console.press(Shortcut::Back, station);
  EXPECT_FALSE(console.desk().draft());
  EXPECT_THAT(station.posted, IsEmpty());
}

TEST_F(ConsoleExam, DoesNotTickWhatASensorMeasured) {
  console.press_item("depth", station);
  EXPECT_THAT(station.posted, IsEmpty());
  EXPECT_EQ(console.desk().selected(), "depth");
}

TEST_F(ConsoleExam, AsksAboutABorderlineItemAndPutsItAsideWhenItIsDoneAgain) {
  Scheme scheme = first_aider_scheme();
  for (SchemeItem& item : scheme.items) {
    if (item.id != "depth") continue;
    item.sensor.measure = Measure::MeanDepth;
    item.sensor.limit = 54.0;
  }
  show(exam_of(scheme, {}), AttemptPhase::Running);
  ASSERT_EQ(console.desk().question(*seat().exam), "depth");
  EXPECT_TRUE(console.press_digit(3, station));
  EXPECT_EQ(entered(0).kind, Kind::Unticked);
  EXPECT_EQ(console.desk().question(*seat().exam), std::nullopt);
  show(exam_of(scheme, {}), AttemptPhase::Done);
  ASSERT_EQ(console.desk().question(*seat().exam), "depth") << "in the end it must be decided";
  EXPECT_TRUE(console.press_digit(1, station));
  EXPECT_TRUE(console.press_digit(3, station));
  EXPECT_EQ(entered(1).kind, Kind::Overruled);
  EXPECT_TRUE(entered(1).overruled_to_met);
}

TEST_F(ConsoleExam, VoidsAtTheSecondPressAndBeginsAnew) {
  console.press(Shortcut::VoidAndRedo, station);
  EXPECT_THAT(station.posted, IsEmpty());
  console.press(Shortcut::VoidAndRedo, station);
  ASSERT_EQ(station.posted.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<DiscardAttempt>(station.posted[0]));
  const auto& again = std::get<StartAttempt>(station.posted[1]);
  EXPECT_EQ(again.trainee, "Li");
  EXPECT_EQ(again.scheme_id, "first-aider-100");
  EXPECT_EQ(again.purpose, AttemptPurpose::Exam);
}

TEST_F(ConsoleExam, EndsAndThenPutsTheVerdictAway) {
  console.press(Shortcut::EndExam, station);
  EXPECT_TRUE(std::holds_alternative<EndAttempt>(station.posted.at(0)));
  const Scheme scheme = first_aider_scheme();
  show(exam_of(scheme, filled_sheet(scheme, seconds(7.0))), AttemptPhase::Done);
  EXPECT_NE(console.examined(), nullptr);
  console.press(Shortcut::EndExam, station);
  EXPECT_EQ(console.examined(), nullptr);
  show(exam_of(scheme, {}), AttemptPhase::Running);
  EXPECT_NE(console.examined(), nullptr) << "the next exam has the screen again";
}

TEST_F(ConsoleExam, ProposesARetestToWhoFailed) {
  const Scheme scheme = first_aider_scheme();
  show(exam_of(scheme, filled_sheet(scheme, seconds(7.0), "call")), AttemptPhase::Done);
  console.exam_choice().choose_purpose(AttemptPurpose::Exam, console.station());
  EXPECT_EQ(console.exam_choice().purpose_for("Li"), AttemptPurpose::Retest);
  EXPECT_EQ(console.exam_choice().purpose_for("Wu"), AttemptPurpose::Exam);
  console.typed_name(seat()) = "Li";
  console.start(seat(), station);
  const auto& start = std::get<StartAttempt>(station.posted.at(0));
  EXPECT_EQ(start.purpose, AttemptPurpose::Retest);
  EXPECT_EQ(start.scheme_id, "first-aider-100");
  console.exam_choice().grant_exam("Li");
  EXPECT_EQ(console.exam_choice().purpose_for("Li"), AttemptPurpose::Exam);
}

TEST_F(ConsoleExam, GoesToAPlaceWithoutAManikinForAChecklist) {
  Scheme checklist = first_aider_scheme();
  checklist.id = "checklist";
  checklist.measures_cpr = false;
  station.now.schemes = {std::make_shared<const Scheme>(first_aider_scheme()),
                         std::make_shared<const Scheme>(checklist)};
  look(50.0);
  console.press(Shortcut::Checklist, station);
  EXPECT_TRUE(std::holds_alternative<OpenChecklist>(station.posted.at(0)));
  ASSERT_NE(console.exam_choice().scheme(), nullptr);
  EXPECT_EQ(console.exam_choice().scheme()->id, "checklist");
  Seat place;
  place.number = 91;
  place.manikin.id = "no-manikin-1";
  place.has_manikin = false;
  place.online = true;
  station.now.seats.push_back(place);
  look(50.1);
  ASSERT_NE(console.enlarged(), nullptr);
  EXPECT_EQ(console.enlarged()->number, 91);
  EXPECT_TRUE(console.fits_choice(*console.enlarged()));
  console.exam_choice().choose_scheme("first-aider-100", console.station());
  EXPECT_FALSE(console.fits_choice(*console.enlarged()));
}

TEST_F(ConsoleExam, KeepsTheChoiceUntilAnotherIsMade) {
  EXPECT_EQ(console.exam_choice().scheme(), nullptr);
  console.press(Shortcut::Purpose, station);
  EXPECT_EQ(console.exam_choice().purpose(), AttemptPurpose::Exam);
  look(100.0);
  ASSERT_NE(console.exam_choice().scheme(), nullptr);
  console.press(Shortcut::Scheme, station);
  EXPECT_EQ(console.exam_choice().purpose(), AttemptPurpose::Practice) << "round to none";
}

TEST_F(ConsoleExam, BeginsWithASchemeOfCprWhereverChecklistsStand) {
  Scheme checklist = first_aider_scheme();
  checklist.id = "aed";
  checklist.measures_cpr = false;
  station.now.schemes.insert(station.now.schemes.begin(),
                             std::make_shared<const Scheme>(checklist));
  look(100.0);
  console.press(Shortcut::Purpose, station);
  ASSERT_NE(console.exam_choice().scheme(), nullptr);
  EXPECT_EQ(console.exam_choice().scheme()->id, "first-aider-100");
}

TEST_F(ConsoleExam, RetakesAfterAFailureAsARetestAndAfterAnInvalidRecordingAsBefore) {
  const Scheme scheme = first_aider_scheme();
  show(exam_of(scheme, filled_sheet(scheme, seconds(7.0), "call")), AttemptPhase::Done);
  console.press(Shortcut::VoidAndRedo, station);
  EXPECT_EQ(std::get<StartAttempt>(station.posted.at(0)).purpose, AttemptPurpose::Retest);
  look(10.0);
  show(exam_of(scheme, {}, false), AttemptPhase::Done, 20.0);
  console.press(Shortcut::VoidAndRedo, station);
  EXPECT_EQ(std::get<StartAttempt>(station.posted.at(1)).purpose, AttemptPurpose::Exam);
}

TEST_F(ConsoleExam, OverrulesInTheDebriefAndReadsItAgain) {
  const Scheme scheme = first_aider_scheme();
  Review review = *station.reviews[7];
  review.exam = exam_of(scheme, filled_sheet(scheme, seconds(7.0)));
  station.reviews[7] = std::make_shared<const Review>(review);
  console.open_review(7, station);
  look(1.0);
  console.press_item("longest-pause", station);
  EXPECT_THAT(station.posted, IsEmpty()) << "a debrief does not tick";
  console.overrule_selected();
  console.press_digit(1, station);
  const auto& mark = std::get<MarkStoredSheet>(station.posted.at(0));
  EXPECT_EQ(mark.attempt, 7);
  EXPECT_EQ(mark.entry.kind, Kind::Overruled);
  auto sheet = review.exam->sheet;
  sheet.push_back(mark.entry);
  review.exam = exam_of(scheme, sheet);
  station.reviews[7] = std::make_shared<const Review>(review);
  look(2.0);
  EXPECT_EQ(console.review()->review().exam->sheet.size(), sheet.size());
}

}  // namespace
}  // namespace sternum::test
