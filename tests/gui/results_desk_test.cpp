// Results at the console: who has earned what, and what the instructor's entries become.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/model/console.hpp"
#include "tests/gui/results_scenes.hpp"
#include "tests/gui/review_scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TraineeResult who_came_to(std::optional<Verdict> verdict, std::optional<double> theory = {}) {
  TraineeResult trainee{.name = "Li"};
  trainee.outcome.theory_score = theory;
  if (verdict) trainee.exams.push_back({.attempt = 7, .verdict = *verdict});
  return trainee;
}

TEST(Certification, IsEarnedByPassingUnlessTheTheoryIsTooLow) {
  using enum CertificateStanding;
  EXPECT_EQ(standing_of(who_came_to({})), NotExamined);
  EXPECT_EQ(standing_of(who_came_to({}, 95.0)), NotExamined) << "theory alone is not enough";
  EXPECT_EQ(standing_of(who_came_to(Verdict::Pass)), Earned) << "no theory was entered";
  EXPECT_EQ(standing_of(who_came_to(Verdict::Pass, 60.0)), Earned);
  EXPECT_EQ(standing_of(who_came_to(Verdict::Pass, 59.9)), TheoryTooLow);
  EXPECT_EQ(standing_of(who_came_to(Verdict::Pass, 59.9), 50.0), Earned);
  EXPECT_EQ(standing_of(who_came_to(Verdict::Fail, 100.0)), Failed);
  EXPECT_EQ(standing_of(who_came_to(Verdict::Borderline)), Borderline);
  EXPECT_EQ(standing_of(who_came_to(Verdict::Invalid)), Invalid);
  TraineeResult holder = who_came_to(Verdict::Fail);
  holder.outcome.certificate_number = "13-001";
  EXPECT_EQ(standing_of(holder), Holds) << "what was issued stays until it is revoked";
}

TEST(Certification, IsDueToThoseWhoEarnedItByTheExamThatDecided) {
  ClassResults results{.id = 3};
  results.trainees = {who_came_to(Verdict::Pass), who_came_to(Verdict::Fail),
                      who_came_to(Verdict::Pass)};
  results.trainees[1].name = "Wang";
  results.trainees[2].name = "Zhao";
  results.trainees[2].exams.push_back({.attempt = 9, .verdict = Verdict::Pass});
  const auto due = certificates_due(results, {.issued_on = "2026-03-21"});
  ASSERT_TRUE(due.has_value());
  EXPECT_EQ(due->prefix, "3-");
  EXPECT_EQ(due->valid_until, "2029-03-20");
  ASSERT_THAT(due->earned, SizeIs(2));
  EXPECT_EQ(due->earned[0].trainee, "Li");
  EXPECT_EQ(due->earned[1].attempt, 9);
  const auto one = certificates_due(results, {.issued_on = "2026-03-21", .only = "Zhao"});
  ASSERT_THAT(one->earned, SizeIs(1));
  EXPECT_EQ(one->earned[0].trainee, "Zhao");
  EXPECT_THAT(certificates_due(results, {.issued_on = "2026-03-21", .only = "Wang"})->earned,
              IsEmpty());
  EXPECT_FALSE(certificates_due(results, {.issued_on = "soon"}));
}

class ResultsAtTheDesk : public ::testing::Test {
 protected:
  ResultsAtTheDesk() {
    console.update(station, 1.0);
    console.press(Shortcut::Results, station);
    console.update(station, 2.0);
  }
  template <class Wanted>
  [[nodiscard]] std::vector<Wanted> all_posted() const {
    std::vector<Wanted> found;
    for (const Command& command : station.posted) {
      const auto* paper = std::get_if<PaperCommand>(&command);
      if (paper == nullptr) continue;
      if (const auto* wanted = std::get_if<Wanted>(paper)) found.push_back(*wanted);
    }
    return found;
  }
  [[nodiscard]] const TraineeResult& trainee(std::size_t i) const {
    return *console.results_desk().rows()[i].trainee;
  }
  /// The station has dealt with everything up to this ticket.
  void settle(std::uint64_t ticket, std::size_t who = 0, std::optional<double> theory = {}) {
    auto book = std::make_shared<BookState>(*station.papers.book);
    auto shown = std::make_shared<ClassInBook>(*book->shown);
    shown->results.trainees[who].outcome.theory_score = theory;
    book->shown = shown;
    book->ticket = ticket;
    station.papers.book = book;
  }
  ResultsDesk& desk() { return console.results_desk(); }

