// The station's memory: what goes in comes out, whoever dies in between.
#include "datasets/records/station_database.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "datasets/records/batch_packing.hpp"
#include "datasets/records/sqlite.hpp"
#include "tests/records/opened_database.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::batch_number;
using test::end_as;
using test::ScratchFolder;
using test::start_of;
using test::text_of;
using test::value_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

class StationDatabaseTest : public test::OpenedDatabase {
 protected:
  AttemptId begin(const std::string& manikin, const std::string& trainee) {
    return value_of(database_->begin_attempt(start_of(manikin, trainee)));
  }
  void append(AttemptId attempt, const SampleBatch& batch) {
    const StoredInput stored{attempt, batch};
    const auto done = database_->append({&stored, 1});
    ASSERT_TRUE(done.has_value()) << done.error().message();
  }
  void end(AttemptId attempt, AttemptState state) {
    const auto done = database_->end_attempt(attempt, end_as(state));
    ASSERT_TRUE(done.has_value()) << done.error().message();
  }
  std::string error_on_opening() {
    database_.reset();
    const auto opened = StationDatabase::open(folder_.path());
    return opened ? "opened" : opened.error().message();
  }
};

TEST_F(StationDatabaseTest, KeepsAnAttemptFromBeginningToEnd) {
  const AttemptId id = begin("M-1", "张伟");
  EXPECT_EQ(value_of(reader().attempt(id)).state, AttemptState::Running);
  append(id, batch_number(0));
  end(id, AttemptState::Ended);
  open();

  const AttemptRecord record = value_of(reader().attempt(id));
  EXPECT_EQ(record.id, id);
  EXPECT_EQ(record.started, start_of("M-1", "张伟"));
  EXPECT_EQ(record.state, AttemptState::Ended);
  EXPECT_EQ(record.ended_at_ms, end_as(AttemptState::Ended).ended_at_ms);
  EXPECT_EQ(record.score, 87.125);
  EXPECT_EQ(record.result_json, end_as(AttemptState::Ended).result_json);
  EXPECT_EQ(record.number, 1);
  EXPECT_THAT(value_of(reader().batches(id)), ElementsAre(batch_number(0)));
}

/// Whatever is appended, in whatever portions, from several attempts at once.
RC_GTEST_PROP(StationDatabase, GivesEveryAttemptItsBatchesBitForBitAndInOrder, ()) {
  static const ScratchFolder folder;  // one for all cases: making one takes longer than a case
  static auto database = StationDatabase::open(folder.path());
  RC_ASSERT(database.has_value());
  std::map<AttemptId, std::vector<SampleBatch>> expected;
  for (int i = 0; i < 3; ++i) {
    const auto id = database->begin_attempt(start_of(fmt::format("M-{}", i), ""));
    RC_ASSERT(id.has_value());
    expected[*id] = {};
  }
  for (int commits = *rc::gen::inRange(0, 5); commits > 0; --commits) {
    std::vector<StoredInput> stored;
    for (int i = *rc::gen::inRange(0, 6); i > 0; --i) {
      const SampleBatch batch = test::any_batch();
      const AttemptId first = expected.begin()->first;
      stored.push_back({first + *rc::gen::inRange<AttemptId>(0, 3), batch});
      expected[stored.back().attempt].push_back(batch);
    }
    RC_ASSERT(database->append(stored).has_value());
    // Folding may be anywhere in between.
    if (*rc::gen::arbitrary<bool>()) RC_ASSERT(database->fold_some().has_value());
  }
  const auto reader = StationReader::open(folder.path());
  RC_ASSERT(reader.has_value());
  for (const auto& [id, batches] : expected) {
    const auto read = reader->batches(id);
    RC_ASSERT(read.has_value());
    RC_ASSERT(test::same_bits(*read, batches));
  }
}

TEST_F(StationDatabaseTest, FindsAnAttemptOfADeadConsoleInterruptedWithEverythingInIt) {
  const AttemptId dead = begin("M-1", "Li Na");
  const AttemptId silent = begin("M-2", "Wang Fang");
  for (int i = 0; i < 100; ++i) append(dead, batch_number(i));
  open();
  const AttemptRecord record = value_of(reader().attempt(dead));
  EXPECT_EQ(record.state, AttemptState::Interrupted);
  // The last sample was taken at 1.99 s, the attempt counts from 0.005 s.
  EXPECT_EQ(record.ended_at_ms, start_of("", "").started_at_ms + 1985);
  EXPECT_FALSE(record.score.has_value());
  EXPECT_EQ(value_of(reader().batches(dead)).size(), 100U);
  EXPECT_EQ(value_of(reader().attempt(silent)).state, AttemptState::Interrupted);
  EXPECT_FALSE(value_of(reader().attempt(silent)).ended_at_ms.has_value());
}

