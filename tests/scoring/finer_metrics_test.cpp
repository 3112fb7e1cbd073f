// Breath marks, shock pauses, fatigue, hands, head and force, worked out by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "analysis/scoring/breath_marks.hpp"
#include "analysis/scoring/metrics.hpp"
#include "analysis/scoring/score.hpp"
#include "analysis/scoring/shock_pause.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::kGood;
using hand_made::Script;
using hand_made::seconds_of;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;

TEST(BreathMarks, SayWhatWasWrongWithEachBreath) {
  Script script;
  script.press(30, kGood);
  const double released = seconds_of(script.compressions.back().release);
  script.breath(released + 0.5, 500.0, 1.0);
  script.breath(released + 3.0, 399.0, 1.0);
  script.breath(released + 6.0, 601.0, 0.49);
  const auto marks = mark_breaths(adult(), script.performance());
  ASSERT_EQ(marks.size(), 3U);
  EXPECT_EQ(marks[0], BreathMarks{});
  EXPECT_EQ(marks[1], (BreathMarks{.too_small = true}));
  EXPECT_EQ(marks[2], (BreathMarks{.too_large = true, .too_fast = true}));
  const Metrics metrics = measure(adult(), script.performance());
  EXPECT_EQ(metrics.breaths_too_small, 1);
  EXPECT_EQ(metrics.breaths_too_large, 1);
  EXPECT_EQ(metrics.breaths_too_fast, 1);
  EXPECT_EQ(metrics.breaths_during_compression, 0);
  EXPECT_NEAR(metrics.mean_inflation->seconds(), 2.49 / 3, 1e-6);
}

TEST(BreathMarks, ABreathOverAPeakWasGivenDuringACompression) {
  Script script;
  script.press(30, kGood);
  const Compression& tenth = script.compressions[10];
  script.breath(seconds_of(tenth.peak) - 0.3, 500.0, 0.6);
  // Right after the last release it is none, however close.
  script.breath(seconds_of(script.compressions.back().release), 500.0, 1.0);
  const auto marks = mark_breaths(adult(), script.performance());
  EXPECT_TRUE(marks[0].during_compression);
  EXPECT_FALSE(marks[1].during_compression);
}

TEST(BreathMarks, AVolumeThatWasNotMeasuredIsNeitherSmallNorLarge) {
  Script script;
  script.press(30, kGood).breaths_in_pause(6.0, 0.0, 0.0).press(2, kGood);
  Performance performance = script.performance();
  performance.measures_volume = false;
  for (const BreathMarks& marks : mark_breaths(adult(), performance)) EXPECT_FALSE(marks.too_small);
  const Metrics metrics = measure(adult(), performance);
  EXPECT_EQ(metrics.breath_count, 2);
  EXPECT_FALSE(metrics.mean_breath_volume);
  EXPECT_FALSE(metrics.breath_in_target);
  const Score score = judge(adult(), performance);
  EXPECT_EQ(score.total, kFullMarks);
  EXPECT_THAT(score.not_measured, ElementsAre(Unjudged::BreathVolume));
}

TEST(ShockPause, CountsFromTheLastReleaseAndToTheNextOnset) {
  Script script;
  script.press(30, kGood).pause(12.0).press(10, kGood);
  const DeviceTime shock = script.compressions[29].release + seconds(8.0);
  const std::vector<AttemptEvent> events = {{AttemptEvent::Kind::Shock, shock}};
  Performance performance = script.performance();
  performance.events = events;
  const auto pauses = find_shock_pauses(performance);
  ASSERT_EQ(pauses.size(), 1U);
  EXPECT_EQ(pauses[0].before, seconds(8.0));
  EXPECT_EQ(pauses[0].after, script.compressions[30].onset - shock);
  EXPECT_EQ(pauses[0].whole(), script.compressions[30].onset - script.compressions[29].release);
}

