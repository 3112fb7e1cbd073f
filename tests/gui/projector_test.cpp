// What the trainees' screen may show, and of whom.
#include "gui/model/projector.hpp"

#include <gtest/gtest.h>

#include "tests/gui/exam_scenes.hpp"
#include "tests/gui/projector_scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

Seat in_exam(int number, AttemptPurpose purpose, AttemptPhase phase) {
  SeatExam exam = *exam_of(first_aider_scheme(), {});
  exam.purpose = purpose;
  return examined_seat(number, "E", std::make_shared<const SeatExam>(std::move(exam)), phase);
}

TEST(Projector, IsAClockWhileAnybodyIsInAnExam) {
  FakeStation station = station_of(3, Language::English);
  Console console(Language::English, true);
  console.update(station, 0.0);
  console.projector().choose(ProjectorMode::Race);
  EXPECT_EQ(console.projector().shown(console.station()), ProjectorMode::Race);
  for (const AttemptPurpose purpose : {AttemptPurpose::Exam, AttemptPurpose::Retest}) {
    station.now.seats[2] = in_exam(3, purpose, AttemptPhase::Running);
    console.update(station, 1.0);
    for (const ProjectorMode mode : kProjectorModes) {
      console.projector().choose(mode);
      EXPECT_EQ(console.projector().shown(console.station()), ProjectorMode::Clock);
    }
  }
  station.now.seats[2].online = false;
  console.update(station, 2.0);
  EXPECT_EQ(console.projector().shown(console.station()), ProjectorMode::Clock)
      << "an exam goes on while its radio is away";
}

TEST(Projector, ShowsARehearsalLikeAnyPractice) {
  FakeStation station = station_with({in_exam(1, AttemptPurpose::Practice, AttemptPhase::Running)});
  Console console(Language::English, true);
  console.update(station, 0.0);
  console.projector().choose(ProjectorMode::Race);
  EXPECT_EQ(console.projector().shown(console.station()), ProjectorMode::Race);
}

TEST(Projector, KeepsWhatAnExamCameToToItself) {
  FakeStation station = station_with(
      {in_exam(1, AttemptPurpose::Exam, AttemptPhase::Done), racing_seat(2, "B", 60, 110, 0)});
  Console console(Language::English, true);
  console.update(station, 0.0);
  const Race race = race_of(console.station(), console.projector().race(), ProjectorNames::AsTyped);
  ASSERT_EQ(race.lanes.size(), 1U);
  EXPECT_EQ(race.lanes[0].seat->number, 2);
  console.enlarge(1);
  EXPECT_EQ(strip_seat(console.station(), console.enlarged())->number, 2);

  AttemptRecord exam =
      record(50, "Secret", "SA-0142", station.now.wall_clock_ms - 1000, AttemptState::Ended, 99.0);
  exam.started.purpose = AttemptPurpose::Exam;
  station.records.insert(station.records.begin(), exam);
  for (const BoardRow& row :
       board_of(station.now, station.records, ProjectorNames::AsTyped, BoardScore::Best)) {
    EXPECT_NE(row.name, "Secret");
  }
}

TEST(Projector, StripFollowsTheEnlargedSeatElseTheFirstThatRuns) {
  FakeStation station = station_with(
      {seat(1, "", Story::Idle), seat(2, "B", Story::Good), seat(3, "C", Story::Good)});
  EXPECT_EQ(strip_seat(station.now, nullptr)->number, 2);
  EXPECT_EQ(strip_seat(station.now, &station.now.seats[0])->number, 1);
  station.now.seats.clear();
  EXPECT_EQ(strip_seat(station.now, nullptr), nullptr);
}

TEST(Projector, RaceHasSixLanesInTheOrderOfTheSeatsAndRunnersFirst) {
  std::vector<Seat> seats;
  for (int i = 1; i <= 8; ++i) seats.push_back(seat(i, "T", i <= 2 ? Story::Done : Story::Good));
  const FakeStation station = station_with(std::move(seats));
  const Race race = race_of(station.now, RaceLog{}, ProjectorNames::AsTyped);
  ASSERT_EQ(race.lanes.size(), 6U);
  EXPECT_EQ(race.left_out, 2);
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(race.lanes[static_cast<std::size_t>(i)].seat->number, i + 3);
  }
}

TEST(Projector, NobodyLeadsWhileAllAreEqual) {
  FakeStation station =
      station_with({racing_seat(1, "A", 60, 112, 0), racing_seat(2, "B", 60, 104, 0)});
  RaceLog log;
  log.update(station.now);
  Race race = race_of(station.now, log, ProjectorNames::AsTyped);
  EXPECT_EQ(race.lanes[0].standing.points, race.lanes[1].standing.points);
  EXPECT_FALSE(race.lanes[0].leads || race.lanes[1].leads);

  station.now.seats[1] = racing_seat(2, "C", 60, 118, 3);
  log.update(station.now);
  race = race_of(station.now, log, ProjectorNames::AsTyped);
  EXPECT_TRUE(race.lanes[0].leads);
  EXPECT_FALSE(race.lanes[1].leads);
}

