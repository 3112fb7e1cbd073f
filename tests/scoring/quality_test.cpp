// What an attempt says of its own data: nothing wrong is nothing said, and everything wrong is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/attempt/attempt.hpp"
#include "tests/scoring/rendered.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::kGood;
using hand_made::Rendered;
using hand_made::Script;
using testing::IsEmpty;

constexpr double kEnd_s = 64.0;

/// Three cycles in a minute.
Script three_cycles() {
  Script script;
  for (int i = 0; i < 3; ++i) script.press(30, kGood).breaths_in_pause(5.0);
  return script;
}

AttemptOptions of_depth() { return {.channels = {Channel::Depth}}; }

AttemptResult result_of(const std::vector<SampleBatch>& batches,
                        const AttemptOptions& options = of_depth()) {
  Attempt attempt(adult(), options);
  for (const SampleBatch& batch : batches) attempt.push(batch);
  return attempt.finish();
}

std::vector<SampleBatch> depth_at(double hertz, const Script& script = three_cycles()) {
  return Rendered(script).batches(Channel::Depth, hertz, -1.0, kEnd_s);
}

const QualityFinding* find(const Quality& quality, FindingKind kind) {
  const auto found = std::ranges::find(quality.findings, kind, &QualityFinding::kind);
  return found == quality.findings.end() ? nullptr : &*found;
}

/// Without every batch of which `lost` says so; the next one admits it.
template <class Lost>
std::vector<SampleBatch> without(const std::vector<SampleBatch>& batches, Lost lost) {
  std::vector<SampleBatch> left;
  bool hole = false;
  for (std::size_t i = 0; i < batches.size(); ++i) {
    if (lost(i)) {
      hole = true;
      continue;
    }
    left.push_back(batches[i]);
    if (hole) left.back().flags = left.back().flags | BatchFlag::FollowsGap;
    hole = false;
  }
  return left;
}

TEST(Quality, OfGoodDataIsValidAndSilent) {
  for (const double hertz : {20.0, 62.5, 100.0, 1000.0}) {
    const Quality quality = result_of(depth_at(hertz)).quality;
    EXPECT_EQ(quality.verdict, QualityVerdict::Valid) << hertz;
    EXPECT_THAT(quality.findings, IsEmpty()) << hertz;
  }
}

TEST(Quality, OfNothingIsInvalid) {
  Attempt attempt(adult(), of_depth());
  EXPECT_EQ(attempt.finish().quality.verdict, QualityVerdict::Invalid);
}

TEST(Quality, DoesNotChangeTheScore) {
  const auto whole = depth_at(100);
  auto saturated = whole;
  for (SampleBatch& batch : saturated) batch.flags = BatchFlag::Saturated;
  const AttemptResult good = result_of(whole);
  const AttemptResult bad = result_of(saturated);
  EXPECT_EQ(bad.quality.verdict, QualityVerdict::Invalid);
  EXPECT_EQ(good.score, bad.score);
  EXPECT_EQ(good.metrics, bad.metrics);
}

TEST(Quality, CountsTheShareOfSamplesThatIsMissing) {
  const auto whole = depth_at(100);
  // One batch of ten samples in a hundred: 1 %, in holes of 110 ms.
  const Quality little =
      result_of(without(whole, [](std::size_t i) { return i % 100 == 50; })).quality;
  ASSERT_NE(find(little, FindingKind::SamplesLost), nullptr);
  EXPECT_NEAR(find(little, FindingKind::SamplesLost)->amount, 0.01, 0.001);
  EXPECT_EQ(find(little, FindingKind::SamplesLost)->gravity, QualityVerdict::Valid);
  EXPECT_EQ(find(little, FindingKind::SamplesLost)->channel, Channel::Depth);

  const Quality more =
      result_of(without(whole, [](std::size_t i) { return i % 20 == 10; })).quality;
  EXPECT_NEAR(find(more, FindingKind::SamplesLost)->amount, 0.05, 0.002);
  EXPECT_EQ(more.verdict, QualityVerdict::Degraded);

  const Quality most = result_of(without(whole, [](std::size_t i) { return i % 4 == 2; })).quality;
  EXPECT_NEAR(find(most, FindingKind::SamplesLost)->amount, 0.25, 0.005);
  EXPECT_EQ(most.verdict, QualityVerdict::Invalid);
}

