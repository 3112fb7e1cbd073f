// Zoom and scrub, and two attempts over each other.
#include "gui/model/numbers.hpp"
#include "gui/model/review_window.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "gui/model/review_comparison.hpp"
#include "tests/gui/review_scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

TEST(ReviewWindow, BeginsWithAllOfIt) {
  const ReviewWindow window(118.0);
  EXPECT_FALSE(window.is_zoomed());
  EXPECT_EQ(window.from_s(), 0.0);
  EXPECT_EQ(window.to_s(), 118.0);
}

TEST(ReviewWindow, KeepsWhatIsUnderTheMouseWhereItIs) {
  ReviewWindow window(100.0);
  window.zoom(4.0, 60.0);
  EXPECT_NEAR(window.span_s(), 25.0, 1e-9);
  EXPECT_NEAR((60.0 - window.from_s()) / window.span_s(), 0.6, 1e-9);
}

TEST(ReviewWindow, LooksCloselyAndComesBack) {
  ReviewWindow window(100.0);
  window.look_at(50.0);
  EXPECT_NEAR(window.span_s(), ReviewWindow::kClose_s, 1e-9);
  EXPECT_NEAR(window.middle_s(), 50.0, 1e-9);
  window.look_at(99.0);
  EXPECT_NEAR(window.to_s(), 100.0, 1e-9);
  window.show_all();
  EXPECT_FALSE(window.is_zoomed());
}

RC_GTEST_PROP(ReviewWindowLaw, NeverLeavesTheAttempt, ()) {
  const double length_s = *rc::gen::inRange(1, 6000) * 0.1;
  ReviewWindow window(length_s);
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 4), rc::gen::inRange(-1000, 1000)));
  for (const auto& [what, amount] : steps) {
    if (what == 0) window.zoom(std::exp(amount / 400.0), amount * 0.3);
    if (what == 1) window.scrub(amount * 0.1);
    if (what == 2) window.reveal(std::clamp(amount * 0.3, 0.0, length_s));
    if (what == 3) window.look_at(amount * 0.3);
    RC_ASSERT(window.from_s() >= 0.0);
    RC_ASSERT(window.to_s() <= length_s + 1e-9);
    RC_ASSERT(window.span_s() >= std::min(length_s, ReviewWindow::kShortest_s) - 1e-9);
  }
}

RC_GTEST_PROP(ReviewWindowLaw, RevealsWhatItIsAskedTo, ()) {
  ReviewWindow window(120.0);
  window.zoom(*rc::gen::inRange(1, 60) * 1.0, *rc::gen::inRange(0, 120) * 1.0);
  const double second = *rc::gen::inRange(0, 1201) * 0.1;
  window.reveal(second);
  RC_ASSERT(window.from_s() <= second + 1e-9);
  RC_ASSERT(second <= window.to_s() + 1e-9);
}

class Debrief : public ::testing::Test {
 protected:
  Debrief() {
    console.update(station, 0.0);
    console.open_review(7, station);
  }
  FakeStation station = debrief_station(Language::English);
  Console console{Language::English, true};
};

TEST_F(Debrief, ALostPointIsLookedAtClosely) {
  EXPECT_FALSE(console.review_window().is_zoomed());
  console.select_reason(2);
  EXPECT_TRUE(console.review_window().is_zoomed());
  const auto& reason = console.review()->result().score.reasons[2];
  EXPECT_TRUE(console.review_window().shows(console.review()->seconds_at(reason.span.from)));
}

TEST_F(Debrief, TheChosenCompressionStaysInSight) {
  console.select_reason(0);
  for (int i = 0; i < 60; ++i) {
    console.press(Shortcut::Right, station);
    const auto at = static_cast<std::size_t>(*console.selected_compression());
    EXPECT_TRUE(console.review_window().shows(
        console.review()->seconds_at(console.review()->result().compressions[at].peak)));
  }
}

TEST_F(Debrief, KeysZoomAndScrub) {
  // So close that half a chart more on the right is still inside the attempt.
  for (int i = 0; i < 3; ++i) console.press(Shortcut::ZoomIn, station);
  EXPECT_TRUE(console.review_window().is_zoomed());
  const double from_s = console.review_window().from_s();
  console.press(Shortcut::Later, station);
  EXPECT_GT(console.review_window().from_s(), from_s);
  console.press(Shortcut::Earlier, station);
  EXPECT_NEAR(console.review_window().from_s(), from_s, 1e-9);
  console.press(Shortcut::ZoomAll, station);
  EXPECT_FALSE(console.review_window().is_zoomed());
}