TEST(ShockPause, IsNotKnownAcrossAHoleNorWithoutACompression) {
  Script script;
  script.press(10, kGood).wait(2.0).hole(3.0).wait(2.0).press(5, kGood);
  const DeviceTime after_hole = script.gaps[0].to + seconds(1.0);
  const DeviceTime at_the_end = script.compressions.back().release + seconds(4.0);
  const std::vector<AttemptEvent> events = {{AttemptEvent::Kind::Shock, after_hole},
                                            {AttemptEvent::Kind::Shock, at_the_end}};
  Performance performance = script.performance();
  performance.events = events;
  const auto pauses = find_shock_pauses(performance);
  ASSERT_EQ(pauses.size(), 2U);
  EXPECT_FALSE(pauses[0].before);
  EXPECT_EQ(pauses[0].after, seconds(1.0));
  EXPECT_FALSE(pauses[0].whole());
  EXPECT_EQ(pauses[1].before, seconds(4.0));
  EXPECT_FALSE(pauses[1].after);
}

TEST(ShockPause, IsZeroWhileSomebodyPresses) {
  Script script;
  script.press(10, kGood);
  const std::vector<AttemptEvent> events = {
      {AttemptEvent::Kind::Shock, script.compressions[4].peak}};
  Performance performance = script.performance();
  performance.events = events;
  EXPECT_EQ(find_shock_pauses(performance)[0].before, Duration{});
}

/// Two minutes without a break, depth and rate on straight lines.
Script tiring(double mm_per_min, double per_min_per_min, double scatter_mm, double minutes) {
  Script script;
  std::mt19937 random(7);
  std::normal_distribution<double> scatter(0.0, 1.0);
  for (double now_s = 0.0; now_s < 60.0 * minutes;) {
    const double rate = 110.0 + per_min_per_min * now_s / 60.0;
    script.press(1, {.depth_mm = 55.0 + mm_per_min * now_s / 60.0 + scatter_mm * scatter(random),
                     .per_minute = rate});
    now_s += 60.0 / rate;
  }
  return script;
}

TEST(Fatigue, IsTheSlopeOfTheLineThatWasMeant) {
  const Script script = tiring(-4.0, -3.0, 0.0, 2.0);
  const Fatigue fatigue = find_fatigue(script.compressions);
  EXPECT_NEAR(fatigue.depth_mm_per_min.value(), -4.0, 0.05);
  EXPECT_NEAR(fatigue.rate_per_min_per_min.value(), -3.0, 0.1);
}

TEST(Fatigue, IsFoundInScatterWithinItsError) {
  const Script script = tiring(-2.5, 0.0, 3.0, 2.0);
  // SD · sqrt(12) / (T · sqrt(n)): 3 · 3.46 / (2 · 14.8) = 0.35.
  EXPECT_NEAR(find_fatigue(script.compressions).depth_mm_per_min.value(), -2.5, 3 * 0.35);
}

TEST(Fatigue, IsNotTellableOfASingleBlock) {
  EXPECT_EQ(find_fatigue(Script().press(30, kGood).compressions), Fatigue{});
  EXPECT_EQ(find_fatigue(tiring(-4.0, 0.0, 0.0, 0.9).compressions), Fatigue{});
}

TEST(Fatigue, DoesNotDependOnWhenTheDeviceWasSwitchedOn) {
  Script late(3.0e6);
  for (int i = 0; i < 220; ++i) late.press(1, {.depth_mm = 58.0 - i * 0.02, .per_minute = 110});
  EXPECT_NEAR(find_fatigue(late.compressions).depth_mm_per_min.value(), -0.02 * 110, 1e-4);
}

