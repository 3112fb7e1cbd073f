// Made by hand, counted by hand.
#include "datasets/reference/comparison.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

namespace sternum {
namespace {

Compression found_at(std::int64_t peak_us, double depth_mm = 50.0) {
  Compression c;
  c.onset = DeviceTime::from_us(peak_us - 200'000);
  c.peak = DeviceTime::from_us(peak_us);
  c.release = DeviceTime::from_us(peak_us + 200'000);
  c.depth = millimetres(depth_mm);
  return c;
}
TruthFile::Compression true_at(std::int64_t peak_us, double depth_mm = 50.0) {
  return {peak_us - 200'000, peak_us, peak_us + 200'000, depth_mm, 0.0, {}, {}};
}

struct Case {
  AttemptResult result;
  TruthFile truth;
  [[nodiscard]] Comparison compared() const { return compare_with_truth(result, truth); }
};

TEST(Comparison, OfTheTruthWithItselfIsWithoutError) {
  Case c;
  for (std::int64_t t = 1'000'000; t < 10'000'000; t += 500'000) {
    c.truth.compressions.push_back(true_at(t));
    c.result.compressions.push_back(found_at(t));
  }
  const Comparison compared = c.compared();
  EXPECT_EQ(compared.compressions.sensitivity(), 1.0);
  EXPECT_EQ(compared.compressions.ppv(), 1.0);
  EXPECT_EQ(compared.depth_mm, (ErrorStatistics{18, 0.0, 0.0, 0.0, 0.0}));
  EXPECT_EQ(compared.residual_mm.count, 0U) << "not measured";
}

TEST(Comparison, CountsWhatIsMissedAndWhatIsInvented) {
  Case c;
  for (const std::int64_t t : {1'000'000, 1'500'000, 2'000'000, 2'500'000}) {
    c.truth.compressions.push_back(true_at(t));
  }
  for (const std::int64_t t : {1'000'000, 1'651'000, 2'149'000, 2'500'000, 4'000'000}) {
    c.result.compressions.push_back(found_at(t));
  }
  const Agreed agreed = c.compared().compressions;
  EXPECT_EQ(agreed.meant, 4U);
  EXPECT_EQ(agreed.found, 5U);
  EXPECT_EQ(agreed.matched, 3U);
  EXPECT_DOUBLE_EQ(*agreed.sensitivity(), 0.75);
  EXPECT_DOUBLE_EQ(*agreed.ppv(), 0.6);
  EXPECT_THAT(agreed.missed, testing::ElementsAre(DeviceTime::from_us(1'500'000)));
  EXPECT_THAT(agreed.invented,
              testing::ElementsAre(DeviceTime::from_us(1'651'000), DeviceTime::from_us(4'000'000)));
}

TEST(Comparison, GivesATrueCompressionToTheNearestOfTwo) {
  Case c;
  c.truth.compressions = {true_at(1'000'000, 50.0)};
  c.result.compressions = {found_at(900'000, 20.0), found_at(1'050'000, 51.0)};
  const Comparison compared = c.compared();
  EXPECT_EQ(compared.compressions.matched, 1U);
  EXPECT_DOUBLE_EQ(compared.depth_mm.bias, 1.0);
  EXPECT_DOUBLE_EQ(compared.peak_ms.bias, 50.0);
}

TEST(Comparison, StatisticsAreThoseOfTextbooks) {
  const ErrorStatistics s = statistics_of({-4.0, 1.0, 2.0, -1.0, 3.0});
  EXPECT_EQ(s.count, 5U);
  EXPECT_DOUBLE_EQ(s.mae, 2.2);
  EXPECT_DOUBLE_EQ(s.bias, 0.2);
  EXPECT_DOUBLE_EQ(s.median, 2.0);
  EXPECT_DOUBLE_EQ(s.p95, 4.0);
  std::vector<double> hundred;
  for (int i = 1; i <= 100; ++i) hundred.push_back(i);
  EXPECT_DOUBLE_EQ(statistics_of(hundred).p95, 95.0);
  EXPECT_DOUBLE_EQ(statistics_of(hundred).median, 50.0);
  EXPECT_EQ(statistics_of({}), ErrorStatistics{});
}

TEST(Comparison, ComparesRatesOnlyWhereBothCompressionsWereFound) {
  Case c;
  for (const std::int64_t t : {1'000'000, 1'500'000, 2'000'000, 2'500'000}) {
    c.truth.compressions.push_back(true_at(t));
  }
  c.result.compressions = {found_at(1'000'000), found_at(1'500'000), found_at(2'500'000)};
  c.result.compressions[1].rate = per_minute(121.0);
  c.result.compressions[2].rate = per_minute(60.0);  // across the one that was missed
  const Comparison compared = c.compared();
  EXPECT_EQ(compared.rate_per_min.count, 1U);
  EXPECT_DOUBLE_EQ(compared.rate_per_min.bias, 1.0);
  EXPECT_EQ(compared.rates, 2U);
  EXPECT_EQ(compared.doubled_rates, 0U);
}

TEST(Comparison, SeesADoubledRate) {
  Case c;
  for (std::int64_t t = 1'000'000; t <= 4'000'000; t += 750'000) {
    c.truth.compressions.push_back(true_at(t));
  }
  for (std::int64_t t = 1'000'000; t <= 4'000'000; t += 375'000) {
    c.result.compressions.push_back(found_at(t));
    if (t > 1'000'000) c.result.compressions.back().rate = per_minute(160.0);
  }
  const Comparison compared = c.compared();
  EXPECT_EQ(compared.rates, 8U);
  EXPECT_EQ(compared.doubled_rates, 8U);
}

TEST(Comparison, ExcusesWhatNobodyCouldSee) {
  Case c;
  for (std::int64_t t = 1'000'000; t < 10'000'000; t += 500'000) {
    c.truth.compressions.push_back(true_at(t));
    if (t < 3'000'000 || t > 5'000'000) c.result.compressions.push_back(found_at(t));
  }
  EXPECT_LT(*c.compared().compressions.sensitivity(), 1.0);
  c.truth.lost = {{Channel::AirwayVolume, 2'900'000, 5'100'000}};
  EXPECT_LT(*c.compared().compressions.sensitivity(), 1.0) << "another channel";
  c.truth.lost.push_back({Channel::Depth, 2'900'000, 5'100'000});
  const Agreed agreed = c.compared().compressions;
  EXPECT_EQ(agreed.sensitivity(), 1.0);
  EXPECT_EQ(agreed.excused, 5U);
  EXPECT_EQ(agreed.meant, 13U);
}

TEST(Comparison, BreathsBelongTogetherWhenTheyOverlapAndAWhiffIsNone) {
  Case c;
  c.result.breath_source = BreathSource::Volume;
  c.truth.breaths = {{1'000'000, 2'000'000, 500.0, {}},
                     {4'000'000, 5'000'000, 40.0, {}},
                     {7'000'000, 8'000'000, 600.0, {}}};
  c.result.breaths = {
      {DeviceTime::from_us(1'020'000), DeviceTime::from_us(1'950'000), millilitres(510.0)},
      {DeviceTime::from_us(10'000'000), DeviceTime::from_us(11'000'000), millilitres(300.0)}};
  const Comparison compared = c.compared();
  EXPECT_EQ(compared.breaths.matched, 1U);
  EXPECT_EQ(compared.breaths.missed.size(), 1U);
  EXPECT_EQ(compared.breaths.invented.size(), 1U);
  EXPECT_EQ(compared.breaths.excused, 1U);
  EXPECT_DOUBLE_EQ(compared.volume_ml.bias, 10.0);
  EXPECT_DOUBLE_EQ(compared.breath_start_ms.bias, 20.0);
  EXPECT_DOUBLE_EQ(compared.breath_end_ms.bias, -50.0);
  c.result.breath_source = BreathSource::None;
  EXPECT_EQ(c.compared().breaths, Agreed{});
}

TEST(Comparison, WithoutAnythingHasNeitherSensitivityNorPpv) {
  const Comparison nothing = Case{}.compared();
  EXPECT_EQ(nothing.compressions.sensitivity(), std::nullopt);
  EXPECT_EQ(nothing.compressions.ppv(), std::nullopt);
  EXPECT_THAT(comparison_table(nothing), testing::HasSubstr("sensitivity none, PPV none"));
}

// Shifting found times moves nothing between the counts while the shift is less than the nearness,
// and taking one away costs exactly that one.
RC_GTEST_PROP(Comparison, ALostCompressionIsExactlyOneMissed, ()) {
  Case c;
  std::int64_t t = 1'000'000;
  const int count = *rc::gen::inRange(2, 40);
  const auto lost = static_cast<std::size_t>(*rc::gen::inRange(0, count));
  const auto shift_us = *rc::gen::inRange<std::int64_t>(-149'000, 149'001);
  for (int i = 0; i < count; ++i) {
    c.truth.compressions.push_back(true_at(t));
    c.result.compressions.push_back(found_at(t + shift_us));
    t += *rc::gen::inRange<std::int64_t>(375'000, 2'000'000);
  }
  RC_ASSERT(c.compared().compressions.matched == static_cast<std::size_t>(count));
  c.result.compressions.erase(c.result.compressions.begin() + static_cast<std::ptrdiff_t>(lost));
  const Agreed agreed = c.compared().compressions;
  RC_ASSERT(agreed.missed.size() == 1U);
  RC_ASSERT(agreed.missed[0].us() == c.truth.compressions[lost].peak_us);
  RC_ASSERT(agreed.invented.empty());
}

TEST(Comparison, JsonHasItsFrozenKeys) {
  Case c;
  c.truth.compressions = {true_at(1'000'000)};
  c.result.compressions = {found_at(1'010'000, 51.0)};
  const auto json = nlohmann::json::parse(comparison_json(c.compared()));
  const auto& compressions = json["compressions"];
  EXPECT_EQ(compressions["true"], 1);
  EXPECT_EQ(compressions["sensitivity"], 1.0);
  EXPECT_EQ(compressions["errors"]["depth_mm"]["bias"], 1.0);
  EXPECT_EQ(compressions["errors"]["residual_mm"], nullptr);
  EXPECT_EQ(compressions["errors"]["peak_ms"]["median"], 10.0);
  for (const char* key : {"true", "found", "matched", "excused", "sensitivity", "ppv", "missed_us",
                          "invented_us", "errors", "rates", "doubled_rates"}) {
    EXPECT_TRUE(compressions.contains(key)) << key;
  }
  EXPECT_EQ(json["breaths"]["ppv"], nullptr);
}

}  // namespace
}  // namespace sternum
