// Attempts of manikins that measure force, that compute for themselves, and that have companions
// for hands and head.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "analysis/attempt/agreement.hpp"
#include "analysis/attempt/attempt.hpp"
#include "tests/scoring/rendered.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::kGood;
using hand_made::Rendered;
using hand_made::Script;
using testing::Contains;
using testing::IsEmpty;

Guideline with_force() {
  Guideline guideline = adult();
  guideline.leaning_force = newtons(24.5);
  return guideline;
}

/// What a spring chest pushes back with, at 100 Hz.
std::vector<SampleBatch> force_of(const Script& script, double n_per_mm, double to_s) {
  auto batches = Rendered(script).batches(Channel::Depth, 100, -1.0, to_s);
  for (SampleBatch& batch : batches) {
    batch.channel = Channel::Force;
    for (float& value : batch.values) value *= static_cast<float>(n_per_mm);
  }
  return batches;
}

AttemptResult result_of(Attempt attempt, const std::vector<SampleBatch>& batches) {
  for (const SampleBatch& batch : batches) attempt.push(batch);
  return attempt.finish();
}

TEST(ForceAlone, GivesForceAndNoDepth) {
  Script script;
  script.press(30, kGood);
  script.press(5, {.depth_mm = 55, .per_minute = 110, .residual_mm = 6.0});
  const AttemptResult result =
      result_of({with_force(), {.channels = {Channel::Force}}}, force_of(script, 8.8, 25.0));
  ASSERT_EQ(result.compressions.size(), 35U);
  EXPECT_EQ(result.compression_source, CompressionSource::Force);
  EXPECT_FALSE(result.measures_depth);
  EXPECT_FALSE(result.depth_from_stiffness);
  EXPECT_FALSE(result.metrics.mean_depth);
  EXPECT_FALSE(result.metrics.depth_in_target);
  EXPECT_NEAR(result.metrics.mean_force->n(), 55.0 * 8.8, 3.0);
  EXPECT_NEAR(result.metrics.mean_rate->per_minute(), 110.0, 0.3);
  // 6 mm of 8.8 N/mm is 53 N, twice the limit.
  EXPECT_EQ(result.metrics.residual_count - result.metrics.full_recoil_count, 5);
  EXPECT_THAT(result.score.not_measured, Contains(Unjudged::Depth));
  for (const Compression& c : result.compressions) EXPECT_EQ(c.depth, millimetres(0));
  for (const PromptEvent& event : result.prompts) EXPECT_NE(event.prompt, Prompt::PressDeeper);
}

TEST(ForceAlone, GivesDepthWhereTheStiffnessIsKnown) {
  Script script;
  script.press(30, kGood).pause(4.0).press(10, {.depth_mm = 40, .per_minute = 110});
  AttemptOptions options{.channels = {Channel::Force}};
  options.stiffness = newtons_per_millimetre(11.8);
  const AttemptResult result = result_of({with_force(), options}, force_of(script, 11.8, 30.0));
  ASSERT_EQ(result.compressions.size(), 40U);
  EXPECT_TRUE(result.measures_depth);
  EXPECT_EQ(result.depth_from_stiffness, newtons_per_millimetre(11.8));
  EXPECT_NEAR(result.compressions[10].depth.mm(), 55.0, 0.3);
  EXPECT_NEAR(result.compressions[35].depth.mm(), 40.0, 0.3);
  EXPECT_NEAR(result.compression_extras[35].force->n(), 40.0 * 11.8, 4.0);
}

TEST(ForceAlone, IsNotListenedToOnceThereIsDepth) {
  const Script script = Script().press(30, kGood);
  const auto force = force_of(script, 8.8, 20.0);
  const auto depth = Rendered(script).batches(Channel::Depth, 100, -1.0, 20.0);
  Attempt attempt(with_force(), {.channels = {Channel::Depth, Channel::Force}});
  for (std::size_t i = 0; i < depth.size(); ++i) {
    attempt.push(force[i]);
    attempt.push(depth[i]);
  }
  const AttemptResult result = attempt.finish();
  ASSERT_EQ(result.compressions.size(), 30U);
  EXPECT_EQ(result.compression_source, CompressionSource::Depth);
  EXPECT_NEAR(result.metrics.mean_force->n(), 55.0 * 8.8, 5.0) << "it goes beside the depth";
}

