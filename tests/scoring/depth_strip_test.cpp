#include "analysis/attempt/depth_strip.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "analysis/attempt/airway_volume.hpp"

namespace sternum {
namespace {

DeviceTime ms(std::int64_t value) { return DeviceTime{} + milliseconds(value); }

void draw(DepthStrip& strip, DeviceTime time, double depth_mm) {
  strip.add(time, static_cast<float>(depth_mm));
}

std::vector<StripPoint> points_of(const DepthStrip& strip, double zero_mm = 0.0) {
  std::vector<StripPoint> points;
  strip.copy_to(points, zero_mm);
  return points;
}

TEST(DepthStrip, KeepsEverySampleOfASlowSensor) {
  DepthStrip strip(seconds(12.0));
  for (int i = 0; i < 100; ++i) draw(strip, ms(10 * i), i % 7);
  const auto points = points_of(strip);
  ASSERT_EQ(points.size(), 100U);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(points[static_cast<std::size_t>(i)],
              (StripPoint{ms(10 * i), static_cast<float>(i % 7), false}));
  }
}

TEST(DepthStrip, ThinsAFastSensorAndKeepsItsPeaks) {
  DepthStrip strip(seconds(12.0));
  double highest = 0.0;
  for (int i = 0; i < 5000; ++i) {
    const double depth = 50.0 * std::sin(0.013 * i) + (i == 2503 ? 40.0 : 0.0);
    highest = std::max(highest, depth);
    draw(strip, ms(i), depth);
  }
  const auto points = points_of(strip);
  EXPECT_LE(points.size(), 502U);
  EXPECT_TRUE(std::ranges::is_sorted(points, {}, &StripPoint::time));
  EXPECT_EQ(std::ranges::max(points, {}, &StripPoint::depth_mm).depth_mm,
            static_cast<float>(highest));
  EXPECT_EQ(std::ranges::max(points, {}, &StripPoint::depth_mm).time, ms(2503));
}

/// By the book: the first sample as it is, then of every 20 ms on the clock the first of the
/// shallowest and the first of the deepest, in their order.
std::vector<StripPoint> envelope_of(const std::vector<StripPoint>& samples) {
  std::map<std::int64_t, std::vector<StripPoint>> buckets;
  for (std::size_t i = 1; i < samples.size(); ++i) {
    const double us = static_cast<double>(samples[i].time.us());
    buckets[static_cast<std::int64_t>(std::floor(us / 20'000))].push_back(samples[i]);
  }
  std::vector<StripPoint> points = {samples.front()};
  for (const auto& [number, bucket] : buckets) {
    auto low = std::ranges::min_element(bucket, {}, &StripPoint::depth_mm);
    auto high = std::ranges::max_element(bucket, {}, &StripPoint::depth_mm);
    if (low > high) std::swap(low, high);
    points.push_back(*low);
    if (low != high) points.push_back(*high);
  }
  return points;
}

TEST(DepthStrip, KeepsTheEnvelopeOfAFastSensorHoweverItIsCut) {
  std::mt19937 random(7);
  for (const int period_us : {1'000, 2'000, 2'500, 3'000, 4'000, 4'001, 7'000, 9'999}) {
    for (int round = 0; round < 20; ++round) {
      DepthStrip strip(seconds(60.0));
      std::vector<StripPoint> samples;
      DeviceTime time = DeviceTime::from_us(std::uniform_int_distribution(-99'999, 99'999)(random));
      while (samples.size() < 2'000) {
        std::vector<float> values(std::uniform_int_distribution<std::size_t>(1, 90)(random));
        for (float& mm : values) {
          mm = static_cast<float>(std::uniform_int_distribution(-9, 9)(random)) / 4.0F;
        }
        const SampleRun run{BatchFlag::None, time, microseconds(period_us), values};
        strip.add(run);
        for (std::size_t i = 0; i < values.size(); ++i) {
          samples.push_back({run.time_of(i), values[i], false});
        }
        time = run.last() + run.period;
      }
      ASSERT_EQ(points_of(strip), envelope_of(samples)) << period_us << " us";
    }
  }
}

TEST(DepthStrip, ForgetsWhatIsOlderThanItsLength) {
  DepthStrip strip(seconds(2.0));
  for (int i = 0; i < 100'000; ++i) draw(strip, ms(10 * i), i % 3);
  const auto points = points_of(strip);
  EXPECT_GE(points.front().time, points.back().time - seconds(2.1));
  EXPECT_LE(points.front().time, points.back().time - seconds(1.9));
}

TEST(DepthStrip, TellsHowFarItWentOfLate) {
  for (const int period_ms : {4, 10, 25}) {
    DepthStrip strip(seconds(2.0));
    EXPECT_EQ(strip.moved_mm(seconds(1.0)), 0.0F);
    for (int i = 0; i <= 1000; ++i) {
      if (i % 90 == 50) strip.break_line();
      draw(strip, ms(period_ms * i), 40.0 * std::sin(0.005 * i) + i % 3);
      const auto points = points_of(strip);
      for (const Duration back : {milliseconds(0), milliseconds(300), seconds(9.0)}) {
        float low = points.back().depth_mm;
        float high = low;
        for (const StripPoint& point : points) {
          if (point.time < ms(period_ms * i) - back) continue;
          low = std::min(low, point.depth_mm);
          high = std::max(high, point.depth_mm);
        }
        ASSERT_EQ(strip.moved_mm(back), high - low) << i << " every " << period_ms << " ms";
      }
    }
  }
}

TEST(DepthStrip, BreaksTheLineOnce) {
  DepthStrip strip(seconds(2.0));
  draw(strip, ms(0), 1.0);
  strip.break_line();
  draw(strip, ms(500), 2.0);
  draw(strip, ms(510), 3.0);
  draw(strip, ms(530), 3.0);
  const auto points = points_of(strip);
  ASSERT_EQ(points.size(), 4U);
  EXPECT_FALSE(points[0].follows_gap);
  EXPECT_TRUE(points[1].follows_gap);
  EXPECT_FALSE(points[2].follows_gap);
  EXPECT_FALSE(points[3].follows_gap);
}

TEST(DepthStrip, CountsFromTheZeroItIsGiven) {
  DepthStrip strip(seconds(2.0));
  draw(strip, ms(0), 13.0);
  draw(strip, ms(25), 14.0);
  const auto points = points_of(strip, 10.0);
  EXPECT_EQ(points[0].depth_mm, 3.0F);
  EXPECT_EQ(points[1].depth_mm, 4.0F);
}

TEST(DepthStrip, TakesRunsAsItTakesTheirSamples) {
  for (const auto period : {milliseconds(3), milliseconds(10), milliseconds(16)}) {
    DepthStrip by_run(seconds(1.0));
    DepthStrip by_sample(seconds(1.0));
    std::vector<float> values;
    for (int i = 0; i < 7; ++i) values.push_back(static_cast<float>(i * i % 5));
    for (int run = 0; run < 300; ++run) {
      const DeviceTime first = ms(0) + period * (7 * run);
      if (run % 40 == 13) by_run.break_line();
      if (run % 40 == 13) by_sample.break_line();
      by_run.add({BatchFlag::None, first, period, values});
      for (int i = 0; i < 7; ++i) {
        by_sample.add(first + period * i, values[static_cast<std::size_t>(i)]);
      }
      ASSERT_EQ(points_of(by_run), points_of(by_sample)) << run;
    }
  }
}

TEST(DepthStrip, ForgetsWhatItIsToldToForget) {
  DepthStrip strip(seconds(2.0));
  draw(strip, ms(0), 1.0);
  strip.clear();
  EXPECT_TRUE(points_of(strip).empty());
  draw(strip, ms(10), 2.0);
  EXPECT_EQ(points_of(strip), (std::vector<StripPoint>{{ms(10), 2.0F, false}}));
}

TEST(DepthStrip, WorksBeforeTheClocksZero) {
  DepthStrip strip(seconds(2.0));
  for (int i = -50; i < 0; ++i) draw(strip, ms(10 * i), i);
  EXPECT_EQ(points_of(strip).size(), 50U);
}

TEST(AirwayVolume, IsTheIntegralOfTheFlow) {
  AirwayVolume volume;
  double top = 0.0;
  for (int i = 0; i <= 100; ++i) top = volume.step(ms(10 * i), 500.0);
  EXPECT_NEAR(top, 500.0, 1e-9);
  double end = top;
  for (int i = 101; i <= 200; ++i) end = volume.step(ms(10 * i), -500.0);
  EXPECT_NEAR(end, 0.0, 10.0);
}

TEST(AirwayVolume, ReturnsToRestBehindAOneWayValve) {
  AirwayVolume volume;
  for (int i = 0; i <= 100; ++i) (void)volume.step(ms(10 * i), 500.0);
  double later = 0.0;
  for (int i = 101; i <= 400; ++i) later = volume.step(ms(10 * i), 0.0);
  EXPECT_LT(later, 5.0);
}

TEST(AirwayVolume, DoesNotAddUpASensorsOffset) {
  AirwayVolume volume;
  double last = 0.0;
  for (int i = 0; i <= 60'000; ++i) last = volume.step(ms(10 * i), 5.0);
  EXPECT_LT(last, 5.0);
}

TEST(AirwayVolume, KnowsNothingOfTheFlowInAHole) {
  AirwayVolume volume;
  (void)volume.step(ms(0), 500.0);
  EXPECT_EQ(volume.step(ms(3000), 500.0), 0.0);
}

}  // namespace
}  // namespace sternum
