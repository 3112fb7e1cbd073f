// The audit trail: an honest folder has nothing to be found, and whoever changes it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "datasets/records/audit_findings.hpp"
#include "datasets/records/digest.hpp"
#include "datasets/records/sqlite.hpp"
#include "datasets/records/station_database.hpp"
#include "datasets/rule_files/rule_text.hpp"
#include "tests/records/opened_database.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::batch_number;
using test::end_as;
using test::start_of;
using test::tick_number;
using test::value_of;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

ClassRecord audited_lesson() {
  ClassRecord record;
  record.key = 1'774'600'000'123;
  record.number = "第 13 期";
  record.instructors = "周敏";
  record.ends_on = "2026-03-29";
  record.members = {{.name = "王晓燕", .organisation = "滨河社区"}, {.name = "贠㛃"}};
  return record;
}

RuleText audited_rule() { return {sha256_hex("depth = 50"), "depth = 50"}; }

class AuditTrailTest : public test::OpenedDatabase {
 protected:
  /// A class; an exam with a sheet, an overruling and a result; practice that is discarded, one
  /// that a dying console interrupted, and one that runs.
  void hold_lesson() {
    database_->act_as("1203");
    ASSERT_TRUE(database_->keep_class(audited_lesson()));
    ASSERT_TRUE(database_->remember_calibration({.manikin_id = "M-1", .at_ms = 5, .who = "1203"}));
    AttemptStart start = start_of("M-1", "王晓燕");
    start.class_key = audited_lesson().key;
    start.purpose = AttemptPurpose::Exam;
    start.guideline_hash = audited_rule().hash;
    const std::vector rules = {audited_rule()};
    exam_ = value_of(database_->begin_attempt(start, rules));
    const AttemptId beside = value_of(database_->begin_attempt(start_of("M-2", "贠㛃")));
    for (int i = 0; i < 6; ++i) {
      const std::vector<StoredInput> both = {{exam_, batch_number(i)}, {beside, batch_number(i)}};
      ASSERT_TRUE(database_->append(both));
    }
    ASSERT_TRUE(database_->mark_sheet(exam_, {tick_number(1)}));
    AttemptEnd end = end_as(AttemptState::Ended);
    end.verdict = Verdict::Fail;
    ASSERT_TRUE(database_->end_attempt(exam_, end));
    ASSERT_TRUE(database_->end_attempt(beside, end_as(AttemptState::Discarded)));
    SheetEntry overruled = tick_number(2);
    overruled.kind = SheetEntry::Kind::Overruled;
    overruled.reason = "seen";
    ASSERT_TRUE(database_->mark_sheet(exam_, {overruled, Verdict::Pass}));
    const AttemptId cut = value_of(database_->begin_attempt(start_of("M-1", "贠㛃")));
    const std::vector<StoredInput> some = {{cut, batch_number(3)}};
    ASSERT_TRUE(database_->append(some));
    open();
    ASSERT_TRUE(value_of(database_->resume_attempt(cut)));
    ASSERT_TRUE(database_->append(some));
  }

  [[nodiscard]] AuditFindings verify(const AuditCheckOptions& options = {}) const {
    return value_of(verify_folder(folder_.path(), options));
  }
  [[nodiscard]] std::vector<AuditFinding> found() const { return verify().found; }

  /// As somebody would who has the file and another program, and first lets the trail's guards go.
  void tamper(const std::string& sql) {
    database_.reset();
    auto connection = Connection::open(file(), Connection::Access::ReadWrite);
    ASSERT_TRUE(connection.has_value());
    const std::string all = "PRAGMA foreign_keys = OFF;" + sql;
    const auto done = connection->execute(all.c_str());
    ASSERT_TRUE(done.has_value()) << done.error().message();
  }
  void tamper_with_trail(const std::string& sql) {
    database_.reset();
    auto connection = Connection::open(file(), Connection::Access::ReadWrite);
    ASSERT_TRUE(connection.has_value());
    std::string guards;
    {
      auto query = connection->prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'");
      ASSERT_TRUE(query.has_value());
      while (*query->step()) guards += std::string(query->text(0)) + ";";
    }
    const std::string all =
        "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_shortened;" + sql + ";" +
        guards;
    const auto done = connection->execute(all.c_str());
    ASSERT_TRUE(done.has_value()) << done.error().message();
  }

