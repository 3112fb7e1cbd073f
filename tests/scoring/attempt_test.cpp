// Whole attempts: samples in, snapshots and results out.
#include "analysis/attempt/attempt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/scoring/allocations.hpp"
#include "tests/scoring/rendered.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::kGood;
using hand_made::Press;
using hand_made::Rendered;
using hand_made::Script;
using hand_made::seconds_of;
using testing::ElementsAre;

void push_all(Attempt& attempt, const std::vector<SampleBatch>& batches) {
  for (const SampleBatch& batch : batches) attempt.push(batch);
}

Attempt depth_attempt(std::optional<DeviceTime> start = {}) {
  return {adult(), {.channels = {Channel::Depth}, .start = start}};
}

/// Depth at 100 Hz from a second before 0 to `to_s`.
AttemptResult result_of(const Script& script, double to_s) {
  Attempt attempt = depth_attempt();
  push_all(attempt, Rendered(script).batches(Channel::Depth, 100, -1.0, to_s));
  return attempt.finish();
}

/// The attempt with depth and airway volume both.
AttemptResult result_with_breaths(const Script& script, double to_s, Channel airway) {
  Attempt attempt(adult(), {.channels = {Channel::Depth, airway}, .start = {}});
  const Rendered rendered(script);
  const auto depth = rendered.batches(Channel::Depth, 100, -1.0, to_s);
  const auto air = rendered.batches(airway, 100, -1.0, to_s);
  for (std::size_t i = 0; i < depth.size(); ++i) {
    attempt.push(depth[i]);
    attempt.push(air[i]);
  }
  return attempt.finish();
}

TEST(Attempt, OfNothingHasNoScoreAndNoNumbers) {
  Attempt attempt(adult(), {});
  EXPECT_EQ(attempt.snapshot(), (LiveSnapshot{}));
  const AttemptResult result = attempt.finish();
  EXPECT_EQ(result.guideline_id, "adult-test");
  EXPECT_EQ(result.guideline_hash, "0123");
  EXPECT_TRUE(result.channels.empty());
  EXPECT_FALSE(result.score.total);
  EXPECT_EQ(result.metrics, (Metrics{}));
}

TEST(Attempt, FindsWhatTheTraineeDid) {
  const Script script = Script().press(30, kGood);
  const AttemptResult result = result_of(script, 20.0);
  ASSERT_EQ(result.compressions.size(), 30U);
  EXPECT_NEAR(result.metrics.mean_depth->mm(), 55.0, 0.3);
  EXPECT_NEAR(result.metrics.mean_rate->per_minute(), 110.0, 0.3);
  EXPECT_EQ(result.metrics.full_recoil, 1.0);
  EXPECT_EQ(result.metrics.flow_fraction, 1.0);
  EXPECT_EQ(result.score.total, kFullMarks);
  EXPECT_THAT(result.score.not_measured, ElementsAre(Unjudged::Breaths));
  EXPECT_THAT(result.channels, ElementsAre(Channel::Depth));
  EXPECT_EQ(result.span, (TimeSpan{at(-1.0), at(20.0)}));
}

TEST(Attempt, FindsCyclesBreathsAndPauses) {
  Script script;
  script.press(30, kGood).breaths_in_pause(6.0).press(30, kGood).breaths_in_pause(7.0);
  for (const Channel airway : {Channel::AirwayVolume, Channel::AirwayFlow}) {
    const AttemptResult result = result_with_breaths(script, 48.0, airway);
    ASSERT_EQ(result.compressions.size(), 60U);
    ASSERT_EQ(result.breaths.size(), 4U);
    for (const Breath& breath : result.breaths) EXPECT_NEAR(breath.volume.ml(), 500.0, 10.0);
    ASSERT_EQ(result.cycles.size(), 2U);
    EXPECT_EQ(result.cycles[0].compression_count, 30);
    EXPECT_EQ(result.cycles[0].breath_count, 2);
    ASSERT_EQ(result.pauses.size(), 2U);
    EXPECT_NEAR(result.pauses[0].length().seconds(), 6.0, 0.05);
    EXPECT_TRUE(result.score.not_measured.empty());
    EXPECT_EQ(result.score.total, kFullMarks);
    for (const PromptEvent& event : result.prompts) {
      EXPECT_THAT(event.prompt, testing::AnyOf(Prompt::WellDone, Prompt::None));
    }
  }
}

