// The guideline sets and exam schemes that come with the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/schemes/scheme_file.hpp"
#include "tests/datasets/rule_texts.hpp"

namespace sternum {
namespace {

using test::text_of;
using testing::HasSubstr;
using testing::IsSupersetOf;

const RulesById<Scheme>& schemes() {
  static const auto all = all_schemes();
  EXPECT_TRUE(all.has_value()) << all.error().message();
  return *all;
}

template <class Rules>
std::set<std::string> ids_of(const RulesById<Rules>& all) {
  std::set<std::string> ids;
  for (const auto& [id, rules] : all) ids.insert(id);
  return ids;
}

std::set<std::string> toml_files_of(const std::string& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(STERNUM_SOURCE_DIR "/" + folder)) {
    if (entry.path().extension() == ".toml") names.insert(entry.path().stem().string());
  }
  return names;
}

TEST(BuiltInRules, AreTheFilesOfTheirFoldersNamedAfterTheirIds) {
  EXPECT_EQ(ids_of(test::shipped_guidelines()), toml_files_of("datasets/guidelines"));
  EXPECT_EQ(ids_of(schemes()), toml_files_of("datasets/schemes"));
  for (const auto& [id, from_file] : schemes()) {
    EXPECT_TRUE(from_file.built_in);
    EXPECT_EQ(from_file.file, id + ".toml");
  }
}

TEST(BuiltInGuidelines, CoverEveryAgeByEveryBody) {
  EXPECT_THAT(ids_of(test::shipped_guidelines()),
              IsSupersetOf({"adult-aha-2025", "child-aha-2025", "infant-aha-2025", "adult-erc-2025",
                            "child-erc-2025", "infant-erc-2025", "adult-china-2016",
                            "child-china-2016", "infant-china-2016", "adult-rcsc-2021",
                            "child-rcsc-2021", "infant-rcsc-2021"}));
  for (const auto& [id, from_file] : test::shipped_guidelines()) {
    const Guideline& g = from_file.rules;
    EXPECT_FALSE(g.body.empty()) << id;
    EXPECT_EQ(g.age == AgeProfile::Adult, id.starts_with("adult-")) << id;
    EXPECT_EQ(g.age == AgeProfile::Child, id.starts_with("child-")) << id;
    EXPECT_EQ(g.age == AgeProfile::Infant, id.starts_with("infant-")) << id;
    EXPECT_TRUE(id.ends_with(g.edition)) << id;
  }
}

TEST(BuiltInGuidelines, TeachWhatTheirAgeNeeds) {
  for (const auto& [id, from_file] : test::shipped_guidelines()) {
    const Guideline& g = from_file.rules;
    const double about_mm = g.age == AgeProfile::Infant ? 40 : g.age == AgeProfile::Child ? 50 : 55;
    EXPECT_TRUE(g.depth.contains(millimetres(about_mm))) << id;
    EXPECT_EQ(g.leaning_threshold, millimetres(g.age == AgeProfile::Infant ? 3 : 5)) << id;
    EXPECT_EQ(g.rate, (TargetRange<PerMinute>{per_minute(100), per_minute(120)})) << id;
    EXPECT_LE(g.breath_volume.high, millilitres(g.age == AgeProfile::Adult   ? 700
                                                : g.age == AgeProfile::Child ? 400
                                                                             : 80))
        << id;
    const bool fifteen = id == "child-erc-2025" || id == "infant-erc-2025";
    EXPECT_EQ(g.initial_breaths, fifteen ? 5 : 0) << id;
    EXPECT_EQ(g.compressions_per_cycle, fifteen ? 15 : 30) << id;
    EXPECT_EQ(g.breaths_per_cycle, id == "adult-hands-only-aha-2025" ? 0 : 2) << id;
  }
}

TEST(BuiltInGuidelines, LetTheCoachSpeakOnlyBeyondTheLimitsThatJudge) {
  for (const auto& [id, from_file] : test::shipped_guidelines()) {
    const Guideline& g = from_file.rules;
    EXPECT_LT(g.feedback.depth.low, g.depth.low) << id;
    EXPECT_GT(g.feedback.depth.high, g.depth.high) << id;
    EXPECT_LT(g.feedback.rate.low, g.rate.low) << id;
    EXPECT_GT(g.feedback.rate.high, g.rate.high) << id;
    EXPECT_GT(g.feedback.leaning_threshold, g.leaning_threshold) << id;
    EXPECT_LT(g.feedback.breath_volume.low, g.breath_volume.low) << id;
    EXPECT_GT(g.feedback.breath_volume.high, g.breath_volume.high) << id;
  }
}

TEST(BuiltInSchemes, AreThoseThatABaseNeeds) {
  EXPECT_THAT(
      ids_of(schemes()),
      IsSupersetOf({"aha-bls-adult", "aha-bls-child", "aha-bls-infant", "rcsc-first-aider",
                    "rcsc-first-aider-child", "rcsc-first-aider-infant", "sensor-2min",
                    "sensor-2min-child", "sensor-2min-infant", "compression-only", "mpotos-70",
                    "aed", "airway-obstruction", "airway-obstruction-infant"}));
}

TEST(BuiltInSchemes, HaveHundredPointsAndTitlesInBothLanguages) {
  for (const auto& [id, from_file] : schemes()) {
    const Scheme& scheme = from_file.rules;
    Points sum = scheme.quality;
    for (const SchemeItem& item : scheme.items) {
      sum += item.points;
      EXPECT_FALSE(item.title_zh.empty() || item.title_en.empty()) << id << ' ' << item.id;
      EXPECT_NE(item.title_zh, item.title_en) << id << ' ' << item.id;
      EXPECT_EQ(item.judge == ItemJudge::Tick, item.source.empty()) << id << ' ' << item.id;
    }
    EXPECT_EQ(sum, kFullMarks) << id;
    EXPECT_FALSE(scheme.title_zh.empty() || scheme.title_en.empty()) << id;
    EXPECT_EQ(scheme.hash.size(), 64U) << id;
  }
}

TEST(BuiltInSchemes, AskAnAdultsTestAfterTheAhaForAllBoxesAndTwoSetsInTime) {
  const Scheme scheme = *find_scheme("aha-bls-adult");
  EXPECT_EQ(scheme.guideline_id, "adult-aha-2025");
  EXPECT_EQ(scheme.sets, 2);
  EXPECT_TRUE(scheme.uses_aed);
  EXPECT_EQ(scheme.pass, std::nullopt);
  EXPECT_EQ(scheme.quality, Points{});
  EXPECT_TRUE(std::ranges::all_of(scheme.items, &SchemeItem::critical));
  for (const int set : {1, 2}) {
    const auto item =
        std::ranges::find(scheme.items, "pace-" + std::to_string(set), &SchemeItem::id);
    ASSERT_NE(item, scheme.items.end());
    EXPECT_EQ(item->sensor, (SensorRule{.measure = Measure::SetDuration,
                                        .comparison = Comparator::Within,
                                        .limit = 15,
                                        .upper = 18,
                                        .tolerance = 0.5,
                                        .scope = {Scope::Of::Set, set}}));
    const auto depth =
        std::ranges::find(scheme.items, "depth-" + std::to_string(set), &SchemeItem::id);
    EXPECT_EQ(depth->sensor, (SensorRule{.measure = Measure::DeepEnoughCount,
                                         .comparison = Comparator::AtLeast,
                                         .limit = 23,
                                         .scope = {Scope::Of::Set, set}}));
  }
  const auto timer = std::ranges::find(scheme.items, ItemJudge::Timer, &SchemeItem::judge);
  ASSERT_NE(timer, scheme.items.end());
  EXPECT_EQ(timer->timer, (TimerRule{seconds(5), seconds(10)}));
}

TEST(BuiltInSchemes, SayThatTheFirstAidersSheetIsUnverified) {
  const Scheme scheme = *find_scheme("rcsc-first-aider");
  EXPECT_EQ(scheme.pass, points(80));
  EXPECT_EQ(scheme.confidence, Confidence::Background);
  EXPECT_THAT(scheme.title_zh, HasSubstr("待核实"));
  EXPECT_THAT(scheme.title_en, HasSubstr("unverified"));
}

TEST(BuiltInSchemes, NeedNoManikinForAChecklist) {
  for (const char* id : {"aed", "airway-obstruction", "airway-obstruction-infant"}) {
    const Scheme scheme = *find_scheme(id);
    EXPECT_FALSE(scheme.measures_cpr) << id;
    EXPECT_EQ(scheme.uses_aed, std::string(id) == "aed") << id;
  }
}

TEST(BuiltInSchemes, EveryNumberStandsWithItsSource) {
  for (const auto& [id, from_file] : schemes()) {
    const std::string text = test::shipped_scheme(id);
    for (auto at = text.find("\nsource = "); at != std::string::npos;
         at = text.find("\nsource = ", at + 1)) {
      const auto line = text.find('\n', at + 1) - at;
      const auto parsed =
          parse_scheme(std::string(text).erase(at + 1, line), id, test::shipped_guidelines());
      ASSERT_FALSE(parsed.has_value()) << id;
      EXPECT_THAT(parsed.error().what, HasSubstr("source' is missing"));
    }
  }
}

}  // namespace
}  // namespace sternum