  AttemptId exam_ = 0;
};

TEST_F(AuditTrailTest, FindsNothingAfterAnHonestLesson) {
  hold_lesson();
  const AuditFindings findings = verify();
  EXPECT_THAT(findings.found, IsEmpty());
  EXPECT_EQ(findings.attempts, 3);
  EXPECT_EQ(findings.attempts_before_it, 0);
  EXPECT_GE(findings.samples, 14);
  EXPECT_EQ(findings.head, value_of(reader().audit_head()));
  EXPECT_GE(findings.head.entries, 11);
  database_.reset();
  EXPECT_THAT(found(), IsEmpty()) << "closed as well";
}

TEST_F(AuditTrailTest, TellsWhoWasSignedIn) {
  hold_lesson();
  database_.reset();
  auto connection = Connection::open(file(), Connection::Access::ReadOnly);
  EXPECT_EQ(value_of(connection->integer(
                "SELECT count(*) FROM audit WHERE action = 'item_overruled' AND who = '1203'")),
            1);
  EXPECT_EQ(value_of(connection->integer(
                "SELECT count(*) FROM audit WHERE action = 'attempt_interrupted' AND who = ''")),
            1);
}

TEST_F(AuditTrailTest, RefusesToBeChangedOrShortened) {
  hold_lesson();
  auto connection = Connection::open(file(), Connection::Access::ReadWrite);
  for (const char* sql : {"UPDATE audit SET who = 'x' WHERE id = 2", "DELETE FROM audit",
                          "DELETE FROM audit WHERE id > 3"}) {
    const auto done = connection->execute(sql);
    ASSERT_FALSE(done.has_value()) << sql;
    EXPECT_THAT(done.error().message(), HasSubstr("only ever added to"));
  }
}

TEST_F(AuditTrailTest, NamesAChangedEntry) {
  hold_lesson();
  tamper_with_trail("UPDATE audit SET who = '9999' WHERE id = 4");
  EXPECT_THAT(found(), ElementsAre(AuditFinding{AuditFault::Changed, AuditedThing::TrailEntry, 4}));
}

TEST_F(AuditTrailTest, NamesARemovedEntry) {
  hold_lesson();
  tamper_with_trail("DELETE FROM audit WHERE id IN (6, 7)");
  EXPECT_THAT(found(),
              Contains(AuditFinding{AuditFault::GapInTrail, AuditedThing::TrailEntry, 6, 7}));
}

TEST_F(AuditTrailTest, NamesEntriesThatChangedPlaces) {
  hold_lesson();
  tamper_with_trail(
      "UPDATE audit SET id = 1000 WHERE id = 4; UPDATE audit SET id = 4 WHERE id = 5;"
      "UPDATE audit SET id = 5 WHERE id = 1000");
  EXPECT_THAT(found(),
              ElementsAre(AuditFinding{AuditFault::Moved, AuditedThing::TrailEntry, 4, 5},
                          AuditFinding{AuditFault::Moved, AuditedThing::TrailEntry, 5, 4}));
}

TEST_F(AuditTrailTest, NoticesThatItsEndWasCutOff) {
  hold_lesson();
  const AuditHead before = value_of(reader().audit_head());
  tamper_with_trail("DELETE FROM audit WHERE id > 10");
  EXPECT_THAT(found(), Contains(AuditFinding{AuditFault::TrailEndsEarly, AuditedThing::TrailEntry,
                                             10, before.entries}));
}

TEST_F(AuditTrailTest, NoticesByAPrintedHashThatItsEndWasCutOffWithCare) {
  hold_lesson();
  const AuditHead before = value_of(reader().audit_head());
  const std::string printed = before.hash.substr(0, 16);
  EXPECT_THAT(verify({.known_hashes = {printed}}).found, IsEmpty());
  tamper_with_trail(
      "DELETE FROM audit WHERE id > 10; UPDATE audit_head SET entries = 10, hash = "
      "(SELECT hash FROM audit WHERE id = 10)");
  EXPECT_THAT(
      verify({.known_hashes = {printed}}).found,
      Contains(AuditFinding{AuditFault::HashNotInTrail, AuditedThing::TrailEntry, 0, 0, printed}));
}

