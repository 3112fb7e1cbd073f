// Backups while a console works, restoring them, and the copy that a migration makes first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "datasets/records/audit_findings.hpp"
#include "datasets/records/backup.hpp"
#include "datasets/records/journal.hpp"
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

class BackupTest : public test::OpenedDatabase {
 protected:
  void store(int attempts) {
    for (int i = 0; i < attempts; ++i) {
      const AttemptId id = value_of(database_->begin_attempt(start_of("M-1", "A")));
      const std::vector<StoredInput> one = {{id, batch_number(i)}};
      ASSERT_TRUE(database_->append(one));
      ASSERT_TRUE(database_->end_attempt(id, end_as(AttemptState::Ended)));
    }
  }
  [[nodiscard]] std::filesystem::path target() const { return folder_.path() / "copy.sqlite"; }
};

TEST_F(BackupTest, ComesBackAsItWas) {
  store(3);
  const AuditHead head = value_of(reader().audit_head());
  const BackupMade made = value_of(back_up(folder_.path(), target()));
  EXPECT_EQ(made.head, head);
  store(2);
  database_.reset();
  const BackupRestored restored = value_of(restore_backup(target(), folder_.path()));
  EXPECT_EQ(value_of(reader().attempts()).size(), 3U);
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
  ASSERT_TRUE(restored.kept);
  EXPECT_THAT(copies_beside(folder_.path()), ElementsAre(*restored.kept));
  const ScratchFolder elsewhere;
  static_cast<void>(value_of(restore_backup(*restored.kept, elsewhere.path())));
  const auto kept = StationReader::open(elsewhere.path());
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(value_of(kept->attempts()).size(), 5U) << "what was there is kept whole";
}

TEST_F(BackupTest, IsOneMomentWhileAJournalWrites) {
  database_.reset();
  Journal journal(folder_.path(), {.commit_every_ms = 1});
  ASSERT_TRUE(journal.wait_until_opened());
  const AttemptTicket ticket = journal.begin(start_of("M-1", "A"));
  for (int round = 0; round < 5; ++round) {
    for (int i = 0; i < 200; ++i) journal.append(ticket, batch_number(round * 200 + i));
    ASSERT_TRUE(back_up(folder_.path(), target(), {.overwrite = true}).has_value());
    const ScratchFolder elsewhere;
    static_cast<void>(value_of(restore_backup(target(), elsewhere.path())));
    EXPECT_THAT(value_of(verify_folder(elsewhere.path())).found, IsEmpty());
  }
  EXPECT_TRUE(journal.flush(20'000));
  EXPECT_FALSE(journal.status().trouble);
}

TEST_F(BackupTest, OverwritesNothingUnlessTold) {
  store(1);
  std::ofstream(target()) << "something of value";
  const auto refused = back_up(folder_.path(), target());
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message(), HasSubstr("a file of this name already"));
  EXPECT_EQ(std::filesystem::file_size(target()), 18U);
  EXPECT_TRUE(back_up(folder_.path(), target(), {.overwrite = true}).has_value());
  EXPECT_FALSE(std::filesystem::exists(target().string() + ".partial"));
}

TEST_F(BackupTest, LeavesNothingBehindWhenItCannotBeWritten) {
  store(1);
  const auto nowhere = folder_.path() / "no" / "folder" / "copy.sqlite";
  EXPECT_FALSE(back_up(folder_.path(), nowhere).has_value());
  EXPECT_FALSE(back_up(folder_.path() / "none", target()).has_value());
  EXPECT_FALSE(std::filesystem::exists(target()));
}

TEST_F(BackupTest, IsNotRestoredWhileAConsoleHasTheFolder) {
  store(1);
  static_cast<void>(value_of(back_up(folder_.path(), target())));
  const auto refused = restore_backup(target(), folder_.path());
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(refused.error().message(), HasSubstr("in use by another console"));
}

TEST_F(BackupTest, IsNotRestoredWhenItIsDamagedOrSomethingElse) {
  store(1);
  static_cast<void>(value_of(back_up(folder_.path(), target())));
  database_.reset();
  std::filesystem::resize_file(target(), std::filesystem::file_size(target()) - 4096);
  EXPECT_FALSE(restore_backup(target(), folder_.path()).has_value());
  std::ofstream(target(), std::ios::trunc) << "not a database at all, but long enough to be read";
  EXPECT_FALSE(restore_backup(target(), folder_.path()).has_value());
  EXPECT_FALSE(restore_backup(file(), folder_.path()).has_value()) << "its own";
  EXPECT_EQ(value_of(reader().attempts()).size(), 1U) << "nothing has changed";
  EXPECT_THAT(copies_beside(folder_.path()), IsEmpty());
}

TEST_F(BackupTest, TakesThePlaceOfADamagedDatabaseAndKeepsThat) {
  store(2);
  static_cast<void>(value_of(back_up(folder_.path(), target())));
  database_.reset();
  std::ofstream(file(), std::ios::trunc) << "rubbish where a database was, more than a header long";
  const BackupRestored restored = value_of(restore_backup(target(), folder_.path()));
  EXPECT_EQ(value_of(reader().attempts()).size(), 2U);
  ASSERT_TRUE(restored.kept);
  EXPECT_EQ(std::filesystem::file_size(*restored.kept), 53U);
}

/// The tables as version 4 made them, with an ended exam, its sheet and its class.
constexpr const char* kVersion4 = R"sql(
CREATE TABLE manikins (id TEXT PRIMARY KEY, seat INTEGER NOT NULL UNIQUE CHECK (seat > 0), name TEXT) WITHOUT ROWID;
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
  verdict INTEGER CHECK (verdict BETWEEN 0 AND 3), class_id INTEGER REFERENCES classes (id),
  calibration_id INTEGER REFERENCES calibrations (id));
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
CREATE TABLE classes (id INTEGER PRIMARY KEY AUTOINCREMENT, created_at_ms INTEGER NOT NULL UNIQUE,
  number TEXT NOT NULL, course TEXT NOT NULL, organiser TEXT NOT NULL, base TEXT NOT NULL,
  place TEXT NOT NULL, audience TEXT NOT NULL, instructors TEXT NOT NULL, assistants TEXT NOT NULL,
  starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, hours REAL, expected INTEGER,
  state INTEGER NOT NULL CHECK (state BETWEEN 0 AND 1));
