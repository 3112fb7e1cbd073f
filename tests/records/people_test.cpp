// What a station knows of people: sealed, found again by whoever has the key, and forgotten.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "datasets/records/audit_findings.hpp"
#include "datasets/records/audit_trail.hpp"
#include "datasets/records/backup.hpp"
#include "datasets/records/people.hpp"
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
using testing::Not;
using testing::SizeIs;

constexpr const char* kNumber = "11010119900307451X";
constexpr ClassKey kOldClass = 1'600'000'000'000;

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class PeopleTest : public test::OpenedDatabase {
 protected:
  [[nodiscard]] std::filesystem::path key_file() const {
    return folder_.path() / "config" / "identity.key";
  }
  [[nodiscard]] SealingKey key() const {
    auto made = key_of_folder(folder_.path(), {.file = key_file()});
    EXPECT_TRUE(made.has_value()) << made.error().message();
    return *made;
  }
  /// Two people in a class of 2020, one of whom came again in 2026, and somebody without a class.
  void hold_classes() {
    ClassRecord old{.key = kOldClass, .number = "1", .starts_on = "2020-09-12"};
    old.ends_on = "2020-09-13";
    old.members = {{.name = "王晓燕", .organisation = "滨河社区", .nickname = "豆豆"},
                   {.name = "贠㛃", .organisation = "滨河社区"}};
    ASSERT_TRUE(database_->keep_class(old));
    AttemptStart start = start_of("M-1", "王晓燕");
    start.class_key = kOldClass;
    start.started_at_ms = kOldClass;
    start.purpose = AttemptPurpose::Exam;
    const AttemptId id = value_of(database_->begin_attempt(start));
    const std::vector<StoredInput> one = {{id, batch_number(1)}};
    ASSERT_TRUE(database_->append(one));
    ASSERT_TRUE(database_->end_attempt(id, end_as(AttemptState::Ended)));
    old.state = ClassState::Closed;
    ASSERT_TRUE(database_->keep_class(old));
    ClassRecord fresh{.key = 1'774'600'000'123, .number = "2", .ends_on = "2026-03-29"};
    fresh.members = {{.name = "贠㛃", .organisation = "滨河社区"}};
    fresh.state = ClassState::Closed;
    ASSERT_TRUE(database_->keep_class(fresh));
    ASSERT_TRUE(database_->keep_identities({{"王晓燕", seal_identity(key(), kNumber, 1990)}}));
  }
  [[nodiscard]] std::string all_bytes() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      if (entry.is_regular_file()) all += bytes_of(entry.path());
    }
    return all;
  }
};

TEST_F(PeopleTest, AreFoundByTheNumberThatNobodyCanRead) {
  hold_classes();
  EXPECT_THAT(all_bytes(), Not(HasSubstr(kNumber)));
  EXPECT_THAT(all_bytes(), Not(HasSubstr("19900307")));
  const auto found = value_of(find_by_identity(folder_.path(), key(), kNumber));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "王晓燕");
  EXPECT_EQ(found->last_characters, "451X");
  EXPECT_EQ(found->born_year, 1990);
  EXPECT_FALSE(value_of(find_by_identity(folder_.path(), key(), "110101199003074499")));
  EXPECT_EQ(value_of(open_identity(folder_.path(), key(), found->id, "1203")), kNumber);
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
}

TEST_F(PeopleTest, AreNotReadWithAnotherKey) {
  hold_classes();
  const auto other = key_of_folder(folder_.path(), {.file = folder_.path() / "other.key"});
  ASSERT_FALSE(other.has_value());
  EXPECT_THAT(other.error().message(), HasSubstr("sealed with another key"));
  const auto stranger = SealingKey::from_file(folder_.path() / "other.key");
  EXPECT_FALSE(open_identity(folder_.path(), *stranger, 1, "").has_value());
  EXPECT_FALSE(value_of(find_by_identity(folder_.path(), *stranger, kNumber)));
  const auto guessed = key_of_folder(folder_.path(), {.passphrase = "a guess"});
  ASSERT_FALSE(guessed.has_value());
  EXPECT_THAT(guessed.error().message(), HasSubstr("sealed with a key file"));
}

