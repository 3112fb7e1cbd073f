// The pauses around a shock, from a virtual manikin's samples, against what its trainee did.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "analysis/exam/examination.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"
#include "tests/exam/sheets.hpp"

namespace sternum {
namespace {

constexpr double kClose_s = 0.02;

SampleBatch batch_of(const WireBatch& wire) {
  SampleBatch batch;
  batch.channel = wire.channel;
  batch.first = DeviceTime::from_us(wire.t_us);
  batch.period = microseconds(wire.period_us);
  batch.values = wire.values;
  return batch;
}

/// Two sets with a pause between them, and a shock at a share of that pause.
struct Shocked {
  AttemptResult result;
  DeviceTime shock;
  double before_s = 0.0;  ///< as the trainee meant it
  double after_s = 0.0;
};

VirtualManikinOptions trainee(TraineeProfile profile, std::uint64_t seed, double pause_s) {
  VirtualManikinOptions options;
  options.profile = profile;
  options.seed = seed;
  options.cycles = 2;
  options.channels = {Channel::Depth};
  TraineeHabits habits = habits_of(profile);
  habits.breaths = 2;
  habits.pause_s = {pause_s, pause_s};
  options.habits = habits;
  return options;
}

Shocked shocked(const VirtualManikinOptions& options, double share) {
  VirtualManikin planned(options);
  std::vector<WireBatch> batches;
  while (planned.next(batches)) {
  }
  const auto& truth = planned.truth().compressions;
  // The longest pause is the one that was asked for.
  std::size_t last = 0;
  for (std::size_t i = 0; i + 1 < truth.size(); ++i) {
    const auto pause = [&](std::size_t at) {
      return truth[at + 1].onset_us - truth[at].release_us;
    };
    if (pause(i) > pause(last)) last = i;
  }
  const std::int64_t from_us = truth[last].release_us;
  const std::int64_t to_us = truth[last + 1].onset_us;
  const auto before_us = static_cast<std::int64_t>(share * static_cast<double>(to_us - from_us));

  Shocked shocked;
  shocked.shock = DeviceTime::from_us(from_us + before_us);
  shocked.before_s = static_cast<double>(before_us) / 1e6;
  shocked.after_s = static_cast<double>(to_us - from_us - before_us) / 1e6;

  AttemptOptions attempt_options;
  attempt_options.channels = options.channels;
  Attempt attempt(hand_made::adult(), attempt_options);
  VirtualManikin manikin(options);
  bool is_told = false;
  while (manikin.next(batches)) {
    for (const WireBatch& wire : batches) {
      if (!is_told && wire.t_us >= shocked.shock.us()) {
        attempt.push(AttemptEvent{AttemptEvent::Kind::Shock, shocked.shock});
        is_told = true;
      }
      attempt.push(batch_of(wire));
    }
  }
  shocked.result = attempt.finish();
  return shocked;
}

/// How far the pauses of several trainees were measured off: before, after and whole, in s.
std::vector<double> errors_with(double noise_mm) {
  std::vector<double> errors_s;
  for (const TraineeProfile profile : {TraineeProfile::Good, TraineeProfile::Shallow,
                                       TraineeProfile::Fast, TraineeProfile::Slow}) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
      VirtualManikinOptions options = trainee(profile, seed, 12.0);
      options.noise_mm = noise_mm;
      const Shocked was = shocked(options, 0.1 * static_cast<double>(seed % 10));
      const bool is_known =
          was.result.shock_pauses.size() == 1 && was.result.shock_pauses[0].whole();
      EXPECT_TRUE(is_known) << profile_name(profile) << " " << seed;
      if (!is_known) continue;
      const ShockPause& pause = was.result.shock_pauses[0];
      EXPECT_EQ(pause.shock, was.shock);
      errors_s.push_back(std::abs(pause.before->seconds() - was.before_s));
      errors_s.push_back(std::abs(pause.after->seconds() - was.after_s));
      errors_s.push_back(std::abs(pause.whole()->seconds() - was.before_s - was.after_s));
    }
  }
  std::ranges::sort(errors_s);
  return errors_s;
}

TEST(PeriShock, IsMeasuredFromTheSensorAsTheTraineeMeantIt) {
  EXPECT_LT(errors_with(0.0).back(), kClose_s);
}

/// A pause ends with one compression, whose gentle beginning 0.3 mm of noise may hide for a while.
TEST(PeriShock, IsMeasuredAlmostAsWellThroughNoise) {
  const std::vector<double> errors_s = errors_with(0.3);
  EXPECT_LT(errors_s[errors_s.size() / 2], kClose_s * 0.6) << "half of them";
  EXPECT_LT(errors_s[errors_s.size() * 4 / 5], kClose_s) << "four in five";
  EXPECT_LT(errors_s.back(), 0.07);
}

TEST(PeriShock, IsWhatAnExamJudgesItBy) {
  const Shocked was = shocked(trainee(TraineeProfile::Good, 1, 14.0), 0.8);
  const auto rule = [](Measure measure, double at_most_s) {
    return SensorRule{.measure = measure, .comparison = Comparator::AtMost, .limit = at_most_s};
  };
  const Scheme scheme =
      hand_made::scheme_of(0, {hand_made::sensor("pre", 40, rule(Measure::PreShockPause, 10.0)),
                               hand_made::sensor("post", 30, rule(Measure::PostShockPause, 10.0)),
                               hand_made::sensor("peri", 30, rule(Measure::PeriShockPause, 20.0))});
  const Performance performance = performance_of(was.result);
  const Examination exam = examine({scheme, hand_made::adult(), performance, {}, true, {}});
  EXPECT_EQ(hand_made::item_of(exam, "pre").outcome, ItemOutcome::Missed) << "11.2 s";
  EXPECT_EQ(hand_made::item_of(exam, "post").outcome, ItemOutcome::Met) << "2.8 s";
  EXPECT_EQ(hand_made::item_of(exam, "peri").outcome, ItemOutcome::Met) << "14 s";
  EXPECT_NEAR(*hand_made::item_of(exam, "pre").measured, was.before_s, kClose_s);
  EXPECT_NEAR(*hand_made::item_of(exam, "post").measured, was.after_s, kClose_s);
  EXPECT_NEAR(*hand_made::item_of(exam, "peri").measured, was.before_s + was.after_s, kClose_s);
}

}  // namespace
}  // namespace sternum
