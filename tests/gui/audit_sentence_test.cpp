// Every finding has a sentence, in both languages, without a placeholder left in it.
#include "gui/model/audit_sentence.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace sternum {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(AuditSentence, TellsEveryFaultOfEverything) {
  for (int fault = 0; fault <= static_cast<int>(AuditFault::StructureDamaged); ++fault) {
    for (int thing = 0; thing <= static_cast<int>(AuditedThing::RuleText); ++thing) {
      const AuditFinding finding{static_cast<AuditFault>(fault), static_cast<AuditedThing>(thing),
                                 12, 34, "abcd"};
      const std::string en = sentence(Language::English, finding);
      const std::string zh = sentence(Language::Chinese, finding);
      EXPECT_NE(en, zh);
      for (const std::string& words : {en, zh}) {
        EXPECT_GT(words.size(), 10U);
        EXPECT_THAT(words, Not(HasSubstr("{")));
      }
    }
  }
}

TEST(AuditSentence, NamesTheAttemptAndWhatOfIt) {
  EXPECT_EQ(sentence(Language::English, {AuditFault::Changed, AuditedThing::Inputs, 12}),
            "Attempt 12, its samples: this was changed afterwards.");
  EXPECT_EQ(sentence(Language::Chinese, {AuditFault::GapInTrail, AuditedThing::TrailEntry, 6, 7}),
            "审计记录：第 6 至 7 条被删除。");
}

TEST(AuditSentence, ReportsAnHonestFolderAndACheatedOne) {
  AuditFindings findings{.file = "station.sqlite", .head = {17, std::string(64, 'a')}};
  EXPECT_THAT(audit_report(Language::English, findings), HasSubstr("Nothing was changed"));
  findings.found = {{AuditFault::Missing, AuditedThing::Result, 3}};
  const std::string report = audit_report(Language::English, findings);
  EXPECT_THAT(report, HasSubstr("- Attempt 3, its result: this was removed."));
  EXPECT_THAT(report, Not(HasSubstr("Nothing was changed")));
  const auto json = nlohmann::json::parse(audit_report_json(Language::English, findings));
  EXPECT_EQ(json["findings"][0]["fault"], "missing");
  EXPECT_EQ(json["findings"][0]["thing"], "result");
}

}  // namespace
}  // namespace sternum
