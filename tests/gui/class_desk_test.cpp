// The class on the console: opened by a word, kept by the station, opened again; who it proposes.
#include "gui/model/class_desk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "gui/model/console.hpp"
#include "tests/gui/class_scenes.hpp"
#include "tests/gui/scenes.hpp"
#include "tests/gui/synthetic.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ClassDeskTest : public ::testing::Test {
 protected:
  void look(double now_s) { console.update(station, now_s); }
  /// What the station was asked to keep, oldest first.
  [[nodiscard]] std::vector<ClassRecord> kept() const {
    std::vector<ClassRecord> records;
    for (const Command& command : station.posted) {
      if (const auto* keep = std::get_if<KeepClass>(&command)) records.push_back(keep->record);
    }
    return records;
  }
  [[nodiscard]] std::vector<std::string> started() const {
    std::vector<std::string> names;
    for (const Command& command : station.posted) {
      if (const auto* start = std::get_if<StartAttempt>(&command)) names.push_back(start->trainee);
    }
    return names;
  }
  [[nodiscard]] ClassDesk& desk() { return console.class_desk(); }
  void add(const std::string& name) {
    desk().typed_name() = name;
    ASSERT_TRUE(desk().add_typed());
  }

  FakeStation station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
  Console console{Language::English, true};
};

TEST_F(ClassDeskTest, NeedsNoClassToStart) {
  look(0.0);
  EXPECT_FALSE(desk().is_open());
  console.press(Shortcut::Start, station);
  EXPECT_THAT(started(), ElementsAre("Trainee 1", "Trainee 2"));
  look(10.0);
  EXPECT_THAT(kept(), IsEmpty());
}

TEST_F(ClassDeskTest, OpensAClassWithTheFirstWordAndKeepsItWhenTheTypingRests) {
  look(0.0);
  desk().record().number = "第";
  look(0.1);
  EXPECT_TRUE(desk().is_open());
  EXPECT_EQ(desk().record().key, station.now.wall_clock_ms);
  desk().record().number = "第 13 期";
  desk().hours() = "16.5";
  desk().expected() = "many";
  look(0.2);
  EXPECT_THAT(kept(), IsEmpty()) << "not every letter";
  EXPECT_FALSE(desk().is_kept());
  look(0.7);
  ASSERT_THAT(kept(), SizeIs(1));
  EXPECT_EQ(kept()[0].number, "第 13 期");
  EXPECT_EQ(kept()[0].hours, 16.5);
  EXPECT_FALSE(kept()[0].expected);
  EXPECT_TRUE(desk().is_kept());
  look(5.0);
  EXPECT_THAT(kept(), SizeIs(1));
}

TEST_F(ClassDeskTest, KeepsTheLastLettersWhenTheWindowCloses) {
  look(0.0);
  desk().record().base = "East";
  look(0.1);
  console.leave(station);
  ASSERT_THAT(kept(), SizeIs(1));
  EXPECT_EQ(kept()[0].base, "East");
}

TEST_F(ClassDeskTest, ProposesWhoIsCalledAndKeepsTheQueueAtOnce) {
  look(0.0);
  add("Ann");
  add("Bo");
  add("Cy");
  look(0.1);
  ASSERT_THAT(kept(), SizeIs(1));
  EXPECT_EQ(kept()[0].members[0].manikin_id, "SA-0141");
  EXPECT_EQ(console.proposed_name(station.now.seats[0]), "Ann");
  EXPECT_EQ(console.proposed_name(station.now.seats[1]), "Bo");
  console.press(Shortcut::Start, station);
  EXPECT_THAT(started(), ElementsAre("Ann", "Bo"));
  console.press(Shortcut::Language, station);
  EXPECT_EQ(console.proposed_name(station.now.seats[0]), "Ann") << "a name has no language";
}

TEST_F(ClassDeskTest, ProposesTheNextWhileTheResultOfTheLastIsSeen) {
  look(0.0);
  for (const char* name : {"Ann", "Bo", "Cy"}) add(name);
  look(1.0);
  station.now.seats[0] = seat(1, "Ann", Story::Good);
  station.now.seats[0].attempt_s = 30.0;
  look(2.0);
  EXPECT_TRUE(desk().queue().is_pressing("Ann"));
  EXPECT_EQ(desk().time_of("Ann"), (HandsOn{30.0, 1}));
  station.now.seats[0] = seat(1, "Ann", Story::Done);
  station.now.seats[0].attempt_s = 31.0;
  look(3.0);
  EXPECT_EQ(console.proposed_name(station.now.seats[0]), "Cy");
  EXPECT_EQ(desk().queue().find("Ann")->manikin_id, "");
}

