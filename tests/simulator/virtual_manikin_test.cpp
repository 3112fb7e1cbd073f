#include "firmware-bridge/simulator/virtual_manikin.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "firmware-bridge/protocol/limits.hpp"
#include "tests/simulator/recorded.hpp"

namespace sternum {
namespace {

class EveryProfile : public testing::TestWithParam<TraineeProfile> {};

std::string test_name(const testing::TestParamInfo<TraineeProfile>& info) {
  std::string name(profile_name(info.param));
  std::erase(name, '-');
  return name;
}
INSTANTIATE_TEST_SUITE_P(VirtualManikin, EveryProfile, testing::ValuesIn(all_profiles()),
                         test_name);

TEST_P(EveryProfile, GivesTheSameSamplesAndTruthForTheSameSeed) {
  VirtualManikinOptions options;
  options.profile = GetParam();
  options.seed = 42;
  const Recorded once = recorded(options);
  const Recorded again = recorded(options);
  EXPECT_EQ(once.values, again.values);
  EXPECT_EQ(once.truth, again.truth);
  options.seed = 43;
  EXPECT_NE(recorded(options).truth, once.truth);
}

// The truth against the samples: the deepest sample between two instants where the chest is still
// must be the compression's peak, and its depth what the plan said.
TEST_P(EveryProfile, TruthIsWhatDenseNoiseFreeSamplesShow) {
  const Recorded recording = recorded(noise_free(GetParam(), {Channel::Depth}));
  const auto& depth = recording.of(Channel::Depth);
  ASSERT_GE(recording.truth.compressions.size(), 140U);
  for (const TrueCompression& compression : recording.truth.compressions) {
    const auto from =
        depth.begin() + static_cast<std::ptrdiff_t>(recording.index_at(compression.onset_us));
    const auto to =
        depth.begin() + static_cast<std::ptrdiff_t>(recording.index_at(compression.release_us));
    const auto deepest = std::max_element(from, to);
    // Half a sample beside the peak the chest is 0.003 mm higher.
    EXPECT_NEAR(*deepest, compression.depth_mm, 0.006);
    EXPECT_NEAR(static_cast<double>((deepest - depth.begin()) * recording.period_us),
                static_cast<double>(compression.peak_us), 1000.0);
    EXPECT_NEAR(*to, compression.residual_mm, 1e-4);
    EXPECT_GT(*(to - 40), compression.residual_mm + 0.02);
    EXPECT_GT(*(from + 70), *from + 0.2);
  }
}

TEST_P(EveryProfile, SamplesShowNoCompressionThatIsNotInTheTruth) {
  const Recorded recording = recorded(noise_free(GetParam(), {Channel::Depth}));
  // A compression is a rise through the level half way between the most that a hand leaves and the
  // least that it presses.
  std::size_t rises = 0;
  bool is_deep = false;
  for (const float depth_mm : recording.of(Channel::Depth)) {
    if (!is_deep && depth_mm > 20.0F) ++rises;
    is_deep = is_deep ? depth_mm > 16.0F : depth_mm > 20.0F;
  }
  EXPECT_EQ(rises, recording.truth.compressions.size());
}

TEST_P(EveryProfile, BetweenCompressionsTheChestRisesToTheResidualAndNoFurther) {
  const Recorded recording = recorded(noise_free(GetParam(), {Channel::Depth}));
  const auto& depth = recording.of(Channel::Depth);
  const auto& truth = recording.truth.compressions;
  for (std::size_t i = 1; i < truth.size(); ++i) {
    const auto from =
        depth.begin() + static_cast<std::ptrdiff_t>(recording.index_at(truth[i - 1].peak_us));
    const auto to =
        depth.begin() + static_cast<std::ptrdiff_t>(recording.index_at(truth[i].peak_us));
    EXPECT_NEAR(*std::min_element(from, to), truth[i - 1].residual_mm, 1e-4);
    EXPECT_LT(truth[i - 1].release_us, truth[i].onset_us);
  }
  EXPECT_EQ(depth.front(), 0.0F);
  EXPECT_EQ(depth.back(), 0.0F);
}

TEST_P(EveryProfile, AccelerationIsTheSecondDerivativeOfDepth) {
  const Recorded recording =
      recorded(noise_free(GetParam(), {Channel::Depth, Channel::Acceleration}));
  const auto& depth = recording.of(Channel::Depth);
  const auto& acceleration = recording.of(Channel::Acceleration);
  double square = 0.0;
  for (std::size_t i = 1; i + 1 < depth.size(); ++i) {
    const double second_difference = static_cast<double>(depth[i + 1]) -
                                     2.0 * static_cast<double>(depth[i]) +
                                     static_cast<double>(depth[i - 1]);
    const double error_g =
        second_difference / 1e-6 / 9806.65 - static_cast<double>(acceleration[i]);
    ASSERT_NEAR(error_g, 0.0, 0.1) << "at sample " << i;
    square += error_g * error_g;
  }
  EXPECT_LT(std::sqrt(square / static_cast<double>(depth.size())), 0.005);
}

TEST_P(EveryProfile, BreathsOfTheTruthAreTheTopsOfTheAirwaysVolume) {
  const Recorded recording =
      recorded(noise_free(GetParam(), {Channel::AirwayVolume, Channel::AirwayFlow}));
  const auto& volume = recording.of(Channel::AirwayVolume);
  const auto& flow = recording.of(Channel::AirwayFlow);
  EXPECT_EQ(recording.truth.breaths.size(), GetParam() == TraineeProfile::NoBreaths ? 0U : 10U);
  for (const TrueBreath& breath : recording.truth.breaths) {
    const std::size_t start = recording.index_at(breath.start_us);
    const std::size_t end = recording.index_at(breath.end_us);
    EXPECT_NEAR(*std::max_element(volume.begin() + static_cast<std::ptrdiff_t>(start),
                                  volume.begin() + static_cast<std::ptrdiff_t>(end + 100)),
                breath.volume_ml, 0.01);
    double inhaled_ml = 0.0;
    for (std::size_t i = start; i < end; ++i) inhaled_ml += static_cast<double>(flow[i]) * 1e-3;
    EXPECT_NEAR(inhaled_ml, breath.volume_ml, 0.5);
  }
}

TEST(VirtualManikin, NoiseIsAsLargeAsAskedForAndLeavesTheTruthAlone) {
  VirtualManikinOptions options;
  options.noise_mm = 0.3;
  const Recorded noisy = recorded(options);
  options.noise_mm = 0.0;
  const Recorded clean = recorded(options);
  EXPECT_EQ(noisy.truth, clean.truth);
  const auto& a = noisy.of(Channel::Depth);
  const auto& b = clean.of(Channel::Depth);
  double square = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    square += static_cast<double>((a[i] - b[i]) * (a[i] - b[i])) / static_cast<double>(a.size());
  }
  EXPECT_NEAR(std::sqrt(square), 0.3, 0.01);
}

TEST(VirtualManikin, AChannelDoesNotChangeWhenOthersAreAskedFor) {
  VirtualManikinOptions options;
  options.channels = {Channel::Depth};
  const Recorded alone = recorded(options);
  options.channels = {Channel::Force, Channel::Acceleration, Channel::AirwayFlow, Channel::Depth};
  const Recorded together = recorded(options);
  EXPECT_EQ(alone.of(Channel::Depth), together.of(Channel::Depth));
  EXPECT_EQ(alone.truth, together.truth);
}

TEST(VirtualManikin, TruthDoesNotDependOnHowItIsSampled) {
  VirtualManikinOptions options;
  const Truth usual = recorded(options).truth;
  options.rate_hz = 62.5;
  options.step_mm = 1.0;
  options.samples_per_batch = 7;
  options.channels = {Channel::Acceleration};
  EXPECT_EQ(recorded(options).truth, usual);
}

TEST(VirtualManikin, BatchesFollowEachOtherWithoutHoles) {
  VirtualManikinOptions options;
  options.rate_hz = 62.5;
  options.samples_per_batch = 5;
  VirtualManikin manikin(options);
  std::vector<WireBatch> batches;
  std::int64_t expected_us = 0;
  std::uint32_t sequence = 0;
  while (manikin.next(batches)) {
    ASSERT_EQ(batches.size(), 2U);
    for (const WireBatch& batch : batches) {
      ASSERT_TRUE(makes_sense(batch));
      ASSERT_EQ(batch.t_us, expected_us);
      ASSERT_EQ(batch.sequence, sequence);
      ASSERT_EQ(batch.period_us, 16'000U);
    }
    ++sequence;
    expected_us += 16'000 * static_cast<std::int64_t>(batches.front().values.size());
  }
  EXPECT_TRUE(batches.empty());
  EXPECT_FALSE(manikin.next(batches));
  const Truth& truth = manikin.truth();
  const std::int64_t over_us = truth.breaths.back().end_us + 2'000'000;
  EXPECT_GT(expected_us, over_us);
  EXPECT_LT(expected_us, over_us + 2'000'000);
}

TEST(VirtualManikin, TruthHoldsOnlyWhatTheSamplesSoFarHaveShownWhole) {
  VirtualManikin manikin({});
  std::vector<WireBatch> batches;
  std::size_t known = 0;
  while (manikin.next(batches)) {
    const WireBatch& batch = batches.front();
    const std::int64_t last_us =
        batch.t_us + batch.period_us * static_cast<std::int64_t>(batch.values.size() - 1);
    const auto& compressions = manikin.truth().compressions;
    if (compressions.size() > known) {
      EXPECT_LE(compressions.back().release_us, last_us);
      EXPECT_GT(compressions.back().release_us, last_us - 2 * 10'000);
      known = compressions.size();
    }
  }
  EXPECT_EQ(known, 150U);
}

TEST(VirtualManikin, WithoutCyclesItGoesOnForEver) {
  VirtualManikinOptions options;
  options.cycles = 0;
  options.samples_per_batch = 20;
  VirtualManikin manikin(options);
  std::vector<WireBatch> batches;
  for (int i = 0; i < 18'000; ++i) ASSERT_TRUE(manikin.next(batches));  // an hour
  EXPECT_GT(manikin.truth().compressions.size(), 4500U);
  const auto& truth = manikin.truth().compressions;
  EXPECT_GT(truth.back().release_us, 3'590'000'000);
}

TEST(VirtualManikin, RestsForEverAfterItsCyclesWhenAskedTo) {
  VirtualManikinOptions options;
  options.cycles = 1;
  options.noise_mm = 0.0;
  options.rests_for_ever = true;
  options.keeps_truth = false;
  VirtualManikin manikin(options);
  std::vector<WireBatch> batches;
  float deepest_late = 0.0F;
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_TRUE(manikin.next(batches));
    if (batches.front().t_us > 30'000'000) {
      deepest_late = std::max(deepest_late, batches.front().values.front());
    }
  }
  EXPECT_EQ(deepest_late, 0.0F);
  EXPECT_EQ(manikin.truth(), Truth{});
}

TEST(VirtualManikin, DepthIsReadFromWhereTheSensorThinksTheRestIs) {
  VirtualManikinOptions options = noise_free(TraineeProfile::Good, {Channel::Depth});
  const Recorded ideal = recorded(options);
  options.chest.offset_mm = 3.0;
  options.chest.drift_mm_per_min = 2.0;
  options.chest.creep_mm = 1.5;
  const Recorded real = recorded(options);
  EXPECT_EQ(real.truth, ideal.truth);
  const auto& a = real.of(Channel::Depth);
  const auto& b = ideal.of(Channel::Depth);
  EXPECT_NEAR(a.front() - b.front(), 3.0, 1e-5);
  const double minutes = static_cast<double>(a.size()) * 1e-3 / 60.0;
  EXPECT_NEAR(a.back() - b.back(), 3.0 + 2.0 * minutes + 1.5, 0.4);
}

TEST(VirtualManikin, ForceFollowsTheChestsStiffness) {
  VirtualManikinOptions options =
      noise_free(TraineeProfile::Leaning, {Channel::Depth, Channel::Force});
  const Recorded human = recorded(options);
  options.chest.linear_n_per_mm = 8.8;
  options.chest.quadratic_n_per_mm2 = 0.0;
  const Recorded spring = recorded(options);
  for (std::size_t i = 0; i < human.of(Channel::Depth).size(); i += 7) {
    const auto depth = static_cast<double>(human.of(Channel::Depth)[i]);
    ASSERT_NEAR(human.of(Channel::Force)[i], 5.49 * depth + 0.108 * depth * depth, 1e-3);
    ASSERT_NEAR(spring.of(Channel::Force)[i], 8.8 * depth, 1e-3);
  }
}

TEST(VirtualManikin, ReportsTheRateOfItsLastTwoPeaksAndForgetsIt) {
  VirtualManikinOptions options;
  options.channels = {Channel::ReportedRate};
  const Recorded recording = recorded(options);
  const auto& rate = recording.of(Channel::ReportedRate);
  const auto& truth = recording.truth.compressions;
  EXPECT_EQ(rate[recording.index_at(truth[0].release_us)], 0.0F);
  for (std::size_t i = 1; i < truth.size(); ++i) {
    const double interval_us = static_cast<double>(truth[i].peak_us - truth[i - 1].peak_us);
    const double expected = interval_us < 2e6 ? 60e6 / interval_us : 0.0;
    ASSERT_NEAR(rate[recording.index_at(truth[i].peak_us)], expected, 1e-3);
  }
  EXPECT_EQ(rate[recording.index_at(truth[29].peak_us + 2'100'000)], 0.0F);
}

TEST(VirtualManikin, HelloSaysWhatItSends) {
  VirtualManikinOptions options;
  options.id = "SIM-0007";
  options.rate_hz = 62.5;
  options.channels = {Channel::Depth, Channel::Force, Channel::Depth};
  options.chest.quadratic_n_per_mm2 = 0.0;
  options.calibrated_on_day = 20'000;
  const Hello hello = VirtualManikin(options).hello();
  EXPECT_TRUE(makes_sense(hello));
  EXPECT_EQ(hello.id, "SIM-0007");
  ASSERT_EQ(hello.channels.size(), 2U);
  EXPECT_EQ(hello.channels[0].channel, Channel::Depth);
  EXPECT_EQ(hello.channels[0].rate_hz, 62.5F);
  EXPECT_EQ(hello.channels[0].uncertainty, 1.0F);
  EXPECT_EQ(hello.calibrated_on_day, 20'000U);
  EXPECT_EQ(hello.stiffness_n_per_mm, 5.49F);
  options.seed = 2;
  EXPECT_NE(VirtualManikin(options).hello().boot, hello.boot);
}

TEST(VirtualManikin, SensorsThatAreNotLinearTellNoStiffness) {
  VirtualManikinOptions options;
  options.channels = {Channel::Force};
  EXPECT_FALSE(VirtualManikin(options).hello().stiffness_n_per_mm);
}

TEST(VirtualManikin, BringsNonsenseToTheNearestSense) {
  VirtualManikinOptions options;
  options.rate_hz = 0.0;
  options.samples_per_batch = 100'000;
  options.lead_in = seconds(-5.0);
  VirtualManikin slow(options);
  std::vector<WireBatch> batches;
  ASSERT_TRUE(slow.next(batches));
  EXPECT_TRUE(makes_sense(batches.front()));
  EXPECT_EQ(batches.front().period_us, 1'000'000U);
  options.rate_hz = 1e9;
  VirtualManikin fast(options);
  ASSERT_TRUE(fast.next(batches));
  EXPECT_TRUE(makes_sense(batches.front()));
  EXPECT_EQ(batches.front().values.size(), 256U);
}

}  // namespace
}  // namespace sternum
