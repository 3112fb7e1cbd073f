// What a sensor item reads off an attempt and its sets.
#include <gtest/gtest.h>

#include <cmath>

#include "analysis/attempt/attempt.hpp"
#include "analysis/exam/measures.hpp"
#include "analysis/exam/sensor_item.hpp"
#include "tests/exam/sheets.hpp"
#include "tests/scoring/rendered.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::kEverySet;
using hand_made::perfect_sets;
using hand_made::Rendered;
using hand_made::Script;
using hand_made::set_number;

constexpr SensorRule kPace{.measure = Measure::SetDuration,
                           .comparison = Comparator::Within,
                           .limit = 15.0,
                           .upper = 18.0,
                           .tolerance = 0.5,
                           .scope = {Scope::Of::Set, 1}};
constexpr SensorRule kDeepEnough{
    .measure = Measure::DeepEnoughCount, .limit = 23.0, .scope = {Scope::Of::Set, 1}};

SensorFinding found(const SensorRule& rule, const Script& script, int sets_asked = 2) {
  const Guideline guideline = adult();
  const Performance performance = script.performance();
  return find(rule, Measures(guideline, performance, sets_asked));
}

bool is_met(const SensorFinding& finding) { return finding.won == WonShare::exactly(1.0); }
bool is_missed(const SensorFinding& finding) { return finding.won == WonShare::exactly(0.0); }
bool is_unknown(const SensorFinding& finding) { return !finding.won.is_known(); }

TEST(SetDuration, OfThirtyCompressionsHasTwentyNineIntervals) {
  // 29 × 0.5 s and the last compression's 0.4 s.
  const SensorFinding finding = found(kPace, perfect_sets(2, {.per_minute = 120}));
  EXPECT_DOUBLE_EQ(*finding.measured, 14.9);
  EXPECT_TRUE(is_met(finding)) << "who presses as fast as is taught is in time";
}

TEST(SetDuration, ToleratesHalfASecondAndNoMore) {
  EXPECT_TRUE(is_met(found(kPace, perfect_sets(2, {.per_minute = 123}))));
  EXPECT_TRUE(is_missed(found(kPace, perfect_sets(2, {.per_minute = 124}))));  // 14.42 s
  EXPECT_TRUE(is_met(found(kPace, perfect_sets(2, {.per_minute = 97}))));
  EXPECT_TRUE(is_missed(found(kPace, perfect_sets(2, {.per_minute = 96}))));  // 18.63 s
}

TEST(SetDuration, IsThatOfTheAskedForCompressionHoweverManyFollow) {
  Script script;
  script.press(33, {.per_minute = 110}).breaths_in_pause(6.0).press(30, {.per_minute = 110});
  EXPECT_NEAR(*found(kPace, script).measured, 29 * 60 / 110.0 + 0.8 * 60 / 110.0, 1e-4);
}

TEST(SetDuration, OfTooFewCompressionsIsMissed) {
  Script script;
  script.press(29, {.per_minute = 110}).breaths_in_pause(6.0).press(30);
  const SensorFinding finding = found(kPace, script);
  EXPECT_TRUE(is_missed(finding));
  EXPECT_FALSE(finding.measured);
}

TEST(SetDuration, OfASetWithAHoleInItIsNotMeasured) {
  Script script;
  script.press(14, {.per_minute = 110}).hole(1.0).press(16, {.per_minute = 110});
  script.breaths_in_pause(6.0).press(30, {.per_minute = 110});
  EXPECT_TRUE(is_unknown(found(kPace, script)));
  SensorRule second = kPace;
  second.scope = set_number(2);
  EXPECT_TRUE(is_met(found(second, script)));
}

TEST(FlowFraction, IsBoundByTheBreaths) {
  const SensorRule eighty{
      .measure = Measure::FlowFraction, .limit = 80.0, .scope = {Scope::Of::Set, 1}};
  const auto at_100_with_pauses_of = [&](double s) {
    Script script;
    for (int i = 0; i < 2; ++i) script.press(30, {.per_minute = 100}).breaths_in_pause(s);
    return found(eighty, script);
  };
  EXPECT_NEAR(*at_100_with_pauses_of(10.0).measured, 64.0, 0.5);
  EXPECT_TRUE(is_missed(at_100_with_pauses_of(4.6)));
  EXPECT_TRUE(is_met(at_100_with_pauses_of(4.4)));
}

