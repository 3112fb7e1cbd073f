// What the station's memory keeps of an exam: by what it was judged, and every entry on its sheet.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "datasets/records/batch_packing.hpp"
#include "datasets/records/journal.hpp"
#include "datasets/records/sqlite.hpp"
#include "datasets/records/station_database.hpp"
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
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::int64_t kFlush_ms = 20'000;

const SheetEntry kTicked = {.item_id = "response", .who = "I-7", .utc_ms = 1'700'000'010'000};
const SheetEntry kTimed = {.item_id = "breathing",
                           .kind = SheetEntry::Kind::Timed,
                           .timed = milliseconds(7250),
                           .utc_ms = 1'700'000'020'000};
const SheetEntry kUnticked = {.item_id = "response", .kind = SheetEntry::Kind::Unticked};
const SheetEntry kMissed = {.item_id = "response", .kind = SheetEntry::Kind::Missed};
const SheetEntry kOverruled = {.item_id = "depth",
                               .kind = SheetEntry::Kind::Overruled,
                               .overruled_to_met = true,
                               .reason = "两名考官都看到了",
                               .who = "I-7",
                               .utc_ms = 1'700'000'900'000};

AttemptStart exam_start() {
  AttemptStart start = start_of("M-1", "A");
  start.purpose = AttemptPurpose::Retest;
  start.scheme_id = "rcsc-first-aider";
  start.scheme_edition = "2021";
  start.scheme_hash = "cd34";
  start.uncertainty = {millimetres(1.5), millilitres(40)};
  return start;
}

AttemptEnd failed() {
  AttemptEnd end = end_as(AttemptState::Ended);
  end.verdict = Verdict::Fail;
  return end;
}

using ExamRecord = test::OpenedDatabase;

TEST_F(ExamRecord, KeepsByWhatAnExamWasJudgedAndWhatItCameTo) {
  const AttemptId id = value_of(database_->begin_attempt(exam_start()));
  ASSERT_TRUE(database_->end_attempt(id, failed()));
  open();
  const AttemptRecord record = value_of(reader().attempt(id));
  EXPECT_EQ(record.started, exam_start());
  EXPECT_EQ(record.verdict, Verdict::Fail);
  EXPECT_EQ(value_of(reader().attempts()).front().verdict, Verdict::Fail);
  const AttemptId practice = value_of(database_->begin_attempt(start_of("M-1", "A")));
  EXPECT_FALSE(value_of(reader().attempt(practice)).verdict);
}

TEST_F(ExamRecord, KeepsARuleFileOnceWhoeverUsesIt) {
  const std::vector<RuleText> rules = {{"cd34", "format = 1\n"}, {"ab12", "# a guideline\n"}};
  const std::vector<RuleText> again = {{"cd34", "another text under the same hash"}};
  (void)value_of(database_->begin_attempt(exam_start(), rules));
  (void)value_of(database_->begin_attempt(exam_start(), again));
  EXPECT_EQ(value_of(reader().rule_text("cd34")), "format = 1\n");
  EXPECT_EQ(value_of(reader().rule_text("ab12")), "# a guideline\n");
  EXPECT_FALSE(value_of(reader().rule_text("none")));
  database_.reset();
  auto connection =
      Connection::open(folder_.path() / "station.sqlite", Connection::Access::ReadOnly);
  EXPECT_EQ(value_of(connection->integer("SELECT count(*) FROM rule_texts")), 2);
}

TEST_F(ExamRecord, AppendsToASheetWhileItsAttemptRunsAndAfterwards) {
  const AttemptId other = value_of(database_->begin_attempt(exam_start()));
  const AttemptId id = value_of(database_->begin_attempt(exam_start()));
  EXPECT_TRUE(value_of(database_->mark_sheet(id, {kTicked})));
  EXPECT_TRUE(value_of(database_->mark_sheet(other, {kMissed})));
  EXPECT_TRUE(value_of(database_->mark_sheet(id, {kTimed})));
  EXPECT_TRUE(value_of(database_->mark_sheet(id, {kUnticked})));
  EXPECT_FALSE(value_of(reader().attempt(id)).verdict) << "it still runs";
  ASSERT_TRUE(database_->end_attempt(id, failed()));
  EXPECT_TRUE(value_of(database_->mark_sheet(id, {kOverruled, Verdict::Pass})));
  open();
  EXPECT_THAT(value_of(reader().sheet(id)), ElementsAre(kTicked, kTimed, kUnticked, kOverruled));
  EXPECT_THAT(value_of(reader().sheet(other)), ElementsAre(kMissed));
  const AttemptRecord record = value_of(reader().attempt(id));
  EXPECT_EQ(record.verdict, Verdict::Pass);
  EXPECT_EQ(record.result_json, failed().result_json) << "the stored result never changes";
  EXPECT_EQ(record.score, failed().score);
}