TEST(ExtraMeasures, HandsAndHeadAreHeldAgainstTheGuidelineWhereItSaysSomething) {
  Script script;
  script.press(4, kGood).breaths_in_pause(6.0).press(1, kGood);
  std::vector<CompressionExtras> hands(5);
  hands[0].hands = HandOffset{millimetres(12), millimetres(16)};   // 20 mm
  hands[1].hands = HandOffset{millimetres(-15), millimetres(20)};  // 25 mm
  hands[2].hands = HandOffset{millimetres(3), millimetres(4)};     // 5 mm
  std::vector<BreathExtras> head(2);
  head[0].head_tilt = degrees(10);
  head[1].head_tilt = degrees(30);
  Performance performance = script.performance();
  performance.compression_extras = hands;
  performance.breath_extras = head;

  const Metrics unjudged = measure(adult(), performance);
  EXPECT_NEAR(unjudged.mean_hand_offset->mm(), 50.0 / 3, 1e-9);
  EXPECT_EQ(unjudged.hands_count, 3);
  EXPECT_FALSE(unjudged.hands_in_target);
  EXPECT_EQ(unjudged.mean_head_tilt, degrees(20));
  EXPECT_FALSE(unjudged.head_tilt_in_target);

  Guideline strict = adult();
  strict.hand_offset = millimetres(20);
  strict.head_tilt = TargetRange<Degrees>{degrees(15), degrees(60)};
  const Metrics judged = measure(strict, performance);
  EXPECT_EQ(judged.hands_in_target_count, 2) << "the limit itself is good";
  EXPECT_EQ(judged.hands_count, 3) << "two were not measured";
  EXPECT_EQ(judged.head_tilt_in_target, 0.5);
  EXPECT_TRUE(mark_breaths(strict, performance)[0].head_not_tilted);
  EXPECT_FALSE(mark_breaths(strict, performance)[1].head_not_tilted);

  const Metrics none = measure(strict, script.performance());
  EXPECT_FALSE(none.mean_hand_offset);
  EXPECT_FALSE(none.hands_in_target);
  EXPECT_FALSE(none.head_tilt_in_target);
}

TEST(ExtraMeasures, LeaningIsToldByForceWhereNoDepthWasMeasured) {
  Script script;
  script.press(4, {.depth_mm = 0, .per_minute = 110, .residual_mm = std::nullopt});
  std::vector<CompressionExtras> forces(4);
  for (std::size_t i = 0; i < 4; ++i) {
    forces[i].force = newtons(400.0 + 10.0 * static_cast<double>(i));
    forces[i].residual_force = newtons(i == 2 ? 36.75 : 10.0);
  }
  Performance performance = script.performance();
  performance.measures_depth = false;
  performance.compression_extras = forces;
  Guideline guideline = adult();
  guideline.leaning_force = newtons(24.5);

  const Metrics metrics = measure(guideline, performance);
  EXPECT_EQ(metrics.full_recoil, 0.75);
  EXPECT_EQ(metrics.mean_force, newtons(415));
  EXPECT_FALSE(metrics.mean_depth);
  EXPECT_FALSE(metrics.depth_in_target);
  EXPECT_FALSE(metrics.all_in_target);

  const Score score = judge(guideline, performance);
  ASSERT_EQ(score.reasons.size(), 1U);
  EXPECT_EQ(score.reasons[0].rule, Rule::LeaningForce);
  EXPECT_EQ(score.reasons[0].measured, 36.75);
  EXPECT_EQ(score.reasons[0].limit, 24.5);
  EXPECT_EQ(score.reasons[0].first_index, 2);
  EXPECT_THAT(score.not_measured, Contains(Unjudged::Depth));
  EXPECT_THAT(score.not_measured, Not(Contains(Unjudged::Recoil)));

  guideline.leaning_force.reset();
  EXPECT_FALSE(measure(guideline, performance).full_recoil);
}

TEST(Metrics, VentilationRateOfBreathsAloneIsThatOfTheirIntervals) {
  Script script;
  for (int i = 0; i < 11; ++i) script.breath(6.0 * i);
  const Metrics metrics = measure(adult(), script.performance());
  EXPECT_NEAR(metrics.ventilation_rate->per_minute(), 10.0, 1e-9);
}

}  // namespace
}  // namespace sternum