TEST(Rate, OfARunEndsAtAGapOfOneSecond) {
  const auto rates_after_a_gap_of = [](double s) {
    Script script;
    script.press(10, {.per_minute = 110}).pause(s).press(10, {.per_minute = 110});
    Attempt attempt(adult(), {.channels = {Channel::Depth}, .start = {}});
    for (const SampleBatch& batch :
         Rendered(script).batches(Channel::Depth, 100.0, -1.0, 20.0, 10)) {
      attempt.push(batch);
    }
    return attempt.finish().metrics.rate_count;
  };
  EXPECT_EQ(rates_after_a_gap_of(0.9), 19);
  EXPECT_EQ(rates_after_a_gap_of(1.1), 18);
}

TEST(Count, WithAHoleBesideItIsTheLeastThereCanBe) {
  const auto with_so_many_seen = [](int count) {
    Script script;
    script.press(count, {.per_minute = 110}).hole(12.0).press(30, {.per_minute = 110});
    return found(kDeepEnough, script);
  };
  EXPECT_TRUE(is_met(with_so_many_seen(24))) << "more can only be better";
  EXPECT_TRUE(is_unknown(with_so_many_seen(20)));
}

TEST(Count, IsComparedAsTheSchemeSays) {
  const auto deep = [](int count) {
    Script script;
    script.press(count, {.depth_mm = 55, .per_minute = 110});
    script.press(30 - count, {.depth_mm = 48, .per_minute = 110});
    return script.breaths_in_pause(6.0);
  };
  SensorRule more_than = kDeepEnough;
  more_than.comparison = Comparator::MoreThan;
  EXPECT_TRUE(is_met(found(kDeepEnough, deep(23))));
  EXPECT_TRUE(is_missed(found(kDeepEnough, deep(22))));
  EXPECT_TRUE(is_met(found(more_than, deep(24))));
  EXPECT_TRUE(is_missed(found(more_than, deep(23))));
}

TEST(Share, IsFormedFromItsCounts) {
  // 29 of 50 is 58 %: as a fraction times a hundred it would be a bit less.
  Script script;
  script.press(29, {.depth_mm = 55, .per_minute = 110});
  script.press(21, {.depth_mm = 48, .per_minute = 110});
  EXPECT_TRUE(is_met(found({.measure = Measure::DeepEnough, .limit = 58.0}, script)));
}

TEST(BreathPause, GoesFromTheLastReleaseToTheNextOnset) {
  const SensorRule resumes{.measure = Measure::LongestBreathPause,
                           .comparison = Comparator::LessThan,
                           .limit = 10.0,
                           .scope = {Scope::Of::Set, 1}};
  const auto after_a_pause_of = [&](double s) {
    Script script;
    script.press(30, {.per_minute = 110}).breaths_in_pause(s).press(30, {.per_minute = 110});
    return found(resumes, script);
  };
  EXPECT_DOUBLE_EQ(*after_a_pause_of(9.9).measured, 9.9);
  EXPECT_TRUE(is_met(after_a_pause_of(9.9)));
  EXPECT_TRUE(is_missed(after_a_pause_of(10.0)));
}

TEST(BreathPause, WithAHoleInItIsNeverLongerThanFromEndToEnd) {
  const SensorRule resumes{.measure = Measure::LongestBreathPause,
                           .comparison = Comparator::LessThan,
                           .limit = 10.0,
                           .scope = {Scope::Of::Set, 1}};
  const auto with_a_hole = [&](double pause_s, double from_s, double to_s) {
    Script script;
    script.press(30, {.per_minute = 110}).breaths_in_pause(pause_s).press(30, {.per_minute = 110});
    const double released_s = hand_made::seconds_of(script.compressions[29].release);
    script.gaps.push_back({at(released_s + from_s), at(released_s + to_s)});
    return found(resumes, script);
  };
  EXPECT_TRUE(is_met(with_a_hole(9.0, 1.0, 5.0)));
  EXPECT_TRUE(is_unknown(with_a_hole(13.0, 1.0, 5.0))) << "somebody may have pressed in the hole";
  EXPECT_TRUE(is_missed(with_a_hole(13.0, 0.5, 1.0))) << "12 s of it were seen";
}

