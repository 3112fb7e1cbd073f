// A manikin's depth against a block, played by hand-made chests with a known sensor.
#include "gui/model/depth_check.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <random>

namespace sternum::test {
namespace {

/// A chest under somebody's hands, read by a sensor that is off.
class Bench {
 public:
  explicit Bench(const DepthCheckOptions& options = {}, double rate_hz = 100.0)
      : check(options), period_(microseconds(static_cast<std::int64_t>(1e6 / rate_hz))) {}

  double gain = 1.0;       ///< of the sensor
  double offset_mm = 0.0;  ///< what it reads of a chest at rest
  double noise_mm = 0.3;
  double tremor_mm = 0.0;  ///< how far the hands go up and down, twice a second

  /// The chest stays at this depth for so long.
  Bench& at(double depth_mm, double for_s) {
    const auto count = static_cast<int>(for_s * 1e6 / static_cast<double>(period_.us()));
    for (int i = 0; i < count; ++i) {
      const double now_s = (time_ - DeviceTime{}).seconds();
      const double true_mm = depth_mm + tremor_mm * std::sin(2.0 * 3.141592653589793 * 2.0 * now_s);
      send(offset_mm + gain * true_mm + noise_mm * normal_(random_));
    }
    return *this;
  }
  /// From where it was to there.
  Bench& to(double from_mm, double to_mm, double in_s = 0.4) {
    const int steps = 20;
    for (int i = 0; i < steps; ++i) {
      at(from_mm + (to_mm - from_mm) * i / steps, in_s / steps);
    }
    return *this;
  }
  Bench& silent_for(double for_s) {
    time_ = time_ + seconds(for_s);
    flags_ = BatchFlag::FollowsGap;
    return *this;
  }
  Bench& restarted() {
    flags_ = BatchFlag::FollowsReboot;
    return *this;
  }

  [[nodiscard]] DepthCheckStep step() const { return check.state().step; }
  [[nodiscard]] const DepthCheckResult& result() const { return check.state().result.value(); }

  DepthCheck check;

 private:
  void send(double depth_mm) {
    check.push({Channel::Depth, flags_, time_, period_, {static_cast<float>(depth_mm)}});
    flags_ = BatchFlag::None;
    time_ = time_ + period_;
  }

