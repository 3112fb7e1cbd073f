// What an exam scheme says of attempts that can be worked out by hand.
#include "analysis/exam/examination.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/exam/sheets.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::examined;
using hand_made::item_of;
using hand_made::lost_in;
using hand_made::missed;
using hand_made::overruled;
using hand_made::perfect_sets;
using hand_made::scheme_of;
using hand_made::Script;
using hand_made::sensor;
using hand_made::tick;
using hand_made::ticked;
using hand_made::timed;
using hand_made::timer;
using hand_made::unticked;
using testing::ElementsAre;

constexpr SensorRule kDeep{.measure = Measure::MeanDepth, .limit = 50.0};
constexpr SensorRule kRecoil{.measure = Measure::FullRecoil, .limit = 70.0};

Scheme half_and_half() {
  return scheme_of(50, {tick("response", 20), timer("breathing", 10, 5, 10), tick("call", 20)});
}

Script pressed(double depth_mm) {
  return perfect_sets(2, {.depth_mm = depth_mm, .per_minute = 110});
}

TEST(Examination, OfAPerfectAttemptIsAHundredAndPasses) {
  const Examination exam = examined(half_and_half(), perfect_sets(2),
                                    {ticked("response"), timed("breathing", 7), ticked("call")});
  EXPECT_EQ(exam.total, kFullMarks);
  EXPECT_EQ(exam.verdict, Verdict::Pass);
  EXPECT_TRUE(exam.because.empty());
  EXPECT_TRUE(exam.ledger.empty());
  EXPECT_TRUE(exam.tips.empty());
  EXPECT_EQ(exam.scheme_id, "test");
  EXPECT_EQ(exam.scheme_edition, "1");
  EXPECT_EQ(exam.scheme_hash, "abcd");
  EXPECT_EQ(exam.quality, points(50));
}

TEST(Examination, GivesQualityItsShareOfThePoints) {
  // 45 mm is half of depth's 30 of the quality's 100, and the quality is half of all.
  const Examination exam = examined(half_and_half(), pressed(45),
                                    {ticked("response"), timed("breathing", 7), ticked("call")});
  EXPECT_EQ(exam.total, points(92.5));
  EXPECT_EQ(exam.quality, points(42.5));
  EXPECT_EQ(exam.ledger.size(), 60U) << "one line for each compression";
  EXPECT_EQ(lost_in(exam.ledger), points(7.5));
  EXPECT_EQ(exam.ledger[3].rule, "too_shallow");
  EXPECT_EQ(exam.ledger[3].lost, points(0.125));
  EXPECT_EQ(exam.ledger[3].compression, 3);
  EXPECT_EQ(exam.ledger[3].at, pressed(45).compressions[3].onset);
  EXPECT_EQ(exam.ledger[3].measured, 45.0);
  EXPECT_EQ(exam.ledger[3].limit, 50.0);
}

TEST(Examination, ChargesWhatTheInstructorSawMissing) {
  const Examination exam = examined(half_and_half(), perfect_sets(2),
                                    {ticked("response"), timed("breathing", 12), missed("call")});
  EXPECT_EQ(exam.total, points(70.0));
  EXPECT_EQ(exam.verdict, Verdict::Fail);
  EXPECT_THAT(exam.because, ElementsAre("score"));
  ASSERT_EQ(exam.ledger.size(), 2U);
  EXPECT_EQ(exam.ledger[0].rule, "item:breathing");
  EXPECT_EQ(exam.ledger[0].measured, 12.0);
  EXPECT_EQ(exam.ledger[0].limit, 10.0);
  EXPECT_EQ(exam.ledger[1].rule, "item:call");
  EXPECT_FALSE(exam.ledger[1].measured);
  EXPECT_EQ(item_of(exam, "call").outcome, ItemOutcome::Missed);
}

TEST(Examination, LeavesOutWhatIsNotDecidedYetAndAsksForIt) {
  const Examination exam = examined(half_and_half(), pressed(45), {ticked("response")});
  EXPECT_EQ(exam.total, points(89.286)) << "62.5 of 70";
  EXPECT_EQ(item_of(exam, "call").outcome, ItemOutcome::Undecided);
  EXPECT_EQ(item_of(exam, "call").out_of, Points{});
  EXPECT_EQ(exam.verdict, Verdict::Borderline);
  EXPECT_THAT(exam.because, ElementsAre("breathing", "call", "score"));
}

