// Classes, what the room calls its manikins, and the checks of their depth: kept, found again,
// brought forward.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "datasets/records/journal.hpp"
#include "datasets/records/station_database.hpp"
#include "tests/datasets/scratch_folder.hpp"
#include "tests/records/opened_database.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::batch_number;
using test::end_as;
using test::ScratchFolder;
using test::start_of;
using test::value_of;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr std::int64_t kClassFlush_ms = 30'000;

ClassRecord class_13() {
  ClassRecord record;
  record.key = 1'774'600'000'123;
  record.number = "第 13 期";
  record.course = "救护员（成人）";
  record.organiser = "区红十字会";
  record.base = "东城培训基地";
  record.place = "201";
  record.audience = "社区";
  record.instructors = "周敏, 李卫东";
  record.assistants = "陈蕾";
  record.starts_on = "2026-03-28";
  record.ends_on = "2026-03-29";
  record.hours = 16.5;
  record.expected = 31;
  record.members = {{.name = "王晓燕", .organisation = "滨河社区"},
                    {.name = "贠㛃", .nickname = "豆豆", .absent = true},
                    {.name = "𠮷田", .skipped = true},
                    {.name = "Li Na", .manikin_id = "M-7"}};
  return record;
}

Calibration check_of(const std::string& manikin, std::int64_t at_ms) {
  return {.manikin_id = manikin,
          .at_ms = at_ms,
          .who = "1203",
          .block_mm = 50.0,
          .measured_low_mm = 0.5,
          .measured_high_mm = 48.25,
          .gain = 1.047,
          .offset_mm = -0.52};
}

class ClassRecordTest : public test::OpenedDatabase {
 protected:
  void keep(const ClassRecord& record) {
    const auto kept = database_->keep_class(record);
    ASSERT_TRUE(kept.has_value()) << kept.error().message();
  }
};

TEST_F(ClassRecordTest, OpensAClassAsItWasLeft) {
  EXPECT_FALSE(value_of(reader().open_class()));
  keep(class_13());
  open();
  EXPECT_EQ(value_of(reader().open_class()), class_13());
}

TEST_F(ClassRecordTest, KeepsWhatWasSaidLastUnderOneKey) {
  keep(class_13());
  ClassRecord later = class_13();
  later.place = "202";
  later.hours.reset();
  later.expected.reset();
  std::swap(later.members[0], later.members[3]);
  later.members.erase(later.members.begin() + 1);
  keep(later);
  EXPECT_EQ(value_of(reader().open_class()), later);
  keep(class_13());
  EXPECT_EQ(value_of(reader().open_class()), class_13()) << "taken off the list is not gone";
}

TEST_F(ClassRecordTest, OpensTheLastOneThatWasNotClosed) {
  keep(class_13());
  ClassRecord other = class_13();
  other.key += 86'400'000;
  other.number = "第 14 期";
  other.members = {{.name = "王晓燕"}};
  keep(other);
  EXPECT_EQ(value_of(reader().open_class())->number, "第 14 期");
  other.state = ClassState::Closed;
  keep(other);
  EXPECT_EQ(value_of(reader().open_class()), class_13());
}

TEST_F(ClassRecordTest, LeavesOutWhoHasNoNameAndCountsANameOnce) {
  ClassRecord record = class_13();
  record.members = {{.name = ""}, {.name = "A"}, {.name = "A", .absent = true}};
  keep(record);
  EXPECT_THAT(value_of(reader().open_class())->members,
              ElementsAre(ClassMember{.name = "A", .absent = true}));
}

TEST_F(ClassRecordTest, TellsWhichClassAnAttemptWasPartOf) {
  keep(class_13());
  AttemptStart start = start_of("M-1", "王晓燕");
  start.class_key = class_13().key;
  const AttemptId in_class = value_of(database_->begin_attempt(start));
  start.class_key = 5;
  const AttemptId unknown = value_of(database_->begin_attempt(start));
  EXPECT_EQ(value_of(reader().attempt(in_class)).started.class_key, class_13().key);
  EXPECT_FALSE(value_of(reader().attempt(unknown)).started.class_key) << "no such class";
  EXPECT_EQ(value_of(reader().attempts())[1].started.class_key, class_13().key);
}