TEST(Attempt, PrefersVolumeToFlow) {
  Script script;
  script.press(30, kGood).breaths_in_pause(6.0).press(5, kGood);
  Attempt attempt(adult(), {});
  const Rendered rendered(script);
  const auto volume = rendered.batches(Channel::AirwayVolume, 50, -1.0, 30.0, 5);
  const auto flow = rendered.batches(Channel::AirwayFlow, 50, -1.0, 30.0, 5);
  const auto depth = rendered.batches(Channel::Depth, 50, -1.0, 30.0, 5);
  for (std::size_t i = 0; i < depth.size(); ++i) {
    attempt.push(flow[i]);
    attempt.push(volume[i]);
    attempt.push(depth[i]);
  }
  EXPECT_EQ(attempt.finish().breaths.size(), 2U);
}

TEST(Attempt, CountsFromItsStart) {
  const Script script = Script().press(20, kGood).pause(3.0).press(10, kGood);
  const DeviceTime start = script.compressions[20].onset - seconds(1.0);
  Attempt attempt = depth_attempt(start);
  push_all(attempt, Rendered(script).batches(Channel::Depth, 100, -1.0, 25.0));
  const AttemptResult result = attempt.finish();
  EXPECT_EQ(result.compressions.size(), 10U);
  EXPECT_EQ(result.span.from, start);
  EXPECT_EQ(result.metrics.flow_fraction, 1.0);
  EXPECT_TRUE(result.pauses.empty());
}

TEST(Attempt, DoesNotCountACompressionInProgressAtItsEnd) {
  const Script script = Script().press(10, kGood);
  const double cut_s = seconds_of(script.compressions[9].peak) + 0.02;
  EXPECT_EQ(result_of(script, cut_s).compressions.size(), 9U);
}

TEST(Attempt, ListsAHoleAndChargesNothingForIt) {
  const Script script = Script().press(15, kGood).hole(3.3).press(15, kGood);
  const AttemptResult result = result_of(script, 25.0);
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_NEAR(result.gaps[0].length().seconds(), 3.3, 0.02);
  EXPECT_TRUE(result.pauses.empty());
  EXPECT_EQ(result.metrics.hands_off, Duration{});
  EXPECT_EQ(result.metrics.flow_fraction, 1.0);
  EXPECT_EQ(result.metrics.cycles, 1);
  EXPECT_EQ(result.score.total, kFullMarks);
}

TEST(Attempt, DoesNotListAHoleThatIsMerelyCoarseSampling) {
  const Script script = Script().press(15, kGood);
  auto batches = Rendered(script).batches(Channel::Depth, 50, -1.0, 15.0);
  for (SampleBatch& batch : batches) batch.flags = BatchFlag::FollowsGap;
  Attempt attempt = depth_attempt();
  push_all(attempt, batches);
  EXPECT_TRUE(attempt.finish().gaps.empty());
}

TEST(Attempt, ListsARestartAsAGapHoweverShortItLooks) {
  const Script script = Script().press(15, kGood).hole(3.3).press(15, kGood);
  auto batches = Rendered(script).batches(Channel::Depth, 100, -1.0, 25.0);
  const auto after = std::ranges::find(batches, BatchFlag::FollowsGap, &SampleBatch::flags);
  ASSERT_NE(after, batches.end());
  // The clock goes on where it stopped, as it does after a restart.
  const Duration back = after->first - std::prev(after)->last() - microseconds(1);
  after->flags = BatchFlag::FollowsReboot;
  for (auto batch = after; batch != batches.end(); ++batch) batch->first = batch->first - back;
  Attempt attempt = depth_attempt();
  push_all(attempt, batches);
  const AttemptResult result = attempt.finish();
  EXPECT_EQ(result.gaps.size(), 1U);
  EXPECT_TRUE(result.pauses.empty());
  EXPECT_EQ(result.score.total, kFullMarks);
}

TEST(Attempt, TakesValuesThatAreNoNumbersForAHole) {
  const Script script = Script().press(30, kGood);
  auto batches = Rendered(script).batches(Channel::Depth, 100, -1.0, 20.0);
  for (std::size_t i = 50; i < 80; ++i) {
    std::ranges::fill(batches[i].values, std::numeric_limits<float>::quiet_NaN());
  }
  Attempt attempt = depth_attempt();
  push_all(attempt, batches);
  const AttemptResult result = attempt.finish();
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_NEAR(result.gaps[0].length().seconds(), 3.0, 0.02);
  EXPECT_TRUE(std::isfinite(result.metrics.mean_depth->mm()));
  EXPECT_EQ(result.metrics.flow_fraction, 1.0);
}

