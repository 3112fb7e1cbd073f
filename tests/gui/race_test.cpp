// Quality points: what earns them, and what never does.
#include "gui/model/race.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/gui/projector_scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

/// How somebody works through a session of five times 30:2.
struct Work {
  double rate_per_min = 110.0;
  double depth_mm = 55.0;
  double residual_mm = 0.0;
  double pause_s = 6.0;
  double begins_s = 1.0;
  double breath_ml = 500.0;
  int strokes = 30;  ///< in each cycle
  int cycles = 5;
};

struct Done {
  std::vector<Compression> compressions;
  std::vector<Breath> breaths;
};

DeviceTime at(double s) { return DeviceTime{} + seconds(s); }

Done done(const Work& work) {
  Done all;
  double now_s = work.begins_s;
  for (int cycle = 0; cycle < work.cycles; ++cycle) {
    for (int i = 0; i < work.strokes; ++i) {
      const double period = 60.0 / work.rate_per_min;
      Compression c;
      c.onset = at(now_s);
      c.peak = at(now_s + period * 0.4);
      c.release = at(now_s + period * 0.9);
      c.depth = millimetres(work.depth_mm);
      c.residual = millimetres(work.residual_mm);
      if (i > 0) c.rate = per_minute(work.rate_per_min);
      all.compressions.push_back(c);
      now_s += period;
    }
    for (int i = 0; i < 2; ++i) {
      const double start_s = now_s + 0.8 + i * 2.0;
      all.breaths.push_back({at(start_s), at(start_s + 1.0), millilitres(work.breath_ml)});
    }
    now_s += work.pause_s;
  }
  return all;
}

/// What there is of it after `elapsed_s`; all of it when empty.
Points standing(const Done& all, std::optional<double> elapsed_s) {
  Done seen;
  for (const auto& c : all.compressions) {
    if (!elapsed_s || c.release <= at(*elapsed_s)) seen.compressions.push_back(c);
  }
  for (const auto& b : all.breaths) {
    if (!elapsed_s || b.end <= at(*elapsed_s)) seen.breaths.push_back(b);
  }
  Performance performance;
  performance.compressions = seen.compressions;
  performance.breaths = seen.breaths;
  performance.measures_breaths = true;
  return race_points(adult_guideline(), performance,
                     elapsed_s ? std::optional(seconds(*elapsed_s)) : std::nullopt)
      .points;
}
Points standing(const Work& work, std::optional<double> elapsed_s = {}) {
  return standing(done(work), elapsed_s);
}

TEST(Race, AWholeSessionDoneRightIsAHundredPoints) { EXPECT_EQ(standing(Work{}), kFullMarks); }

