// A thinned trace loses pixels, never peaks.
#include "gui/widgets/strip_columns.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace sternum::test {
namespace {

DeviceTime at(double s) { return DeviceTime{} + seconds(s); }

std::vector<StripPoint> sine(double from_s, double to_s, double step_s) {
  std::vector<StripPoint> points;
  for (double s = from_s; s < to_s; s += step_s) {
    points.push_back({at(s), static_cast<float>(27.0 - 27.0 * std::cos(s * 11.0)), points.empty()});
  }
  return points;
}

TEST(StripColumns, KeepsTheDeepestAndTheShallowestPoint) {
  const auto points = sine(0.0, 60.0, 0.001);
  const StripTrace trace = thin_out(points, {at(0), at(60)}, 300);
  const auto deeper = [](const auto& a, const auto& b) { return a.depth_mm < b.depth_mm; };
  const auto [low, high] = std::minmax_element(points.begin(), points.end(), deeper);
  const auto [seen_low, seen_high] =
      std::minmax_element(trace.vertices.begin(), trace.vertices.end(), deeper);
  EXPECT_EQ(seen_low->depth_mm, low->depth_mm);
  EXPECT_EQ(seen_high->depth_mm, high->depth_mm);
  EXPECT_LE(trace.vertices.size(), 2U * 301U);
}

TEST(StripColumns, LeavesASparseTraceAsItIs) {
  const auto points = sine(0.0, 1.0, 0.1);
  const StripTrace trace = thin_out(points, {at(0), at(1)}, 1000);
  ASSERT_EQ(trace.vertices.size(), points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    EXPECT_EQ(trace.vertices[i].depth_mm, points[i].depth_mm);
    EXPECT_NEAR(trace.vertices[i].column, 100.0 * static_cast<double>(i), 0.1);
  }
}

TEST(StripColumns, JoinsNothingAcrossAGap) {
  auto points = sine(0.0, 8.0, 0.01);
  points.erase(points.begin() + 300, points.begin() + 500);
  points[300].follows_gap = true;
  const StripTrace trace = thin_out(points, {at(0), at(8)}, 400);
  ASSERT_EQ(trace.starts.size(), 2U);
  EXPECT_LE(trace.run(0).back().column, 150.0F);
  EXPECT_GE(trace.run(1).front().column, 249.0F);
}

TEST(StripColumns, RunsOffBothEdges) {
  const auto points = sine(0.0, 10.0, 0.5);
  const StripTrace trace = thin_out(points, {at(2.2), at(7.7)}, 100);
  EXPECT_LT(trace.vertices.front().column, 0.0F);
  EXPECT_GT(trace.vertices.back().column, 100.0F);
}

TEST(StripColumns, IsEmptyWithoutPointsOrTime) {
  EXPECT_TRUE(thin_out({}, {at(0), at(8)}, 100).vertices.empty());
  EXPECT_TRUE(thin_out(sine(0, 1, 0.1), {at(8), at(8)}, 100).vertices.empty());
}

RC_GTEST_PROP(StripColumnsLaw, GoesForwardInTimeAndHoldsOnlyPointsOfTheTrace, ()) {
  std::vector<StripPoint> points;
  std::int64_t t_us = 0;
  for (const auto& [step, depth] :
       *rc::gen::container<std::vector<std::pair<std::uint16_t, std::uint8_t>>>(
           rc::gen::arbitrary<std::pair<std::uint16_t, std::uint8_t>>())) {
    t_us += 1 + step;
    points.push_back({DeviceTime::from_us(t_us), static_cast<float>(depth), depth % 13 == 0});
  }
  const double columns = *rc::gen::inRange(1, 400);
  const StripTrace trace =
      thin_out(points, {DeviceTime::from_us(0), DeviceTime::from_us(t_us + 1)}, columns);
  RC_ASSERT(trace.vertices.size() <= points.size());
  for (std::size_t run = 0; run < trace.starts.size(); ++run) {
    const auto vertices = trace.run(run);
    RC_ASSERT(std::is_sorted(vertices.begin(), vertices.end(),
                             [](const auto& a, const auto& b) { return a.column < b.column; }));
  }
  for (const StripVertex& vertex : trace.vertices) {
    RC_ASSERT(std::any_of(points.begin(), points.end(), [&](const StripPoint& point) {
      return point.depth_mm == vertex.depth_mm;
    }));
  }
}

}  // namespace
}  // namespace sternum::test