TEST_F(PeopleTest, KeepTheirKeyInAFileForItsOwnerAlone) {
  EXPECT_EQ(key().id(), key().id()) << "made once, and read again";
  struct stat facts {};
  ASSERT_EQ(::stat(key_file().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777U, 0600U);
  ASSERT_EQ(::chmod(key_file().c_str(), 0644), 0);
  const auto open_to_all = SealingKey::from_file(key_file());
  ASSERT_FALSE(open_to_all.has_value());
  EXPECT_THAT(open_to_all.error().message(), HasSubstr("chmod 600"));
  ASSERT_EQ(::chmod(key_file().c_str(), 0600), 0);
  std::ofstream(key_file(), std::ios::app) << "00";
  EXPECT_FALSE(SealingKey::from_file(key_file()).has_value());
}

TEST_F(PeopleTest, AreSealedWithAPassphraseAsWell) {
  const KeySource source{.passphrase = "three small boats", .cost = Argon2Cost::least()};
  const SealingKey made = *key_of_folder(folder_.path(), source);
  ASSERT_TRUE(database_->keep_identities({{"A", seal_identity(made, kNumber, 1990)}}));
  const auto again = key_of_folder(folder_.path(), source);
  ASSERT_TRUE(again.has_value()) << again.error().message();
  EXPECT_EQ(again->id(), made.id());
  EXPECT_TRUE(value_of(find_by_identity(folder_.path(), *again, kNumber)));
  const auto wrong = key_of_folder(folder_.path(), {.passphrase = "three small boots"});
  ASSERT_FALSE(wrong.has_value());
  EXPECT_THAT(wrong.error().message(), HasSubstr("not the passphrase"));
}

TEST_F(PeopleTest, HaveTwoSealsThatDifferAndOpenAlike) {
  const SealedText one = key().seal(kNumber);
  const SealedText two = key().seal(kNumber);
  EXPECT_FALSE(one == two);
  EXPECT_EQ(value_of(key().open(one)), kNumber);
  SealedText damaged = two;
  damaged.bytes[3] = static_cast<char>(damaged.bytes[3] ^ 1);
  EXPECT_FALSE(key().open(damaged).has_value());
}

TEST_F(PeopleTest, KeepTheirGuardiansConsentWithTheClass) {
  ClassRecord record{.key = 1'774'600'000'123};
  record.members = {{.name = "A", .guardian = GuardianConsent::Missing}, {.name = "B"}};
  ASSERT_TRUE(database_->keep_class(record));
  EXPECT_EQ(value_of(reader().open_class()), record);
  ASSERT_TRUE(database_->keep_identities({{"A", seal_identity(key(), kNumber, 2015)}}));
  record.members[0].guardian = GuardianConsent::Given;
  ASSERT_TRUE(database_->keep_class(record));
  EXPECT_EQ(value_of(reader().open_class()), record);
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
}

/// What the trail says of consents, from the first on: "who id details".
std::vector<std::string> consents_told(const std::filesystem::path& file) {
  auto connection = Connection::open(file, Connection::Access::ReadOnly);
  auto query = connection->prepare(
      "SELECT who, subject_id, details FROM audit WHERE action LIKE 'consent%' ORDER BY id");
  std::vector<std::string> told;
  while (*query->step()) {
    told.push_back(std::string(query->text(0)) + " " + std::string(query->text(1)) + " " +
                   std::string(query->text(2)));
  }
  return told;
}

TEST_F(PeopleTest, HaveEveryChangeOfAConsentInTheTrail) {
  ClassRecord record{.key = 1'774'600'000'123};
  record.members = {{.name = "B"}, {.name = "王晓燕", .guardian = GuardianConsent::Missing}};
  ASSERT_TRUE(database_->keep_class(record));
  database_->act_as("1203");
  record.members[1].guardian = GuardianConsent::Given;
  ASSERT_TRUE(database_->keep_class(record));
  ASSERT_TRUE(database_->keep_class(record)) << "nothing changed";
  record.members[1].guardian = GuardianConsent::Missing;  // withdrawn
  ASSERT_TRUE(database_->keep_class(record));
  EXPECT_THAT(consents_told(file()),
              ElementsAre(R"( 2 {"from":0,"to":1})", R"(1203 2 {"from":1,"to":2})",
                          R"(1203 2 {"from":2,"to":1})"));
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
}

TEST_F(PeopleTest, HaveNoConsentThatNobodyEntered) {
  ClassRecord record{.key = 1'774'600'000'123};
  record.members = {{.name = "A", .guardian = GuardianConsent::Missing}, {.name = "B"}};
  ASSERT_TRUE(database_->keep_class(record));
  database_.reset();
  const auto finds = [this](const char* sql, const AuditFinding& finding) {
    auto connection = Connection::open(file(), Connection::Access::ReadWrite);
    ASSERT_TRUE(connection->execute(sql)) << sql;
    EXPECT_THAT(value_of(verify_folder(folder_.path())).found, ElementsAre(finding)) << sql;
  };
  finds("UPDATE identities SET guardian = 2", {AuditFault::Changed, AuditedThing::Consent, 1});
  finds("UPDATE identities SET guardian = 0", {AuditFault::Changed, AuditedThing::Consent, 1});
  finds("DELETE FROM identities", {AuditFault::Missing, AuditedThing::Consent, 1});
  finds("INSERT INTO identities (trainee_id, guardian, kept_at_ms) VALUES (1, 1, 5), (2, 2, 5)",
        {AuditFault::NotInTrail, AuditedThing::Consent, 2});
}

TEST_F(PeopleTest, HaveConsentsFromBeforeTheTrailToldOfThem) {
  ClassRecord record{.key = 1'774'600'000'123};
  record.members = {{.name = "A", .guardian = GuardianConsent::Given}, {.name = "B"}};
  ASSERT_TRUE(database_->keep_class(record));
  database_.reset();
  {
    // As an earlier version left it: a trail that says nothing of consents.
    auto connection = Connection::open(file(), Connection::Access::ReadWrite);
    ASSERT_TRUE(connection->execute(
        "CREATE TEMP TABLE guards AS SELECT sql FROM sqlite_schema WHERE type = 'trigger';"
        "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_shortened;"
        "DELETE FROM audit; DELETE FROM audit_head"));
    const AuditNote begun{"trail_begun", "station", "", R"({"last_class_before":1})"};
    ASSERT_TRUE(append_audit(*connection, "", begun));
    std::vector<std::string> guards;
    auto query = connection->prepare("SELECT sql FROM guards");
    while (*query->step()) guards.emplace_back(query->text(0));
    query->reset();
    for (const std::string& guard : guards) ASSERT_TRUE(connection->execute(guard.c_str()));
  }
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
  for (int times = 0; times < 2; ++times) open();
  EXPECT_THAT(consents_told(file()), ElementsAre(R"(  {"consents":{"1":2}})")) << "once";
  record.members[0].guardian = GuardianConsent::Missing;
  ASSERT_TRUE(database_->keep_class(record));
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
  auto connection = Connection::open(file(), Connection::Access::ReadWrite);
  ASSERT_TRUE(connection->execute("UPDATE identities SET guardian = 2"));
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found,
              ElementsAre(AuditFinding{AuditFault::Changed, AuditedThing::Consent, 1}));
}