TEST_F(ClassDeskTest, OpensTheStationsClassAsItWas) {
  ClassRecord record = class_of(Language::English);
  station.now.open_class = std::make_shared<const ClassRecord>(record);
  look(0.0);
  EXPECT_TRUE(desk().is_open());
  EXPECT_EQ(desk().record().number, record.number);
  EXPECT_EQ(desk().queue().members().size(), record.members.size());
  EXPECT_EQ(desk().hours(), "16");
  EXPECT_THAT(station.posted, IsEmpty());
}

TEST_F(ClassDeskTest, ClosesAtTheSecondPressAndDoesNotOpenItAgain) {
  station.now.open_class = std::make_shared<const ClassRecord>(class_of(Language::English));
  look(0.0);
  desk().close(station);
  EXPECT_TRUE(desk().close_armed());
  look(5.0);
  EXPECT_FALSE(desk().close_armed());
  desk().close(station);
  desk().close(station);
  ASSERT_THAT(kept(), SizeIs(1));
  EXPECT_EQ(kept()[0].state, ClassState::Closed);
  look(5.1);
  EXPECT_FALSE(desk().is_open()) << "the station's snapshot is older than that";
  station.now.open_class = nullptr;
  add("Ann");
  look(5.2);
  EXPECT_GT(desk().record().key, kept()[0].key);
}

