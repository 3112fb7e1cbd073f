// Metrics against numbers worked out by hand.
#include "analysis/scoring/metrics.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/flow.hpp"
#include "analysis/scoring/running_statistics.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::Press;
using hand_made::Script;

Metrics metrics_of(const Script& script, const Guideline& guideline = adult()) {
  return measure(guideline, script.performance());
}

TEST(RunningStatistics, KeepsItsDigitsOnLargeNearlyEqualValues) {
  RunningStatistics statistics;
  for (const double value : {1e9 + 4.0, 1e9 + 7.0, 1e9 + 13.0, 1e9 + 16.0}) statistics.add(value);
  EXPECT_DOUBLE_EQ(*statistics.mean(), 1e9 + 10.0);
  EXPECT_NEAR(*statistics.standard_deviation(), std::sqrt(30.0), 1e-9);
}

TEST(RunningStatistics, SaysNothingOfTooFewValues) {
  RunningStatistics statistics;
  EXPECT_FALSE(statistics.mean());
  statistics.add(3.0);
  EXPECT_EQ(statistics.mean(), 3.0);
  EXPECT_FALSE(statistics.standard_deviation());
}

TEST(Metrics, OfNothingAreEmptyNotZero) {
  const Metrics metrics = metrics_of(Script());
  EXPECT_EQ(metrics.compression_count, 0);
  EXPECT_FALSE(metrics.mean_depth);
  EXPECT_FALSE(metrics.depth_in_target);
  EXPECT_FALSE(metrics.mean_rate);
  EXPECT_FALSE(metrics.full_recoil);
  EXPECT_FALSE(metrics.flow_fraction);
  EXPECT_FALSE(metrics.delivered);
  EXPECT_FALSE(metrics.duty_cycle);
  EXPECT_FALSE(metrics.longest_pause);
  EXPECT_FALSE(metrics.mean_breath_volume);
  EXPECT_FALSE(metrics.breath_in_target);
}

TEST(Metrics, ThirtyCompressionsAt120SpanTwentyNineIntervals) {
  const Script script = Script().press(30, {.per_minute = 120});
  EXPECT_EQ(script.compressions.back().onset - script.compressions.front().onset, seconds(14.5));
  const Metrics metrics = metrics_of(script);
  EXPECT_EQ(metrics.compression_count, 30);
  EXPECT_EQ(metrics.rate_count, 29);
  EXPECT_NEAR(metrics.mean_rate->per_minute(), 120.0, 1e-9);
  // Delivered counts the last one's own 0.4 s: 30 compressions in 14.9 s.
  EXPECT_NEAR(metrics.delivered->per_minute(), 30 * 60 / 14.9, 1e-9);
  EXPECT_EQ(metrics.flow_fraction, 1.0);
}

TEST(Metrics, CountDepthsInBandWithBothLimitsIncluded) {
  Script script;
  for (const double depth : {49.9, 50.0, 55.0, 60.0, 60.1}) script.press(1, {.depth_mm = depth});
  const Metrics metrics = metrics_of(script);
  EXPECT_EQ(metrics.depth_in_target_count, 3);
  EXPECT_DOUBLE_EQ(*metrics.depth_in_target, 0.6);
  EXPECT_DOUBLE_EQ(metrics.mean_depth->mm(), 55.0);
  // Distances from 55: 5.1, 5, 0, 5, 5.1; squares add up to 102.02.
  EXPECT_NEAR(metrics.depth_sd->mm(), std::sqrt(102.02 / 4), 1e-12);
}

TEST(Metrics, MeanRateIsSixtyOverTheMeanInterval) {
  Script script;
  script.press(2, {.per_minute = 100}).press(1, {.per_minute = 150});
  // Intervals of the peaks: 0.6 s, then 0.6 − 0.24 + 0.16 = 0.52 s.
  EXPECT_NEAR(metrics_of(script).mean_rate->per_minute(), 60.0 / 0.56, 1e-9);
}

