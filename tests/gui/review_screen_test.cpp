// The debrief and the list of attempts through Dear ImGui.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/null_screen.hpp"
#include "tests/gui/scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class ReviewScreen : public ::testing::Test {
 protected:
  ReviewScreen() { screen.frame(console, station); }
  std::string read() { return screen.read(console, station); }
  void open(Review review) {
    station.reviews[1] = std::make_shared<const Review>(std::move(review));
    console.open_review(1, station);
  }
  NullScreen screen;
  FakeStation station = station_of(2, Language::English);
  Console console{Language::English, true};
};

TEST_F(ReviewScreen, SaysWhereEveryPointWent) {
  console.open_review(7, station);
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("86"));
  EXPECT_THAT(words, HasSubstr("Where 14 points went"));
  for (const LostPoints& lost : console.review()->result().score.reasons) {
    EXPECT_THAT(words, HasSubstr(title(Language::English, lost.rule)));
  }
  EXPECT_THAT(words, HasSubstr("1 of 10 breaths too large: 720 ml on average"));
  EXPECT_THAT(words, HasSubstr("−3.0"));
  EXPECT_THAT(words, HasSubstr("Guideline RCSC adult 2021 · a1f3c9"));
  EXPECT_THAT(words, HasSubstr("not counted as a pause"));
}

TEST_F(ReviewScreen, ShowsTheValuesOfTheCompressionThatIsClicked) {
  console.open_review(7, station);
  EXPECT_THAT(read(), Not(HasSubstr("No. ")));
  screen.click(console, station, 620, 200);
  ASSERT_TRUE(console.selected_compression());
  const int selected = *console.selected_compression();
  EXPECT_THAT(read(), HasSubstr("No. " + std::to_string(selected + 1)));
  screen.key(console, station, 262);
  EXPECT_EQ(console.selected_compression(), selected + 1);
  EXPECT_THAT(read(), HasSubstr("Left at release"));
}

TEST_F(ReviewScreen, JumpsFromALedgerRowToItsCompression) {
  console.open_review(7, station);
  screen.frame(console, station);
  screen.click(console, station, 1300, 335);
  EXPECT_EQ(console.selected_reason(), 1);
  EXPECT_EQ(console.selected_compression(), 39);
}

TEST_F(ReviewScreen, SaysThatAnAttemptWasInterrupted) {
  console.open_review(6, station);
  EXPECT_THAT(read(), HasSubstr("Interrupted"));
  console.open_review(7, station);
  EXPECT_THAT(read(), Not(HasSubstr("Interrupted")));
}

TEST_F(ReviewScreen, SaysHowTheManikinsDepthWasChecked) {
  Review review = eventful_review(1, "A", AttemptState::Ended);
  review.calibration = Calibration{.at_ms = 1'772'424'000'000, .who = "1203"};
  open(std::move(review));
  EXPECT_THAT(read(), HasSubstr("Depth checked 2026-03-02 by 1203"));
}

TEST_F(ReviewScreen, SaysWhatWasNotMeasured) {
  Review review = eventful_review(1, "A", AttemptState::Ended);
  review.result.breaths.clear();
  review.result.score.not_measured = {Unjudged::Recoil, Unjudged::Breaths};
  review.guideline_changed = true;
  open(std::move(review));
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("Not measured: recoil, breaths"));
  EXPECT_THAT(words, HasSubstr("not measured by this manikin"));
  EXPECT_THAT(words, HasSubstr("the guideline file has changed since"));
}

TEST_F(ReviewScreen, SaysWhatTheDataWereWorthBesideTheScore) {
  open(eventful_review(1, "A", AttemptState::Ended));
  EXPECT_THAT(read(), Not(HasSubstr("Data ")));
  console.open_review(3, station);
  EXPECT_THAT(read(), HasSubstr("not measured by this manikin")) << "force alone has no depth";
  console.select_compression(40);
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("Data invalid"));
  EXPECT_THAT(words, HasSubstr("Force: 23.4 % of the samples are missing."));
  EXPECT_THAT(words, HasSubstr("and 1 more"));
  EXPECT_THAT(words, HasSubstr("86")) << "invalid is not failed: the score stands";
  EXPECT_THAT(words, HasSubstr("Depth not measured"));
  EXPECT_THAT(words, Not(HasSubstr("not measured by this manikin"))) << "its box would cover them";
  EXPECT_THAT(words, Not(HasSubstr("0.0 mm")));
  EXPECT_TRUE(screen.all_vertices_finite());
}

TEST_F(ReviewScreen, JudgesNothingWithoutCompressions) {
  Review review;
  review.guideline = std::make_shared<const Guideline>(adult_guideline());
  open(std::move(review));
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("No compressions found"));
  EXPECT_THAT(words, HasSubstr("Nothing to judge"));
  screen.key(console, station, 262);
  screen.click(console, station, 620, 200);
  EXPECT_FALSE(console.selected_compression());
  EXPECT_TRUE(screen.all_vertices_finite());
}

TEST_F(ReviewScreen, ListsAPerfectAttemptWithoutReasons) {
  Review review = eventful_review(1, "A", AttemptState::Ended);
  review.result.score.total = kFullMarks;
  review.result.score.reasons.clear();
  open(std::move(review));
  EXPECT_THAT(read(), HasSubstr("No point was lost"));
}

TEST_F(ReviewScreen, SaysWhyItCannotBeOpened) {
  console.open_review(999, station);
  EXPECT_THAT(read(), HasSubstr("attempt 999 is not in the database"));
}

TEST_F(ReviewScreen, OpensFromTheListWithAClick) {
  console.show(Screen::Attempts);
  const std::string words = read();
  EXPECT_THAT(words, HasSubstr("陈国强"));
  EXPECT_THAT(words, HasSubstr("interrupted"));
  EXPECT_THAT(words, HasSubstr("running"));
  screen.click(console, station, 400, 252);
  EXPECT_EQ(console.screen(), Screen::Review);
  ASSERT_NE(console.review(), nullptr);
  EXPECT_EQ(console.review()->review().record.id, 7);
}

TEST_F(ReviewScreen, FindsAttemptsByWhatIsTypedOfAName) {
  console.show(Screen::Attempts);
  screen.frame(console, station);
  screen.click(console, station, 200, 110);
  screen.type(console, station, "国强");
  std::string words = read();
  EXPECT_THAT(words, HasSubstr("陈国强"));
  EXPECT_THAT(words, HasSubstr("found: "));
  EXPECT_THAT(words, Not(HasSubstr("running")));
  screen.type(console, station, "?");
  words = read();
  EXPECT_THAT(words, HasSubstr("Nobody of that name"));
  EXPECT_THAT(words, Not(HasSubstr("interrupted")));
}

TEST_F(ReviewScreen, OpensFromASeatThatIsDone) {
  station = station_with({seat(1, "A", Story::Done)});
  screen.frame(console, station);
  ASSERT_TRUE(screen.click_on(console, station, "debrief", {1072, 220, 512, 80}, 1));
  EXPECT_EQ(console.screen(), Screen::Review);
}

}  // namespace
}  // namespace sternum::test
