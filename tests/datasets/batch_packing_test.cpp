// The form of stored samples is frozen: what is on a disk today must be readable for ever.
#include "datasets/records/batch_packing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "tests/datasets/stored_samples.hpp"

namespace sternum {
namespace {

using testing::HasSubstr;

// Made by an independent program from the description in SCHEMA.md.
const std::string kTwoBatches = std::string(
    "\x01"
    "\x01\x00\x80\x89\x7a\xa0\x9c\x01\x02\x00\x00\x00\x00\x00\x00\x4e\x42"
    "\x04\x01\x9f\x9c\x01\x00\x01\x00\x00\xc8\x43"
    "\x5f\x7d\xe4\xf3\x4e\x6a\xff\x52",
    37);

std::vector<SampleBatch> two_batches() {
  return {{Channel::Depth,
           BatchFlag::None,
           DeviceTime::from_us(1'000'000),
           milliseconds(10),
           {0.0F, 51.5F}},
          {Channel::AirwayVolume,
           BatchFlag::FollowsGap,
           DeviceTime::from_us(990'000),
           Duration{},
           {400.0F}}};
}

TEST(BatchPacking, WritesTheFormThatIsDescribed) {
  BatchPacker packer;
  for (const auto& batch : two_batches()) packer.add(batch);
  EXPECT_EQ(packer.finish(), kTwoBatches);
}

TEST(BatchPacking, ReadsTheFormThatIsDescribed) {
  std::vector<SampleBatch> batches;
  ASSERT_TRUE(unpack_batches(kTwoBatches, "here", batches).has_value());
  EXPECT_EQ(batches, two_batches());
}

RC_GTEST_PROP(BatchPacking, GivesBackAnyBatchesBitForBitAndInOrder, ()) {
  std::vector<SampleBatch> batches;
  for (int i = *rc::gen::inRange(0, 8); i > 0; --i) batches.push_back(test::any_batch());
  BatchPacker packer;
  for (const auto& batch : batches) packer.add(batch);
  std::vector<SampleBatch> unpacked;
  RC_ASSERT(unpack_batches(packer.finish(), "here", unpacked).has_value());
  RC_ASSERT(test::same_bits(unpacked, batches));
}

TEST(BatchPacking, NoticesEveryFlippedBitAndEveryMissingByte) {
  const std::vector<SampleBatch> before = {two_batches().front()};
  for (std::size_t bit = 0; bit < kTwoBatches.size() * 8; ++bit) {
    std::string damaged = kTwoBatches;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    auto batches = before;
    const auto unpacked = unpack_batches(damaged, "attempt 7", batches);
    ASSERT_FALSE(unpacked.has_value()) << "bit " << bit;
    EXPECT_THAT(unpacked.error().message(), HasSubstr("attempt 7: stored samples are damaged"));
    EXPECT_EQ(batches, before) << "nothing of a damaged row is used";
  }
  for (std::size_t length = 0; length < kTwoBatches.size(); ++length) {
    std::vector<SampleBatch> batches;
    EXPECT_FALSE(unpack_batches(kTwoBatches.substr(0, length), "here", batches).has_value());
  }
}

}  // namespace
}  // namespace sternum
