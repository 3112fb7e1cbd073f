// The class in the station: its attempts know it, and it opens again as it was, whatever ended the
// console.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <memory>

#include "gui/model/console.hpp"
#include "gui/model/station.hpp"
#include "tests/station/running_station.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::add_virtual_manikin;
using test::first_seat;
using test::options_for;
using test::TemporaryFolder;
using test::wait_for_seat;
using test::wait_until;

ClassRecord class_of_three() {
  ClassRecord record;
  record.key = 1'774'600'000'123;
  record.number = "第 13 期";
  record.hours = 16.0;
  record.members = {{.name = "王晓燕", .skipped = true},
                    {.name = "贠㛃", .absent = true},
                    {.name = "Li Na", .organisation = "school", .manikin_id = "SIM-0001"}};
  return record;
}

bool waits_for_class(const Station& station, const ClassRecord& record) {
  return wait_until([&] {
    const auto open = station.snapshot()->open_class;
    return open != nullptr && *open == record;
  });
}

TEST(StationClass, ItsAttemptsKnowTheClassUntilItIsClosed) {
  const TemporaryFolder data;
  Station station(options_for(data));
  add_virtual_manikin(station);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  ClassRecord record = class_of_three();
  const auto attempt = [&station](const char* name) {
    station.post(StartAttempt{"SIM-0001", name});
    ASSERT_TRUE(wait_for_seat(station, [&](const Seat& seat) {
      return seat.phase == AttemptPhase::Running && seat.trainee == name;
    }));
    station.post(EndAttempt{"SIM-0001"});
    ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));
  };
  attempt("before");
  station.post(KeepClass{record});
  ASSERT_TRUE(waits_for_class(station, record));
  attempt("Li Na");
  record.state = ClassState::Closed;
  station.post(KeepClass{record});
  attempt("after");
  EXPECT_EQ(station.snapshot()->open_class, nullptr);
  ASSERT_TRUE(wait_until([&] { return station.attempts().size() == 3; }));
  const auto& attempts = station.attempts();
  EXPECT_FALSE(attempts[0].started.class_key);
  EXPECT_EQ(attempts[1].started.class_key, record.key);
  EXPECT_EQ(attempts[1].started.trainee, "Li Na");
  EXPECT_FALSE(attempts[2].started.class_key);
  ASSERT_EQ(station.attempts_named("li n").size(), 1U);
  EXPECT_EQ(station.attempts_named("li n").front().id, attempts[1].id);
  EXPECT_TRUE(station.attempts_named("Wang").empty());
  station.stop();
  EXPECT_FALSE(StationReader::open(data.path()).value().open_class().value());
}

TEST(StationClass, OpensAgainAsItWasWhenTheWindowIsClosed) {
  const TemporaryFolder data;
  {
    Station station(options_for(data));
    station.start();
    station.post(KeepClass{class_of_three()});
    station.stop();
  }
  Station station(options_for(data));
  station.start();
  EXPECT_TRUE(waits_for_class(station, class_of_three()));
}

TEST(StationClass, OpensAgainAsItWasAfterTheConsoleWasKilled) {
  const TemporaryFolder data;
  const pid_t console = ::fork();
  ASSERT_GE(console, 0);
  if (console == 0) {
    Station station(options_for(data));
    station.start();
    station.post(KeepClass{class_of_three()});
    const bool stored = wait_until([&] {
      const auto reader = StationReader::open(data.path());
      if (!reader) return false;
      const auto open = reader->open_class();
      return open && *open && **open == class_of_three();
    });
    if (!stored) ::_exit(1);
    ::kill(::getpid(), SIGKILL);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(console, &status, 0), console);
  ASSERT_TRUE(WIFSIGNALED(status)) << "the class was not stored";

  Station station(options_for(data));
  add_virtual_manikin(station);
  station.start();
  ASSERT_TRUE(waits_for_class(station, class_of_three()));
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  Console screen(Language::Chinese, true);
  screen.update(station, 0.0);
  EXPECT_EQ(screen.class_desk().record().number, "第 13 期");
  EXPECT_EQ(screen.class_desk().queue().members(), class_of_three().members);
  EXPECT_EQ(screen.proposed_name(*first_seat(station)), "Li Na") << "who was called, still is";
}

TEST(StationClass, ProposesInTurnWhoeverHadLeast) {
  const TemporaryFolder data;
  Station station(options_for(data));
  add_virtual_manikin(station);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  Console screen(Language::Chinese, true);
  double now_s = 0.0;
  const auto look = [&] { screen.update(station, now_s += 0.25); };
  look();
  for (const char* name : {"甲", "乙", "丙"}) {
    screen.class_desk().typed_name() = name;
    ASSERT_TRUE(screen.class_desk().add_typed());
  }
  look();
  std::vector<std::string> had;
  for (int turn = 0; turn < 3; ++turn) {
    // A start is asked for again only after a while.
    now_s += 5.0;
    look();
    had.push_back(screen.proposed_name(*first_seat(station)));
    screen.press(Shortcut::Start, station);
    ASSERT_TRUE(wait_for_seat(
        station, [](const Seat& seat) { return seat.phase == AttemptPhase::Running; }));
    look();
    EXPECT_TRUE(screen.class_desk().queue().is_pressing(had.back()));
    screen.press(Shortcut::End, station);
    ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));
    look();
  }
  EXPECT_THAT(had, ::testing::ElementsAre("甲", "乙", "丙"));
  station.stop();
}

}  // namespace
}  // namespace sternum
