// Certificates: numbered behind each other, on the class's list, revoked in the open.
#include "datasets/records/certificates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "datasets/records/audit_findings.hpp"
#include "tests/records/opened_database.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::value_of;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CertificatesTest : public test::OpenedDatabase {
 protected:
  void SetUp() override {
    OpenedDatabase::SetUp();
    ClassRecord record;
    record.key = 1'774'000'000'000;
    record.number = "2026-012";
    record.members = {{.name = "陈国强"}, {.name = "王晓燕"}};
    ASSERT_TRUE(database_->keep_class(record));
  }
  [[nodiscard]] static CertificateIssue issue_to(std::vector<CertificateEarned> earned) {
    return {.of_class = 1,
            .issued_on = "2026-03-21",
            .valid_until = "2029-03-20",
            .prefix = "东城 2026-012-",
            .who = "1203",
            .earned = std::move(earned)};
  }
  [[nodiscard]] Result<std::vector<StoredCertificate>> issue(const char* trainee) const {
    return issue_certificates(folder_.path(), issue_to({{trainee, {}}}));
  }
  [[nodiscard]] std::vector<MemberOutcome> outcomes() const {
    return value_of(StationReader::open(folder_.path())->stored_class(1)).outcomes;
  }
  [[nodiscard]] std::vector<AuditFinding> faults() const {
    return value_of(verify_folder(folder_.path())).found;
  }
};

TEST_F(CertificatesTest, AreNumberedBehindEachOtherAndStandOnTheList) {
  EXPECT_EQ(value_of(issue("王晓燕")).front().number, "东城 2026-012-001");
  // Who has one keeps it.
  const auto rest =
      value_of(issue_certificates(folder_.path(), issue_to({{"王晓燕", {}}, {"陈国强", {}}})));
  ASSERT_EQ(rest.size(), 1U);
  EXPECT_EQ(rest[0].number, "东城 2026-012-002");
  EXPECT_EQ(rest[0].trainee, "陈国强");
  EXPECT_EQ(outcomes()[0], (MemberOutcome{{}, "东城 2026-012-002", "2026-03-21", "2029-03-20"}));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(CertificatesTest, GoToNobodyWhenOneOfThemIsAStranger) {
  const auto issued = issue_certificates(folder_.path(), issue_to({{"陈国强", {}}, {"李四", {}}}));
  ASSERT_FALSE(issued.has_value());
  EXPECT_THAT(issued.error().message(), HasSubstr("李四 is not in class 1"));
  EXPECT_THAT(value_of(certificates_of(folder_.path(), 1)), IsEmpty());
}

TEST_F(CertificatesTest, AreRevokedWithAReasonAndTheirNumberIsNotGivenAgain) {
  static_cast<void>(value_of(issue("王晓燕")));
  const CertificateRevocation revocation{"东城 2026-012-001", "2026-04-01", "appeal", "1203"};
  ASSERT_TRUE(revoke_certificate(folder_.path(), revocation));
  const auto again = revoke_certificate(folder_.path(), revocation);
  ASSERT_FALSE(again.has_value());
  EXPECT_THAT(again.error().message(), HasSubstr("was revoked on 2026-04-01"));
  EXPECT_EQ(outcomes()[1], MemberOutcome{});

  EXPECT_EQ(value_of(issue("王晓燕")).front().number, "东城 2026-012-002");
  const auto all = value_of(certificates_of(folder_.path(), 1));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].revoked_why, "appeal");
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(CertificatesTest, AreMissedWhenSomebodyMakesThemValidAgain) {
  static_cast<void>(value_of(issue("王晓燕")));
  ASSERT_TRUE(
      revoke_certificate(folder_.path(), {"东城 2026-012-001", "2026-04-01", "appeal", "1203"}));
  auto connection = Connection::open(file(), Connection::Access::ReadWrite);
  ASSERT_TRUE(connection->execute("UPDATE certificates SET revoked_on = NULL"));
  EXPECT_THAT(faults(), Contains(AuditFinding{AuditFault::Changed, AuditedThing::Certificate, 0, 0,
                                              "东城 2026-012-001"}));
}

TEST_F(CertificatesTest, StandBesideTheoryScores) {
  ASSERT_TRUE(enter_theory_scores(folder_.path(), 1, {{"陈国强", 92.0}}, "1203"));
  EXPECT_EQ(outcomes()[0].theory_score, 92.0);
  EXPECT_FALSE(enter_theory_scores(folder_.path(), 1, {{"王晓燕", 80.0}, {"陈国强", 101.0}}, ""));
  EXPECT_EQ(outcomes()[1].theory_score, std::nullopt);
  EXPECT_THAT(faults(), IsEmpty());
}

}  // namespace
}  // namespace sternum