TEST(Attempt, MeasuresNoRecoilFromAcceleration) {
  const Script script = Script().press(30, kGood);
  Attempt attempt(adult(), {.channels = {Channel::Acceleration}, .start = {}});
  push_all(attempt, Rendered(script).batches(Channel::Acceleration, 250, -3.0, 20.0));
  const LiveSnapshot live = attempt.snapshot();
  EXPECT_FALSE(live.measures_recoil);
  EXPECT_FALSE(live.strip.empty());
  const AttemptResult result = attempt.finish();
  EXPECT_GE(result.compressions.size(), 28U);
  EXPECT_FALSE(result.metrics.full_recoil);
  EXPECT_THAT(result.score.not_measured, ElementsAre(Unjudged::Recoil, Unjudged::Breaths));
}

TEST(Attempt, PrefersDepthToAcceleration) {
  const Script script = Script().press(30, kGood);
  Attempt attempt(adult(), {});
  const Rendered rendered(script);
  const auto depth = rendered.batches(Channel::Depth, 100, -1.0, 20.0);
  const auto acceleration = rendered.batches(Channel::Acceleration, 100, -1.0, 20.0);
  for (std::size_t i = 0; i < depth.size(); ++i) {
    attempt.push(acceleration[i]);
    attempt.push(depth[i]);
  }
  const AttemptResult result = attempt.finish();
  EXPECT_EQ(result.compressions, result_of(script, 20.0).compressions);
  EXPECT_THAT(result.channels, ElementsAre(Channel::Depth, Channel::Acceleration));
}

TEST(Attempt, ListsChannelsItMakesNothingOf) {
  Attempt attempt(adult(), {});
  const Script script;
  push_all(attempt, Rendered(script).batches(Channel::HeadTilt, 10, 0.0, 5.0));
  push_all(attempt, Rendered(script).batches(Channel::Force, 10, 5.0, 6.0));
  EXPECT_THAT(attempt.finish().channels, ElementsAre(Channel::Force, Channel::HeadTilt));
}

TEST(Attempt, PromptsAtTheFourthMiss) {
  Press shallow = kGood;
  shallow.depth_mm = 42;
  const Script script = Script().press(10, kGood).press(10, shallow);
  const AttemptResult result = result_of(script, seconds_of(script.compressions.back().release));
  ASSERT_EQ(result.prompts.size(), 1U);
  EXPECT_EQ(result.prompts[0].prompt, Prompt::PressDeeper);
  // Known when the chest is at rest again, or the next descent begins.
  EXPECT_GE(result.prompts[0].at, script.compressions[13].peak);
  EXPECT_LE(result.prompts[0].at, script.compressions[14].peak);
}

TEST(Attempt, IsCoachedAsTheConsoleSaysFromThenOn) {
  Press shallow = kGood;
  shallow.depth_mm = 42;
  const Script script = Script().press(20, shallow);
  const double end_s = seconds_of(script.compressions.back().release);
  for (const CoachMode mode : kCoachModes) {
    Attempt attempt = depth_attempt();
    attempt.push(AttemptEvent{event_kind(mode), at(-1.0)});
    push_all(attempt, Rendered(script).batches(Channel::Depth, 100, -1.0, end_s));
    const LiveSnapshot live = attempt.snapshot();
    const bool speaks = mode == CoachMode::Full || mode == CoachMode::Fading;
    EXPECT_EQ(live.coach_mode, mode);
    EXPECT_EQ(live.coached_now, speaks);
    EXPECT_EQ(live.prompts_given, speaks ? 1 : 0);
    const AttemptResult result = attempt.finish();
    EXPECT_EQ(result.coach_mode, mode);
    EXPECT_EQ(result.prompts.size(), speaks ? 1U : 0U);
  }
}

TEST(Attempt, DoesNotCallForHandsThatNobodyCouldSee) {
  const Script script = Script().press(10, kGood).hole(8.0).press(10, kGood);
  const AttemptResult result = result_of(script, seconds_of(script.compressions.back().release));
  ASSERT_EQ(result.gaps.size(), 1U);
  EXPECT_TRUE(result.prompts.empty());
}