TEST(Metrics, APauseOfASecondEndsTheRunAndGivesNoRate) {
  const Script script = Script().press(3).pause(1.0).press(3);
  const Metrics metrics = metrics_of(script);
  EXPECT_EQ(metrics.rate_count, 4);
  EXPECT_NEAR(metrics.mean_rate->per_minute(), 120.0, 1e-9);
}

TEST(Metrics, RecoilThatNothingMeasuredIsNotMeasured) {
  const Metrics metrics = metrics_of(Script().press(10, {.residual_mm = std::nullopt}));
  EXPECT_FALSE(metrics.full_recoil);
  EXPECT_EQ(metrics.residual_count, 0);
}

TEST(Metrics, AResidualAtTheThresholdIsLeaning) {
  const Script script = Script()
                            .press(1, {.residual_mm = 4.9})
                            .press(1, {.residual_mm = 5.0})
                            .press(2, {.residual_mm = 0.0});
  const Metrics metrics = metrics_of(script);
  EXPECT_EQ(metrics.full_recoil_count, 3);
  EXPECT_DOUBLE_EQ(*metrics.full_recoil, 0.75);
}

TEST(Metrics, RecoilIsOutOfThoseThatWereMeasured) {
  const Script script =
      Script().press(2, {.residual_mm = 6.0}).press(5, {.residual_mm = std::nullopt}).press(2);
  EXPECT_DOUBLE_EQ(*metrics_of(script).full_recoil, 0.5);
}

TEST(Metrics, DutyCycleIsTimeToPeakOverPeriod) {
  EXPECT_NEAR(*metrics_of(Script().press(10)).duty_cycle, 0.4, 1e-9);
}

TEST(Metrics, DutyCycleDoesNotTakeAPauseForAPeriod) {
  EXPECT_NEAR(*metrics_of(Script().press(10).pause(1.2).press(10)).duty_cycle, 0.4, 1e-9);
}

TEST(FlowFraction, IsBoundByTheBreaths) {
  // 30 at 100/min are 18 s; with 10 s for breaths, 18 / 28 = 64 %.
  Script script;
  for (int cycle = 0; cycle < 50; ++cycle) {
    script.press(30, {.per_minute = 100}).breaths_in_pause(10.0);
  }
  EXPECT_NEAR(*metrics_of(script).flow_fraction, 0.64, 0.005);
}

TEST(FlowFraction, Of80PercentNeedsPausesOfFourAndAHalfSeconds) {
  Script script;
  for (int cycle = 0; cycle < 50; ++cycle) {
    script.press(30, {.per_minute = 100}).breaths_in_pause(4.5);
  }
  EXPECT_NEAR(*metrics_of(script).flow_fraction, 0.80, 0.005);
}

TEST(FlowFraction, CountsAPauseOnlyBeyondTheNoFlowGap) {
  const Metrics short_pause = metrics_of(Script().press(10).pause(1.5).press(10));
  EXPECT_EQ(short_pause.flow_fraction, 1.0);
  EXPECT_EQ(short_pause.hands_off, Duration{});
  EXPECT_EQ(short_pause.longest_pause, Duration{});

  // 4.9 s of pressing (nine periods and 0.4 s), a pause of 1.6 s, 4.9 s.
  const Metrics long_pause = metrics_of(Script().press(10).pause(1.6).press(10));
  EXPECT_EQ(long_pause.hands_off, seconds(1.6));
  EXPECT_EQ(long_pause.longest_pause, seconds(1.6));
  EXPECT_NEAR(*long_pause.flow_fraction, 9.8 / 11.4, 1e-12);
}

TEST(FlowFraction, GoesToTheLastActionNotToTheEndOfTheRecording) {
  const Script script = Script(100.0).press(10);
  EXPECT_EQ(metrics_of(script).flow_fraction, 1.0);
}

TEST(FlowFraction, CountsTheBreathsAfterTheLastCompression) {
  Script script;
  script.press(10).breath(5.9, 500, 1.0).breath(8.4, 500, 1.0);  // the last release is at 4.9 s
  const FlowTimeline timeline = find_flow(adult(), script.performance());
  ASSERT_EQ(timeline.pauses().size(), 1U);
  EXPECT_EQ(timeline.pauses()[0], (TimeSpan{at(4.9), at(9.4)}));
  EXPECT_NEAR(*timeline.flow().fraction(), 4.9 / 9.4, 1e-12);
}

