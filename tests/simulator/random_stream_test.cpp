#include "firmware-bridge/simulator/random_stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace sternum {
namespace {

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum / static_cast<double>(a.size());
}

std::vector<double> normals(RandomStream random, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(random.normal());
  return values;
}

TEST(RandomStream, GivesTheSameForTheSameSeedAndUse) {
  RandomStream a(7, RandomUse::Depth);
  RandomStream b(7, RandomUse::Depth);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(a.next(), b.next());
}

TEST(RandomStream, StreamsOfDifferentUsesSeedsAndNumbersHaveNothingInCommon) {
  const int count = 20'000;
  const auto depth = normals(RandomStream(7, RandomUse::Depth), count);
  // Five standard errors of a correlation of independent values.
  const double chance = 5.0 / std::sqrt(count);
  EXPECT_LT(std::abs(correlation(depth, normals(RandomStream(7, RandomUse::Interval), count))),
            chance);
  EXPECT_LT(std::abs(correlation(depth, normals(RandomStream(8, RandomUse::Depth), count))),
            chance);
  EXPECT_LT(std::abs(correlation(depth, normals(RandomStream(7, RandomUse::Depth, 1), count))),
            chance);
}

TEST(RandomStream, NormalHasTheMomentsOfANormal) {
  const auto values = normals(RandomStream(3, RandomUse::SensorNoise), 200'000);
  const auto count = static_cast<double>(values.size());
  double mean = 0.0;
  double square = 0.0;
  double cube = 0.0;
  double beyond_two = 0.0;
  for (const double x : values) {
    mean += x / count;
    square += x * x / count;
    cube += x * x * x / count;
    beyond_two += (std::abs(x) > 2.0 ? 1.0 : 0.0) / count;
  }
  EXPECT_NEAR(mean, 0.0, 0.01);
  EXPECT_NEAR(square, 1.0, 0.02);
  EXPECT_NEAR(cube, 0.0, 0.03);
  EXPECT_NEAR(beyond_two, 0.0455, 0.003);
}

TEST(RandomStream, UniformFillsItsRangeEvenly) {
  RandomStream random(5, RandomUse::Pause);
  std::vector<int> counts(10, 0);
  for (int i = 0; i < 100'000; ++i) {
    ++counts.at(static_cast<std::size_t>((random.uniform(4.0, 6.0) - 4.0) * 5.0));
  }
  for (const int count : counts) EXPECT_NEAR(count, 10'000, 500);
}

TEST(RandomStream, WholeReachesBothEndsAndNothingElse) {
  RandomStream random(5, RandomUse::SetSize);
  std::vector<int> seen;
  for (int i = 0; i < 1000; ++i) seen.push_back(random.whole(28, 32));
  EXPECT_EQ(*std::ranges::min_element(seen), 28);
  EXPECT_EQ(*std::ranges::max_element(seen), 32);
}

TEST(CorrelatedNoise, HasTheSpreadAndTheMemoryAskedFor) {
  RandomStream random(9, RandomUse::Depth);
  CorrelatedNoise noise(2.0, 0.3);
  std::vector<double> values;
  for (int i = 0; i < 100'000; ++i) values.push_back(noise.next(random));
  std::vector<double> before(values.begin(), values.end() - 1);
  std::vector<double> after(values.begin() + 1, values.end());
  EXPECT_NEAR(std::sqrt(correlation(values, values)), 2.0, 0.03);
  EXPECT_NEAR(correlation(before, after) / correlation(values, values), 0.3, 0.02);
}

}  // namespace
}  // namespace sternum