TEST_F(ExamRecord, MarksNothingWhereTheAttemptIsNot) {
  const AttemptId id = value_of(database_->begin_attempt(exam_start()));
  const std::int64_t started_ms = exam_start().started_at_ms;
  EXPECT_FALSE(value_of(database_->mark_sheet(id + 1, {kTicked, Verdict::Pass})));
  EXPECT_FALSE(value_of(database_->mark_sheet(id, {kTicked, Verdict::Pass}, started_ms + 1)))
      << "another folder's attempt has this number";
  EXPECT_THAT(value_of(reader().sheet(id)), IsEmpty());
  EXPECT_FALSE(value_of(reader().attempt(id)).verdict);
  EXPECT_TRUE(value_of(database_->mark_sheet(id, {kTicked}, started_ms)));
}

TEST_F(ExamRecord, FindsTheSheetOfADeadConsole) {
  const AttemptId id = value_of(database_->begin_attempt(exam_start()));
  ASSERT_TRUE(value_of(database_->mark_sheet(id, {kTicked})));
  open();
  EXPECT_EQ(value_of(reader().attempt(id)).state, AttemptState::Interrupted);
  EXPECT_THAT(value_of(reader().sheet(id)), ElementsAre(kTicked));
  EXPECT_TRUE(value_of(database_->mark_sheet(id, {kOverruled, Verdict::Borderline})));
  EXPECT_EQ(value_of(reader().attempt(id)).verdict, Verdict::Borderline);
}

/// The tables as version 2 made them, with an ended attempt of one batch and one that runs.
constexpr const char* kVersion2 = R"sql(
CREATE TABLE manikins (id TEXT PRIMARY KEY, seat INTEGER NOT NULL UNIQUE CHECK (seat > 0)) WITHOUT ROWID;
CREATE TABLE trainees (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
CREATE TABLE attempts (id INTEGER PRIMARY KEY AUTOINCREMENT,
  manikin_id TEXT NOT NULL REFERENCES manikins (id), trainee_id INTEGER REFERENCES trainees (id),
  guideline_id TEXT NOT NULL, guideline_hash TEXT NOT NULL, channels BLOB NOT NULL,
  started_at_ms INTEGER NOT NULL, start_us INTEGER NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3), ended_at_ms INTEGER, score REAL,
  first_samples INTEGER NOT NULL, last_samples INTEGER, stiffness_n_per_mm REAL,
  calibrated_on_day INTEGER);
CREATE INDEX attempts_of_trainee ON attempts (trainee_id, id);
CREATE INDEX attempts_running ON attempts (id) WHERE state = 0;
CREATE TABLE results (attempt_id INTEGER PRIMARY KEY REFERENCES attempts (id), json TEXT NOT NULL);
CREATE TABLE samples (id INTEGER PRIMARY KEY, attempt_id INTEGER NOT NULL, packed BLOB NOT NULL);
INSERT INTO manikins VALUES ('M-1', 3);
INSERT INTO trainees VALUES (1, 'A');
INSERT INTO attempts VALUES (1, 'M-1', 1, 'g', 'ab', x'01', 1700000000000, 5000, 1, 1700000120000,
  87.5, 1, 1, 8.5, 20000);
INSERT INTO attempts VALUES (2, 'M-1', 1, 'g', 'ab', x'01', 1700000200000, 5000, 0, NULL,
  NULL, 2, NULL, 8.5, 20000);
INSERT INTO results VALUES (1, '{"score":{}}');
PRAGMA application_id = 0x53544E4D;
PRAGMA user_version = 2;
)sql";

