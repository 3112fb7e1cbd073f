// Certificates as other programs read them.
#include "datasets/documents/certificate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/model/spoken_documents.hpp"
#include "tests/documents/printed.hpp"
#include "tests/documents/sample_documents.hpp"

namespace sternum::test {
namespace {

using testing::HasSubstr;

std::string certificate_bytes(const Certificate& certificate,
                              Language language = Language::Chinese) {
  DocumentPrinter with = printer();
  const auto bytes = certificate_pdf(with, certificate, SpokenDocuments(language));
  EXPECT_TRUE(bytes.has_value()) << bytes.error().message();
  return bytes.value_or("");
}

TEST(Certificate, TellsWhoMayDoWhatUntilWhen) {
  const PrintedPdf pdf(certificate_bytes(sample_certificate()));
  EXPECT_EQ(pdf.pages(), 1);
  EXPECT_LE(pdf.bytes(), 150'000U);
  const std::string text = pdf.text();
  for (const char* part : {"陈国强", "东城 2026-012-002", "513X", "2026-03-21 至 2029-03-20",
                           "16 学时", "92 / 85.7", "rcsc-first-aider", "盖章处", "第 12 期"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  const auto fonts = pdf.fonts();
  EXPECT_FALSE(fonts.empty());
  for (const auto& font : fonts) EXPECT_TRUE(font.is_embedded) << font.line;
}

TEST(Certificate, IsWrittenInEnglishToo) {
  const std::string text =
      PrintedPdf(certificate_bytes(sample_certificate(), Language::English)).text();
  for (const char* part : {"陈国强", "Issued by", "2026-03-21 to 2029-03-20", "16 class hours"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

TEST(Certificate, HasACodeThatReadsBackToTheSameBytes) {
  const Certificate certificate = sample_certificate();
  const PrintedPdf pdf(certificate_bytes(certificate));
  const auto pages = pdf.pictures(300);
  ASSERT_EQ(pages.size(), 1U);
  const std::string read = read_by({"zbarimg", "--quiet", "--oneshot", "--raw", "-Sdisable",
                                    "-Sqrcode.enable", "-Sbinary", pages.front()});
  EXPECT_EQ(read, certificate.qr_payload);
}

TEST(Certificate, LeavesOutWhatNobodySaid) {
  Certificate certificate;
  certificate.name = "贠㛃䶮";
  const PrintedPdf pdf(certificate_bytes(certificate));
  EXPECT_EQ(pdf.pages(), 1);
  EXPECT_THAT(pdf.text(), HasSubstr("贠㛃䶮"));
  EXPECT_THAT(pdf.text(), testing::Not(HasSubstr("证件后四位")));
}

TEST(Certificate, IsTheSameBytesTwice) {
  EXPECT_EQ(certificate_bytes(sample_certificate()), certificate_bytes(sample_certificate()));
}

TEST(Certificate, IsValidUntilTheDayBeforeItsAnniversary) {
  EXPECT_EQ(last_valid_day("2026-03-21").value_or(""), "2029-03-20");
  EXPECT_EQ(last_valid_day("2026-01-01").value_or(""), "2028-12-31");
  EXPECT_EQ(last_valid_day("2024-02-29").value_or(""), "2027-02-28");
  EXPECT_EQ(last_valid_day("2024-02-29", 4).value_or(""), "2028-02-28");
  for (const char* no_day : {"", "2026-02-30", "2026-3-21", "21.03.2026", "2026-03-2x"}) {
    EXPECT_FALSE(last_valid_day(no_day).has_value()) << no_day;
  }
}

}  // namespace
}  // namespace sternum::test
