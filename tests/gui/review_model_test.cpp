#include "gui/model/review_model.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

ReviewModel eventful() {
  return ReviewModel(
      std::make_shared<const Review>(eventful_review(7, "陈国强", AttemptState::Ended)));
}

TEST(CompressionVerdict, CountsBothEndsOfARangeAsGood) {
  const Guideline guideline = adult_guideline();
  Compression compression;
  compression.depth = millimetres(50);
  compression.rate = per_minute(120);
  compression.residual = millimetres(4.99);
  EXPECT_EQ(judge(compression, guideline), CompressionVerdict{});
  compression.depth = millimetres(49.99);
  compression.rate = per_minute(120.01);
  compression.residual = millimetres(5);
  EXPECT_EQ(judge(compression, guideline),
            (CompressionVerdict{.shallow = true, .leaning = true, .fast = true}));
}

TEST(CompressionVerdict, HoldsNothingAgainstWhatWasNotMeasured) {
  Compression compression;
  compression.depth = millimetres(55);
  EXPECT_EQ(judge(compression, adult_guideline()), CompressionVerdict{});
}

TEST(ReviewModel, MeasuresTimeFromTheAttemptsStart) {
  const ReviewModel model = eventful();
  EXPECT_EQ(model.seconds_at(model.result().span.from), 0.0);
  EXPECT_NEAR(model.seconds_at(model.result().span.to), model.length_s(), 1e-9);
}

TEST(ReviewModel, LeadsALostPointToItsCompressionAndABreathToTheNearest) {
  const ReviewModel model = eventful();
  const auto& reasons = model.result().score.reasons;
  EXPECT_EQ(model.compression_of(reasons[0]), 0);
  EXPECT_EQ(model.compression_of(reasons[2]), 71);
  // A breath's index counts breaths: the compression is the one nearest in time, the last of its
  // cycle.
  ASSERT_EQ(reasons[4].rule, Rule::BreathTooLarge);
  EXPECT_EQ(model.compression_of(reasons[4]), 89);
}

TEST(ReviewModel, OrdersAdviceByPoints) {
  const ReviewModel model = eventful();
  const auto& reasons = model.result().score.reasons;
  Points before = kFullMarks;
  for (const int index : model.costliest()) {
    const Points points = reasons[static_cast<std::size_t>(index)].points;
    EXPECT_LE(points, before);
    before = points;
  }
  EXPECT_EQ(model.points_lost(), kFullMarks - *model.result().score.total);
}

TEST(ReviewModel, FindsTheCycleOfACompression) {
  const ReviewModel model = eventful();
  EXPECT_EQ(model.cycle_of(0), 0);
  EXPECT_EQ(model.cycle_of(30), 1);
  EXPECT_EQ(model.cycle_of(143), 4);
  EXPECT_EQ(model.cycle_of(144), std::nullopt);
}

TEST(ReviewModel, SaysDashForWhatWasNotMeasured) {
  Review review = eventful_review(7, "A", AttemptState::Ended);
  review.result.metrics.full_recoil.reset();
  review.result.metrics.breath_in_target.reset();
  const ReviewModel model(std::make_shared<const Review>(std::move(review)));
  int dashes = 0;
  for (const MetricRow& row : model.metric_rows(Language::English)) {
    if (row.value != "–") continue;
    ++dashes;
    EXPECT_EQ(row.detail, "");
    EXPECT_EQ(row.fraction, std::nullopt);
  }
  EXPECT_EQ(dashes, 2);
}

TEST(ReviewModel, HoldsOnToNothingInAnEmptyAttempt) {
  Review review;
  review.guideline = std::make_shared<const Guideline>(adult_guideline());
  const ReviewModel model(std::make_shared<const Review>(review));
  EXPECT_EQ(model.nearest_compression(3.0), std::nullopt);
  EXPECT_TRUE(model.costliest().empty());
  EXPECT_GT(model.length_s(), 0.0);
}

RC_GTEST_PROP(ReviewModelLaw, TheNearestCompressionIsNearerThanAnyOther, ()) {
  const ReviewModel model = eventful();
  const double second = *rc::gen::inRange(-500, 14000) * 0.01;
  const auto nearest = model.nearest_compression(second);
  RC_ASSERT(nearest.has_value());
  const auto distance = [&](std::size_t i) {
    return std::abs(model.seconds_at(model.result().compressions[i].peak) - second);
  };
  for (std::size_t i = 0; i < model.result().compressions.size(); ++i) {
    RC_ASSERT(distance(static_cast<std::size_t>(*nearest)) <= distance(i));
  }
}

}  // namespace
}  // namespace sternum::test