TEST(Attempt, ShowsWhatHappensNow) {
  Press leaning = kGood;
  leaning.residual_mm = 8.0;
  const Script script = Script().press(20, kGood).press(5, leaning);
  Attempt attempt = depth_attempt(at(-0.5));
  const double now_s = seconds_of(script.compressions.back().release) + 1.0;
  push_all(attempt, Rendered(script).batches(Channel::Depth, 100, -1.0, now_s));
  const LiveSnapshot live = attempt.snapshot();
  EXPECT_NEAR(seconds_of(live.now), now_s, 0.011);
  EXPECT_EQ(live.elapsed, live.now - at(-0.5));
  EXPECT_EQ(live.compression_count, 25);
  EXPECT_EQ(live.cycle, 1);
  EXPECT_EQ(live.compressions_in_cycle, 25);
  EXPECT_NEAR(live.depth->mm(), 55.0, 0.5);
  EXPECT_NEAR(live.residual->mm(), 8.0, 0.5);
  EXPECT_NEAR(live.rate->per_minute(), 110.0, 1.0);
  EXPECT_EQ(live.leaning_count, 5);
  EXPECT_DOUBLE_EQ(*live.full_recoil, 0.8);
  EXPECT_EQ(live.hands_off, Duration{});
  EXPECT_EQ(live.prompt, Prompt::ReleaseFully);
  EXPECT_EQ(live.misses_in_a_row, 5);
  EXPECT_TRUE(live.measures_recoil);
  EXPECT_FALSE(live.measures_breaths);
  EXPECT_NEAR((live.strip.back().time - live.strip.front().time).seconds(), 12.0, 0.1);
  const auto deepest = std::ranges::max(live.strip, {}, &StripPoint::depth_mm);
  EXPECT_NEAR(deepest.depth_mm, 55.0, 0.5);
  // 12 s of 110/min.
  EXPECT_NEAR(static_cast<double>(live.recent_compressions.size()), 11.0 * 110 / 60, 1.5);
  EXPECT_NEAR(
      (live.recent_compressions.back().release - script.compressions.back().release).seconds(), 0.0,
      0.02);
}

TEST(Attempt, ShowsHandsOffGrowWithTimeAlone) {
  const Script script = Script().press(10, kGood);
  const double released = seconds_of(script.compressions.back().release);
  Attempt attempt = depth_attempt();
  const auto batches = Rendered(script).batches(Channel::Depth, 100, -1.0, released + 20.0);
  double before = 0.0;
  for (const SampleBatch& batch : batches) {
    attempt.push(batch);
    const LiveSnapshot live = attempt.snapshot();
    const double off_s = live.hands_off.seconds();
    EXPECT_GE(off_s, before);
    before = off_s;
    const double since = (live.now - at(released)).seconds();
    if (since < 1.4) {
      EXPECT_EQ(off_s, 0.0);
    }
    if (since > 1.6) {
      EXPECT_NEAR(off_s, since, 0.1);
      EXPECT_NEAR(live.hands_off_total.seconds(), since, 0.1);
      EXPECT_FALSE(live.in_breath_pause);
      EXPECT_FALSE(live.depth);
      EXPECT_FALSE(live.rate);
    }
    if (since > 3.2) {
      EXPECT_EQ(live.prompt, Prompt::HandsOff);
      EXPECT_NEAR(live.prompt_value, since, 0.1);
      EXPECT_NEAR(live.prompt_held.seconds(), since - 3.0, 0.15);
    }
  }
  EXPECT_GT(before, 19.0);
}

TEST(Attempt, ShowsABreathPause) {
  const Script script = Script().press(30, kGood);
  const double released = seconds_of(script.compressions.back().release);
  Attempt attempt = depth_attempt();
  push_all(attempt, Rendered(script).batches(Channel::Depth, 100, -1.0, released + 5.0));
  EXPECT_TRUE(attempt.snapshot().in_breath_pause);
  EXPECT_EQ(attempt.snapshot().prompt, Prompt::None);
}