TEST_F(PeopleTest, AreForgottenToTheLastByteWhileTheirResultsStay) {
  hold_classes();
  const AttemptRecord before = value_of(reader().attempt(1));
  database_.reset();
  const Purged tried = value_of(
      purge_people(folder_.path(), {.before = "2024-01-01", .who = "1203", .dry_run = true}));
  EXPECT_EQ(tried.people, 1);
  EXPECT_THAT(all_bytes(), HasSubstr("王晓燕")) << "only tried";

  const Purged purged =
      value_of(purge_people(folder_.path(), {.before = "2024-01-01", .who = "1203"}));
  EXPECT_EQ(purged.people, 1);
  EXPECT_THAT(purged.copies, IsEmpty());
  const std::string bytes = all_bytes();
  for (const char* gone : {"王晓燕", "豆豆", "451X"}) EXPECT_THAT(bytes, Not(HasSubstr(gone)));
  EXPECT_THAT(bytes, HasSubstr("贠㛃")) << "she came again";

  const AttemptRecord after = value_of(reader().attempt(1));
  EXPECT_EQ(after.result_json, before.result_json);
  EXPECT_EQ(after.score, before.score);
  EXPECT_EQ(after.started.trainee, "#1");
  EXPECT_EQ(after.started.class_key, before.started.class_key);
  EXPECT_THAT(value_of(reader().inputs(1)), SizeIs(1));
  EXPECT_TRUE(value_of(people_of(folder_.path()))[0].purged);
  EXPECT_FALSE(value_of(find_by_identity(folder_.path(), key(), kNumber)));
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty()) << "the trail holds";
  open();
  database_.reset();
  EXPECT_EQ(value_of(purge_people(folder_.path(), {.before = "2024-01-01"})).people, 0);
}

TEST_F(PeopleTest, OfOpenClassesAndTheFutureAreNotPurged) {
  ClassRecord open_class{.key = kOldClass, .ends_on = "2020-09-13"};
  open_class.members = {{.name = "王晓燕"}};
  ASSERT_TRUE(database_->keep_class(open_class));
  database_.reset();
  const Purged purged = value_of(purge_people(folder_.path(), {.before = "2024-01-01"}));
  EXPECT_EQ(purged.people, 0);
  EXPECT_EQ(purged.in_open_classes, 1);
  for (const char* day : {"", "2024", "2024-13-01", "2024-02-30", "soon", "2024-1-01 "}) {
    EXPECT_FALSE(purge_people(folder_.path(), {.before = day}).has_value()) << day;
  }
}

TEST_F(PeopleTest, AreStillKnownToOlderCopiesAndThatIsSaid) {
  hold_classes();
  const auto copy = folder_.path() / "station.sqlite.v4-20250101";
  static_cast<void>(value_of(back_up(folder_.path(), copy)));
  EXPECT_FALSE(purge_people(folder_.path(), {.before = "2024-01-01"}).has_value())
      << "a console has the folder";
  database_.reset();
  EXPECT_THAT(value_of(purge_people(folder_.path(), {.before = "2024-01-01"})).copies,
              ElementsAre(copy));
}

}  // namespace
}  // namespace sternum
