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

// Made by an independent program from the description in SCHEMA.md.
const std::string kMixedInputs(
    "\x02"
    "\x01\x00\x80\x89\x7a\xa0\x9c\x01\x02\x00\x00\x00\x00\x00\x00\x4e\x42"
    "\x40\x07\xa0\xc2\x1e\x00\x00\x00\x00\x00\x40\x4a\x40\x00\x00\x00\x00\x00\x00\xf8\x3f"
    "\x00\x00\x00\x00\x00\x80\x5b\x40"
    "\x41\x08\x9f\x8d\x06\xc0\xee\x6d\x00\x00\x00\x00\x00\x00\x7e\x40"
    "\x42\x01\x80\xd4\x61"
    "\xe5\xa5\xa7\x9a\xd4\x05\xe6\x34",
    76);

std::vector<AttemptInput> mixed_inputs() {
  ReportedCompression compression;
  compression.peak = DeviceTime::from_us(1'250'000);
  compression.depth = millimetres(52.5);
  compression.residual = millimetres(1.5);
  compression.rate = per_minute(110);
  compression.follows_gap = true;
  ReportedBreath breath;
  breath.start = DeviceTime::from_us(1'200'000);
  breath.duration = milliseconds(900);
  breath.volume = millilitres(480);
  return {three_batches().front(), compression, breath,
          AttemptEvent{AttemptEvent::Kind::Shock, DeviceTime::from_us(2'000'000)}};
}

TEST(InputPacking, WritesTheFormThatIsDescribed) {
  BatchPacker packer;
  for (const AttemptInput& input : mixed_inputs()) packer.add(input);
  EXPECT_EQ(packer.finish(), kMixedInputs);
}

TEST(InputPacking, ReadsBothFormsThatAreDescribed) {
  std::vector<AttemptInput> inputs;
  ASSERT_TRUE(unpack_inputs(kMixedInputs, "here", inputs).has_value());
  EXPECT_EQ(inputs, mixed_inputs());
  ASSERT_TRUE(unpack_inputs(kThreeBatches, "here", inputs).has_value());
  EXPECT_EQ(inputs.size(), mixed_inputs().size() + 3);
  std::vector<SampleBatch> batches;
  ASSERT_TRUE(unpack_batches(kMixedInputs, "here", batches).has_value());
  EXPECT_EQ(batches.size(), 1U) << "the batches among them";
}

TEST(InputPacking, NoticesEveryFlippedBit) {
  for (std::size_t bit = 0; bit < kMixedInputs.size() * 8; ++bit) {
    std::string damaged = kMixedInputs;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
    std::vector<AttemptInput> inputs;
    ASSERT_FALSE(unpack_inputs(damaged, "attempt 7", inputs).has_value()) << "bit " << bit;
    EXPECT_TRUE(inputs.empty());
  }
}

RC_GTEST_PROP(InputPacking, GivesBackAnyInputsInOrder, ()) {
  const auto time = [] { return DeviceTime::from_us(*rc::gen::arbitrary<std::int64_t>()); };
  const auto value = [] { return *rc::gen::inRange(-100'000, 100'000) * 0.001; };
  const auto maybe = [] { return *rc::gen::arbitrary<bool>(); };
  std::vector<AttemptInput> inputs;
  for (int i = *rc::gen::inRange(0, 12); i > 0; --i) {
    ReportedCompression compression{time(), millimetres(value()), {}, {}, maybe()};
    if (maybe()) compression.residual = millimetres(value());
    if (maybe()) compression.rate = per_minute(value());
    ReportedBreath breath{time(), microseconds(*rc::gen::arbitrary<std::int64_t>()), {}, maybe()};
    if (maybe()) breath.volume = millilitres(value());
    SampleBatch batch = test::any_batch();
    for (float& v : batch.values) v = 1.5F;  // compares as what it is
    const std::vector<AttemptInput> kinds = {
        batch,
        compression,
        breath,
        AttemptEvent{AttemptEvent::Kind::Shock, time()},
        AttemptEvent{AttemptEvent::Kind::AedOn, time()},
        AttemptEvent{AttemptEvent::Kind::PadsAttached, time()},
        AttemptEvent{AttemptEvent::Kind::AedAnalysing, time()},
        AttemptEvent{AttemptEvent::Kind::NoShockAdvised, time()},
        AttemptEvent{AttemptEvent::Kind::CoachFull, time()}};
    inputs.push_back(kinds[*rc::gen::inRange<std::size_t>(0, kinds.size())]);
  }
  BatchPacker packer;
  for (const AttemptInput& input : inputs) packer.add(input);
  std::vector<AttemptInput> unpacked;
  RC_ASSERT(unpack_inputs(packer.finish(), "here", unpacked).has_value());
  RC_ASSERT(unpacked == inputs);
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