TEST(FlowFraction, CountsTheBreathsBeforeTheFirstCompression) {
  Script script(10.0);
  script.breath(0.0).press(10);
  EXPECT_NEAR(*metrics_of(script).flow_fraction, 4.9 / 14.9, 1e-12);
}

TEST(FlowFraction, DoesNotChargeAHole) {
  const Script whole = Script().press(20);
  const Script holed = Script().press(10).hole(3.3).press(10);
  const Metrics metrics = metrics_of(holed);
  EXPECT_EQ(metrics.flow_fraction, 1.0);
  EXPECT_EQ(metrics.hands_off, Duration{});
  // The hole is in no denominator either: the same compressions in the same time.
  EXPECT_NEAR(metrics.delivered->per_minute(), metrics_of(whole).delivered->per_minute(), 1e-9);
}

TEST(FlowFraction, ChargesWhatWasSeenOnEitherSideOfAHole) {
  // Release at 4.9; seen hands off until 8.0; hole until 9.0; seen hands off until 11.0.
  const Script script = Script().press(10).wait(3.0).hole(1.0).wait(2.0).press(10);
  const FlowTimeline timeline = find_flow(adult(), script.performance());
  EXPECT_EQ(timeline.pauses(), (std::vector<TimeSpan>{{at(4.9), at(8.0)}, {at(9.0), at(11.0)}}));
  EXPECT_EQ(timeline.flow().hands_off, seconds(5.1));
  EXPECT_EQ(timeline.flow().longest_pause, seconds(3.1));
  EXPECT_NEAR(*timeline.flow().fraction(), 9.8 / 14.9, 1e-12);
}

TEST(FlowFraction, LeavesShortRemaindersBesideAHoleUncharged) {
  const Script script = Script().press(10).wait(1.2).hole(10.0).wait(1.4).press(10);
  EXPECT_EQ(metrics_of(script).flow_fraction, 1.0);
}

TEST(FlowTimeline, CountsThePauseThatIsGoingOn) {
  FlowTimeline timeline(seconds(1.5));
  const Script script = Script().press(10);
  for (const Compression& c : script.compressions) timeline.add(c);
  EXPECT_EQ(timeline.flow_until(at(6.0)).hands_off, Duration{});
  EXPECT_EQ(timeline.flow_until(at(8.9)).hands_off, seconds(4.0));
  EXPECT_NEAR(*timeline.flow_until(at(8.9)).fraction(), 4.9 / 8.9, 1e-12);
}

TEST(FlowTimeline, HasNoFractionBeforeTheFirstCompression) {
  FlowTimeline timeline(seconds(1.5));
  EXPECT_FALSE(timeline.flow_until(at(60.0)).fraction());
}

TEST(Metrics, CountBreathsInTarget) {
  Script script;
  script.press(30)
      .breaths_in_pause(6.0, 399.0, 400.0)
      .press(30)
      .breaths_in_pause(6.0, 600.0, 601.0);
  const Metrics metrics = metrics_of(script);
  EXPECT_EQ(metrics.breath_count, 4);
  EXPECT_EQ(metrics.breath_in_target_count, 2);
  EXPECT_DOUBLE_EQ(*metrics.breath_in_target, 0.5);
  EXPECT_DOUBLE_EQ(metrics.mean_breath_volume->ml(), 500.0);
}

TEST(Metrics, HaveNoBreathsWhenNothingMeasuresThem) {
  const Metrics metrics =
      metrics_of(Script().press(30).pause(6.0).press(30).without_breath_channel());
  EXPECT_FALSE(metrics.breath_in_target);
  EXPECT_FALSE(metrics.mean_breath_volume);
  EXPECT_EQ(metrics.cycles, 2);
}

}  // namespace
}  // namespace sternum