TEST_F(ExamRecord, BringsAFileOfTheTimeBeforeExamsForwardAndLosesNothing) {
  go_back_to(kVersion2);

  open();
  const AttemptRecord record = value_of(reader().attempt(1));
  EXPECT_EQ(record.started.trainee, "A");
  EXPECT_EQ(record.score, 87.5);
  EXPECT_EQ(record.result_json, R"({"score":{}})");
  EXPECT_EQ(record.started.stiffness_n_per_mm, 8.5);
  EXPECT_EQ(record.started.purpose, AttemptPurpose::Practice);
  EXPECT_EQ(record.started.scheme_id, "");
  EXPECT_FALSE(record.verdict);
  EXPECT_EQ(record.started.uncertainty, MeasurementUncertainty{});
  EXPECT_THAT(value_of(reader().batches(1)), ElementsAre(batch_number(7)));
  EXPECT_THAT(value_of(reader().sheet(1)), IsEmpty());
  EXPECT_EQ(value_of(reader().attempt(2)).state, AttemptState::Interrupted);

  const AttemptId exam = value_of(database_->begin_attempt(exam_start()));
  EXPECT_TRUE(value_of(database_->mark_sheet(exam, {kTicked})));
  EXPECT_TRUE(value_of(database_->mark_sheet(2, {kTicked, Verdict::Invalid})));
  open();
  EXPECT_EQ(value_of(reader().attempt(exam)).started, exam_start());
  EXPECT_EQ(value_of(reader().attempt(2)).verdict, Verdict::Invalid);
}

TEST(ExamJournal, WritesTheSheetInItsPlaceWhetherTheAttemptRunsOrHasEnded) {
  const ScratchFolder folder;
  AttemptId id = 0;
  {
    Journal journal(folder.path());
    const AttemptTicket ticket = journal.begin(exam_start(), {{"cd34", "the scheme"}});
    journal.append(ticket, batch_number(0));
    journal.mark(ticket, {kTicked});
    ASSERT_TRUE(journal.flush(kFlush_ms));
    id = *journal.id_of(ticket);
    const auto early = StationReader::open(folder.path());
    ASSERT_TRUE(early.has_value());
    EXPECT_THAT(value_of(early->sheet(id)), ElementsAre(kTicked));
    journal.end(ticket, failed());
    journal.mark(ticket, {kOverruled, Verdict::Pass});
    ASSERT_TRUE(journal.flush(kFlush_ms));
    const std::uint64_t revision = journal.status().revision;
    journal.mark_stored(id, {kMissed, Verdict::Borderline});
    journal.mark_stored(id + 7, {kMissed, Verdict::Borderline});
    journal.mark(ticket + 7, {kMissed});
    ASSERT_TRUE(journal.flush(kFlush_ms));
    EXPECT_NE(journal.status().revision, revision) << "time to read it again";
    EXPECT_EQ(journal.status().dropped, 2U) << "there are no such attempts";
    EXPECT_FALSE(journal.status().trouble);
  }
  auto reader = StationReader::open(folder.path());
  ASSERT_TRUE(reader.has_value());
  EXPECT_THAT(value_of(reader->sheet(id)), ElementsAre(kTicked, kOverruled, kMissed));
  EXPECT_EQ(value_of(reader->attempt(id)).verdict, Verdict::Borderline);
  EXPECT_EQ(value_of(reader->rule_text("cd34")), "the scheme");
}

TEST(ExamJournal, TakesAnExamToAnotherDiskWithItsRulesAndWhatIsStillToComeOnItsSheet) {
  const ScratchFolder folder;
  const auto file = folder.path() / "station.sqlite";
  Journal journal(folder.path(), {.commit_every_ms = 10, .retry_every_ms = 10});
  const AttemptTicket ended = journal.begin(exam_start());
  journal.end(ended, failed());
  AttemptStart later = exam_start();
  later.started_at_ms += 1000;
  const AttemptTicket running = journal.begin(later, {{"cd34", "the scheme"}});
  ASSERT_TRUE(journal.flush(kFlush_ms));
  for (const auto* end : {"", "-wal", "-shm"}) {
    std::filesystem::rename(file.string() + end, file.string() + ".away" + end);
  }
  journal.mark(running, {kTimed});
  journal.mark(ended, {kOverruled, Verdict::Pass});
  ASSERT_TRUE(journal.flush(kFlush_ms));
  auto reader = StationReader::open(folder.path());
  ASSERT_TRUE(reader.has_value());
  const auto attempts = value_of(reader->attempts());
  ASSERT_EQ(attempts.size(), 1U) << "the ended one stays where it was stored";
  EXPECT_EQ(attempts.front().started, later);
  EXPECT_FALSE(attempts.front().verdict) << "nobody else's overruling is taken for its own";
  EXPECT_THAT(value_of(reader->sheet(attempts.front().id)), ElementsAre(kTimed));
  EXPECT_EQ(value_of(reader->rule_text("cd34")), "the scheme");
}

}  // namespace
}  // namespace sternum