std::vector<ReportedCompression> reports_of(const Script& script) {
  std::vector<ReportedCompression> reports;
  for (const Compression& c : script.compressions) {
    reports.push_back({c.peak, c.depth, c.residual, c.rate, false});
  }
  return reports;
}

TEST(DeviceReports, AloneGiveTheSameMetrics) {
  Script script;
  script.press(30, kGood).pause(6.0).press(30, {.depth_mm = 45, .per_minute = 126});
  Attempt attempt(adult(), {});
  for (const ReportedCompression& report : reports_of(script)) attempt.push(report);
  const AttemptResult result = attempt.finish();
  EXPECT_EQ(result.compression_source, CompressionSource::DeviceReports);
  EXPECT_TRUE(result.is_device_reported());
  Performance meant = script.performance();
  meant.measures_breaths = false;
  const Metrics truth = measure(adult(), meant);
  EXPECT_EQ(result.metrics.compression_count, truth.compression_count);
  EXPECT_EQ(result.metrics.mean_depth, truth.mean_depth);
  EXPECT_EQ(result.metrics.depth_in_target, truth.depth_in_target);
  EXPECT_NEAR(result.metrics.mean_rate->per_minute(), truth.mean_rate->per_minute(), 1e-9);
  EXPECT_EQ(result.metrics.rate_count, truth.rate_count);
  EXPECT_EQ(result.metrics.full_recoil, truth.full_recoil);
  EXPECT_NEAR(*result.metrics.flow_fraction, *truth.flow_fraction, 0.02);
  EXPECT_EQ(result.metrics.cycles, truth.cycles);
  EXPECT_FALSE(result.metrics.duty_cycle) << "onset and release were not seen";
  EXPECT_EQ(result.quality.verdict, QualityVerdict::Valid);
  EXPECT_TRUE(result.score.total);
}

TEST(DeviceReports, LostOnesAreAGapAndNoPause) {
  Script script;
  script.press(60, kGood);
  auto reports = reports_of(script);
  reports.erase(reports.begin() + 20, reports.begin() + 40);
  reports[20].follows_gap = true;
  Attempt attempt(adult(), {});
  for (const ReportedCompression& report : reports) attempt.push(report);
  const AttemptResult result = attempt.finish();
  EXPECT_EQ(result.gaps.size(), 1U);
  EXPECT_THAT(result.pauses, IsEmpty());
  EXPECT_EQ(result.metrics.flow_fraction, 1.0);
  EXPECT_FALSE(result.compressions[20].rate);
}

TEST(DeviceReports, OfBreathsNeedNoVolume) {
  Script script;
  script.press(30, kGood).breaths_in_pause(6.0).press(10, kGood);
  Attempt attempt(adult(), {});
  const auto reports = reports_of(script);
  for (std::size_t i = 0; i < 30; ++i) attempt.push(reports[i]);
  for (const Breath& b : script.breaths) attempt.push(ReportedBreath{b.start, b.inflation(), {}});
  for (std::size_t i = 30; i < 40; ++i) attempt.push(reports[i]);
  const AttemptResult result = attempt.finish();
  EXPECT_EQ(result.breath_source, BreathSource::DeviceReports);
  EXPECT_EQ(result.metrics.breath_count, 2);
  EXPECT_FALSE(result.measures_volume);
  EXPECT_FALSE(result.metrics.mean_breath_volume);
  EXPECT_EQ(result.cycles.size(), 2U);
  EXPECT_THAT(result.score.not_measured, Contains(Unjudged::BreathVolume));
  EXPECT_EQ(result.score.total, kFullMarks);
}

