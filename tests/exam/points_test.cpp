// Points are shared out to the last thousandth, and to nobody who has no weight.
#include "analysis/scoring/points.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <numeric>
#include <vector>

namespace sternum {
namespace {

using testing::ElementsAre;

Points thousandths(std::int64_t value) { return Points::from_thousandths(value); }

/// Weights as people write them: whole and half points, some of them zero, not all.
std::vector<double> some_weights() {
  auto weights = *rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(
      rc::gen::map(rc::gen::inRange(0, 201), [](int halves) { return halves / 2.0; })));
  weights.push_back(*rc::gen::inRange(1, 100));
  return weights;
}

Points some_total() { return thousandths(*rc::gen::inRange(0, 100'001)); }

Points sum_of(const std::vector<Points>& parts) {
  return std::accumulate(parts.begin(), parts.end(), Points{});
}

TEST(Points, AreRoundedToTheNearestThousandth) {
  EXPECT_EQ(points(12.5), thousandths(12'500));
  EXPECT_EQ(points(0.0004), thousandths(0));
  EXPECT_EQ(points(0.0005), thousandths(1));
  EXPECT_EQ(points(-0.0005), thousandths(-1));
  EXPECT_EQ(points(100), kFullMarks);
  EXPECT_EQ(thousandths(33'333).points(), 33.333);
}

TEST(ShareOut, GivesTheOddThousandthsToTheLargestRemaindersAndTiesToTheEarlier) {
  const std::vector<double> thirds = {1, 1, 1};
  EXPECT_THAT(share_out(kFullMarks, thirds),
              ElementsAre(thousandths(33'334), thousandths(33'333), thousandths(33'333)));
  const std::vector<double> uneven = {1, 2, 4};  // of 10: 1.43, 2.86, 5.71
  EXPECT_THAT(share_out(thousandths(10), uneven),
              ElementsAre(thousandths(1), thousandths(3), thousandths(6)));
}

TEST(ShareOut, OfNothingIsNothing) {
  const std::vector<double> weightless = {0, 0};
  EXPECT_THAT(share_out(Points{}, weightless), ElementsAre(Points{}, Points{}));
  EXPECT_TRUE(share_out(Points{}, {}).empty());
}

RC_GTEST_PROP(ShareOut, AddsUpExactly, ()) {
  const auto weights = some_weights();
  const Points total = some_total();
  RC_ASSERT(sum_of(share_out(total, weights)) == total);
}

RC_GTEST_PROP(ShareOut, GivesMoreWeightNeverLess, ()) {
  const auto weights = some_weights();
  const auto parts = share_out(some_total(), weights);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (std::size_t j = 0; j < weights.size(); ++j) {
      if (weights[i] > weights[j]) RC_ASSERT(parts[i] >= parts[j]);
    }
  }
}

RC_GTEST_PROP(ShareOut, GivesNothingForNoWeightAndIsLessThanAThousandthOffForAny, ()) {
  const auto weights = some_weights();
  const Points total = some_total();
  const auto parts = share_out(total, weights);
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if (weights[i] == 0.0) RC_ASSERT(parts[i] == Points{});
    const double exact = static_cast<double>(total.thousandths()) * weights[i] / sum;
    const double off = static_cast<double>(parts[i].thousandths()) - exact;
    RC_ASSERT(-1.000001 < off && off < 1.000001);
  }
}

}  // namespace
}  // namespace sternum
