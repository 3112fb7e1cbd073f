// The form of stored samples is frozen: what is on a disk today must be readable for ever.
#include "datasets/records/batch_packing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using testing::HasSubstr;

// Made by an independent program from the description in SCHEMA.md.
const std::string kThreeBatches(
    "\x01"
    "\x01\x00\x80\x89\x7a\xa0\x9c\x01\x02\x00\x00\x00\x00\x00\x00\x4e\x42"
    "\x04\x01\x9f\x9c\x01\x00\x01\x00\x00\xc8\x43"
    "\x81\x00\x00\x00\x40\x00\x00\x80\xbf"
    "\x4e\xf0\x6d\x5a\x70\x6f\x4b\x6f",
    46);

std::vector<SampleBatch> three_batches() {
  return {{Channel::Depth,
           BatchFlag::None,
           DeviceTime::from_us(1'000'000),
           milliseconds(10),
           {0.0F, 51.5F}},
          {Channel::AirwayVolume,
           BatchFlag::FollowsGap,
           DeviceTime::from_us(990'000),
           Duration{},
           {400.0F}},
          {Channel::Depth,
           BatchFlag::None,
           DeviceTime::from_us(1'020'000),
           milliseconds(10),
           {2.0F, -1.0F}}};
}

TEST(BatchPacking, WritesTheFormThatIsDescribed) {
  BatchPacker packer;
  for (const auto& batch : three_batches()) packer.add(batch);
  EXPECT_EQ(packer.finish(), kThreeBatches);
}

TEST(BatchPacking, ReadsTheFormThatIsDescribed) {
  std::vector<SampleBatch> batches;
  ASSERT_TRUE(unpack_batches(kThreeBatches, "here", batches).has_value());
  EXPECT_EQ(batches, three_batches());
}

RC_GTEST_PROP(BatchPacking, GivesBackAnyBatchesBitForBitAndInOrder, ()) {
  std::vector<SampleBatch> batches;
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    SampleBatch batch = test::any_batch();
    if (!batches.empty() && *rc::gen::inRange(0, 3) > 0) {  // one that goes on where another ended
      const auto& before = *rc::gen::elementOf(batches);
      batch.channel = before.channel;
      batch.period = before.period;
      batch.values.resize(before.values.size(), 0.5F);
      const auto length = static_cast<std::uint64_t>(before.period.us()) * before.values.size();
      batch.first = DeviceTime::from_us(
          static_cast<std::int64_t>(static_cast<std::uint64_t>(before.first.us()) + length));
    }
    batches.push_back(batch);
  }
  BatchPacker packer;
  for (const auto& batch : batches) packer.add(batch);
  std::vector<SampleBatch> unpacked;
  RC_ASSERT(unpack_batches(packer.finish(), "here", unpacked).has_value());
  RC_ASSERT(test::same_bits(unpacked, batches));
}

TEST(BatchPacking, NoticesEveryFlippedBitAndEveryMissingByte) {
  const std::vector<SampleBatch> before = {three_batches().front()};
  for (std::size_t bit = 0; bit < kThreeBatches.size() * 8; ++bit) {
    std::string damaged = kThreeBatches;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    auto batches = before;
    const auto unpacked = unpack_batches(damaged, "attempt 7", batches);
    ASSERT_FALSE(unpacked.has_value()) << "bit " << bit;
    EXPECT_THAT(unpacked.error().message(), HasSubstr("attempt 7: stored samples are damaged"));
    EXPECT_EQ(batches, before) << "nothing of a damaged row is used";
  }
  for (std::size_t length = 0; length < kThreeBatches.size(); ++length) {
    std::vector<SampleBatch> batches;
    EXPECT_FALSE(unpack_batches(kThreeBatches.substr(0, length), "here", batches).has_value());
  }
}

}  // namespace
}  // namespace sternum
