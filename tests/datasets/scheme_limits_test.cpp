// Limits that nobody who does what the guideline asks could meet. Expected numbers are worked out
// by hand: 30 compressions at 120/min take 15 s, between their onsets lie 29 intervals, and 2
// breaths take 4.5 s at least.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/schemes/attainable.hpp"
#include "datasets/schemes/scheme_file.hpp"
#include "tests/datasets/rule_texts.hpp"

namespace sternum {
namespace {

using testing::HasSubstr;
using testing::Optional;

struct Test {
  int sets = 0;
  double length_s = 0;
};

std::optional<std::string> why(const char* guideline, const Test& test, SensorRule rule) {
  Scheme scheme;
  scheme.sets = test.sets;
  scheme.length = seconds(test.length_s);
  return why_unattainable(rule, *find_guideline(guideline), scheme);
}

constexpr const char* kAdult = "adult-aha-2025";
constexpr const char* kHandsOnly = "adult-hands-only-aha-2025";
constexpr const char* kFifteen = "child-erc-2025";

SensorRule at_least(Measure measure, double limit, Scope::Of of = Scope::Of::Attempt) {
  return {.measure = measure, .comparison = Comparator::AtLeast, .limit = limit, .scope = {of, 1}};
}
SensorRule at_most(Measure measure, double limit, Scope::Of of = Scope::Of::Attempt) {
  return {.measure = measure, .comparison = Comparator::AtMost, .limit = limit, .scope = {of, 1}};
}

TEST(SchemeLimits, TheFlowFractionIsBoundedByTheBreaths) {
  EXPECT_NEAR(highest_flow_fraction(*find_guideline(kAdult)), 15.0 / 19.5, 1e-12);
  EXPECT_NEAR(highest_flow_fraction(*find_guideline(kFifteen)), 7.5 / 12.0, 1e-12);
  EXPECT_EQ(highest_flow_fraction(*find_guideline(kHandsOnly)), 1.0);
  EXPECT_THAT(why(kAdult, {.sets = 5}, at_least(Measure::FlowFraction, 80)),
              Optional(HasSubstr("leave 76.9 %")));
  EXPECT_EQ(why(kAdult, {.sets = 5}, at_least(Measure::FlowFraction, 60)), std::nullopt);
  EXPECT_EQ(why(kHandsOnly, {.length_s = 120}, at_least(Measure::FlowFraction, 80)), std::nullopt);
  EXPECT_TRUE(why(kFifteen, {}, at_least(Measure::FlowFraction, 65)));
  EXPECT_TRUE(why(kAdult, {}, at_least(Measure::EffectiveCompressions, 80)));
}

// At 100/min a pause of 4.5 s is what 80 % needs: the least that two breaths are taken to need.
TEST(SchemeLimits, TwoBreathsTakeAtLeastThePauseThatLeaves80PercentAt100PerMinute) {
  const double pause_s = shortest_breath_pause(2).seconds();
  EXPECT_NEAR(18.0 / (18.0 + pause_s), 0.8, 1e-9);
  EXPECT_EQ(shortest_breath_pause(0), Duration{});
  EXPECT_THAT(why(kAdult, {}, at_most(Measure::LongestBreathPause, 4)),
              Optional(HasSubstr("2 breaths take 4.5 s at least")));
  EXPECT_EQ(why(kAdult, {}, at_most(Measure::LongestBreathPause, 5)), std::nullopt);
  EXPECT_TRUE(why(kAdult, {}, at_most(Measure::LongestPause, 3)));
  EXPECT_EQ(why(kHandsOnly, {}, at_most(Measure::LongestPause, 3)), std::nullopt);
}

TEST(SchemeLimits, ThirtyCompressionsSpan29Intervals) {
  SensorRule rule{.measure = Measure::SetDuration,
                  .comparison = Comparator::Within,
                  .limit = 15,
                  .upper = 18,
                  .scope = {Scope::Of::EverySet, 0}};
  EXPECT_THAT(why(kAdult, {.sets = 2}, rule), Optional(HasSubstr("at 120/min")));
  EXPECT_THAT(why(kAdult, {.sets = 2}, rule), Optional(HasSubstr("take 14.5 s (29 intervals)")));
  rule.tolerance = 0.5;
  EXPECT_EQ(why(kAdult, {.sets = 2}, rule), std::nullopt);
  EXPECT_EQ(why(kAdult, {}, at_most(Measure::SetDuration, 18, Scope::Of::Set)), std::nullopt);
  EXPECT_THAT(why(kAdult, {}, at_most(Measure::SetDuration, 17, Scope::Of::Set)),
              Optional(HasSubstr("at 100/min")));
  EXPECT_EQ(why(kFifteen, {}, at_most(Measure::SetDuration, 9, Scope::Of::Set)), std::nullopt);
}

TEST(SchemeLimits, NobodyIsAskedForMoreThanASetHolds) {
  const auto set = Scope::Of::Set;
  EXPECT_EQ(why(kAdult, {.sets = 2}, at_least(Measure::DeepEnoughCount, 30, set)), std::nullopt);
  EXPECT_THAT(why(kAdult, {.sets = 2}, at_least(Measure::DeepEnoughCount, 31, set)),
              Optional(HasSubstr("1 x 30 compressions")));
  SensorRule more = at_least(Measure::FullRecoilCount, 30, set);
  more.comparison = Comparator::MoreThan;
  EXPECT_TRUE(why(kAdult, {.sets = 2}, more));
  EXPECT_EQ(why(kAdult, {.sets = 5}, at_least(Measure::CompressionCount, 150)), std::nullopt);
  EXPECT_TRUE(why(kAdult, {.sets = 5}, at_least(Measure::CompressionCount, 151)));
  EXPECT_TRUE(why(kAdult, {.sets = 5}, at_most(Measure::CompressionCount, 149)));
  EXPECT_TRUE(why(kAdult, {.sets = 2}, at_least(Measure::BreathCount, 3, set)));
  EXPECT_EQ(why(kFifteen, {.sets = 2}, at_least(Measure::BreathCount, 9)), std::nullopt);
  EXPECT_TRUE(why(kFifteen, {.sets = 2}, at_least(Measure::BreathCount, 10)));
  EXPECT_EQ(why(kAdult, {.sets = 5}, at_least(Measure::Cycles, 5)), std::nullopt);
  EXPECT_TRUE(why(kAdult, {.sets = 5}, at_least(Measure::Cycles, 6)));
}

TEST(SchemeLimits, TimeHoldsOnlySoMuch) {
  // 120 s hold 6 cycles of 19.5 s and a part of a 7th.
  EXPECT_EQ(why(kAdult, {.length_s = 120}, at_least(Measure::Cycles, 7)), std::nullopt);
  EXPECT_TRUE(why(kAdult, {.length_s = 120}, at_least(Measure::Cycles, 8)));
  EXPECT_EQ(why(kHandsOnly, {.length_s = 120}, at_least(Measure::CompressionCount, 200)),
            std::nullopt);
  EXPECT_TRUE(why(kHandsOnly, {.length_s = 120}, at_least(Measure::CompressionCount, 300)));
  EXPECT_TRUE(why(kAdult, {.length_s = 120}, at_least(Measure::Duration, 150)));
  // 5 sets of 14.5 s and the 4 pauses between them.
  EXPECT_EQ(why(kAdult, {.sets = 5}, at_most(Measure::Duration, 91)), std::nullopt);
  EXPECT_TRUE(why(kAdult, {.sets = 5}, at_most(Measure::Duration, 90)));
  EXPECT_TRUE(why(kAdult, {}, at_least(Measure::DeliveredRate, 100)));
  EXPECT_EQ(why(kAdult, {}, at_least(Measure::DeliveredRate, 60)), std::nullopt);
  EXPECT_EQ(why(kHandsOnly, {}, at_least(Measure::DeliveredRate, 100)), std::nullopt);
}

TEST(SchemeLimits, WhatTheGuidelineForbidsIsNotAskedFor) {
  EXPECT_THAT(why(kAdult, {}, at_least(Measure::MeanDepth, 61)),
              Optional(HasSubstr("asks for 50 to 60 mm")));
  EXPECT_EQ(why(kAdult, {}, at_least(Measure::MeanDepth, 55)), std::nullopt);
  EXPECT_TRUE(why(kAdult, {}, at_most(Measure::MeanDepth, 49)));
  EXPECT_TRUE(why(kAdult, {}, at_least(Measure::MeanRate, 121)));
  EXPECT_TRUE(why(kAdult, {}, at_most(Measure::MeanBreathVolume, 300)));
  EXPECT_TRUE(why(kAdult, {}, at_least(Measure::MeanInflation, 2)));
}

TEST(SchemeLimits, AFileWithOneIsRefusedAtItsLine) {
  const std::string good = test::shipped_scheme("compression-only");
  const std::string thirty_to_two =
      test::replaced(test::replaced(good, "adult-hands-only-aha-2025", "adult-aha-2025"),
                     "id = \"compression-only\"", "id = \"ours\"");
  const auto refused = parse_scheme(thirty_to_two, "ours.toml", *all_guidelines());
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().where.substr(0, refused.error().where.rfind(':')),
            fmt::format("ours.toml:{}", test::line_of(thirty_to_two, "limit = 80")));
  EXPECT_EQ(
      refused.error().what,
      "'flow_fraction_pct' >= 80 fails those who do what adult-aha-2025 asks: 30 compressions "
      "at 120/min and 4.5 s for 2 breaths leave 76.9 %");
}

TEST(SchemeLimits, BreathsAreNotJudgedWhereNoneAreAskedFor) {
  const std::string good = test::shipped_scheme("compression-only");
  const auto all = *all_guidelines();
  const auto volume = parse_scheme(
      test::replaced(good,
                     "measure = \"flow_fraction_pct\"\noperator = \">=\"\nlimit = 80\nfade = 20",
                     "measure = \"mean_breath_volume_ml\"\noperator = \">=\"\nlimit = 400"),
      "ours.toml", all);
  ASSERT_FALSE(volume.has_value());
  EXPECT_THAT(volume.error().what,
              HasSubstr("needs breaths, but adult-hands-only-aha-2025 asks for none"));
  const auto weight = parse_scheme(test::replaced(test::replaced(good, "depth = 40", "depth = 30"),
                                                  "breaths = 0", "breaths = 10"),
                                   "ours.toml", all);
  ASSERT_FALSE(weight.has_value());
  EXPECT_THAT(weight.error().message(), HasSubstr("write breaths = 0 and ratio = 0"));
}

}  // namespace
}  // namespace sternum