TEST_F(ClassDeskTest, CountsHandsOnTimeByTheAttemptsOfThisClassOnly) {
  const ClassKey key = 1'000'000;
  const auto attempt = [&](AttemptId id, const char* name, std::int64_t at, std::int64_t length_ms,
                           AttemptState state, std::optional<ClassKey> of) {
    AttemptRecord made = record(id, name, "SA-0141", at, state, std::nullopt);
    made.started.class_key = of;
    made.ended_at_ms.reset();
    if (state != AttemptState::Running) made.ended_at_ms = at + length_ms;
    return made;
  };
  std::vector<AttemptRecord> attempts = {
      attempt(9, "Ann", key + 900, 60'000, AttemptState::Running, key),
      attempt(8, "Bo", key + 800, 45'000, AttemptState::Ended, key),
      attempt(7, "Ann", key + 700, 30'000, AttemptState::Interrupted, key),
      attempt(6, "Ann", key + 600, 99'000, AttemptState::Ended, key + 1),
      attempt(5, "Ann", key + 500, 99'000, AttemptState::Ended, std::nullopt),
      attempt(4, "Ann", key + 400, 15'000, AttemptState::Ended, key),
      attempt(3, "Ann", key - 1, 99'000, AttemptState::Ended, std::nullopt)};
  StationSnapshot snapshot = station.now;
  snapshot.seats[0] = seat(1, "Ann", Story::Good);
  snapshot.seats[0].attempt_id = 9;
  snapshot.seats[0].attempt_s = 20.0;
  snapshot.seats[1] = seat(2, "Bo", Story::Done);
  snapshot.seats[1].attempt_id = 8;
  snapshot.seats[1].attempt_s = 45.0;
  const HandsOnTimes times = hands_on_times(key, attempts, snapshot);
  EXPECT_EQ(times.at("Ann"), (HandsOn{65.0, 3}));
  EXPECT_EQ(times.at("Bo"), (HandsOn{45.0, 1})) << "not twice";
}

TEST_F(ClassDeskTest, TakesKeysForWhoIsChosen) {
  look(0.0);
  for (const char* name : {"Ann", "Bo", "Cy", "Di"}) add(name);
  look(0.1);
  EXPECT_TRUE(console.queue_shown());
  console.press(Shortcut::Down, station);
  ASSERT_NE(desk().chosen(), nullptr);
  EXPECT_EQ(desk().chosen()->name, "Ann");
  console.press(Shortcut::Absent, station);
  look(0.2);
  EXPECT_EQ(console.proposed_name(station.now.seats[0]), "Cy");
  console.press(Shortcut::Undo, station);
  look(0.3);
  EXPECT_EQ(console.proposed_name(station.now.seats[0]), "Ann");
  console.press(Shortcut::Skip, station);
  look(0.4);
  EXPECT_EQ(console.proposed_name(station.now.seats[0]), "Cy");
  desk().choose("Di");
  console.press(Shortcut::Swap, station);
  desk().choose("Bo");
  look(0.5);
  EXPECT_EQ(console.proposed_name(station.now.seats[1]), "Di");
  console.press(Shortcut::Queue, station);
  EXPECT_FALSE(console.queue_shown());
  desk().choose("Di");
  console.press(Shortcut::Absent, station);
  EXPECT_FALSE(desk().queue().find("Di")->absent) << "nobody does what cannot be seen";
}

TEST_F(ClassDeskTest, CallsTheNextToTheEnlargedSeat) {
  look(0.0);
  for (const char* name : {"Ann", "Bo", "Cy"}) add(name);
  look(0.1);
  console.enlarge(2);
  console.press(Shortcut::Next, station);
  look(0.2);
  EXPECT_EQ(console.proposed_name(station.now.seats[1]), "Cy");
}

TEST_F(ClassDeskTest, TakesInAListOnlyWhenAskedTo) {
  const TemporaryFolder folder;
  std::ofstream(folder / "list.csv") << "name,unit\nAnn,X\n,Y\nBo,\n";
  look(0.0);
  console.open_dropped({folder / "list.csv"});
  look(0.1);
  EXPECT_EQ(console.screen(), Screen::Setup);
  ASSERT_TRUE(desk().import());
  EXPECT_EQ(desk().import()->count(ImportFilter::Importable), 2);
  EXPECT_EQ(desk().manikin_ratio().trainees, 2) << "reckoned with those who would come";
  EXPECT_FALSE(desk().is_open());
  console.press(Shortcut::Back, station);
  EXPECT_FALSE(desk().import());
  EXPECT_EQ(console.screen(), Screen::Setup);
  look(1.0);
  EXPECT_THAT(kept(), IsEmpty());

  console.open_dropped({folder / "list.csv"});
  console.press(Shortcut::Enter, station);
  look(1.1);
  ASSERT_THAT(kept(), SizeIs(1));
  EXPECT_THAT(kept()[0].members, SizeIs(2));
  console.press(Shortcut::Undo, station);
  look(1.2);
  EXPECT_THAT(kept().back().members, IsEmpty());
}

TEST_F(ClassDeskTest, SaysWhyAListCannotBeRead) {
  look(0.0);
  console.open_dropped({"/nowhere/list.csv"});
  EXPECT_FALSE(desk().import());
  ASSERT_TRUE(desk().import_trouble());
  EXPECT_THAT(desk().import_trouble()->message(), HasSubstr("/nowhere/list.csv"));
}

TEST_F(ClassDeskTest, LooksThroughAListThatWasDroppedUnderTheNameItHas) {
  const TemporaryFolder folder;
  const std::string file = folder / "'名单 2026%20'.csv ";
  std::ofstream(file) << "name\nAnn\nBo\n";
  look(0.0);
  console.open_dropped({});
  EXPECT_EQ(console.screen(), Screen::Live) << "nothing was dropped";
  console.open_dropped({file});
  EXPECT_EQ(console.screen(), Screen::Setup);
  ASSERT_TRUE(desk().import());
  EXPECT_EQ(desk().import()->count(ImportFilter::Importable), 2);
  EXPECT_EQ(desk().import()->file_name(), "'名单 2026%20'.csv ");
}

TEST_F(ClassDeskTest, DeclinesSeveralListsAtOnceAndAFolder) {
  const TemporaryFolder folder;
  for (const char* name : {"a.csv", "b.csv"}) std::ofstream(folder / name) << "name\nAnn\n";
  look(0.0);
  console.open_dropped({folder / "a.csv"});
  ASSERT_TRUE(desk().import());
  console.open_dropped({folder / "a.csv", folder / "b.csv"});
  EXPECT_FALSE(desk().import()) << "the one before is no answer to these two";
  ASSERT_TRUE(desk().import_trouble());
  EXPECT_THAT(desk().import_trouble()->message(), HasSubstr("2 files were dropped at once"));
  console.open_dropped({folder.path().string()});
  EXPECT_FALSE(desk().import());
  ASSERT_TRUE(desk().import_trouble());
  EXPECT_THAT(desk().import_trouble()->message(), HasSubstr("this is a folder"));
  console.open_dropped({folder / "b.csv"});
  EXPECT_TRUE(desk().import());
  EXPECT_FALSE(desk().import_trouble());
}

TEST_F(ClassDeskTest, LeavesARunningAttemptAloneWhenAListIsDropped) {
  look(0.0);
  const TemporaryFolder folder;
  std::ofstream(folder / "list.csv") << "name\nAnn\n";
  station.now.seats[0] = seat(1, "Zoe", Story::Good);
  look(0.05);
  console.enlarge(1);
  console.open_dropped({folder / "list.csv"});
  look(0.1);
  EXPECT_THAT(station.posted, IsEmpty());
  console.press(Shortcut::Back, station);
  console.press(Shortcut::Back, station);
  look(0.2);
  EXPECT_EQ(console.screen(), Screen::Live);
  EXPECT_EQ(console.enlarged()->number, 1) << "and whoever was in sight is again";
  EXPECT_THAT(station.posted, IsEmpty());
}

TEST(Day, IsADayOfTheCalendarOrNothing) {
  for (const char* good : {"", "2026-03-28", "2024-02-29"}) EXPECT_TRUE(is_day_or_empty(good));
  for (const char* bad : {"2026-02-29", "28.3.2026", "2026-3-28", "2026-13-01", "today"}) {
    EXPECT_FALSE(is_day_or_empty(bad)) << bad;
  }
}

}  // namespace
}  // namespace sternum::test
