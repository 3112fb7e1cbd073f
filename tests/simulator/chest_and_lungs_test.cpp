#include <gtest/gtest.h>

#include <cmath>

#include "firmware-bridge/simulator/breath_curve.hpp"
#include "firmware-bridge/simulator/chest.hpp"
#include "firmware-bridge/simulator/sensors.hpp"

namespace sternum {
namespace {

TEST(Chest, PushesBackLikeAHumanOne) {
  const Chest chest({});
  // 54.9 N/cm · 5 cm + 10.8 N/cm² · 25 cm².
  EXPECT_NEAR(chest.force_n(50.0, 0.0), 544.5, 1e-9);
  EXPECT_EQ(chest.force_n(0.0, 0.0), 0.0);
  EXPECT_FALSE(chest.is_linear());
}

TEST(Chest, ResistsMotionWhenItIsDamped) {
  ChestOptions options;
  options.damping_n_s_per_mm = 0.2;
  const Chest chest(options);
  EXPECT_NEAR(chest.force_n(30.0, 500.0) - chest.force_n(30.0, 0.0), 100.0, 1e-9);
}

TEST(Chest, RestSettlesByHalfItsCreepInTheTimeSaid) {
  ChestOptions options;
  options.offset_mm = 1.0;
  options.drift_mm_per_min = 2.0;
  options.creep_mm = 3.0;
  options.creep_half = seconds(20.0);
  Chest chest(options);
  EXPECT_NEAR(chest.baseline_mm(0), 1.0, 1e-12);
  chest.work_from(10'000'000);
  chest.rest_from(20'000'000);
  chest.work_from(25'000'000);
  EXPECT_NEAR(chest.baseline_mm(30'000'000), 1.0 + 1.0 + 1.5, 1e-12);
}

TEST(Chest, RestRisesAgainWhileNobodyCompressesWhenItRecovers) {
  ChestOptions options;
  options.creep_mm = 4.0;
  options.creep_half = seconds(20.0);
  options.recovery_half = seconds(10.0);
  Chest chest(options);
  chest.work_from(5'000'000);
  EXPECT_NEAR(chest.baseline_mm(25'000'000), 2.0, 1e-12);
  chest.rest_from(25'000'000);
  EXPECT_NEAR(chest.baseline_mm(35'000'000), 1.0, 1e-12);
  EXPECT_NEAR(chest.baseline_mm(45'000'000), 2.0 / 3.0, 1e-12);
  chest.work_from(35'000'000);
  EXPECT_NEAR(chest.baseline_mm(35'000'000), 1.0, 1e-12);
  EXPECT_NEAR(chest.baseline_mm(55'000'000), 2.5, 1e-12);
}

TEST(BreathCurve, ReachesItsVolumeAtItsEndAndEmptiesAgain) {
  const BreathCurve breath{1'000'000, 2'000'000, 3'100'000, 550.0};
  EXPECT_EQ(breath.at(1'000'000).volume_ml, 0.0);
  EXPECT_NEAR(breath.at(2'000'000).volume_ml, 550.0, 1e-9);
  EXPECT_NEAR(breath.at(2'000'001).volume_ml, 550.0, 1e-3);
  EXPECT_EQ(breath.at(3'100'000).volume_ml, 0.0);
  EXPECT_EQ(breath.at(500'000).volume_ml, 0.0);
}

TEST(BreathCurve, FlowIsTheChangeOfVolume) {
  const BreathCurve breath{1'000'000, 2'000'000, 3'100'000, 550.0};
  double volume = 0.0;
  for (std::int64_t t = 900'000; t < 3'200'000; t += 1000) {
    EXPECT_NEAR(breath.at(t).volume_ml, volume, 0.5) << t;
    volume += 0.5e-3 * (breath.at(t).flow_ml_s + breath.at(t + 1000).flow_ml_s);
  }
}

TEST(Sensor, ReadsInStepsAndStaysInItsRange) {
  VirtualSensor sensor(Channel::Depth, {0.0, 1.0, -10.0, 100.0}, {}, 1);
  Scene scene;
  scene.chest.depth_mm = 41.4;
  EXPECT_EQ(sensor.read(scene, 0), 41.0F);
  scene.chest.depth_mm = 41.6;
  EXPECT_EQ(sensor.read(scene, 1000), 42.0F);
  scene.chest.depth_mm = 400.0;
  EXPECT_EQ(sensor.read(scene, 2000), 100.0F);
}

TEST(Sensor, AccelerometerShowsGravityWhenToldTo) {
  VirtualSensor sensor(Channel::Acceleration, {0.0, 0.0, -16.0, 16.0}, {.gravity_g = 1.0}, 1);
  Scene scene;
  EXPECT_EQ(sensor.read(scene, 0), 1.0F);
  scene.chest.acceleration_mm_s2 = -9806.65;
  EXPECT_EQ(sensor.read(scene, 1000), 0.0F);
}

TEST(Wander, MovesSmoothlyAndAsFarAsAskedFor) {
  Wander wander(0.1, seconds(2.0), RandomStream(1, RandomUse::Tilt));
  double last = wander.at(0);
  double square = 0.0;
  const int count = 200'000;
  for (int i = 1; i < count; ++i) {
    const double now = wander.at(i * std::int64_t{10'000});
    EXPECT_LT(std::abs(now - last), 0.005);
    square += now * now / count;
    last = now;
  }
  // Between its random values it is a mean of two, so the whole spreads a little less.
  EXPECT_GT(std::sqrt(square), 0.06);
  EXPECT_LT(std::sqrt(square), 0.12);
}

}  // namespace
}  // namespace sternum