/// Depth samples, and beside them reports with these errors.
AttemptResult beside_samples(double depth_error_mm, double rate_error, std::size_t every_lost) {
  const Script script = Script().press(60, kGood);
  Attempt attempt(adult(), {.channels = {Channel::Depth}});
  auto next = script.compressions.begin();
  std::size_t number = 0;
  for (const SampleBatch& batch : Rendered(script).batches(Channel::Depth, 100, -1.0, 36.0)) {
    attempt.push(batch);
    for (; next != script.compressions.end() && next->release < batch.first; ++next) {
      ReportedCompression report{
          next->peak + milliseconds(12), next->depth + millimetres(depth_error_mm), {}, {}, false};
      if (next->rate) report.rate = *next->rate + per_minute(rate_error);
      if (every_lost == 0 || ++number % every_lost != 0) attempt.push(report);
    }
  }
  return attempt.finish();
}

std::vector<FindingKind> kinds_of(const AttemptResult& result) {
  std::vector<FindingKind> kinds;
  for (const QualityFinding& finding : result.quality.findings) kinds.push_back(finding.kind);
  return kinds;
}

TEST(DeviceReports, BesideSamplesAreComparedAndNotUsed) {
  const AttemptResult agreeing = beside_samples(1.0, 0.5, 0);
  EXPECT_EQ(agreeing.compression_source, CompressionSource::Depth);
  EXPECT_EQ(agreeing.compressions.size(), 60U);
  EXPECT_NEAR(agreeing.metrics.mean_depth->mm(), 55.0, 0.3);
  EXPECT_THAT(agreeing.quality.findings, IsEmpty());

  EXPECT_THAT(kinds_of(beside_samples(-7.0, 0.0, 0)),
              testing::ElementsAre(FindingKind::DepthDisagrees));
  EXPECT_THAT(kinds_of(beside_samples(0.0, 9.0, 0)),
              testing::ElementsAre(FindingKind::RateDisagrees));
  EXPECT_THAT(kinds_of(beside_samples(0.0, 0.0, 8)),
              testing::ElementsAre(FindingKind::CountDisagrees));
  EXPECT_EQ(beside_samples(0.0, 0.0, 8).quality.verdict, QualityVerdict::Degraded);
}

TEST(DeviceReports, AReportedRateThatIsWrongIsTold) {
  const Script script = Script().press(60, kGood);
  const auto with_rate = [&](float per_min) {
    Attempt attempt(adult(), {.channels = {Channel::Depth, Channel::ReportedRate}});
    for (const SampleBatch& batch : Rendered(script).batches(Channel::Depth, 100, -1.0, 36.0)) {
      attempt.push(batch);
      const float said = batch.first < at(4.0) ? 0.0F : per_min;
      attempt.push(SampleBatch{Channel::ReportedRate, BatchFlag::None, batch.last(), {}, {said}});
    }
    return kinds_of(attempt.finish());
  };
  EXPECT_THAT(with_rate(112.0F), IsEmpty());
  EXPECT_THAT(with_rate(124.0F), testing::ElementsAre(FindingKind::RateDisagrees));
}

TEST(Agreement, PairsTheNearestAndLeavesOutWhatAHoleMayHide) {
  Script script;
  script.press(30, kGood);
  auto reports = reports_of(script);
  const TimeSpan seen{at(-5.0), at(60.0)};
  EXPECT_EQ(compare(script.compressions, reports, seen, {}).pairs, 30);
  EXPECT_EQ(compare(script.compressions, reports, seen, {}).unmatched, 0);
  reports.erase(reports.begin() + 10);
  Agreement found = compare(script.compressions, reports, seen, {});
  EXPECT_EQ(found.pairs, 29);
  EXPECT_EQ(found.unmatched, 1);
  const DeviceTime lost = script.compressions[10].peak;
  const std::vector<TimeSpan> hole = {{lost + milliseconds(300), lost + milliseconds(500)}};
  found = compare(script.compressions, reports, seen, hole);
  EXPECT_EQ(found.unmatched, 0) << "the hole may have cost the report its chance";
}