TEST(Quality, TellsGapsByTheirLengthInAll) {
  Script script;
  script.press(30, kGood).wait(1.0).hole(3.0).press(30, kGood).wait(1.0).hole(2.0).press(30, kGood);
  const Quality quality = result_of(depth_at(100, script)).quality;
  const QualityFinding* gaps = find(quality, FindingKind::Gaps);
  ASSERT_NE(gaps, nullptr);
  EXPECT_EQ(gaps->count, 2);
  EXPECT_NEAR(gaps->amount, 5.0, 0.05);
  EXPECT_EQ(gaps->gravity, QualityVerdict::Degraded);
  EXPECT_NEAR(hand_made::seconds_of(gaps->span.from), hand_made::seconds_of(script.gaps[0].from),
              0.02);
}

TEST(Quality, ADepthAtTheSensorsEndIsADepthNotMeasured) {
  const Script script = three_cycles();
  auto batches = depth_at(100, script);
  int touched = 0;
  for (SampleBatch& batch : batches) {
    const bool deep = std::ranges::any_of(script.compressions, [&](const Compression& c) {
      return c.peak >= batch.first && c.peak <= batch.last();
    });
    if (deep && touched < 5) {
      batch.flags = BatchFlag::Saturated;
      ++touched;
    }
  }
  const Quality few = result_of(batches).quality;
  ASSERT_NE(find(few, FindingKind::Saturated), nullptr);
  EXPECT_EQ(find(few, FindingKind::Saturated)->count, 5);
  EXPECT_NEAR(find(few, FindingKind::Saturated)->amount, 5.0 / 90.0, 1e-9);
  EXPECT_EQ(few.verdict, QualityVerdict::Degraded);

  // A sensor that is at its end while nobody presses has spoilt nothing.
  auto resting = depth_at(100, script);
  resting[2].flags = BatchFlag::Saturated;
  EXPECT_EQ(result_of(resting).quality.verdict, QualityVerdict::Valid);
}

TEST(Quality, ElevenSamplesASecondCannotMeasureRate) {
  const Quality slow = result_of(depth_at(11)).quality;
  EXPECT_EQ(slow.verdict, QualityVerdict::Invalid);
  ASSERT_NE(find(slow, FindingKind::TooSlowForRate), nullptr);
  EXPECT_NEAR(find(slow, FindingKind::TooSlowForRate)->amount, 11.0, 0.01);
  const Quality coarse = result_of(depth_at(16)).quality;
  EXPECT_EQ(coarse.verdict, QualityVerdict::Degraded);
  EXPECT_EQ(find(coarse, FindingKind::TooSlowForRate), nullptr);
  EXPECT_NE(find(coarse, FindingKind::TooSlowForDepth), nullptr);
  const Quality crawling = result_of(depth_at(4)).quality;
  EXPECT_NEAR(find(crawling, FindingKind::TooSlowForRate)->amount, 4.0, 0.1);
}