  FakeStation station = examined_class(Language::English);
  Console console{Language::English, true};
};

TEST_F(ResultsAtTheDesk, LookAtTheOpenClassOnceAndAgainWhenSomethingChanged) {
  ASSERT_THAT(all_posted<ReadResults>(), SizeIs(1));
  EXPECT_EQ(all_posted<ReadResults>()[0].which.key, station.now.open_class->key);
  console.update(station, 3.5);
  EXPECT_THAT(all_posted<ReadResults>(), SizeIs(1));
  ++station.now.journal.revision;
  console.update(station, 4.0);
  console.update(station, 4.1);
  EXPECT_THAT(all_posted<ReadResults>(), SizeIs(2));
  console.press(Shortcut::Results, station);
  ++station.now.journal.revision;
  console.update(station, 60.0);
  EXPECT_THAT(all_posted<ReadResults>(), SizeIs(2)) << "nobody looks";
}

TEST_F(ResultsAtTheDesk, TellEverybodysStanding) {
  ASSERT_THAT(desk().rows(), SizeIs(12));
  using enum CertificateStanding;
  std::vector<CertificateStanding> standings;
  for (const ResultsRow& row : desk().rows()) standings.push_back(row.standing);
  EXPECT_THAT(standings, ElementsAre(Holds, Holds, Earned, Earned, TheoryTooLow, Failed, Borderline,
                                     NotExamined, Invalid, Failed, Earned, NotExamined));
  EXPECT_EQ(desk().count(Earned), 3);
  EXPECT_EQ(desk().rows()[0].practice, (PracticeDone{3, 93.0}));
  ASSERT_NE(desk().rows()[2].revoked, nullptr);
  EXPECT_EQ(desk().rows()[2].revoked->number, "2026-013-003");
}

TEST_F(ResultsAtTheDesk, KeepATheoryScoreWhenTheTypingRestsAndShowItUntilTheBookHasIt) {
  EXPECT_EQ(desk().theory_text(trainee(2)), "");
  desk().theory_text(trainee(2)) = "9";
  desk().theory_typed(trainee(2), false, station);
  console.update(station, 3.0);
  desk().theory_text(trainee(2)) = "92.5";
  desk().theory_typed(trainee(2), false, station);
  console.update(station, 4.5);
  EXPECT_THAT(all_posted<EnterTheory>(), IsEmpty()) << "somebody still types";
  console.update(station, 5.1);
  ASSERT_THAT(all_posted<EnterTheory>(), SizeIs(1));
  const EnterTheory entered = all_posted<EnterTheory>()[0];
  EXPECT_EQ(entered.of_class, 13);
  EXPECT_EQ(entered.trainee, trainee(2).name);
  EXPECT_EQ(entered.score, 92.5);
  EXPECT_EQ(desk().theory_text(trainee(2)), "92.5") << "not flickering back to what is stored";
  EXPECT_TRUE(desk().is_waiting());
  settle(entered.ticket, 2, 92.5);
  console.update(station, 5.2);
  EXPECT_FALSE(desk().is_waiting());
  EXPECT_EQ(desk().theory_text(trainee(2)), "92.5");
  console.update(station, 9.0);
  EXPECT_THAT(all_posted<EnterTheory>(), SizeIs(1));
}

