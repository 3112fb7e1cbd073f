// Certificates: a number once, three years, revoked in the open.
#include "datasets/records/certificates.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "datasets/records/audit_findings.hpp"
#include "tests/records/opened_database.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::start_of;
using test::value_of;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CertificatesTest : public test::OpenedDatabase {
 protected:
  void SetUp() override {
    OpenedDatabase::SetUp();
    exam_ = value_of(database_->begin_attempt(start_of("M-1", "王晓燕")));
  }
  [[nodiscard]] IssuedCertificate wanted(const std::string& number) const {
    return {.number = number, .trainee = 1, .attempt = exam_, .issued_on = "2026-03-28"};
  }
  AttemptId exam_ = 0;
};

TEST_F(CertificatesTest, AreValidForThreeYears) {
  EXPECT_EQ(valid_until("2026-03-28"), "2029-03-27");
  EXPECT_EQ(valid_until("2026-01-01"), "2028-12-31");
  EXPECT_EQ(valid_until("2028-02-29"), "2031-02-28");
  EXPECT_EQ(valid_until("2026-02-29"), "");
  EXPECT_EQ(valid_until("soon"), "");
}

TEST_F(CertificatesTest, HaveANumberOnceAndAreRevokedInTheOpen) {
  const IssuedCertificate issued =
      value_of(issue_certificate(folder_.path(), wanted("RC-0001"), "1203"));
  EXPECT_EQ(issued.valid_until, "2029-03-27");
  const auto again = issue_certificate(folder_.path(), wanted("RC-0001"), "1203");
  ASSERT_FALSE(again.has_value());
  EXPECT_THAT(again.error().message(), HasSubstr("its number is taken"));
  IssuedCertificate stranger = wanted("RC-0002");
  stranger.trainee = 77;
  EXPECT_FALSE(issue_certificate(folder_.path(), stranger, "1203").has_value());
  EXPECT_THAT(value_of(certificates_of(folder_.path())), ElementsAre(issued));

  ASSERT_TRUE(revoke_certificate(folder_.path(), "RC-0001", "2026-04-01", "appeal", "1203"));
  EXPECT_FALSE(revoke_certificate(folder_.path(), "RC-0001", "2026-04-01", "", "").has_value());
  EXPECT_EQ(value_of(certificates_of(folder_.path()))[0].revoked_why, "appeal");
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
}

TEST_F(CertificatesTest, AreMissedWhenSomebodyMakesThemValidAgain) {
  static_cast<void>(value_of(issue_certificate(folder_.path(), wanted("RC-0001"), "1203")));
  ASSERT_TRUE(revoke_certificate(folder_.path(), "RC-0001", "2026-04-01", "appeal", "1203"));
  auto connection = Connection::open(file(), Connection::Access::ReadWrite);
  ASSERT_TRUE(connection->execute("UPDATE certificates SET revoked_on = NULL"));
  EXPECT_THAT(
      value_of(verify_folder(folder_.path())).found,
      Contains(AuditFinding{AuditFault::Changed, AuditedThing::Certificate, 0, 0, "RC-0001"}));
}

}  // namespace
}  // namespace sternum