TEST(Projector, CutsNamesToTheGivenName) {
  EXPECT_EQ(given_name("王晓燕"), "晓燕");
  EXPECT_EQ(given_name("欧阳娜"), "娜");
  EXPECT_EQ(given_name("古丽娜尔·艾山"), "古丽娜尔");
  EXPECT_EQ(given_name("Wang Xiaoyan"), "Xiaoyan");
  EXPECT_EQ(given_name("Trainee 12"), "Trainee 12");
  EXPECT_EQ(given_name("学员 3"), "学员 3");
  EXPECT_EQ(given_name("学员A"), "学员A");
  EXPECT_EQ(given_name("王"), "王");
  EXPECT_EQ(given_name("Anna"), "Anna");
  EXPECT_EQ(given_name(""), "");
  EXPECT_EQ(name_on_wall({}, "王晓燕", ProjectorNames::Seat), "");
  EXPECT_EQ(name_on_wall({}, " 王晓燕 ", ProjectorNames::AsTyped), "王晓燕");
}

TEST(Projector, CallsPeopleByTheirNicknames) {
  ClassRecord lesson;
  lesson.members = {{.name = "王晓燕", .nickname = "燕子"}, {.name = "陈国强"}};
  StationSnapshot station;
  station.open_class = std::make_shared<const ClassRecord>(lesson);
  EXPECT_EQ(name_on_wall(station, "王晓燕", ProjectorNames::AsTyped), "燕子");
  EXPECT_EQ(name_on_wall(station, "王晓燕", ProjectorNames::Given), "燕子");
  EXPECT_EQ(name_on_wall(station, "王晓燕", ProjectorNames::Seat), "");
  EXPECT_EQ(name_on_wall(station, "陈国强", ProjectorNames::Given), "国强");
  EXPECT_EQ(name_on_wall(station, "guest", ProjectorNames::AsTyped), "guest");
}

class Board : public ::testing::Test {
 protected:
  static constexpr std::int64_t kNoon_ms = 1'772'433'120'000;
  void add(std::string trainee, double score, int minutes_ago, std::string manikin = "SA-0141") {
    records.push_back(record(static_cast<AttemptId>(100 - records.size()), std::move(trainee),
                             std::move(manikin), kNoon_ms - minutes_ago * 60'000LL,
                             AttemptState::Ended, score));
  }
  std::vector<BoardRow> rows(ProjectorNames names, BoardScore score) {
    return board_of(station.now, records, names, score);
  }
  FakeStation station = station_of(2, Language::English);
  std::vector<AttemptRecord> records;
};

TEST_F(Board, TakesTheBestOrTheLastScoreOfToday) {
  add("王晓燕", 71, 1);
  add("陈国强", 80, 2);
  add("王晓燕", 92, 3);
  add("王晓燕", 99, 3 * 24 * 60);
  EXPECT_EQ(rows(ProjectorNames::AsTyped, BoardScore::Best),
            (std::vector<BoardRow>{{"王晓燕", 92, 2}, {"陈国强", 80, 1}}));
  EXPECT_EQ(rows(ProjectorNames::Given, BoardScore::Last),
            (std::vector<BoardRow>{{"国强", 80, 1}, {"晓燕", 71, 2}}));
}

TEST_F(Board, CallsTwoOfOneGivenNameAsTheyWereTyped) {
  add("王晓燕", 71, 1);
  add("李晓燕", 80, 2);
  add("陈国强", 60, 3);
  EXPECT_EQ(rows(ProjectorNames::Given, BoardScore::Best),
            (std::vector<BoardRow>{{"李晓燕", 80, 1}, {"王晓燕", 71, 1}, {"国强", 60, 1}}));
}

TEST_F(Board, GoesBySeatsWithoutNames) {
  add("王晓燕", 71, 1, "SA-0141");
  add("陈国强", 80, 2, "SA-0142");
  add("李四", 90, 3, "SA-0141");
  EXPECT_EQ(rows(ProjectorNames::Seat, BoardScore::Best),
            (std::vector<BoardRow>{{"1", 90, 2}, {"2", 80, 1}}));
}

TEST_F(Board, LeavesOutWhatHasNoScore) {
  records = {record(9, "A", "SA-0141", kNoon_ms, AttemptState::Running, std::nullopt),
             record(8, "B", "SA-0141", kNoon_ms, AttemptState::Interrupted, std::nullopt)};
  EXPECT_TRUE(rows(ProjectorNames::AsTyped, BoardScore::Best).empty());
}

}  // namespace
}  // namespace sternum::test