TEST_F(StationDatabaseTest, TakesAnInterruptedAttemptUpAgain) {
  const AttemptId id = begin("M-1", "Li Na");
  append(id, batch_number(0));
  open();
  EXPECT_TRUE(value_of(database_->resume_attempt(id)));
  append(id, batch_number(1));
  end(id, AttemptState::Ended);
  EXPECT_EQ(value_of(reader().batches(id)).size(), 2U);
  EXPECT_FALSE(value_of(database_->resume_attempt(id))) << "it has ended";
  EXPECT_FALSE(value_of(database_->resume_attempt(99)));
}

TEST_F(StationDatabaseTest, ListsAttemptsNewestFirstAndCountsThemByTrainee) {
  const AttemptId first = begin("M-1", "A");
  end(first, AttemptState::Ended);
  const AttemptId thrown_away = begin("M-1", "A");
  append(thrown_away, batch_number(3));
  end(thrown_away, AttemptState::Discarded);
  const AttemptId other = begin("M-2", "B");
  end(other, AttemptState::Ended);
  const AttemptId second = begin("M-1", "A");

  const auto shown = [](const std::vector<AttemptRecord>& records) {
    std::vector<std::pair<AttemptId, int>> pairs;
    for (const auto& record : records) pairs.emplace_back(record.id, record.number);
    return pairs;
  };
  EXPECT_THAT(shown(value_of(reader().attempts())),
              ElementsAre(Pair(second, 2), Pair(other, 1), Pair(first, 1)));
  EXPECT_THAT(shown(value_of(reader().attempts(true))),
              ElementsAre(Pair(second, 2), Pair(other, 1), Pair(thrown_away, 0), Pair(first, 1)));
  EXPECT_EQ(value_of(reader().attempt(second)).number, 2);
  EXPECT_EQ(value_of(reader().attempt(thrown_away)).number, 0);
  EXPECT_EQ(value_of(reader().batches(thrown_away)).size(), 1U) << "nothing is lost";
  EXPECT_THAT(value_of(reader().trainees()), ElementsAre("A", "B"));
}

TEST_F(StationDatabaseTest, KeepsEveryManikinInItsSeat) {
  EXPECT_EQ(value_of(database_->seat_of("M-1")), 1);
  EXPECT_TRUE(database_->remember_seat("M-2", 5).has_value());
  EXPECT_EQ(value_of(database_->seat_of("M-3")), 2) << "the lowest free one";
  EXPECT_TRUE(database_->remember_seat("M-4", 5).has_value());
  EXPECT_EQ(value_of(database_->seat_of("M-4")), 3) << "5 is taken";
  EXPECT_TRUE(database_->remember_seat("M-1", 9).has_value());
  (void)begin("M-5", "A");
  open();
  EXPECT_THAT(
      value_of(reader().seats()),
      ElementsAre(Pair("M-1", 1), Pair("M-2", 5), Pair("M-3", 2), Pair("M-4", 3), Pair("M-5", 4)));
}

TEST_F(StationDatabaseTest, RefusesSamplesOfAnAttemptThatIsNotRunning) {
  const AttemptId id = begin("M-1", "A");
  const std::vector<StoredInput> mixed = {{id, batch_number(0)}, {id + 1, batch_number(0)}};
  const auto stored = database_->append(mixed);
  ASSERT_FALSE(stored.has_value());
  EXPECT_THAT(stored.error().message(), HasSubstr("attempt 2 is not running"));
  EXPECT_TRUE(value_of(reader().batches(id)).empty()) << "all of it or nothing";
  end(id, AttemptState::Ended);
  EXPECT_FALSE(database_->append({mixed.data(), 1}).has_value());
  EXPECT_FALSE(database_->end_attempt(id, end_as(AttemptState::Ended)).has_value());
}

