#include "analysis/signal/turning_point.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace sternum {
namespace {

RecentTrace sampled(double (*curve)(double s), std::int64_t spacing_us) {
  RecentTrace trace;
  for (std::int64_t us = -300'000; us <= 300'000; us += spacing_us) {
    trace.push({us, curve(static_cast<double>(us) * 1e-6)});
  }
  return trace;
}

std::int64_t highest(const RecentTrace& trace) {
  std::int64_t best = trace.begin();
  for (std::int64_t i = best; i < trace.end(); ++i) {
    if (trace[i].value > trace[best].value) best = i;
  }
  return best;
}

constexpr TurningStretch kStretch{.band = 10.0, .reach_us = 90'000, .first = 0, .noise = 0.05};

TEST(TurningPoint, FindsTheVertexOfAParabolaBetweenSamples) {
  const auto parabola = [](double s) { return 50.0 - 1800.0 * (s - 0.0037) * (s - 0.0037); };
  for (const std::int64_t spacing_us : {4'000, 10'000, 16'000, 40'000}) {
    const RecentTrace trace = sampled(parabola, spacing_us);
    const std::int64_t top = highest(trace);
    const TurningPoint turn = fit_turning_point(trace, top, 1.0, kStretch);
    EXPECT_NEAR(turn.value, 50.0, 0.01) << spacing_us;
    EXPECT_NEAR(static_cast<double>(trace[top].us) + turn.us, 3700.0, 50.0) << spacing_us;
  }
}

TEST(TurningPoint, FollowsALopsidedPeak) {
  const auto lopsided = [](double s) {
    return s < 0.0 ? 50.0 * std::cos(s * 12.0) : 25.0 + 25.0 * std::cos(s * 17.0);
  };
  const RecentTrace trace = sampled(lopsided, 10'000);
  const TurningPoint turn = fit_turning_point(trace, highest(trace), 1.0, kStretch);
  EXPECT_NEAR(turn.value, 50.0, 0.1);
}

TEST(TurningPoint, FindsALowestPointTheSameWay) {
  const auto valley = [](double s) { return 3.0 + 1200.0 * (s + 0.002) * (s + 0.002); };
  const RecentTrace trace = sampled(valley, 10'000);
  std::int64_t low = trace.begin();
  for (std::int64_t i = low; i < trace.end(); ++i) {
    if (trace[i].value < trace[low].value) low = i;
  }
  const TurningPoint turn = fit_turning_point(trace, low, -1.0, kStretch);
  EXPECT_NEAR(turn.value, 3.0, 0.01);
  EXPECT_NEAR(static_cast<double>(trace[low].us) + turn.us, -2000.0, 50.0);
}

TEST(TurningPoint, MakesDoWithThreePoints) {
  RecentTrace trace;
  trace.push({0, 40.0});
  trace.push({90'000, 50.0});
  trace.push({180'000, 40.0});
  const TurningPoint turn = fit_turning_point(trace, 1, 1.0, kStretch);
  EXPECT_NEAR(turn.value, 50.0, 0.5);
  EXPECT_NEAR(turn.us, 0.0, 1000.0);
}

TEST(TurningPoint, StaysAtASingleOne) {
  RecentTrace trace;
  trace.push({5, 12.0});
  const TurningPoint turn = fit_turning_point(trace, 0, 1.0, kStretch);
  EXPECT_NEAR(turn.value, 12.0, 1e-6);
  EXPECT_NEAR(turn.us, 0.0, 1.0);
}

}  // namespace
}  // namespace sternum