TEST_F(ClassRecordTest, RemembersWhatTheRoomCallsAManikin) {
  ASSERT_TRUE(database_->remember_name("M-1", "安妮"));
  ASSERT_TRUE(database_->remember_name("M-2", "at the window"));
  ASSERT_TRUE(database_->remember_name("M-2", ""));
  open();
  EXPECT_THAT(value_of(reader().manikin_names()), ElementsAre(Pair("M-1", "安妮")));
  EXPECT_THAT(value_of(reader().seats()), ElementsAre(Pair("M-1", 1), Pair("M-2", 2)));
}

TEST_F(ClassRecordTest, LetsTwoManikinsChangeSeats) {
  for (const char* id : {"M-1", "M-2", "M-3"}) ASSERT_TRUE(database_->seat_of(id));
  ASSERT_TRUE(database_->move_to_seat("M-1", 3));
  ASSERT_TRUE(database_->move_to_seat("M-2", 2));
  ASSERT_TRUE(database_->move_to_seat("M-2", 7));
  ASSERT_TRUE(database_->move_to_seat("M-4", 1));
  EXPECT_FALSE(database_->move_to_seat("M-4", 0));
  open();
  EXPECT_THAT(value_of(reader().seats()),
              ElementsAre(Pair("M-1", 3), Pair("M-2", 7), Pair("M-3", 2), Pair("M-4", 1)))
      << "a new manikin takes the lowest free seat before it moves, and M-3 had that of M-1";
}

TEST_F(ClassRecordTest, AddsCalibrationsAndPointsAttemptsAtTheLastOne) {
  const AttemptId before = value_of(database_->begin_attempt(start_of("M-1", "A")));
  ASSERT_TRUE(database_->remember_calibration(check_of("M-1", 1000)));
  ASSERT_TRUE(database_->remember_calibration(check_of("M-2", 2000)));
  ASSERT_TRUE(database_->remember_calibration(check_of("M-1", 3000)));
  const AttemptId after = value_of(database_->begin_attempt(start_of("M-1", "A")));
  Calibration first = check_of("M-1", 1000);
  Calibration last = check_of("M-1", 3000);
  first.id = 1;
  last.id = 3;
  EXPECT_THAT(value_of(reader().calibrations("M-1")), ElementsAre(last, first));
  EXPECT_THAT(value_of(reader().calibrations("M-9")), IsEmpty());
  EXPECT_FALSE(value_of(reader().attempt(before)).calibration_id);
  EXPECT_EQ(value_of(reader().attempt(after)).calibration_id, 3);
}

/// The tables as version 3 made them, with an ended exam of one batch and its sheet.
constexpr const char* kVersion3 = R"sql(
CREATE TABLE manikins (id TEXT PRIMARY KEY, seat INTEGER NOT NULL UNIQUE CHECK (seat > 0)) WITHOUT ROWID;
CREATE TABLE trainees (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
CREATE TABLE attempts (id INTEGER PRIMARY KEY AUTOINCREMENT,
  manikin_id TEXT NOT NULL REFERENCES manikins (id), trainee_id INTEGER REFERENCES trainees (id),
  guideline_id TEXT NOT NULL, guideline_hash TEXT NOT NULL, channels BLOB NOT NULL,
  started_at_ms INTEGER NOT NULL, start_us INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), ended_at_ms INTEGER, score REAL,
  first_samples INTEGER NOT NULL, last_samples INTEGER, stiffness_n_per_mm REAL,
  calibrated_on_day INTEGER,
  purpose INTEGER NOT NULL DEFAULT 0 CHECK (purpose BETWEEN 0 AND 2), scheme_id TEXT,
  scheme_edition TEXT, scheme_hash TEXT, depth_uncertainty_mm REAL, volume_uncertainty_ml REAL,
  verdict INTEGER CHECK (verdict BETWEEN 0 AND 3));