TEST_F(ResultsAtTheDesk, EnterNothingThatIsNoScore) {
  for (const char* typed : {"abc", "101", "-1", "9 2", "nan", "inf"}) {
    EXPECT_FALSE(ResultsDesk::is_score(typed)) << typed;
    desk().theory_text(trainee(0)) = typed;
    desk().theory_typed(trainee(0), true, station);
  }
  EXPECT_THAT(all_posted<EnterTheory>(), IsEmpty());
  desk().theory_text(trainee(0)) = " ";
  desk().theory_typed(trainee(0), true, station);
  ASSERT_THAT(all_posted<EnterTheory>(), SizeIs(1)) << "an emptied field takes the score back";
  EXPECT_EQ(all_posted<EnterTheory>()[0].score, std::nullopt);
}

TEST_F(ResultsAtTheDesk, ShowTheStoredScoreAgainWhenAnEntryWasRefused) {
  desk().theory_text(trainee(0)) = "70";
  desk().theory_typed(trainee(0), true, station);
  settle(all_posted<EnterTheory>().at(0).ticket, 0, 88.0);
  console.update(station, 2.5);
  EXPECT_EQ(desk().theory_text(trainee(0)), "88");
}

TEST_F(ResultsAtTheDesk, IssueToAllOrToOneAndNotTwiceWhileItIsWaitedFor) {
  desk().prefix() = " DC-13- ";
  console.issue_certificates({}, station);
  console.issue_certificates({}, station);
  ASSERT_THAT(all_posted<IssueCertificates>(), SizeIs(1));
  EXPECT_EQ(all_posted<IssueCertificates>()[0].of_class, 13);
  EXPECT_EQ(all_posted<IssueCertificates>()[0].prefix, "DC-13-");
  settle(1);
  console.update(station, 2.1);
  console.issue_certificates(trainee(3).name, station);
  ASSERT_THAT(all_posted<IssueCertificates>(), SizeIs(2));
  EXPECT_EQ(all_posted<IssueCertificates>()[1].only, trainee(3).name);
}

TEST_F(ResultsAtTheDesk, RevokeAtTheSecondClickAndWithAReason) {
  console.press(Shortcut::Down, station);
  ASSERT_NE(desk().chosen(), nullptr);
  console.revoke_certificate(station);
  EXPECT_FALSE(desk().revoke_armed()) << "without a reason";
  desk().reason() = "wrong name";
  console.revoke_certificate(station);
  EXPECT_THAT(all_posted<RevokeCertificate>(), IsEmpty());
  console.update(station, 7.0);
  console.revoke_certificate(station);
  EXPECT_THAT(all_posted<RevokeCertificate>(), IsEmpty()) << "too late to be the second one";
  console.revoke_certificate(station);
  ASSERT_THAT(all_posted<RevokeCertificate>(), SizeIs(1));
  EXPECT_EQ(all_posted<RevokeCertificate>()[0].number, "2026-013-001");
  EXPECT_EQ(all_posted<RevokeCertificate>()[0].why, "wrong name");
}

TEST_F(ResultsAtTheDesk, RevokeNobodyElsesWithTheReasonForOne) {
  desk().choose(trainee(0).name);
  desk().reason() = "wrong name";
  console.revoke_certificate(station);
  EXPECT_TRUE(desk().revoke_armed());
  desk().choose(trainee(1).name);
  EXPECT_FALSE(desk().revoke_armed());
  console.revoke_certificate(station);
  console.revoke_certificate(station);
  EXPECT_THAT(all_posted<RevokeCertificate>(), IsEmpty());
}

TEST_F(ResultsAtTheDesk, LoseNoScoreWhenAnotherClassIsChosenOrTheWindowCloses) {
  desk().theory_text(trainee(2)) = "73";
  desk().theory_typed(trainee(2), false, station);
  desk().choose_class(12);
  console.update(station, 2.1);
  ASSERT_THAT(all_posted<EnterTheory>(), SizeIs(1));
  EXPECT_EQ(all_posted<EnterTheory>()[0].of_class, 13);
  desk().choose_class(13);
  console.update(station, 2.2);
  desk().theory_text(trainee(3)) = "74";
  desk().theory_typed(trainee(3), false, station);
  console.leave(station);
  EXPECT_EQ(all_posted<EnterTheory>().back().score, 74.0);
}