TEST(Attempt, ShowsHolesOfTheStrip) {
  const Script script = Script().press(15, kGood).hole(3.3).press(4, kGood);
  Attempt attempt = depth_attempt();
  push_all(attempt, Rendered(script).batches(Channel::Depth, 100, -1.0, 13.0));
  const LiveSnapshot live = attempt.snapshot();
  ASSERT_EQ(live.recent_gaps.size(), 1U);
  const auto broken = std::ranges::find(live.strip, true, &StripPoint::follows_gap);
  ASSERT_NE(broken, live.strip.end());
  EXPECT_EQ(broken->time, live.recent_gaps[0].to);
  EXPECT_EQ(std::ranges::count(live.strip, true, &StripPoint::follows_gap), 1);
}

TEST(Attempt, SnapshotDoesNotGrowWithTime) {
  Script script;
  for (int cycle = 0; cycle < 20; ++cycle) script.press(30, kGood).pause(6.0);
  Attempt attempt = depth_attempt();
  std::size_t most = 0;
  for (const SampleBatch& batch : Rendered(script).batches(Channel::Depth, 200, -1.0, 440.0, 200)) {
    attempt.push(batch);
    const LiveSnapshot live = attempt.snapshot();
    most = std::max(most, live.strip.size());
    EXPECT_LE(live.recent_compressions.size(), 24U);
  }
  EXPECT_LE(most, 1216U);
}

TEST(Attempt, AllocatesNothingForASample) {
  Press shallow = kGood;
  shallow.depth_mm = 42;
  Script script;
  script.press(30, kGood).breaths_in_pause(6.0).press(30, shallow);
  const Rendered rendered(script);
  const auto depth = rendered.batches(Channel::Depth, 100, -1.0, 40.0);
  const auto volume = rendered.batches(Channel::AirwayVolume, 100, -1.0, 40.0);
  Attempt attempt(adult(), {.channels = {Channel::Depth, Channel::AirwayVolume}, .start = {}});
  std::size_t i = 0;
  for (; i < 100; ++i) {
    attempt.push(depth[i]);
    attempt.push(volume[i]);
  }
  const std::size_t before = allocations();
  for (; i < depth.size(); ++i) {
    attempt.push(depth[i]);
    attempt.push(volume[i]);
  }
  // The few are lists of what was found, growing: 60 compressions, 2 breaths, a pause, a prompt.
  EXPECT_LE(allocations() - before, 12U);
  EXPECT_EQ(attempt.finish().compressions.size(), 60U);
}

TEST(Attempt, AllocatesNothingForASnapshotInTheMemoryOfAnother) {
  Script script;
  script.press(30, kGood);
  const auto depth = Rendered(script).batches(Channel::Depth, 100, -1.0, 40.0);
  Attempt attempt(adult(), {.channels = {Channel::Depth}, .start = {}});
  LiveSnapshot live;
  std::size_t i = 0;
  for (; i < depth.size() - 100; ++i) {
    attempt.push(depth[i]);
    attempt.snapshot(live);
  }
  const std::size_t before = allocations();
  for (; i < depth.size(); ++i) {
    attempt.push(depth[i]);
    attempt.snapshot(live);
  }
  EXPECT_EQ(allocations(), before);
  EXPECT_EQ(live, attempt.snapshot());
}

TEST(Attempt, TellsAtAGlanceWhetherAnythingHappened) {
  Script script;
  script.press(5, kGood);
  Attempt attempt(adult(), {.channels = {Channel::Depth}, .start = {}});
  for (const SampleBatch& batch : Rendered(script).batches(Channel::Depth, 100, -1.0, 8.0)) {
    attempt.push(batch);
    const Glance glance = attempt.glance(seconds(1.0));
    const LiveSnapshot live = attempt.snapshot();
    ASSERT_EQ(glance.found, static_cast<std::size_t>(live.compression_count));
    float low_mm = 0.0F;
    float high_mm = 0.0F;
    bool first = true;
    for (const StripPoint& point : live.strip) {
      if (point.time < live.now - seconds(1.0)) continue;
      low_mm = first ? point.depth_mm : std::min(low_mm, point.depth_mm);
      high_mm = first ? point.depth_mm : std::max(high_mm, point.depth_mm);
      first = false;
    }
    ASSERT_NEAR(glance.moved_mm, high_mm - low_mm, 1e-4);
  }
  EXPECT_EQ(attempt.glance(seconds(1.0)).found, 5U);
}

}  // namespace
}  // namespace sternum