CREATE INDEX attempts_of_trainee ON attempts (trainee_id, id);
CREATE INDEX attempts_running ON attempts (id) WHERE state = 0;
CREATE TABLE results (attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id), json TEXT NOT NULL);
CREATE TABLE samples (id INTEGER PRIMARY KEY, attempt_id INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE rule_texts (hash TEXT PRIMARY KEY, toml TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sheet_entries (attempt_id INTEGER NOT NULL REFERENCES attempts (id),
  number INTEGER NOT NULL CHECK (number > 0), item_id TEXT NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4), timed_us INTEGER,
  overruled_to_met INTEGER CHECK (overruled_to_met BETWEEN 0 AND 1), reason TEXT,
  who TEXT NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (attempt_id, number)) WITHOUT ROWID;
INSERT INTO manikins VALUES ('M-1', 3);
INSERT INTO trainees VALUES (1, 'A');
INSERT INTO attempts VALUES (1, 'M-1', 1, 'g', 'ab', x'01', 1700000000000, 5000, 1, 1700000120000,
  87.5, 1, 1, 8.5, 20000, 1, 'scheme', '2', 'cd', 2.0, NULL, 1);
INSERT INTO results VALUES (1, '{"score":{}}');
INSERT INTO rule_texts VALUES ('cd', 'the scheme');
INSERT INTO sheet_entries VALUES (1, 1, 'call', 0, NULL, NULL, NULL, '1203', 1700000001000);
PRAGMA application_id = 0x53544E4D;
PRAGMA user_version = 3;
)sql";

TEST_F(ClassRecordTest, BringsAFileOfTheTimeBeforeClassesForwardAndLosesNothing) {
  go_back_to(kVersion3);

  open();
  const AttemptRecord record = value_of(reader().attempt(1));
  EXPECT_EQ(record.started.trainee, "A");
  EXPECT_EQ(record.score, 87.5);
  EXPECT_EQ(record.verdict, Verdict::Fail);
  EXPECT_EQ(record.started.scheme_id, "scheme");
  EXPECT_FALSE(record.started.class_key);
  EXPECT_FALSE(record.calibration_id);
  EXPECT_EQ(value_of(reader().sheet(1)).size(), 1U);
  EXPECT_EQ(value_of(reader().rule_text("cd")), "the scheme");
  EXPECT_THAT(value_of(reader().batches(1)), ElementsAre(batch_number(7)));
  EXPECT_EQ(value_of(reader().seats()).at("M-1"), 3);

  keep(class_13());
  ASSERT_TRUE(database_->remember_name("M-1", "安妮"));
  ASSERT_TRUE(database_->remember_calibration(check_of("M-1", 1000)));
  AttemptStart start = start_of("M-1", "A");
  start.class_key = class_13().key;
  const AttemptId id = value_of(database_->begin_attempt(start));
  open();
  EXPECT_EQ(value_of(reader().open_class()), class_13());
  EXPECT_EQ(value_of(reader().attempt(id)).started, start);
  EXPECT_EQ(value_of(reader().attempt(id)).calibration_id, 1);
}

TEST(ClassJournal, WritesAClassBeforeTheAttemptsOfIt) {
  const ScratchFolder folder;
  {
    Journal journal(folder.path());
    journal.keep_class(class_13());
    AttemptStart start = start_of("M-1", "王晓燕");
    start.class_key = class_13().key;
    const AttemptTicket ticket = journal.begin(start);
    journal.remember_name("M-1", "安妮");
    journal.remember_calibration(check_of("M-1", 1000));
    journal.end(ticket, end_as(AttemptState::Ended));
    ASSERT_TRUE(journal.flush(kClassFlush_ms));
    EXPECT_FALSE(journal.status().trouble);
  }
  auto reader = StationReader::open(folder.path());
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ(value_of(reader->open_class()), class_13());
  EXPECT_EQ(value_of(reader->attempts()).at(0).started.class_key, class_13().key);
  EXPECT_THAT(value_of(reader->manikin_names()), ElementsAre(Pair("M-1", "安妮")));
  EXPECT_EQ(value_of(reader->calibrations("M-1")).size(), 1U);
}

TEST(ClassJournal, TakesTheClassToAnotherDisk) {
  const ScratchFolder folder;
  const auto file = folder.path() / "station.sqlite";
  Journal journal(folder.path(), {.commit_every_ms = 10, .retry_every_ms = 10});
  journal.keep_class(class_13());
  AttemptStart start = start_of("M-1", "王晓燕");
  start.class_key = class_13().key;
  const AttemptTicket running = journal.begin(start);
  ASSERT_TRUE(journal.flush(kClassFlush_ms));
  for (const auto* end : {"", "-wal", "-shm"}) {
    std::filesystem::rename(file.string() + end, file.string() + ".away" + end);
  }
  journal.end(running, end_as(AttemptState::Ended));
  ASSERT_TRUE(journal.flush(kClassFlush_ms));
  auto reader = StationReader::open(folder.path());
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ(value_of(reader->open_class()), class_13());
  EXPECT_EQ(value_of(reader->attempts()).at(0).started.class_key, class_13().key);
}

}  // namespace
}  // namespace sternum