TEST_F(StationDatabaseTest, TellsASecondConsoleWhoHasTheFolder) {
  const auto second = StationDatabase::open(folder_.path());
  ASSERT_FALSE(second.has_value());
  EXPECT_THAT(second.error().message(),
              AllOf(HasSubstr(fmt::format("in use by another console (process {})", ::getpid())),
                    HasSubstr("choose another data folder")));
  open();
}

/// The tables as version 1 made them, with an ended attempt of one batch: depth 1 mm at 1 s.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE manikins (id TEXT PRIMARY KEY, seat INTEGER NOT NULL UNIQUE CHECK (seat > 0)) WITHOUT ROWID;
CREATE TABLE trainees (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
CREATE TABLE attempts (id INTEGER PRIMARY KEY AUTOINCREMENT,
  manikin_id TEXT NOT NULL REFERENCES manikins (id), trainee_id INTEGER REFERENCES trainees (id),
  guideline_id TEXT NOT NULL, guideline_hash TEXT NOT NULL, channels BLOB NOT NULL,
  started_at_ms INTEGER NOT NULL, start_us INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), ended_at_ms INTEGER, score REAL,
  first_samples INTEGER NOT NULL, last_samples INTEGER);
CREATE INDEX attempts_of_trainee ON attempts (trainee_id, id);
CREATE INDEX attempts_running ON attempts (id) WHERE state = 0;
CREATE TABLE results (attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id), json TEXT NOT NULL);
CREATE TABLE samples (id INTEGER PRIMARY KEY, attempt_id INTEGER NOT NULL, packed BLOB NOT NULL);
INSERT INTO manikins VALUES ('M-1', 3);
INSERT INTO trainees VALUES (1, 'A');
INSERT INTO attempts VALUES (1, 'M-1', 1, 'g', 'ab', x'01', 1700000000000, 5000, 1, 1700000120000,
  87.5, 1, 1);
INSERT INTO results VALUES (1, '{}');
PRAGMA application_id = 0x53544E4D;
PRAGMA user_version = 1;
)sql";

TEST_F(StationDatabaseTest, BringsAnEarlierSchemaForwardAndLosesNothing) {
  go_back_to(kVersion1);

  open();
  const AttemptRecord record = value_of(reader().attempt(1));
  EXPECT_EQ(record.started.trainee, "A");
  EXPECT_EQ(record.score, 87.5);
  EXPECT_EQ(record.result_json, "{}");
  EXPECT_FALSE(record.started.stiffness_n_per_mm);
  EXPECT_FALSE(record.started.calibrated_on_day);
  EXPECT_THAT(value_of(reader().batches(1)), ElementsAre(batch_number(7)));
  EXPECT_EQ(value_of(reader().seats()).at("M-1"), 3);
  EXPECT_EQ(begin("M-2", "B"), 2);
  open();
  EXPECT_EQ(value_of(reader().attempts()).size(), 2U);
}