TEST(BreathPause, AfterTheLastSetIsNobodysFault) {
  const SensorRule resumes{.measure = Measure::LongestBreathPause,
                           .comparison = Comparator::LessThan,
                           .limit = 10.0,
                           .scope = kEverySet};
  EXPECT_TRUE(is_met(found(resumes, perfect_sets(2))));
  EXPECT_TRUE(is_missed(found(resumes, perfect_sets(1)))) << "the second set was never begun";
}

TEST(BreathPause, IsNoneWhereTheShockWasGiven) {
  Script script;
  script.press(30, {.per_minute = 110}).pause(25.0).press(30, {.per_minute = 110});
  script.breaths_in_pause(6.0).press(30, {.per_minute = 110});
  const std::vector<AttemptEvent> events = {{AttemptEvent::Kind::Shock, at(30.0)}};
  Performance performance = script.performance();
  performance.events = events;
  const Guideline guideline = adult();
  const Measures measures(guideline, performance, 3);
  EXPECT_DOUBLE_EQ(measures.of_attempt(Measure::LongestBreathPause).high, 6.0);
  EXPECT_GT(measures.of_attempt(Measure::PreShockPause).high, 12.0);
  EXPECT_DOUBLE_EQ(measures.of_attempt(Measure::PeriShockPause).high, 25.0);
}

TEST(Set, ThatWasNeverDoneIsMissedUnlessAHoleMayHideIt) {
  SensorRule third = kDeepEnough;
  third.scope = set_number(3);
  Script script = perfect_sets(2);
  EXPECT_TRUE(is_missed(found(third, script, 3)));
  script.gaps.push_back({at(100.0), at(110.0)});
  EXPECT_TRUE(is_missed(found(third, script, 3))) << "nobody presses 30 times in 10 s";
  script.gaps.push_back({at(120.0), at(130.0)});
  EXPECT_TRUE(is_unknown(found(third, script, 3)));
}

TEST(EverySet, IsAsGoodAsItsWorst) {
  SensorRule rule = kDeepEnough;
  rule.scope = kEverySet;
  Script script;
  script.press(30, {.per_minute = 110}).breaths_in_pause(6.0);
  script.press(20, {.per_minute = 110}).press(10, {.depth_mm = 45, .per_minute = 110});
  script.breaths_in_pause(6.0);
  const SensorFinding finding = found(rule, script);
  EXPECT_TRUE(is_missed(finding));
  EXPECT_EQ(finding.set, 2);
  EXPECT_EQ(finding.measured, 20.0);
  EXPECT_EQ(finding.at, script.compressions[30].onset);
}

TEST(EverySet, LooksAtNoMoreThanWereAskedFor) {
  SensorRule rule = kDeepEnough;
  rule.scope = kEverySet;
  Script script = perfect_sets(2);
  script.press(12, {.depth_mm = 30, .per_minute = 110});
  EXPECT_TRUE(is_met(found(rule, script, 2)));
  EXPECT_TRUE(is_met(found(rule, script, 0))) << "the end of the attempt cut the last one short";
  EXPECT_TRUE(is_missed(found(rule, script, 3)));
}

TEST(Recoil, ThatWasNotMeasuredIsUnknown) {
  Script script;
  script.press(60, {.per_minute = 110, .residual_mm = std::nullopt});
  EXPECT_TRUE(is_unknown(found({.measure = Measure::FullRecoil, .limit = 70.0}, script)));
}

TEST(Breaths, OfAManikinWithoutAnAirwaySensorAreUnknownAndNoneGivenAreMissed) {
  const SensorRule two{.measure = Measure::BreathCount, .limit = 2.0, .scope = set_number(1)};
  Script script;
  script.press(30, {.per_minute = 110}).pause(6.0).press(30, {.per_minute = 110});
  EXPECT_TRUE(is_missed(found(two, script)));
  script.without_breath_channel();
  EXPECT_TRUE(is_unknown(found(two, script)));
}

TEST(Fading, TakesPointsInProportionBeyondTheLimit) {
  const SensorRule rule{.measure = Measure::FlowFraction, .limit = 80.0, .fade = 20.0};
  EXPECT_EQ(won_share(rule, 80.0), 1.0);
  EXPECT_DOUBLE_EQ(won_share(rule, 75.0), 0.75);
  EXPECT_EQ(won_share(rule, 60.0), 0.0);
  EXPECT_EQ(won_share(rule, 10.0), 0.0);
}

}  // namespace
}  // namespace sternum