TEST(Examination, FailsWhereNoTickCouldHelpAnyMore) {
  Scheme scheme = half_and_half();
  scheme.pass = points(95);
  EXPECT_EQ(examined(scheme, pressed(40)).verdict, Verdict::Fail);
}

TEST(Examination, LeavesOutWhatIsNotMeasuredAndSaysSo) {
  Script script;
  for (int i = 0; i < 2; ++i) {
    script.press(30, {.depth_mm = 45, .per_minute = 110, .residual_mm = {}}).breaths_in_pause(6.0);
  }
  const Scheme scheme = scheme_of(50, {sensor("recoil", 25, kRecoil), tick("call", 25)});
  const Examination exam = examined(scheme, script, {ticked("call")});
  EXPECT_EQ(item_of(exam, "recoil").outcome, ItemOutcome::NotMeasured);
  EXPECT_EQ(item_of(exam, "recoil").out_of, Points{});
  EXPECT_THAT(exam.not_measured, ElementsAre(Unjudged::Recoil));
  // Depth is 30 of the 85 that are left of the quality, and the quality 50 of 75.
  EXPECT_NEAR(exam.total->points(), 100.0 - 15.0 / 85.0 * 100.0 * 50.0 / 75.0, 1e-3);
  EXPECT_EQ(exam.verdict, Verdict::Pass);
}

TEST(Examination, LetsTheInstructorTickWhatTheManikinCannotSee) {
  Script script = perfect_sets(2, {.per_minute = 110, .residual_mm = {}});
  const Scheme scheme = scheme_of(50, {sensor("recoil", 50, kRecoil, true)});
  EXPECT_EQ(examined(scheme, script).verdict, Verdict::Borderline);
  EXPECT_EQ(examined(scheme, script, {ticked("recoil")}).verdict, Verdict::Pass);
  EXPECT_EQ(examined(scheme, script, {missed("recoil")}).verdict, Verdict::Fail);
  // … but what was measured is not ticked away.
  const Script leaning = perfect_sets(2, {.per_minute = 110, .residual_mm = 9.0});
  EXPECT_EQ(item_of(examined(scheme, leaning, {ticked("recoil")}), "recoil").outcome,
            ItemOutcome::Missed);
}

TEST(Examination, FailsForACriticalItemWhateverThePoints) {
  const Scheme scheme = scheme_of(95, {tick("clear", 5, true)});
  const Examination exam = examined(scheme, perfect_sets(2), {missed("clear")});
  EXPECT_EQ(exam.total, points(95));
  EXPECT_EQ(exam.verdict, Verdict::Fail);
  EXPECT_THAT(exam.because, ElementsAre("clear"));
}

TEST(Examination, WithoutAPassMarkIsDecidedByCriticalItemsAlone) {
  const Scheme scheme = scheme_of(0, {tick("a", 50, true), tick("b", 50)}, std::nullopt);
  EXPECT_EQ(examined(scheme, perfect_sets(2), {ticked("a"), missed("b")}).verdict, Verdict::Pass);
  EXPECT_EQ(examined(scheme, perfect_sets(2), {missed("a"), ticked("b")}).verdict, Verdict::Fail);
  EXPECT_EQ(examined(scheme, perfect_sets(2), {missed("b")}).verdict, Verdict::Borderline);
}

TEST(Examination, OfAnInvalidRecordingIsInvalidWhateverItsPoints) {
  const Examination exam = examined(half_and_half(), perfect_sets(2), {}, adult(), false);
  EXPECT_EQ(exam.verdict, Verdict::Invalid);
  EXPECT_THAT(exam.because, ElementsAre("quality"));
  EXPECT_EQ(exam.total, kFullMarks);
}

TEST(Examination, OfSomebodyWhoNeverPressedGivesNothingForQuality) {
  const Examination exam = examined(half_and_half(), Script(),
                                    {ticked("response"), timed("breathing", 7), ticked("call")});
  EXPECT_EQ(exam.total, points(50));
  EXPECT_EQ(exam.verdict, Verdict::Fail);
  ASSERT_EQ(exam.ledger.size(), 1U);
  EXPECT_EQ(exam.ledger[0].rule, "compressions_missing");
  EXPECT_EQ(exam.ledger[0].lost, points(50));
}

TEST(Examination, OfAChecklistNeedsNoManikin) {
  Scheme scheme = scheme_of(0, {tick("a", 60), tick("b", 40, true)});
  scheme.measures_cpr = false;
  const Examination exam = examined(scheme, Script(), {ticked("a"), ticked("b")});
  EXPECT_EQ(exam.total, kFullMarks);
  EXPECT_EQ(exam.verdict, Verdict::Pass);
  EXPECT_FALSE(exam.quality);
  EXPECT_TRUE(exam.not_measured.empty());
}

