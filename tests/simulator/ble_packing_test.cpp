// How many samples a manikin puts into a frame over a radio.
#include "firmware-bridge/simulator/ble_packing.hpp"

#include <gtest/gtest.h>

namespace sternum {
namespace {

const std::vector<double> kTwoChannels = {100.0, 100.0};

TEST(BlePacking, IsTwoSamplesOnAnyDecentLink) {
  EXPECT_EQ(ble_samples_per_batch({247, milliseconds(15), 3}, kTwoChannels), 2);
  EXPECT_EQ(ble_samples_per_batch({247, milliseconds(30), 3}, kTwoChannels), 2);
  EXPECT_EQ(ble_samples_per_batch({185, milliseconds(30), 1}, kTwoChannels), 3);
}

TEST(BlePacking, IsMoreOnlyWhereTheLinkMustHaveIt) {
  EXPECT_EQ(ble_samples_per_batch({23, milliseconds(15), 3}, {100.0}), 2);
  EXPECT_EQ(ble_samples_per_batch({23, milliseconds(15), 3}, kTwoChannels), 5);
  EXPECT_EQ(ble_samples_per_batch({23, milliseconds(15), 1}, kTwoChannels), 10);
}

TEST(BlePacking, NeverGrowsWithABetterLink) {
  for (int packets = 1; packets < 8; ++packets) {
    int before = 10;
    for (unsigned mtu = 0; mtu < 520; mtu += 5) {
      const int samples = ble_samples_per_batch({mtu, milliseconds(30), packets}, kTwoChannels);
      EXPECT_LE(samples, before) << mtu;
      EXPECT_GE(samples, 2);
      before = samples;
    }
  }
}

TEST(BlePacking, TakesNonsenseForTheWorstLink) {
  EXPECT_EQ(ble_samples_per_batch({0, Duration{}, -1}, std::vector<double>(4, 100.0)), 10);
}

}  // namespace
}  // namespace sternum