  Duration period_;
  DeviceTime time_ = DeviceTime{} + seconds(10.0);
  BatchFlag flags_ = BatchFlag::None;
  std::mt19937 random_{7};
  std::normal_distribution<double> normal_;
};

TEST(DepthCheck, AgreesWithAManikinThatSaysWhatTheBlockSays) {
  Bench bench;
  bench.at(0, 2.2);
  EXPECT_EQ(bench.step(), DepthCheckStep::Press);
  bench.to(0, 50).at(50, 1.5);
  ASSERT_EQ(bench.step(), DepthCheckStep::Done);
  EXPECT_TRUE(bench.result().agrees());
  EXPECT_NEAR(bench.result().rest_mm, 0.0, 0.2);
  EXPECT_NEAR(bench.result().held_mm, 50.0, 0.2);
}

TEST(DepthCheck, FindsTheGainAndTheOffsetOfASensorThatIsOff) {
  Bench bench;
  bench.gain = 0.9;
  bench.offset_mm = 2.0;
  bench.at(0, 2.2).to(0, 50).at(50, 1.5);
  ASSERT_EQ(bench.step(), DepthCheckStep::Done);
  EXPECT_FALSE(bench.result().agrees());
  EXPECT_NEAR(bench.result().error_mm(), -3.0, 0.3) << "5 mm too little, 2 mm of it made up for";
  EXPECT_NEAR(bench.result().gain(), 1.0 / 0.9, 0.01);
  // The corrected depth is right everywhere.
  for (const double true_mm : {0.0, 25.0, 60.0}) {
    const double said_mm = 2.0 + 0.9 * true_mm;
    EXPECT_NEAR(bench.result().gain() * said_mm + bench.result().offset_mm(), true_mm, 0.4);
  }
}

TEST(DepthCheck, TellsWhatIsOffMostWithItsSign) {
  EXPECT_DOUBLE_EQ((DepthCheckResult{50, 0.2, 46.9}).error_mm(), 46.9 - 50.0);
  EXPECT_DOUBLE_EQ((DepthCheckResult{50, 3.0, 50.4}).error_mm(), 3.0);
  EXPECT_TRUE((DepthCheckResult{50, -1.0, 51.0}).agrees());
  EXPECT_FALSE((DepthCheckResult{50, 0.0, 51.1}).agrees());
}

TEST(DepthCheck, WaitsUntilAnUnstillHandIsStill) {
  Bench bench;
  bench.at(0, 2.2).to(0, 50);
  bench.tremor_mm = 3.0;
  bench.at(50, 8);
  EXPECT_EQ(bench.step(), DepthCheckStep::Press);
  EXPECT_EQ(bench.check.state().hint, DepthCheckHint::Moving);
  EXPECT_LT(bench.check.state().progress, 1.0);
  bench.tremor_mm = 0.0;
  bench.at(50, 1.3);
  EXPECT_EQ(bench.step(), DepthCheckStep::Done);
}

TEST(DepthCheck, DoesNotTakeAHandThatSlowlyGivesWayForAPlateau) {
  Bench bench;
  bench.at(0, 2.2).to(0, 52).to(52, 40, 6.0);
  EXPECT_EQ(bench.step(), DepthCheckStep::Press) << "2 mm a second are no plateau";
}

TEST(DepthCheck, IsNotDeceivedByARestThatIsLeanedOn) {
  Bench bench;
  bench.tremor_mm = 2.0;
  bench.at(4, 5);
  EXPECT_EQ(bench.step(), DepthCheckStep::LetGo);
  EXPECT_EQ(bench.check.state().hint, DepthCheckHint::Moving);
}

TEST(DepthCheck, SaysThatTheBlockWasNotReached) {
  Bench bench;
  bench.at(0, 2.2).to(0, 18).at(18, 30);
  EXPECT_EQ(bench.step(), DepthCheckStep::Press);
  EXPECT_EQ(bench.check.state().hint, DepthCheckHint::NotOnBlock);
  bench.at(18, 35);
  ASSERT_EQ(bench.step(), DepthCheckStep::Failed);
  EXPECT_EQ(bench.check.state().failure, DepthCheckFailure::NotReached);
  EXPECT_FALSE(bench.check.state().result);
}

TEST(DepthCheck, GivesUpOnAChestThatNobodyLetsGo) {
  Bench bench;
  bench.tremor_mm = 20.0;
  bench.at(25, 61);
  ASSERT_EQ(bench.step(), DepthCheckStep::Failed);
  EXPECT_EQ(bench.check.state().failure, DepthCheckFailure::NeverStill);
}

TEST(DepthCheck, MeasuresNothingAcrossAGap) {
  Bench bench;
  bench.noise_mm = 0.0;
  bench.at(0, 1.9).silent_for(5.0).at(0, 1.5);
  EXPECT_EQ(bench.step(), DepthCheckStep::LetGo);
  bench.at(0, 0.6);
  EXPECT_EQ(bench.step(), DepthCheckStep::Press);
}

TEST(DepthCheck, BeginsAnewWhenTheManikinRestarts) {
  Bench bench;
  bench.at(0, 2.2);
  ASSERT_EQ(bench.step(), DepthCheckStep::Press);
  bench.restarted().at(0, 0.1);
  EXPECT_EQ(bench.step(), DepthCheckStep::LetGo);
}

TEST(DepthCheck, EndsWithoutASignalAndWithoutADepth) {
  Bench bench;
  bench.at(0, 2.2);
  bench.check.lose();
  EXPECT_EQ(bench.check.state().failure, DepthCheckFailure::NoSignal);
  bench.at(0, 3.0);
  EXPECT_EQ(bench.step(), DepthCheckStep::Failed) << "it does not go on by itself";
  DepthCheck none({});
  none.refuse();
  EXPECT_EQ(none.state().failure, DepthCheckFailure::NoDepth);
}

TEST(DepthCheck, ListensToDepthAlone) {
  Bench bench;
  bench.check.push({Channel::Force, BatchFlag::None, DeviceTime{}, milliseconds(10),
                    std::vector<float>(400, 1.0F)});
  EXPECT_FALSE(bench.check.state().reading_mm);
}

TEST(DepthCheck, ReadsASensorThatSendsChangesAlone) {
  Bench bench({}, 2.0);
  bench.noise_mm = 0.0;
  bench.at(0, 3.5);
  ASSERT_EQ(bench.step(), DepthCheckStep::Press);
  bench.at(50.5, 2.5);
  ASSERT_EQ(bench.step(), DepthCheckStep::Done);
  EXPECT_NEAR(bench.result().held_mm, 50.5, 0.01);
}

TEST(DepthCheck, TellsBothPointsAndMeasuresWhatThatCameTo) {
  Bench bench(DepthCheckOptions{.block_mm = 50.0, .corrects = true});
  bench.gain = 0.9;
  bench.offset_mm = 3.0;
  bench.at(0, 2.2);
  EXPECT_EQ(bench.check.take_point(), 0.0);
  EXPECT_EQ(bench.check.take_point(), std::nullopt) << "once";
  bench.offset_mm = 0.0;
  bench.to(0, 50).at(50, 1.1);
  EXPECT_EQ(bench.check.take_point(), 50.0);
  EXPECT_EQ(bench.step(), DepthCheckStep::LetGo);
  EXPECT_TRUE(bench.check.state().verifies);
  bench.gain = 1.0;
  bench.at(50, 4.0);
  EXPECT_EQ(bench.step(), DepthCheckStep::LetGo) << "a chest that is held down is not at rest";
  EXPECT_EQ(bench.check.state().hint, DepthCheckHint::NotLetGo);
  bench.to(50, 0).at(0, 2.2).to(0, 50).at(50, 1.3);
  ASSERT_EQ(bench.step(), DepthCheckStep::Done);
  EXPECT_EQ(bench.check.take_point(), std::nullopt) << "the second time is only measured";
  EXPECT_TRUE(bench.result().agrees());
}

RC_GTEST_PROP(DepthCheckLaw, MeasuresAnySensorWithinATenth, ()) {
  Bench bench(DepthCheckOptions{.block_mm = 45.0});
  bench.gain = 0.8 + 0.01 * *rc::gen::inRange(0, 40);
  bench.offset_mm = *rc::gen::inRange(-5, 6);
  bench.noise_mm = 0.1 * *rc::gen::inRange(0, 5);
  bench.at(0, 3.0).to(0, 45).at(45, 2.5);
  RC_ASSERT(bench.step() == DepthCheckStep::Done);
  RC_ASSERT(std::abs(bench.result().rest_mm - bench.offset_mm) < 0.2);
  RC_ASSERT(std::abs(bench.result().held_mm - (bench.offset_mm + 45.0 * bench.gain)) < 0.3);
}

}  // namespace
}  // namespace sternum::test
