// The code on a certificate: short enough for a QR code, and not to be forged.
#include "datasets/exports/certificate_code.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "datasets/exports/base64.hpp"

namespace sternum {
namespace {

using testing::HasSubstr;

CertificateFacts facts() {
  CertificateFacts facts;
  facts.number = "BJ-2026-000123";
  facts.name = "贠㛃";
  facts.course = "救护员（成人）";
  facts.issued_on = "2026-03-29";
  facts.valid_until = "2029-03-29";
  facts.verdict = Verdict::Pass;
  facts.score = 87.5;
  return facts;
}

TEST(CertificateCode, ComesBackWithEverythingItSays) {
  const BaseKey key = BaseKey::make();
  const std::string code = certificate_code(facts(), key).value();
  EXPECT_LE(code.size(), kLongestCertificateCode);
  EXPECT_EQ(code.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:"), std::string::npos);
  EXPECT_EQ(key_of_certificate_code(code), key.public_key().id());
  const auto checked = check_certificate_code(code, key.public_key());
  ASSERT_TRUE(checked);
  EXPECT_TRUE(checked->is_genuine);
  EXPECT_EQ(checked->facts, facts());
}

TEST(CertificateCode, ShortensALongCourseBetweenCharacters) {
  const BaseKey key = BaseKey::make();
  CertificateFacts long_one = facts();
  long_one.course.clear();
  for (int i = 0; i < 40; ++i) long_one.course += "救护";
  long_one.name = "阿卜杜拉·" + long_one.course;
  const std::string code = certificate_code(long_one, key).value();
  EXPECT_LE(code.size(), kLongestCertificateCode);
  const auto checked = check_certificate_code(code, key.public_key());
  ASSERT_TRUE(checked);
  EXPECT_TRUE(checked->is_genuine);
  EXPECT_THAT(checked->facts.course, testing::MatchesRegex("(救|护)+…"));
  EXPECT_LE(checked->facts.name.size(), 48U);
}

TEST(CertificateCode, OfAnotherKeyOrWithAnotherNameIsNotGenuine) {
  const BaseKey key = BaseKey::make();
  const std::string code = certificate_code(facts(), key).value();
  EXPECT_FALSE(check_certificate_code(code, BaseKey::make().public_key())->is_genuine);
  std::string bytes = *bytes_of_base32(code.substr(5));
  bytes[bytes.find("BJ")] = 'T';
  const auto forged = check_certificate_code("STN1:" + base32_of(bytes), key.public_key());
  ASSERT_TRUE(forged);
  EXPECT_FALSE(forged->is_genuine);
}

TEST(CertificateCode, CutOffOrSomethingElseIsSaidAsSuch) {
  const BaseKey key = BaseKey::make();
  const std::string code = certificate_code(facts(), key).value();
  EXPECT_THAT(key_of_certificate_code(code.substr(0, 60)).error().message(),
              HasSubstr("not whole"));
  EXPECT_THAT(key_of_certificate_code("https://example.org").error().message(),
              HasSubstr("not the code of a certificate"));
  EXPECT_FALSE(certificate_code({}, key));
}

RC_GTEST_PROP(CertificateCodeLaw, NoChangeOfACharacterIsTakenForGenuine, ()) {
  const BaseKey key = BaseKey::make();
  std::string code = certificate_code(facts(), key).value();
  const auto at = *rc::gen::inRange<std::size_t>(5, code.size());
  const char other = *rc::gen::elementOf(std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"));
  RC_PRE(code[at] != other);
  code[at] = other;
  const auto checked = check_certificate_code(code, key.public_key());
  RC_ASSERT(!checked || !checked->is_genuine);
}

RC_GTEST_PROP(Base32Law, ComesBackToTheSameBytes, (const std::string& bytes)) {
  RC_ASSERT(bytes_of_base32(base32_of(bytes)) == bytes);
  RC_ASSERT(bytes_of_base64(base64_of(bytes)) == bytes);
}

}  // namespace
}  // namespace sternum