TEST(Quality, ASensorThatSendsOnChangeIsNeitherSlowNorSilent) {
  const Script script = three_cycles();
  const Rendered rendered(script);
  std::vector<SampleBatch> batches;
  float last = -1.0F;
  for (int i = 0; i < static_cast<int>(kEnd_s / 0.016); ++i) {
    const DeviceTime t = at(0.0) + microseconds(16'000) * i;
    const auto whole_mm = static_cast<float>(static_cast<int>(rendered.depth_mm(t) + 0.5));
    if (whole_mm == last) continue;
    last = whole_mm;
    batches.push_back({Channel::Depth, BatchFlag::None, t, {}, {whole_mm}});
  }
  const AttemptResult result = result_of(batches);
  EXPECT_GE(result.compressions.size(), 89U);
  EXPECT_THAT(result.quality.findings, IsEmpty());
}

TEST(Quality, ARestartAndALeapOfTheClockAreTold) {
  auto restarted = depth_at(100);
  restarted[300].flags = BatchFlag::FollowsReboot;
  const Quality once = result_of(restarted).quality;
  ASSERT_NE(find(once, FindingKind::ClockRestarted), nullptr);
  EXPECT_EQ(find(once, FindingKind::ClockRestarted)->count, 1);
  EXPECT_EQ(once.verdict, QualityVerdict::Degraded);

  auto leapt = depth_at(100);
  for (std::size_t i = 300; i < leapt.size(); ++i) leapt[i].first = leapt[i].first + seconds(90.0);
  const Quality far = result_of(leapt).quality;
  ASSERT_NE(find(far, FindingKind::ClockJumped), nullptr);
  EXPECT_NEAR(find(far, FindingKind::ClockJumped)->amount, 90.0, 0.02);
}

TEST(Quality, CalibrationIsJudgedOnlyWhereSomebodyCanSay) {
  const auto batches = depth_at(100);
  const auto with = [&](std::optional<std::uint32_t> day) {
    AttemptOptions options = of_depth();
    options.calibration = CalibrationDates{day, 20'000};
    return result_of(batches, options).quality;
  };
  EXPECT_THAT(result_of(batches).quality.findings, IsEmpty());
  EXPECT_THAT(with(19'900).findings, IsEmpty());
  EXPECT_THAT(with(20'001).findings, IsEmpty()) << "another time zone";
  EXPECT_EQ(with(19'000).verdict, QualityVerdict::Degraded);
  EXPECT_EQ(find(with(19'000), FindingKind::CalibrationStale)->amount, 1000.0);
  EXPECT_EQ(find(with(20'100), FindingKind::CalibrationStale)->amount, -100.0);
  EXPECT_NE(find(with(std::nullopt), FindingKind::CalibrationMissing), nullptr);
  EXPECT_EQ(with(std::nullopt).verdict, QualityVerdict::Valid) << "noted, no more";
}

TEST(Quality, AChannelThatWasPromisedAndNeverCameIsTold) {
  AttemptOptions options = of_depth();
  options.channels.push_back(Channel::AirwayVolume);
  const Quality no_air = result_of(depth_at(100), options).quality;
  ASSERT_NE(find(no_air, FindingKind::ChannelSilent), nullptr);
  EXPECT_EQ(find(no_air, FindingKind::ChannelSilent)->channel, Channel::AirwayVolume);
  EXPECT_EQ(no_air.verdict, QualityVerdict::Degraded);

  const Script script = three_cycles();
  const Quality no_depth =
      result_of(Rendered(script).batches(Channel::AirwayVolume, 100, -1.0, kEnd_s), options)
          .quality;
  EXPECT_EQ(no_depth.verdict, QualityVerdict::Invalid) << "nobody knows what was pressed";

  // Breaths alone, where only they were promised, are an exercise of their own.
  options.channels = {Channel::AirwayVolume};
  EXPECT_EQ(result_of(Rendered(script).batches(Channel::AirwayVolume, 100, -1.0, kEnd_s), options)
                .quality.verdict,
            QualityVerdict::Valid);
}

TEST(Quality, AChannelThatDiesOnTheWayIsTold) {
  const Script script = three_cycles();
  const Rendered rendered(script);
  AttemptOptions options = of_depth();
  options.channels.push_back(Channel::AirwayVolume);
  Attempt attempt(adult(), options);
  const auto depth = rendered.batches(Channel::Depth, 100, -1.0, kEnd_s);
  const auto air = rendered.batches(Channel::AirwayVolume, 100, -1.0, kEnd_s);
  for (std::size_t i = 0; i < depth.size(); ++i) {
    attempt.push(depth[i]);
    if (i < air.size() / 3) attempt.push(air[i]);
  }
  const Quality quality = attempt.finish().quality;
  ASSERT_NE(find(quality, FindingKind::ChannelSilent), nullptr);
  EXPECT_NEAR(find(quality, FindingKind::ChannelSilent)->amount, 2.0 / 3.0 * (kEnd_s + 1.0), 0.5);
}

TEST(Quality, OfAPreRollIsNotAsked) {
  auto batches = depth_at(100);
  batches[3].flags = BatchFlag::FollowsGap | BatchFlag::Saturated;
  batches[5].flags = BatchFlag::FollowsReboot;
  AttemptOptions options = of_depth();
  options.start = at(0.5);
  EXPECT_THAT(result_of(batches, options).quality.findings, IsEmpty());
}

TEST(Quality, TheGravestFindingComesFirstAndNamesTheVerdict) {
  auto batches = without(depth_at(11), [](std::size_t i) { return i % 20 == 10; });
  const Quality quality = result_of(batches).quality;
  ASSERT_GE(quality.findings.size(), 3U);
  EXPECT_EQ(quality.findings.front().gravity, quality.verdict);
  EXPECT_TRUE(
      std::ranges::is_sorted(quality.findings, std::ranges::greater{}, &QualityFinding::gravity));
}

}  // namespace
}  // namespace sternum