TEST(Companions, TellWhereTheHandsWereAndHowTheHeadLay) {
  Script script;
  script.press(30, kGood).breaths_in_pause(6.0).press(5, kGood);
  const double to_s = 28.0;
  const Rendered rendered(script);
  Attempt attempt(adult(),
                  {.channels = {Channel::Depth, Channel::AirwayVolume, Channel::HandPositionX,
                                Channel::HandPositionY, Channel::HeadTilt}});
  const auto depth = rendered.batches(Channel::Depth, 100, -1.0, to_s);
  const auto air = rendered.batches(Channel::AirwayVolume, 100, -1.0, to_s);
  const DeviceTime moved = script.compressions[10].onset;
  const DeviceTime tilted = script.breaths[1].start - seconds(0.5);
  for (std::size_t i = 0; i < depth.size(); ++i) {
    attempt.push(depth[i]);
    attempt.push(air[i]);
    const auto one = [&](Channel channel, float value) {
      attempt.push(SampleBatch{channel, BatchFlag::None, depth[i].first, {}, {value}});
    };
    one(Channel::HandPositionX, depth[i].first < moved ? 3.0F : 30.0F);
    one(Channel::HandPositionY, depth[i].first < moved ? -4.0F : 40.0F);
    one(Channel::HeadTilt, depth[i].first < tilted ? 5.0F : 35.0F);
  }
  const AttemptResult result = attempt.finish();
  ASSERT_EQ(result.compression_extras.size(), 35U);
  EXPECT_EQ(result.compression_extras[5].hands->distance(), millimetres(5));
  EXPECT_EQ(result.compression_extras[20].hands->distance(), millimetres(50));
  ASSERT_EQ(result.breath_extras.size(), 2U);
  EXPECT_EQ(result.breath_extras[0].head_tilt, degrees(5));
  EXPECT_EQ(result.breath_extras[1].head_tilt, degrees(35));
}

TEST(Companions, ThatFellSilentMeasureNothing) {
  const Script script = Script().press(30, kGood);
  Attempt attempt(adult(),
                  {.channels = {Channel::Depth, Channel::HandPositionX, Channel::HandPositionY}});
  for (const SampleBatch& batch : Rendered(script).batches(Channel::Depth, 100, -1.0, 20.0)) {
    if (batch.first < at(5.0)) {
      for (const Channel channel : {Channel::HandPositionX, Channel::HandPositionY}) {
        attempt.push(SampleBatch{channel, BatchFlag::None, batch.first, {}, {1.0F}});
      }
    }
    attempt.push(batch);
  }
  const AttemptResult result = attempt.finish();
  EXPECT_TRUE(result.compression_extras[3].hands);
  EXPECT_FALSE(result.compression_extras[25].hands);
}

TEST(Attempt, ShocksSplitTheHandsOffTimeAroundThem) {
  const Script script = Script().press(30, kGood).pause(9.0).press(10, kGood);
  const DeviceTime shock = script.compressions[29].release + seconds(6.0);
  Attempt attempt(adult(), {.channels = {Channel::Depth}});
  attempt.push(AttemptEvent{AttemptEvent::Kind::Shock, shock});
  const AttemptResult result =
      result_of(std::move(attempt), Rendered(script).batches(Channel::Depth, 100, -1.0, 36.0));
  ASSERT_EQ(result.shock_pauses.size(), 1U);
  EXPECT_NEAR(result.shock_pauses[0].before->seconds(), 6.0, 0.05);
  EXPECT_NEAR(result.shock_pauses[0].whole()->seconds(), 9.0, 0.05);
}

TEST(Attempt, RatesComeFromTheDevicesClockAloneHoweverItDrifts) {
  const Script script = Script().press(60, kGood);
  auto batches = Rendered(script).batches(Channel::Depth, 100, -1.0, 36.0, 1);
  const double truth =
      result_of({adult(), {.channels = {Channel::Depth}}}, batches).metrics.mean_rate->per_minute();
  for (const double ppm : {-100.0, 100.0}) {
    auto drifting = batches;
    for (SampleBatch& batch : drifting) {
      const double us = static_cast<double>(batch.first.us()) * (1.0 + ppm * 1e-6);
      batch.first = DeviceTime::from_us(std::llround(us));
    }
    const AttemptResult result = result_of({adult(), {.channels = {Channel::Depth}}}, drifting);
    ASSERT_EQ(result.compressions.size(), 60U);
    EXPECT_NEAR(result.metrics.mean_rate->per_minute() * (1.0 + ppm * 1e-6), truth, 1e-3) << ppm;
    EXPECT_THAT(result.quality.findings, IsEmpty());
  }
}

}  // namespace
}  // namespace sternum