TEST(Race, WhatIsOutsideTheGuidelineEarnsNothing) {
  const Points breaths_alone = points(20.0);
  EXPECT_EQ(standing(Work{.depth_mm = 45}), breaths_alone);
  EXPECT_EQ(standing(Work{.depth_mm = 65}), breaths_alone);
  EXPECT_EQ(standing(Work{.residual_mm = 8}), breaths_alone);
  EXPECT_EQ(standing(Work{.breath_ml = 800}), kFullMarks - breaths_alone);
  // The first of each run has no rate, and is right.
  EXPECT_EQ(standing(Work{.rate_per_min = 135}),
            breaths_alone + Points::from_thousandths(80'000 * 5 / 150));
}

TEST(Race, HalfASessionIsHalfThePoints) {
  const Points of_two = standing(Work{.cycles = 2});
  EXPECT_EQ(of_two, points(40.0));
}

TEST(Race, BreathsThatNobodyMeasuresLeaveAllPointsToTheCompressions) {
  const Done all = done(Work{});
  Performance performance;
  performance.compressions = all.compressions;
  EXPECT_EQ(race_points(adult_guideline(), performance, std::nullopt).points, kFullMarks);
}

TEST(Race, NothingIsDueBeforeAnybodyCouldHaveBegun) {
  EXPECT_EQ(standing(Work{.begins_s = 0.0}, 4.9), Points{});
  EXPECT_GT(standing(Work{.begins_s = 0.0}, 12.0), Points{});
}

TEST(RaceLog, RemembersWhatHasLeftTheSnapshot) {
  const Guideline guideline = adult_guideline();
  RaceLog log;
  StationSnapshot station;
  station.guideline = std::make_shared<const Guideline>(guideline);
  // Looked at every second, each time with the last twelve seconds alone.
  for (double elapsed_s = 1.0; elapsed_s <= 84.0; elapsed_s += 1.0) {
    Seat seat = racing_seat(1, "A", elapsed_s, 110, 4);
    LiveSnapshot live = *seat.live;
    std::erase_if(live.recent_compressions,
                  [&live](const Compression& c) { return c.release < live.now - seconds(12.0); });
    seat.live = std::make_shared<const LiveSnapshot>(std::move(live));
    station.seats = {seat};
    log.update(station);
  }
  RaceLog at_once;
  station.seats = {racing_seat(1, "A", 84, 110, 4)};
  at_once.update(station);
  const RaceStanding standing = log.standing_of(station.seats[0], guideline);
  EXPECT_EQ(standing, at_once.standing_of(station.seats[0], guideline));
  EXPECT_GT(standing.points, points(30.0));
  EXPECT_EQ(standing.round, 4);
}

TEST(RaceLog, BeginsAnewWithTheNextAttempt) {
  RaceLog log;
  StationSnapshot station;
  station.guideline = std::make_shared<const Guideline>(adult_guideline());
  station.seats = {racing_seat(1, "A", 84, 110, 0)};
  log.update(station);
  station.seats = {racing_seat(1, "B", 2.0, 110, 0)};
  log.update(station);
  EXPECT_EQ(log.standing_of(station.seats[0], *station.guideline).points, Points{});
}

double in_the_band() { return *rc::gen::inRange(100, 121); }

RC_GTEST_PROP(RaceLaw, WhoDoesEverythingRightHasTheSamePointsAtAnyPace, ()) {
  Work one{.rate_per_min = in_the_band(), .pause_s = *rc::gen::inRange(4, 10) * 1.0};
  Work other{.rate_per_min = in_the_band(), .pause_s = *rc::gen::inRange(4, 10) * 1.0};
  one.begins_s = *rc::gen::inRange(0, 5) * 1.0;
  other.begins_s = *rc::gen::inRange(0, 5) * 1.0;
  const double elapsed_s = *rc::gen::inRange(0, 1500) * 0.1;
  RC_ASSERT(standing(one, elapsed_s) == standing(other, elapsed_s));
}

RC_GTEST_PROP(RaceLaw, PressingFasterThanTheGuidelineNeverGivesMore, ()) {
  const Work right{.rate_per_min = in_the_band()};
  const Work hasty{.rate_per_min = *rc::gen::inRange(121, 200) * 1.0,
                   .pause_s = *rc::gen::inRange(4, 10) * 1.0};
  const double elapsed_s = *rc::gen::inRange(0, 1500) * 0.1;
  RC_ASSERT(standing(hasty, elapsed_s) <= standing(right, elapsed_s));
  RC_ASSERT(standing(hasty) <= standing(right));
}

RC_GTEST_PROP(RaceLaw, PressingMoreNeverGivesMore, ()) {
  const Work right;
  const Work more{.strokes = *rc::gen::inRange(30, 80), .cycles = *rc::gen::inRange(5, 9)};
  const double elapsed_s = *rc::gen::inRange(0, 3000) * 0.1;
  RC_ASSERT(standing(more, elapsed_s) <= standing(right, elapsed_s));
  RC_ASSERT(standing(more) <= standing(right));
}

RC_GTEST_PROP(RaceLaw, MakingOneCompressionWorseNeverGivesMore, ()) {
  Done all = done(Work{.rate_per_min = in_the_band()});
  const Points before = standing(all, std::nullopt);
  auto& spoilt = all.compressions[*rc::gen::inRange<std::size_t>(0, all.compressions.size())];
  spoilt.depth = millimetres(*rc::gen::inRange(10, 90));
  spoilt.residual = millimetres(*rc::gen::inRange(0, 20));
  RC_ASSERT(standing(all, std::nullopt) <= before);
}

RC_GTEST_PROP(RaceLaw, PointsNeverFallWhileTimeGoesOn, ()) {
  const Work work{.rate_per_min = *rc::gen::inRange(90, 130) * 1.0};
  const double early_s = *rc::gen::inRange(0, 1000) * 0.1;
  const double late_s = early_s + *rc::gen::inRange(0, 600) * 0.1;
  RC_ASSERT(standing(work, early_s) <= standing(work, late_s));
}

}  // namespace
}  // namespace sternum::test