TEST(Examination, OfAChecklistDoesNotAskHowGoodTheRecordingIs) {
  Scheme scheme = scheme_of(0, {tick("a", 60, true), timer("b", 40, 5, 10)});
  const std::vector<SheetEntry> sheet = {ticked("a"), timed("b", 12)};
  EXPECT_EQ(examined(scheme, Script(), sheet, adult(), false).verdict, Verdict::Invalid);
  scheme.measures_cpr = false;
  const Examination exam = examined(scheme, Script(), sheet, adult(), false);
  EXPECT_EQ(exam.verdict, Verdict::Fail);
  EXPECT_EQ(exam.total, points(60));
  ASSERT_EQ(exam.ledger.size(), 1U);
  EXPECT_EQ(exam.ledger[0].rule, "item:b");
  EXPECT_EQ(exam.ledger[0].measured, 12.0);
  EXPECT_EQ(examined(scheme, Script(), {}, adult(), false).verdict, Verdict::Borderline)
      << "nobody has decided anything yet";
}

TEST(Uncertainty, NearALimitMakesAnItemBorderline) {
  Scheme scheme = scheme_of(0, {sensor("depth", 100, kDeep, true)}, std::nullopt);
  scheme.assumed_uncertainty.depth = millimetres(2);
  EXPECT_EQ(examined(scheme, pressed(55)).verdict, Verdict::Pass);
  EXPECT_EQ(examined(scheme, pressed(47)).verdict, Verdict::Fail);
  for (const double depth_mm : {48.5, 49.9, 50.0, 51.5}) {
    const Examination exam = examined(scheme, pressed(depth_mm));
    EXPECT_EQ(exam.verdict, Verdict::Borderline) << depth_mm;
    EXPECT_THAT(exam.because, ElementsAre("depth"));
    EXPECT_EQ(item_of(exam, "depth").outcome, ItemOutcome::Borderline);
    // The points are as measured all the same.
    EXPECT_EQ(exam.total, depth_mm < 50 ? Points{} : kFullMarks);
  }
}

TEST(Uncertainty, FindsTheBandEvenWhenItIsWiderThanTheBand) {
  SensorRule band = kDeep;
  band.comparison = Comparator::Within;
  band.upper = 52.0;
  Scheme scheme = scheme_of(0, {sensor("depth", 100, band, true)}, std::nullopt);
  scheme.assumed_uncertainty.depth = millimetres(5);
  EXPECT_EQ(examined(scheme, pressed(48)).verdict, Verdict::Borderline);
}

TEST(Uncertainty, OfTheQualityMakesThePassMarkBorderline) {
  Scheme scheme = scheme_of(100, {});
  scheme.assumed_uncertainty.depth = millimetres(2);
  // 45 mm loses 15; 43 mm loses 21, 47 mm 9.
  const auto verdict_at = [&](double pass) {
    scheme.pass = points(pass);
    return examined(scheme, pressed(45)).verdict;
  };
  EXPECT_EQ(verdict_at(79), Verdict::Pass);
  EXPECT_EQ(verdict_at(80), Verdict::Borderline);
  EXPECT_EQ(verdict_at(85), Verdict::Borderline);
  EXPECT_EQ(verdict_at(91), Verdict::Borderline);
  EXPECT_EQ(verdict_at(92), Verdict::Fail);
}

TEST(Uncertainty, IsTheManikinsOwnWhereItStatesOne) {
  Scheme scheme = scheme_of(0, {sensor("depth", 100, kDeep, true)}, std::nullopt);
  scheme.assumed_uncertainty.depth = millimetres(5);
  const Script script = pressed(52);
  const Performance performance = script.performance();
  const Guideline guideline = adult();
  const std::vector<SheetEntry> sheet;
  const ExamInput input{scheme, guideline, performance, sheet, true, {.depth = millimetres(1)}};
  EXPECT_EQ(examine(input).verdict, Verdict::Pass);
  EXPECT_EQ(examined(scheme, script).verdict, Verdict::Borderline);
}

TEST(Sheet, CanBeChangedUntilItIsRight) {
  const Scheme scheme = scheme_of(0, {tick("a", 100, true)});
  EXPECT_EQ(examined(scheme, Script(), {ticked("a"), unticked("a")}).verdict, Verdict::Borderline);
  EXPECT_EQ(examined(scheme, Script(), {missed("a"), ticked("a")}).verdict, Verdict::Pass);
}

