// What an examination says is said in both languages, and of what it is about.
#include "gui/locale/exam_sentence.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "gui/locale/overruling_reasons.hpp"
#include "gui/model/result_report.hpp"
#include "tests/exam/sheets.hpp"

namespace sternum::test {
namespace {

using hand_made::examined;
using hand_made::overruled;
using hand_made::perfect_sets;
using hand_made::sensor;
using hand_made::tick;

constexpr std::array kLanguages = {Language::Chinese, Language::English};

Scheme spoken_scheme() {
  Scheme scheme =
      hand_made::scheme_of(50, {tick("call", 25), sensor("pace", 25,
                                                         {.measure = Measure::SetDuration,
                                                          .comparison = Comparator::Within,
                                                          .limit = 15.0,
                                                          .upper = 18.0,
                                                          .scope = hand_made::kEverySet})});
  scheme.title_zh = "考核";
  scheme.title_en = "The test";
  scheme.items[0].title_zh = "呼救";
  scheme.items[0].title_en = "Calls for help";
  scheme.items[1].title_zh = "30 次按压用时";
  scheme.items[1].title_en = "30 compressions in 15 to 18 s";
  return scheme;
}

TEST(ExamSentence, ExplainsEveryRuleInBothLanguages) {
  const Scheme scheme = spoken_scheme();
  const Examination examination;
  for (int r = 0; r <= static_cast<int>(Rule::LeaningForce); ++r) {
    LedgerEntry entry;
    entry.rule = rule_name(static_cast<Rule>(r));
    entry.lost = points(1.5);
    entry.compression = 11;
    entry.measured = 43.4;
    entry.limit = 50.0;
    const Tip tip{entry.rule, points(12.3), 4};
    std::set<std::string> said;
    for (const Language language : kLanguages) {
      for (const std::string& words :
           {sentence(language, entry, examination, scheme), sentence(language, tip, scheme)}) {
        EXPECT_FALSE(words.empty());
        EXPECT_EQ(words.find('{'), std::string::npos) << words;
        EXPECT_TRUE(said.insert(words).second) << words << " is said twice";
      }
      EXPECT_NE(sentence(language, tip, scheme).find("12.3"), std::string::npos);
    }
  }
}

TEST(ExamSentence, TellsANumberNearItsLimitApartFromIt) {
  LedgerEntry entry;
  entry.rule = "too_shallow";
  entry.compression = 11;
  entry.measured = 49.6;
  entry.limit = 50.0;
  EXPECT_EQ(sentence(Language::English, entry, {}, spoken_scheme()),
            "Compression 12: 49.6 mm deep, at least 50 mm wanted.");
  EXPECT_EQ(sentence(Language::Chinese, entry, {}, spoken_scheme()),
            "第 12 次按压：深 49.6 mm，应至少 50 mm。");
}

TEST(ExamSentence, SaysHowManyAreMissing) {
  LedgerEntry entry;
  entry.rule = "breaths_missing";
  entry.measured = 1.0;
  entry.limit = 4.0;
  EXPECT_EQ(sentence(Language::English, entry, {}, spoken_scheme()), "3 of 4 breaths not given.");
}

TEST(ExamSentence, TellsWhatTheWorstSetCameTo) {
  const Scheme scheme = spoken_scheme();
  const Examination exam =
      examined(scheme, perfect_sets(2, {.per_minute = 90}), {hand_made::missed("call")});
  const auto said = [&](Language language, std::string_view rule) {
    const auto entry = std::ranges::find(exam.ledger, rule, &LedgerEntry::rule);
    return sentence(language, *entry, exam, scheme);
  };
  EXPECT_EQ(said(Language::English, "item:pace"),
            "30 compressions in 15 to 18 s: 19.9 s in set 1.");
  EXPECT_EQ(said(Language::Chinese, "item:pace"), "30 次按压用时：第 1 组为 19.9 秒。");
  EXPECT_EQ(said(Language::English, "item:call"), "Calls for help: not done.");
}

TEST(ExamSentence, TellsAChosenReasonInTheReadersLanguageAndTypedOnesAsTheyAre) {
  for (const Language given : kLanguages) {
    for (const Language read : kLanguages) {
      for (const bool to_met : {false, true}) {
        const auto reasons = overruling_reasons(given, to_met);
        for (std::size_t i = 0; i < reasons.size(); ++i) {
          EXPECT_EQ(overruling_reason(read, reasons[i]), overruling_reasons(read, to_met)[i]);
        }
      }
      EXPECT_EQ(overruling_reason(read, "The examiner saw it"), "The examiner saw it");
      EXPECT_EQ(overruling_reason(read, ""), "");
    }
  }
}

TEST(ExamSentence, HasAWordForEveryVerdictAndOutcome) {
  for (const Language language : kLanguages) {
    std::set<std::string> words;
    for (int v = 0; v <= static_cast<int>(Verdict::Invalid); ++v) {
      words.insert(word(language, static_cast<Verdict>(v)));
    }
    for (int o = 0; o <= static_cast<int>(ItemOutcome::NotMeasured); ++o) {
      words.insert(word(language, static_cast<ItemOutcome>(o)));
    }
    EXPECT_EQ(words.size(), 10U);
    EXPECT_FALSE(words.contains(""));
  }
}

TEST(ExamReport, TellsAPersonVerdictItemsAndWhereThePointsWent) {
  Scheme scheme = spoken_scheme();
  scheme.pass = points(60);  // 42.5 of 100 without the call, 67.5 with it: it hangs on the tick
  const Examination exam = examined(scheme, perfect_sets(2, {.depth_mm = 45, .per_minute = 110}),
                                    {overruled("pace", false, "counted wrong")});
  const std::string report = exam_report(Language::English, exam, scheme);
  for (const char* part :
       {"The test  1", "Borderline: the instructor decides", "Calls for help; the points",
        "Calls for help: not decided yet", "30 compressions in 15 to 18 s: missed, 16.3 s",
        "instead of met, by the instructor: counted wrong", "Pressed too shallow × 60",
        "Press deeper. Compressions too shallow: 60"}) {
    EXPECT_NE(report.find(part), std::string::npos) << part << "\n" << report;
  }
  EXPECT_NE(exam_report(Language::Chinese, exam, scheme).find("临界：由教员判定"),
            std::string::npos);
}

}  // namespace
}  // namespace sternum::test