CREATE TABLE class_trainees (class_id INTEGER NOT NULL REFERENCES classes (id),
  trainee_id INTEGER NOT NULL REFERENCES trainees (id), position INTEGER,
  organisation TEXT NOT NULL, nickname TEXT NOT NULL,
  absent INTEGER NOT NULL CHECK (absent BETWEEN 0 AND 1),
  skipped INTEGER NOT NULL CHECK (skipped BETWEEN 0 AND 1),
  manikin_id TEXT REFERENCES manikins (id), theory_score REAL, certificate_number TEXT,
  certified_on TEXT, valid_until TEXT, PRIMARY KEY (class_id, trainee_id)) WITHOUT ROWID;
CREATE TABLE calibrations (id INTEGER PRIMARY KEY AUTOINCREMENT,
  manikin_id TEXT NOT NULL REFERENCES manikins (id), at_ms INTEGER NOT NULL, who TEXT NOT NULL,
  block_mm REAL NOT NULL, measured_low_mm REAL NOT NULL, measured_high_mm REAL NOT NULL,
  gain REAL NOT NULL, offset_mm REAL NOT NULL);
CREATE INDEX calibrations_of_manikin ON calibrations (manikin_id, id);
INSERT INTO manikins VALUES ('M-1', 3, '安妮');
INSERT INTO trainees VALUES (1, 'A');
INSERT INTO classes VALUES (1, 1700000000000, '13', '', '', '', '', '', '', '', '', '', NULL, NULL, 0);
INSERT INTO class_trainees VALUES (1, 1, 1, '', '', 0, 0, NULL, NULL, NULL, NULL, NULL);
INSERT INTO calibrations VALUES (1, 'M-1', 5, '1203', 50, 0, 49, 1.0, 0.5);
INSERT INTO attempts VALUES (1, 'M-1', 1, 'g', 'ab', x'01', 1700000000000, 5000, 1, 1700000120000,
  87.5, 1, 1, 8.5, 20000, 1, 'scheme', '2', 'cd', 2.0, NULL, 1, 1, 1);
INSERT INTO results VALUES (1, '{"score":{}}');
INSERT INTO rule_texts VALUES ('cd', 'the scheme');
INSERT INTO sheet_entries VALUES (1, 1, 'call', 0, NULL, NULL, NULL, '1203', 1700000001000);
PRAGMA application_id = 0x53544E4D;
PRAGMA user_version = 4;
)sql";

TEST_F(BackupTest, OfAnEarlierVersionIsMadeBeforeItIsBroughtUpToDate) {
  go_back_to(kVersion4);
  open();
  ASSERT_TRUE(database_->migration_backup());
  EXPECT_THAT(database_->migration_backup()->filename().string(),
              HasSubstr("station.sqlite.v4-20"));
  EXPECT_THAT(copies_beside(folder_.path()), ElementsAre(*database_->migration_backup()));
  {
    auto before = Connection::open(*database_->migration_backup(), Connection::Access::ReadOnly);
    EXPECT_EQ(value_of(before->integer("PRAGMA user_version")), 4);
    EXPECT_EQ(value_of(before->integer("SELECT count(*) FROM sheet_entries")), 1);
  }
  const AttemptRecord record = value_of(reader().attempt(1));
  EXPECT_EQ(record.verdict, Verdict::Fail);
  EXPECT_EQ(record.started.trainee, "A");
  EXPECT_EQ(value_of(reader().open_class())->number, "13");
  EXPECT_THAT(value_of(reader().batches(1)), ElementsAre(batch_number(7)));

  const auto migration = *database_->migration_backup();
  ASSERT_TRUE(database_->mark_sheet(1, {test::tick_number(2), Verdict::Pass}));
  store(1);
  const AuditFindings findings = value_of(verify_folder(folder_.path()));
  EXPECT_THAT(findings.found, IsEmpty());
  EXPECT_EQ(findings.attempts, 2);
  open();
  EXPECT_FALSE(database_->migration_backup()) << "only once";
  database_.reset();
  EXPECT_EQ(value_of(restore_backup(migration, folder_.path())).schema_version, 4);
  open();
  EXPECT_EQ(value_of(reader().attempts()).size(), 1U);
}

}  // namespace
}  // namespace sternum