TEST(Overruling, KeepsBothValues) {
  const Scheme scheme = scheme_of(50, {sensor("depth", 50, kDeep, true)});
  const SheetEntry overruling = overruled("depth", true);
  const Examination exam = examined(scheme, pressed(45), {overruling});
  const ItemResult& item = item_of(exam, "depth");
  EXPECT_EQ(item.outcome, ItemOutcome::Met);
  EXPECT_EQ(item.before_overruling, ItemOutcome::Missed);
  EXPECT_EQ(item.overruling, overruling);
  EXPECT_EQ(item.measured, 45.0);
  EXPECT_EQ(exam.verdict, Verdict::Pass);
  EXPECT_EQ(exam.before_overruling, Verdict::Fail);
}

TEST(Overruling, WithoutAReasonDoesNotCount) {
  const Scheme scheme = scheme_of(50, {sensor("depth", 50, kDeep, true)});
  const Examination exam = examined(scheme, pressed(45), {overruled("depth", true, "")});
  EXPECT_EQ(exam.verdict, Verdict::Fail);
  EXPECT_FALSE(item_of(exam, "depth").overruling);
}

TEST(Overruling, OfTheScoreDecidesOnlyWhatIsOpen) {
  Scheme scheme = scheme_of(100, {});
  scheme.assumed_uncertainty.depth = millimetres(2);
  scheme.pass = points(85);
  const Examination open = examined(scheme, pressed(45), {overruled("score", true)});
  EXPECT_EQ(open.verdict, Verdict::Pass);
  EXPECT_EQ(open.before_overruling, Verdict::Borderline);
  EXPECT_TRUE(open.score_overruling);
  scheme.pass = points(95);
  const Examination failed = examined(scheme, pressed(45), {overruled("score", true)});
  EXPECT_EQ(failed.verdict, Verdict::Fail);
  EXPECT_FALSE(failed.score_overruling);
}

TEST(ExamLedger, IsInTheOrderOfTimeWithItemsThatHaveNoneLast) {
  Script script;
  script.press(30, {.depth_mm = 45, .per_minute = 110}).breaths_in_pause(12.0, 300, 500);
  script.press(30, {.depth_mm = 55, .per_minute = 110}).breaths_in_pause(6.0);
  SensorRule first_set = kDeep;
  first_set.scope = {Scope::Of::Set, 1};
  const Scheme scheme = scheme_of(50, {tick("call", 25), sensor("depth", 25, first_set)});
  const Examination exam = examined(scheme, script, {missed("call")});
  EXPECT_EQ(lost_in(exam.ledger), kFullMarks - *exam.total);
  EXPECT_EQ(exam.ledger.back().rule, "item:call");
  EXPECT_FALSE(exam.ledger.back().at);
  for (std::size_t i = 1; i + 1 < exam.ledger.size(); ++i) {
    EXPECT_LE(*exam.ledger[i - 1].at, *exam.ledger[i].at);
  }
  const auto by_rule = [&](std::string_view rule) {
    return *std::ranges::find(exam.ledger, rule, &LedgerEntry::rule);
  };
  EXPECT_EQ(by_rule("item:depth").at, script.compressions[0].onset);
  EXPECT_EQ(by_rule("breath_too_small").breath, 0);
  EXPECT_FALSE(by_rule("breath_too_small").compression);
  EXPECT_EQ(by_rule("hands_off_too_long").compression, 29);
  EXPECT_NEAR(*by_rule("hands_off_too_long").measured, 12.0, 1e-9);
}

TEST(Tips, AreTheOneOrTwoThatWouldGainMost) {
  const auto entry = [](const char* rule, double lost) {
    LedgerEntry made;
    made.rule = rule;
    made.lost = points(lost);
    return made;
  };
  const auto tips = find_tips({entry("too_fast", 2), entry("too_shallow", 1.5),
                               entry("item:call", 3), entry("too_shallow", 2)});
  EXPECT_THAT(tips,
              ElementsAre(Tip{"too_shallow", points(3.5), 2}, Tip{"item:call", points(3), 1}));
  EXPECT_THAT(find_tips({entry("too_fast", 0.3), entry("too_slow", 0.2)}),
              ElementsAre(Tip{"too_fast", points(0.3), 1}))
      << "what gains less than a point is no second tip";
  EXPECT_TRUE(find_tips({}).empty());
}

}  // namespace
}  // namespace sternum
