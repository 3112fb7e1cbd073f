// What the profiles do, measured on their noise-free samples, against the figures that they are
// named after.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "firmware-bridge/simulator/trainee_habits.hpp"
#include "tests/simulator/recorded.hpp"

namespace sternum {
namespace {

double mean(const std::vector<double>& values) {
  double sum = 0.0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

double spread(const std::vector<double>& values) {
  const double centre = mean(values);
  double square = 0.0;
  for (const double value : values) square += (value - centre) * (value - centre);
  return std::sqrt(square / static_cast<double>(values.size()));
}

/// Measured on the depth itself: peaks are samples that no neighbour exceeds, troughs the lowest
/// samples between them, an interval counts when it is no pause.
struct Observed {
  std::vector<double> depths_mm, residuals_mm, intervals_s, duty_cycles, fastest_down, fastest_up,
      pauses_s, peak_times_s;
};

void observe(const std::vector<float>& depth, Observed& seen) {
  const double period_s = 1e-3;
  std::vector<std::size_t> peaks;
  for (std::size_t i = 1; i + 1 < depth.size(); ++i) {
    if (depth[i] > 20.0F && depth[i] >= depth[i - 1] && depth[i] > depth[i + 1]) peaks.push_back(i);
  }
  for (std::size_t n = 0; n < peaks.size(); ++n) {
    const std::size_t peak = peaks[n];
    seen.depths_mm.push_back(static_cast<double>(depth[peak]));
    seen.peak_times_s.push_back(static_cast<double>(peak) * period_s);
    if (n + 1 == peaks.size()) break;
    const std::size_t next = peaks[n + 1];
    const auto trough = std::min_element(depth.begin() + static_cast<std::ptrdiff_t>(peak),
                                         depth.begin() + static_cast<std::ptrdiff_t>(next));
    const double interval_s = static_cast<double>(next - peak) * period_s;
    if (interval_s > 1.5) {
      seen.pauses_s.push_back(interval_s);
      continue;
    }
    seen.residuals_mm.push_back(static_cast<double>(*trough));
    seen.intervals_s.push_back(interval_s);
    // Down: from the last sample that still lies within 0.1 mm of the trough.
    std::size_t onset = next;
    while (depth[onset] > *trough + 0.1F) --onset;
    seen.duty_cycles.push_back(static_cast<double>(next - onset) * period_s / interval_s);
    double down = 0.0;
    double up = 0.0;
    for (std::size_t i = peak; i < next; ++i) {
      const double velocity = static_cast<double>(depth[i + 1] - depth[i]) / period_s;
      down = std::max(down, velocity);
      up = std::max(up, -velocity);
    }
    seen.fastest_down.push_back(down);
    seen.fastest_up.push_back(up);
  }
}

Observed observed(TraineeProfile profile) {
  Observed seen;
  for (const std::uint64_t seed : {11U, 12U, 13U, 14U, 15U}) {
    VirtualManikinOptions options = noise_free(profile, {Channel::Depth});
    options.seed = seed;
    observe(recorded(options).of(Channel::Depth), seen);
  }
  return seen;
}

double rate(const Observed& seen) { return 60.0 / mean(seen.intervals_s); }

TEST(Profile, NamesLeadBackToTheirProfiles) {
  EXPECT_EQ(all_profiles().size(), 10U);
  for (const TraineeProfile profile : all_profiles()) {
    EXPECT_FALSE(profile_name(profile).empty());
    EXPECT_EQ(profile_of_name(profile_name(profile)), profile);
  }
  EXPECT_EQ(profile_of_name("no-breaths"), TraineeProfile::NoBreaths);
  EXPECT_FALSE(profile_of_name("brilliant"));
}

TEST(Profile, GoodIsDeepFastAndFreeAsTheGuidelinesAsk) {
  const Observed seen = observed(TraineeProfile::Good);
  EXPECT_EQ(seen.depths_mm.size(), 750U);
  EXPECT_NEAR(mean(seen.depths_mm), 53.0, 1.0);
  EXPECT_NEAR(spread(seen.depths_mm), 2.0, 0.4);
  EXPECT_NEAR(rate(seen), 110.0, 2.0);
  EXPECT_LT(*std::ranges::max_element(seen.residuals_mm), 1.0);
  EXPECT_GE(*std::ranges::min_element(seen.pauses_s), 4.0);
  EXPECT_LE(*std::ranges::max_element(seen.pauses_s), 7.0);  // peak to peak
}

// Duty cycle 40.6 ± 4.2 % and 45.6 ± 5.2 %; interval residual SD 13–27 ms; peak velocity 508
// (448–546) mm/s down and 336 (316–368) mm/s up.
TEST(Profile, GoodMovesAsPeopleDo) {
  const Observed seen = observed(TraineeProfile::Good);
  EXPECT_GT(mean(seen.duty_cycles), 0.36);
  EXPECT_LT(mean(seen.duty_cycles), 0.456);
  EXPECT_GT(spread(seen.intervals_s), 0.013);
  EXPECT_LT(spread(seen.intervals_s), 0.027);
  EXPECT_GT(mean(seen.fastest_down), 448.0);
  EXPECT_LT(mean(seen.fastest_down), 546.0);
  EXPECT_GT(mean(seen.fastest_up), 316.0);
  EXPECT_LT(mean(seen.fastest_up), 368.0);
}

TEST(Profile, ShallowAndDeepDifferInDepthAlone) {
  const Observed shallow = observed(TraineeProfile::Shallow);
  const Observed deep = observed(TraineeProfile::Deep);
  EXPECT_NEAR(mean(shallow.depths_mm), 42.0, 1.0);
  EXPECT_NEAR(mean(deep.depths_mm), 65.0, 1.0);
  EXPECT_NEAR(rate(shallow), 110.0, 2.0);
  EXPECT_NEAR(rate(deep), 110.0, 2.0);
}

TEST(Profile, FastAndSlowDifferInRateAlone) {
  const Observed fast = observed(TraineeProfile::Fast);
  const Observed slow = observed(TraineeProfile::Slow);
  EXPECT_NEAR(rate(fast), 132.0, 2.0);
  EXPECT_NEAR(rate(slow), 88.0, 2.0);
  EXPECT_NEAR(mean(fast.depths_mm), 53.0, 1.0);
  EXPECT_NEAR(mean(slow.depths_mm), 53.0, 1.0);
}

TEST(Profile, LeaningLeavesTheChestPressedMostOfTheTime) {
  const Observed seen = observed(TraineeProfile::Leaning);
  const auto leaning = std::ranges::count_if(seen.residuals_mm, [](double r) { return r >= 5.9; });
  const double share = static_cast<double>(leaning) / static_cast<double>(seen.residuals_mm.size());
  EXPECT_NEAR(share, 0.85, 0.04);
  EXPECT_LE(*std::ranges::max_element(seen.residuals_mm), 12.0);
}

TEST(Profile, FatigueLosesTenMillimetresInTwoToThreeMinutes) {
  VirtualManikinOptions options = noise_free(TraineeProfile::Fatigue, {Channel::Depth});
  options.cycles = 12;
  Observed seen;
  observe(recorded(options).of(Channel::Depth), seen);
  const auto mean_between = [&](double from_s, double to_s) {
    std::vector<double> depths;
    for (std::size_t i = 0; i < seen.depths_mm.size(); ++i) {
      if (seen.peak_times_s[i] >= from_s && seen.peak_times_s[i] < to_s) {
        depths.push_back(seen.depths_mm[i]);
      }
    }
    return mean(depths);
  };
  EXPECT_NEAR(mean_between(0.0, 15.0), 52.4, 1.2);
  EXPECT_NEAR(mean_between(60.0, 90.0), 47.5, 1.2);
  EXPECT_NEAR(mean_between(140.0, 250.0), 43.0, 1.0);
  EXPECT_NEAR(rate(seen), 110.0, 2.5);
}

TEST(Profile, NoviceMakesEveryKindOfMistake) {
  const Observed seen = observed(TraineeProfile::Novice);
  EXPECT_GT(spread(seen.depths_mm), 4.0);
  EXPECT_GT(spread(seen.intervals_s), 0.035);
  EXPECT_GT(mean(seen.pauses_s), 5.0);
  EXPECT_GT(std::ranges::count_if(seen.residuals_mm, [](double r) { return r >= 5.0; }), 30);
  std::vector<double> volumes_ml;
  for (const std::uint64_t seed : {11U, 12U, 13U, 14U, 15U}) {
    VirtualManikinOptions options;
    options.profile = TraineeProfile::Novice;
    options.seed = seed;
    for (const auto& breath : recorded(options).truth.breaths) {
      volumes_ml.push_back(breath.volume_ml);
    }
  }
  EXPECT_LT(*std::ranges::min_element(volumes_ml), 400.0);
  EXPECT_GT(*std::ranges::max_element(volumes_ml), 800.0);
}

TEST(Profile, NoBreathsNeverPauses) {
  const Observed seen = observed(TraineeProfile::NoBreaths);
  EXPECT_TRUE(seen.pauses_s.empty());
  EXPECT_EQ(seen.depths_mm.size(), 750U);
}

TEST(Profile, GoodBreathesFiveToSixHundredMillilitresTwicePerSet) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    VirtualManikinOptions options;
    options.seed = seed;
    const Truth truth = recorded(options).truth;
    ASSERT_EQ(truth.breaths.size(), 10U);
    for (const TrueBreath& breath : truth.breaths) {
      EXPECT_GE(breath.volume_ml, 500.0);
      EXPECT_LE(breath.volume_ml, 600.0);
      EXPECT_NEAR(static_cast<double>(breath.end_us - breath.start_us), 1e6, 0.11e6);
    }
  }
}

TEST(Profile, HabitsCanBeGivenInsteadOfAProfile) {
  TraineeHabits habits;
  habits.depth_mm = 40.0;
  habits.depth_sd_mm = 0.0;
  habits.person_depth_sd_mm = 0.0;
  habits.fewest_compressions = habits.most_compressions = 15;
  VirtualManikinOptions options;
  options.habits = habits;
  const Truth truth = recorded(options).truth;
  ASSERT_EQ(truth.compressions.size(), 75U);
  for (const auto& compression : truth.compressions) EXPECT_EQ(compression.depth_mm, 40.0);
}

TEST(Profile, HabitsBeyondAnybodysPowerStillGiveOneCompressionAfterTheOther) {
  TraineeHabits habits;
  habits.depth_mm = 500.0;
  habits.rate_per_min = 5000.0;
  habits.duty_cycle = 3.0;
  habits.leaning_share = 1.0;
  habits.leaning_mm = {0.0, 90.0};
  for (const double depth_mm : {500.0, 1.0}) {
    habits.depth_mm = depth_mm;
    VirtualManikinOptions options = noise_free(TraineeProfile::Good, {Channel::Depth});
    options.habits = habits;
    const Recorded recording = recorded(options);
    EXPECT_EQ(recording.truth.compressions.size(), 150U);
    Observed seen;
    observe(recording.of(Channel::Depth), seen);
    EXPECT_EQ(seen.depths_mm.size(), 150U);
  }
}

// A machine's stroke is sharp on both sides and stays down between them: half of the period above
// half of the depth.
TEST(Profile, MechanicalPressesEightyTimesAMinuteAndHoldsForFourTenthsOfThePeriod) {
  const Recorded recording = recorded(noise_free(TraineeProfile::Mechanical, {Channel::Depth}));
  const auto& depth = recording.of(Channel::Depth);
  std::vector<double> intervals_s;
  std::vector<double> depths_mm;
  std::size_t last_way_down = 0;
  double down = 0.0;
  double up = 0.0;
  for (std::size_t i = 1; i < depth.size(); ++i) {
    const double step_mm = static_cast<double>(depth[i] - depth[i - 1]);
    down = std::max(down, step_mm / 1e-3);
    up = std::max(up, -step_mm / 1e-3);
    if (depth[i - 1] > 25.0F || depth[i] <= 25.0F) continue;
    const double interval_s = static_cast<double>(i - last_way_down) * 1e-3;
    if (last_way_down > 0 && interval_s < 1.5) intervals_s.push_back(interval_s);
    last_way_down = i;
    depths_mm.push_back(static_cast<double>(*std::max_element(
        depth.begin() + static_cast<std::ptrdiff_t>(i),
        depth.begin() + static_cast<std::ptrdiff_t>(std::min(i + 400, depth.size())))));
  }
  EXPECT_EQ(depths_mm.size(), 150U);
  EXPECT_NEAR(60.0 / mean(intervals_s), 80.0, 0.1);
  EXPECT_LT(spread(intervals_s), 0.002);
  EXPECT_NEAR(mean(depths_mm), 52.0, 1.2);
  EXPECT_GT(down, 900.0);
  EXPECT_GT(up, 700.0);

  const auto& first = recording.truth.compressions.front();
  const auto& next = recording.truth.compressions[1];
  double held = 0.0;
  double half = 0.0;
  for (std::size_t i = recording.index_at(first.onset_us); i < recording.index_at(next.onset_us);
       ++i) {
    held += static_cast<double>(depth[i]) > first.depth_mm - 2.0 ? 1.0 : 0.0;
    half += static_cast<double>(depth[i]) > first.depth_mm / 2.0 ? 1.0 : 0.0;
  }
  EXPECT_NEAR(held / 750.0, 0.42, 0.03);
  EXPECT_NEAR(half / 750.0, 0.53, 0.04);
}

}  // namespace
}  // namespace sternum