TEST_F(ResultsAtTheDesk, AskWhoeverIsNotSignedInToSignIn) {
  station.now.signed_in.number.clear();
  console.update(station, 2.5);
  console.issue_certificates({}, station);
  console.export_class(station);
  EXPECT_THAT(all_posted<IssueCertificates>(), IsEmpty());
  EXPECT_THAT(all_posted<ExportFiles>(), IsEmpty());
  EXPECT_TRUE(console.sign_in_card().shown());
}

TEST_F(ResultsAtTheDesk, ExportWhatIsTickedIntoAFolderOfTheClass) {
  EXPECT_EQ(desk().folder(), "/home/teacher/Documents/Sternum/class-13");
  desk().tick(ExportFormat::Csv);
  desk().tick(ExportFormat::Xlsx);
  console.export_class(station);
  ASSERT_THAT(all_posted<ExportFiles>(), SizeIs(1));
  EXPECT_EQ(all_posted<ExportFiles>()[0].of_class, 13);
  EXPECT_EQ(all_posted<ExportFiles>()[0].folder, desk().folder());
  EXPECT_THAT(all_posted<ExportFiles>()[0].formats,
              ElementsAre(ExportFormat::Csv, ExportFormat::Reports, ExportFormat::Certificates));
  desk().folder() = "/media/usb";
  EXPECT_EQ(desk().folder(), "/media/usb") << "what was typed stays";
  station.papers.exports.phase = ExportPhase::Running;
  console.update(station, 2.5);
  console.export_class(station);
  EXPECT_THAT(all_posted<ExportFiles>(), SizeIs(1)) << "one at a time";
}

TEST_F(ResultsAtTheDesk, TakesAFolderThatIsNoWholePathAsOneBesideTheUsual) {
  EXPECT_EQ(folder_in("march", "/home/t/Sternum/class-3"), "/home/t/Sternum/march");
  EXPECT_EQ(folder_in("  ", "/home/t/Sternum/class-3"), "/home/t/Sternum/class-3");
  EXPECT_EQ(folder_in("\"/media/usb\"", "/home/t/Sternum/class-3"), "/media/usb");
}

TEST_F(ResultsAtTheDesk, LookAtAnotherClassOfTheListUntilOneIsOpened) {
  desk().show_list(true);
  console.press(Shortcut::Down, station);
  console.press(Shortcut::Down, station);
  console.press(Shortcut::Enter, station);
  EXPECT_FALSE(desk().list_shown());
  console.update(station, 2.5);
  EXPECT_EQ(all_posted<ReadResults>().back().which, (WantedClass{.id = 12}));
  EXPECT_EQ(desk().shown(), nullptr) << "the book still has the other one";
  console.press(Shortcut::Back, station);
  EXPECT_EQ(console.screen(), Screen::Live);
}

TEST(ReportOfAnAttempt, IsSavedFromItsDebrief) {
  FakeStation station = debrief_station(Language::English);
  station.papers.usual_folder = "/home/teacher/Documents/Sternum";
  Console console(Language::English, true);
  console.update(station, 1.0);
  console.press(Shortcut::Report, station);
  EXPECT_FALSE(console.report_card().shown()) << "there is no debrief";
  console.open_review(7, station);
  console.press(Shortcut::Report, station);
  ASSERT_TRUE(console.report_card().shown());
  console.press(Shortcut::Enter, station);
  ASSERT_FALSE(station.posted.empty());
  const auto& files = std::get<ExportFiles>(std::get<PaperCommand>(station.posted.back()));
  EXPECT_EQ(files.attempt, 7);
  EXPECT_EQ(files.of_class, 0);
  EXPECT_THAT(files.formats, ElementsAre(ExportFormat::Reports));
  EXPECT_EQ(files.folder, "/home/teacher/Documents/Sternum/reports");
  console.press(Shortcut::Back, station);
  EXPECT_FALSE(console.report_card().shown());
  EXPECT_EQ(console.screen(), Screen::Review);
}

}  // namespace
}  // namespace sternum::test
