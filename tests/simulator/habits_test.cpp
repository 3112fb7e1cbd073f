// Habits, faults and sensors beyond the profiles, each measured on noise-free samples against what
// it is meant to do.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/simulator/recorded.hpp"

namespace sternum {
namespace {

VirtualManikinOptions with(const TraineeHabits& habits, std::vector<Channel> channels) {
  VirtualManikinOptions options = noise_free(TraineeProfile::Good, std::move(channels));
  options.habits = habits;
  options.cycles = 3;
  return options;
}

/// The depth is lower than on both sides of `i` by more than `margin`, within `reach` samples.
std::size_t dips(const std::vector<float>& depth, std::size_t from, std::size_t to) {
  std::size_t count = 0;
  for (std::size_t i = from + 1; i < to; ++i) {
    if (depth[i] < depth[i - 1] && depth[i] <= depth[i + 1]) ++count;
  }
  return count;
}

TEST(Habits, TwoHumpedCompressionsRiseBetweenTheirPeaksAndPeakWhereTheTruthSays) {
  TraineeHabits habits;
  habits.hold = {1.0, 0.18, {3.0, 4.0}, {1.0, 1.5}};
  const Recorded recording = recorded(with(habits, {Channel::Depth}));
  const auto& depth = recording.of(Channel::Depth);
  ASSERT_EQ(recording.truth.compressions.size(), 90U);
  bool any_first = false;
  bool any_second = false;
  for (const TrueCompression& c : recording.truth.compressions) {
    const std::size_t from = recording.index_at(c.onset_us + 10'000);
    const std::size_t to = recording.index_at(c.release_us - 10'000);
    EXPECT_EQ(dips(depth, from, to), 1U) << c.onset_us;
    const auto deepest = std::max_element(depth.begin() + static_cast<std::ptrdiff_t>(from),
                                          depth.begin() + static_cast<std::ptrdiff_t>(to));
    EXPECT_NEAR(static_cast<double>(*deepest), c.depth_mm, 0.01);
    const auto at_us = (deepest - depth.begin()) * recording.period_us;
    EXPECT_NEAR(static_cast<double>(at_us), static_cast<double>(c.peak_us), 3'000.0);
    const bool is_first = c.peak_us - c.onset_us < c.release_us - c.peak_us - 60'000;
    (is_first ? any_first : any_second) = true;
  }
  EXPECT_TRUE(any_first && any_second) << "either hump may be the deeper one";
}

TEST(Habits, ABouncingHandFallsBackOnTheChestAfterItsRelease) {
  TraineeHabits habits;
  habits.rate_per_min = 100.0;
  habits.touch.bounce_share = 1.0;
  const Recorded recording = recorded(with(habits, {Channel::Depth}));
  const auto& depth = recording.of(Channel::Depth);
  std::size_t bounces = 0;
  for (const TrueCompression& c : recording.truth.compressions) {
    const std::size_t release = recording.index_at(c.release_us);
    EXPECT_NEAR(static_cast<double>(depth[release]), c.residual_mm, 0.01);
    const float highest =
        *std::max_element(depth.begin() + static_cast<std::ptrdiff_t>(release),
                          depth.begin() + static_cast<std::ptrdiff_t>(release + 110));
    if (static_cast<double>(highest) > c.residual_mm + 1.9) ++bounces;
    EXPECT_LT(static_cast<double>(highest), c.residual_mm + 6.1);
  }
  EXPECT_GT(bounces, 45U) << "there is not always time for it";
}

TEST(Habits, TapsComeBeforeEachSetAndAreNotInTheTruth) {
  TraineeHabits habits;
  habits.touch.taps = 3;
  const Recorded recording = recorded(with(habits, {Channel::Depth}));
  const auto& depth = recording.of(Channel::Depth);
  std::size_t taps = 0;
  bool is_pressed = false;
  for (std::size_t i = 0; i < depth.size(); ++i) {
    if (!is_pressed && depth[i] > 5.0F && depth[i] < 6.5F) {
      const float highest = *std::max_element(
          depth.begin() + static_cast<std::ptrdiff_t>(i),
          depth.begin() + static_cast<std::ptrdiff_t>(std::min(i + 100, depth.size())));
      if (highest < 11.0F) ++taps;
    }
    is_pressed = depth[i] > 5.0F;
  }
  EXPECT_EQ(taps, 9U);
  EXPECT_EQ(recording.truth.compressions.size(), 90U);
}

TEST(Habits, ASlowReleaseTakesLongerThanTheWayDown) {
  TraineeHabits habits;
  habits.rate_per_min = 95.0;
  habits.recoil_mm_s = 110.0;
  habits.shape.recoil_skew = 2.5;
  for (const TrueCompression& c : recorded(with(habits, {Channel::Depth})).truth.compressions) {
    EXPECT_GT(static_cast<double>(c.release_us - c.peak_us),
              1.1 * static_cast<double>(c.peak_us - c.onset_us));
  }
}

TEST(Habits, InfantsArePressedFortyMillimetresAndChildrenFifty) {
  for (const auto& [patient, depth_mm] :
       {std::pair(Patient::Infant, 40.0), std::pair(Patient::Child, 50.0)}) {
    VirtualManikinOptions options = noise_free(TraineeProfile::Good, {Channel::Depth});
    options.patient = patient;
    const Truth truth = recorded(options).truth;
    double sum = 0.0;
    for (const TrueCompression& c : truth.compressions) sum += c.depth_mm;
    EXPECT_NEAR(sum / static_cast<double>(truth.compressions.size()), depth_mm, 1.0);
    EXPECT_LT(truth.breaths.front().volume_ml, 150.0);
  }
}

TEST(Habits, ABreathOutOfTurnIsGivenWhileTheChestIsCompressed) {
  TraineeHabits habits;
  habits.breath_in_set_share = 1.0;
  const Truth truth = recorded(with(habits, {Channel::Depth, Channel::AirwayVolume})).truth;
  EXPECT_EQ(truth.breaths.size(), 9U);
  std::size_t out_of_turn = 0;
  for (const TrueBreath& breath : truth.breaths) {
    const bool is_during = std::ranges::any_of(truth.compressions, [&](const TrueCompression& c) {
      return c.onset_us < breath.end_us && breath.start_us < c.release_us;
    });
    out_of_turn += is_during ? 1 : 0;
  }
  EXPECT_EQ(out_of_turn, 3U);
}

TEST(Habits, WithoutATiltedHeadHardlyAnyAirGoesIn) {
  TraineeHabits habits;
  habits.posture.head_not_tilted_share = 0.5;
  VirtualManikinOptions options = with(habits, {Channel::AirwayVolume, Channel::HeadTilt});
  options.cycles = 12;
  options.rate_hz = 100.0;
  options.noise.tilt_deg = 0.0;
  const Recorded recording = recorded(options);
  const auto& tilt = recording.of(Channel::HeadTilt);
  std::size_t forgotten = 0;
  for (const TrueBreath& breath : recording.truth.breaths) {
    const double during = static_cast<double>(tilt[recording.index_at(breath.start_us)]);
    EXPECT_NEAR(during, breath.head_tilt_deg, 0.01);
    EXPECT_EQ(during < 15.0, breath.volume_ml < 80.0);
    forgotten += during < 15.0 ? 1 : 0;
  }
  EXPECT_GT(forgotten, 4U);
  EXPECT_LT(forgotten, 20U);
  EXPECT_EQ(tilt.front(), 0.0F);
  EXPECT_EQ(tilt.back(), 0.0F);
}

TEST(Habits, WrongHandsLieWhereTheTruthSaysForAWholeSet) {
  TraineeHabits habits;
  habits.posture.hands_wrong_share = 0.5;
  VirtualManikinOptions options = with(habits, {Channel::HandPositionX, Channel::HandPositionY});
  options.cycles = 8;
  options.rate_hz = 100.0;
  options.noise.hands_mm = 0.0;
  const Recorded recording = recorded(options);
  std::size_t wrong = 0;
  for (const TrueCompression& c : recording.truth.compressions) {
    const std::size_t i = recording.index_at(c.peak_us);
    EXPECT_NEAR(static_cast<double>(recording.of(Channel::HandPositionX)[i]), c.hands_x_mm, 1e-4);
    EXPECT_NEAR(static_cast<double>(recording.of(Channel::HandPositionY)[i]), c.hands_y_mm, 1e-4);
    wrong += std::hypot(c.hands_x_mm, c.hands_y_mm) > 24.0 ? 1 : 0;
  }
  EXPECT_EQ(wrong % 30, 0U);
  EXPECT_GT(wrong, 0U);
  EXPECT_LT(wrong, 240U);
}

TEST(Habits, NewHabitsLeaveTheTruthOfAllOthersAlone) {
  TraineeHabits habits;
  const Truth usual = recorded(with(habits, {Channel::Depth})).truth;
  habits.touch.taps = 3;
  habits.posture.hands_wrong_share = 1.0;
  Truth other = recorded(with(habits, {Channel::Depth})).truth;
  for (TrueCompression& c : other.compressions) c.hands_x_mm = c.hands_y_mm = 0.0;
  Truth compared = usual;
  for (TrueCompression& c : compared.compressions) c.hands_x_mm = c.hands_y_mm = 0.0;
  EXPECT_EQ(other, compared);
}

}  // namespace
}  // namespace sternum