TEST_F(AuditTrailTest, NoticesThatItsGuardsAreGone) {
  hold_lesson();
  tamper("DROP TRIGGER audit_is_never_changed");
  EXPECT_THAT(found(), ElementsAre(AuditFinding{AuditFault::GuardMissing, AuditedThing::TrailEntry,
                                                0, 0, "audit_is_never_changed"}));
}

TEST_F(AuditTrailTest, NamesWhatWasChangedInTheRecords) {
  const std::string one = "WHERE attempt_id = 1";
  const struct {
    const char* sql;
    AuditFinding finding;
  } cases[] = {
      {"UPDATE results SET json = '{}'", {AuditFault::Changed, AuditedThing::Result, 1}},
      {"DELETE FROM results", {AuditFault::Missing, AuditedThing::Result, 1}},
      {"INSERT INTO results VALUES (2, '{}')", {AuditFault::Changed, AuditedThing::Result, 2}},
      {"UPDATE attempts SET score = 99 WHERE id = 1",
       {AuditFault::Changed, AuditedThing::AttemptEnd, 1}},
      {"UPDATE attempts SET trainee_id = 2 WHERE id = 1",
       {AuditFault::Changed, AuditedThing::AttemptStart, 1}},
      {"UPDATE attempts SET verdict = 1 WHERE id = 1",
       {AuditFault::Changed, AuditedThing::Verdict, 1}},
      {"DELETE FROM attempts WHERE id = 2", {AuditFault::Missing, AuditedThing::AttemptStart, 2}},
      {"UPDATE sheet_entries SET reason = 'paid' WHERE number = 2",
       {AuditFault::Changed, AuditedThing::SheetEntry, 1, 2}},
      {"DELETE FROM sheet_entries WHERE number = 2",
       {AuditFault::Missing, AuditedThing::SheetEntry, 1, 2}},
      {"INSERT INTO sheet_entries SELECT attempt_id, 3, item_id, kind, timed_us, overruled_to_met, "
       "reason, who, at_ms FROM sheet_entries WHERE number = 1",
       {AuditFault::NotInTrail, AuditedThing::SheetEntry, 1, 3}},
      {"UPDATE calibrations SET gain = 1.2", {AuditFault::Changed, AuditedThing::Calibration, 1}},
      {"UPDATE classes SET number = '14'", {AuditFault::Changed, AuditedThing::Class, 1}},
      {"DELETE FROM class_trainees WHERE trainee_id = 1",
       {AuditFault::Changed, AuditedThing::Members, 1}},
      {"DELETE FROM samples WHERE id = 3", {AuditFault::Changed, AuditedThing::Inputs, 1}},
      {"UPDATE samples SET attempt_id = 1 WHERE id = 2",
       {AuditFault::Changed, AuditedThing::Inputs, 1}},
      {"UPDATE rule_texts SET toml = 'depth = 40'",
       {AuditFault::Changed, AuditedThing::RuleText, 0, 0, audited_rule().hash}},
      {"INSERT INTO instructors (number, name, pin_hash, created_at_ms) VALUES ('6', '', '', 1)",
       {AuditFault::NotInTrail, AuditedThing::Instructor, 0, 0, "6"}},
  };
  hold_lesson();
  database_.reset();
  auto connection = Connection::open(file(), Connection::Access::ReadWrite);
  ASSERT_TRUE(connection->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  const auto honest = folder_.path() / "honest";
  std::filesystem::copy_file(file(), honest);
  connection = tl::unexpected(Error{});
  for (const auto& [sql, finding] : cases) {
    for (const char* more : {"-wal", "-shm"}) std::filesystem::remove(file().string() + more);
    std::filesystem::copy_file(honest, file(), std::filesystem::copy_options::overwrite_existing);
    tamper(sql);
    EXPECT_THAT(found(), Contains(finding)) << sql;
  }
}

TEST_F(AuditTrailTest, NamesTheAttemptWhoseSampleWasEditedAlongWithItsChecksum) {
  hold_lesson();
  BatchPacker packer;
  SampleBatch edited = batch_number(0);
  edited.values[1] += 1.0F;
  packer.add(edited);
  database_.reset();
  auto connection = Connection::open(file(), Connection::Access::ReadWrite);
  auto update = connection->prepare("UPDATE samples SET packed = ? WHERE id = 1");
  ASSERT_TRUE(update->bind_blob(1, packer.finish()).run());
  EXPECT_THAT(found(), ElementsAre(AuditFinding{AuditFault::Changed, AuditedThing::Inputs, exam_}));
}

TEST_F(AuditTrailTest, DoesNotMindHowInputsAreCutIntoRows) {
  hold_lesson();
  const auto inputs = value_of(reader().inputs(exam_));
  BatchPacker packer;
  for (const AttemptInput& input : inputs) packer.add(input);
  database_.reset();
  auto connection = Connection::open(file(), Connection::Access::ReadWrite);
  ASSERT_TRUE(connection->execute("DELETE FROM samples WHERE attempt_id = 1"));
  auto insert = connection->prepare("INSERT INTO samples VALUES (1, 1, ?)");
  ASSERT_TRUE(insert->bind_blob(1, packer.finish()).run());
  EXPECT_THAT(found(), IsEmpty());
}

RC_GTEST_PROP(InputsDigest, IsThatOfWhatUnpackingGivesBack, ()) {
  BatchPacker packer;
  InputsDigest before;
  const int count = *rc::gen::inRange(1, 8);
  for (int i = 0; i < count; ++i) {
    const SampleBatch batch = test::any_batch();
    packer.add(batch);
    before.add(batch);
  }
  std::vector<AttemptInput> inputs;
  RC_ASSERT(unpack_inputs(packer.finish(), {}, inputs).has_value());
  InputsDigest after;
  for (const AttemptInput& input : inputs) after.add(input);
  RC_ASSERT(after.hex() == before.hex());
}

TEST_F(AuditTrailTest, NamesNoPerson) {
  hold_lesson();
  database_.reset();
  auto connection = Connection::open(file(), Connection::Access::ReadOnly);
  auto query = connection->prepare("SELECT details FROM audit");
  while (*query->step()) {
    for (const char* name : {"王晓燕", "贠㛃", "周敏", "滨河社区"}) {
      EXPECT_THAT(std::string(query->text(0)), Not(HasSubstr(name)));
    }
  }
}

TEST_F(AuditTrailTest, LeavesNoFlippedByteBothUnnoticedAndHarmful) {
  hold_lesson();
  database_.reset();
  {
    auto connection = Connection::open(file(), Connection::Access::ReadWrite);
    ASSERT_TRUE(connection->execute("PRAGMA journal_mode = DELETE"));
  }
  std::ifstream in(file(), std::ios::binary);
  const std::string honest{std::istreambuf_iterator<char>(in), {}};
  constexpr std::size_t kFlips = 150;
  std::size_t reported = 0;
  for (std::size_t i = 0; i < kFlips; ++i) {
    std::string damaged = honest;
    // Spread over all pages, and over all places within a page.
    const std::size_t at = (i * damaged.size() / kFlips + i * 1237) % damaged.size();
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << (i % 8)));
    std::ofstream(file(), std::ios::binary | std::ios::trunc) << damaged;
    const auto findings = verify_folder(folder_.path());
    if (!findings || !findings->found.empty()) {
      ++reported;
      continue;
    }
    const auto lists = StationReader::open(folder_.path());
    ASSERT_TRUE(lists.has_value()) << at;
    EXPECT_TRUE(lists->attempts(true).has_value()) << at;
    EXPECT_TRUE(lists->trainees().has_value()) << at;
    EXPECT_TRUE(lists->open_class().has_value()) << at;
    EXPECT_TRUE(lists->inputs(exam_).has_value()) << at;
    EXPECT_TRUE(lists->sheet(exam_).has_value()) << at;
  }
  EXPECT_GT(reported, 5U) << "a file cannot be all slack";
}

}  // namespace
}  // namespace sternum
