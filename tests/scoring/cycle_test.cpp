#include "analysis/scoring/cycle.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "tests/scoring/hand_made.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::at;
using hand_made::Script;

/// Compressions and breaths of each cycle.
std::vector<std::pair<int, int>> counts(const Script& script,
                                        const Guideline& guideline = adult()) {
  std::vector<std::pair<int, int>> counts;
  int compressions = 0;
  for (const Cycle& cycle : find_cycles(guideline, script.performance())) {
    EXPECT_EQ(cycle.first_compression, compressions);
    compressions += cycle.compression_count;
    counts.emplace_back(cycle.compression_count, cycle.breath_count);
  }
  EXPECT_EQ(compressions, static_cast<int>(script.compressions.size()));
  return counts;
}

using Counts = std::vector<std::pair<int, int>>;

TEST(Cycles, AreBlocksWithTheBreathsAfterThem) {
  Script script;
  script.press(30).breaths_in_pause(6.0).press(29).breaths_in_pause(5.0).press(10);
  EXPECT_EQ(counts(script), (Counts{{30, 2}, {29, 2}, {10, 0}}));
  const auto cycles = find_cycles(adult(), script.performance());
  EXPECT_EQ(cycles[1].first_breath, 2);
  EXPECT_EQ(cycles[0].span, (TimeSpan{at(0.0), script.breaths[1].end}));
  EXPECT_EQ(cycles[2].span.to, script.compressions.back().release);
}

TEST(Cycles, EndWithABreathHoweverFewTheCompressions) {
  EXPECT_EQ(counts(Script().press(5).breaths_in_pause(4.0).press(30)), (Counts{{5, 2}, {30, 0}}));
}

TEST(Cycles, EndWithAPauseWhenNothingMeasuresBreaths) {
  const Script script = Script().press(12).pause(1.6).press(30).without_breath_channel();
  EXPECT_EQ(counts(script), (Counts{{12, 0}, {30, 0}}));
}

TEST(Cycles, DoNotEndWithAPauseUpToTheNoFlowGap) {
  const Script script = Script().press(12).pause(1.5).press(18).without_breath_channel();
  EXPECT_EQ(counts(script), (Counts{{30, 0}}));
}

TEST(Cycles, OutlastAHesitationWhereBreathsWouldHaveBeenSeen) {
  EXPECT_EQ(counts(Script().press(12).pause(3.0).press(18).breaths_in_pause(5.0).press(1)),
            (Counts{{30, 2}, {1, 0}}));
}

TEST(Cycles, EndWithABreathlessPauseAfterANearlyCompleteBlock) {
  EXPECT_EQ(counts(Script().press(24).pause(5.0).press(30)), (Counts{{24, 0}, {30, 0}}));
}

TEST(Cycles, DoNotEndWithAHoleInTheBlock) {
  EXPECT_EQ(counts(Script().press(12).hole(3.3).press(12).breaths_in_pause(5.0)),
            (Counts{{24, 2}}));
}

TEST(Cycles, EndWithAHoleThatMayHideABreathPause) {
  EXPECT_EQ(counts(Script().press(12).hole(10.0).press(12)), (Counts{{12, 0}, {12, 0}}));
}

TEST(Cycles, AreOneBlockWhenNoBreathsAreAskedFor) {
  Guideline hands_only = adult();
  hands_only.breaths_per_cycle = 0;
  EXPECT_EQ(counts(Script().press(50).pause(5.0).press(50), hands_only), (Counts{{100, 0}}));
}

TEST(Cycles, LeaveBreathsBeforeTheFirstCompressionOut) {
  Script script(10.0);
  script.breath(1.0).breath(3.0).press(30).breaths_in_pause(5.0);
  const auto cycles = find_cycles(adult(), script.performance());
  ASSERT_EQ(cycles.size(), 1U);
  EXPECT_EQ(cycles[0].first_breath, 2);
  EXPECT_EQ(cycles[0].breath_count, 2);
}

TEST(Cycles, AreNotCutByABreathGivenWhileSomebodyPresses) {
  Script script;
  script.press(30);
  script.breath(5.0, 500.0, 0.8);
  EXPECT_EQ(counts(script), (Counts{{30, 1}}));
}

TEST(CycleTracker, GivesALateBreathToTheBlockBeforeIt) {
  const Script script = Script().press(30).pause(4.0).press(1);
  CycleTracker tracker(adult());
  for (const Compression& c : script.compressions) tracker.add(c);
  const double released = 14.9;
  tracker.add(Breath{at(released + 1.0), at(released + 2.0), millilitres(500)});
  ASSERT_EQ(tracker.cycles().size(), 2U);
  EXPECT_EQ(tracker.cycles()[0].breath_count, 1);
  EXPECT_EQ(tracker.cycles()[1].breath_count, 0);
  EXPECT_EQ(tracker.cycles()[1].first_breath, 1);
}

}  // namespace
}  // namespace sternum