TEST_F(StationDatabaseTest, KeepsReportsAndEventsAmongTheSamplesInTheirOrder) {
  AttemptStart start = start_of("M-1", "A");
  start.stiffness_n_per_mm = 8.8;
  start.calibrated_on_day = 20'000;
  const AttemptId id = value_of(database_->begin_attempt(start));
  const ReportedCompression report{DeviceTime::from_us(123'000), millimetres(51), {}, {}, true};
  const std::vector<AttemptInput> inputs = {
      batch_number(0), report, batch_number(1),
      AttemptEvent{AttemptEvent::Kind::Shock, DeviceTime::from_us(130'000)}};
  std::vector<StoredInput> stored;
  for (const AttemptInput& input : inputs) stored.push_back({id, input});
  ASSERT_TRUE(database_->append(stored).has_value());
  EXPECT_EQ(value_of(reader().inputs(id)), inputs);
  EXPECT_THAT(value_of(reader().batches(id)), ElementsAre(batch_number(0), batch_number(1)));
  EXPECT_EQ(value_of(reader().attempt(id)).started, start);
}

TEST_F(StationDatabaseTest, RefusesALaterSchemaAndLeavesItAlone) {
  const AttemptId id = begin("M-1", "A");
  end(id, AttemptState::Ended);
  database_.reset();
  {
    auto connection = Connection::open(file(), Connection::Access::ReadWrite);
    ASSERT_TRUE(connection.has_value());
    ASSERT_TRUE(connection->execute("PRAGMA user_version = 6").has_value());
  }
  const std::string before = text_of(file());
  EXPECT_THAT(error_on_opening(),
              AllOf(HasSubstr("written by a later version (schema 6; this version knows 5)"),
                    HasSubstr("update this program")));
  EXPECT_EQ(text_of(file()), before);
  EXPECT_FALSE(StationReader::open(folder_.path()).has_value());
}

TEST_F(StationDatabaseTest, RefusesAnotherProgramsDatabase) {
  database_.reset();
  for (const auto* name : {"station.sqlite", "station.sqlite-wal", "station.sqlite-shm"}) {
    std::filesystem::remove(folder_.path() / name);
  }
  {
    auto connection = Connection::open(file(), Connection::Access::ReadWrite);
    ASSERT_TRUE(connection->execute("CREATE TABLE notes (text)").has_value());
  }
  const std::string before = text_of(file());
  EXPECT_THAT(error_on_opening(), HasSubstr("not a station database"));
  EXPECT_EQ(text_of(file()), before);
}

TEST_F(StationDatabaseTest, NamesADamagedFileAndNeverDeletesIt) {
  database_.reset();
  const std::string garbage(8192, 'x');
  folder_.write("station.sqlite", garbage);
  EXPECT_THAT(error_on_opening(),
              AllOf(HasSubstr("station.sqlite: the station database is damaged"),
                    HasSubstr("keep this file for rescue")));
  EXPECT_EQ(text_of(file()), garbage);
}

TEST_F(StationDatabaseTest, NamesTheAttemptWhoseSamplesAreDamagedAndReadsTheOthers) {
  const AttemptId hurt = begin("M-1", "A");
  const AttemptId whole = begin("M-2", "B");
  SampleBatch marked = batch_number(0);
  marked.values.assign(8, 1234.5F);
  append(hurt, marked);
  append(whole, batch_number(1));
  end(hurt, AttemptState::Ended);
  end(whole, AttemptState::Ended);
  database_.reset();  // the write-ahead log goes into the file

  std::string bytes = text_of(file());
  const std::string pattern(reinterpret_cast<const char*>(marked.values.data()), 32);
  const auto at = bytes.find(pattern);
  ASSERT_NE(at, std::string::npos);
  bytes[at + 5] = static_cast<char>(bytes[at + 5] ^ 1);
  folder_.write("station.sqlite", bytes);

  open();
  const auto read = reader().batches(hurt);
  ASSERT_FALSE(read.has_value());
  EXPECT_THAT(read.error().message(),
              AllOf(HasSubstr("station.sqlite: attempt 1"), HasSubstr("damaged")));
  EXPECT_EQ(value_of(reader().batches(whole)).size(), 1U);
  EXPECT_EQ(value_of(reader().attempts()).size(), 2U);
}

TEST_F(StationDatabaseTest, WritesNamesNowhereButInTheListOfTrainees) {
  const std::string name = "Unmistakable Name";
  const AttemptId id = begin("M-1", name);
  append(id, batch_number(0));
  end(id, AttemptState::Ended);
  database_.reset();
  const std::string bytes = text_of(file());
  std::size_t found = 0;
  for (auto at = bytes.find(name); at != std::string::npos; at = bytes.find(name, at + 1)) ++found;
  EXPECT_EQ(found, 2U) << "once in the table of trainees, once in its index";
}

TEST_F(StationDatabaseTest, NoticesThatItsFileHasBeenTakenAway) {
  const AttemptId id = begin("M-1", "A");
  EXPECT_TRUE(database_->is_in_place());
  std::filesystem::rename(file(), folder_.path() / "elsewhere.sqlite");
  EXPECT_FALSE(database_->is_in_place());
  const StoredInput stored{id, batch_number(0)};
  const auto done = database_->append({&stored, 1});
  ASSERT_FALSE(done.has_value());
  EXPECT_THAT(done.error().message(), HasSubstr("moved or deleted"));
}

TEST_F(StationDatabaseTest, SaysThatThereIsNothingToRead) {
  const auto opened = StationReader::open(folder_.path() / "none");
  ASSERT_FALSE(opened.has_value());
  EXPECT_THAT(opened.error().message(), HasSubstr("there is no station database"));
  EXPECT_FALSE(reader().attempt(7).has_value());
  EXPECT_FALSE(reader().batches(7).has_value());
  EXPECT_TRUE(value_of(reader().attempts()).empty());
}

}  // namespace
}  // namespace sternum