TEST_F(Debrief, ComparesWithOnesOwnAttemptsFirstThenTheBestOfTheClass) {
  EXPECT_EQ(console.comparables(), (std::vector<Comparable>{{2, 7, false}, {5, 1, true}}));
  console.press(Shortcut::Compare, station);
  ASSERT_NE(console.compared(), nullptr);
  EXPECT_EQ(console.compared()->review().record.id, 2);
  console.press(Shortcut::Compare, station);
  EXPECT_EQ(console.compared()->review().record.id, 5);
  console.press(Shortcut::Compare, station);
  EXPECT_EQ(console.compared(), nullptr);
}

TEST_F(Debrief, AnotherDebriefIsSeenWholeAndAlone) {
  console.press(Shortcut::ZoomIn, station);
  console.press(Shortcut::Compare, station);
  console.open_review(2, station);
  EXPECT_FALSE(console.review_window().is_zoomed());
  EXPECT_EQ(console.compared(), nullptr);
}

TEST_F(Debrief, AnAttemptThatCannotBeOpenedIsANotice) {
  console.compare_with(999, station);
  EXPECT_EQ(console.compared(), nullptr);
  EXPECT_EQ(console.open_notices().size(), 1U);
}

TEST(ReviewComparison, MeetsAtTheFirstOnset) {
  Review late = eventful_review(2, "A", AttemptState::Ended);
  late.result.span.from = late.result.span.from - seconds(4.0);
  const ReviewModel other(std::make_shared<const Review>(late));
  const ReviewModel shown(
      std::make_shared<const Review>(eventful_review(1, "A", AttemptState::Ended)));
  const double shift_s = onset_shift_s(shown, other);
  EXPECT_NEAR(shift_s, -4.0, 1e-6);
  EXPECT_NEAR(other.seconds_at(other.result().compressions[0].onset) + shift_s,
              shown.seconds_at(shown.result().compressions[0].onset), 1e-6);
}

TEST(ReviewComparison, SaysWhatChangedAndNothingOfWhatWasNotMeasured) {
  Review then = eventful_review(1, "A", AttemptState::Ended);
  then.result.metrics.depth_in_target = 0.65;
  then.result.metrics.full_recoil.reset();
  Review now = eventful_review(2, "A", AttemptState::Ended);
  now.result.metrics.depth_in_target = 0.85;
  now.result.metrics.flow_fraction = 0.64;
  const auto rows =
      compared_rows(Language::English, ReviewModel(std::make_shared<const Review>(now)),
                    ReviewModel(std::make_shared<const Review>(then)));
  EXPECT_EQ(rows[0].then, "65%");
  EXPECT_EQ(rows[0].now, "85%");
  EXPECT_EQ(rows[0].change, "+20");
  EXPECT_FALSE(rows[0].worse);
  EXPECT_EQ(rows[2].then, "–");
  EXPECT_EQ(rows[2].change, "");
  EXPECT_EQ(rows[3].change, "−4");
  EXPECT_TRUE(rows[3].worse);
}

TEST(ReviewComparison, TheLineOfFatigueHasTheSlopeAndGoesThroughTheMean) {
  Review review = eventful_review(1, "A", AttemptState::Ended);
  review.result.metrics.fatigue.depth_mm_per_min = -3.0;
  const ReviewModel model(std::make_shared<const Review>(review));
  const auto line = depth_fatigue_mm(model);
  ASSERT_TRUE(line);
  EXPECT_NEAR((line->at_to - line->at_from) / (line->to_s - line->from_s) * 60.0, -3.0, 1e-9);
  EXPECT_GT(line->at_from, line->at_to);
  EXPECT_FALSE(rate_fatigue_per_min(model)) << "too short for a slope: no line";
  EXPECT_EQ(signed_tenths(-0.04), "0.0");
  EXPECT_EQ(signed_tenths(-1.25), "−1.3");
}

}  // namespace
}  // namespace sternum::test
