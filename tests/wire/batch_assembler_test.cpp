#include "firmware-bridge/protocol/batch_assembler.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "firmware-bridge/protocol/limits.hpp"
#include "tests/wire/device_times.hpp"

namespace sternum {
namespace {

using testing::k32Bit;
using testing::kSecond_us;

/// Two values of depth at 100 Hz, as number `sequence` of a stream that began at zero.
WireBatch depth(std::uint32_t sequence, std::int64_t t_us) {
  return {Channel::Depth, sequence, t_us, 10'000, {1.0F, 2.0F}};
}
WireBatch depth(std::uint32_t sequence) { return depth(sequence, sequence * 20'000LL); }

WireBatch one_value(std::uint32_t sequence, std::int64_t t_us) {
  return {Channel::Depth, sequence, t_us, 0, {1.0F}};
}

struct Assembly {
  /// Feeds a batch that must be delivered.
  SampleBatch deliver(const WireBatch& batch) {
    const SampleBatch* assembled = assembler.assemble(batch);
    EXPECT_NE(assembled, nullptr) << "batch " << batch.sequence << " at " << batch.t_us
                                  << " µs was dropped";
    return assembled == nullptr ? SampleBatch{} : *assembled;
  }
  BatchFlag flags_of(const WireBatch& batch) { return deliver(batch).flags; }
  void expect_dropped(const WireBatch& batch) {
    EXPECT_EQ(assembler.assemble(batch), nullptr)
        << "batch " << batch.sequence << " at " << batch.t_us;
  }
  void boot(std::uint32_t number) { assembler.on_hello(Hello{.id = "A", .boot = number}); }
  [[nodiscard]] LinkStatistics counted() const {
    LinkStatistics statistics;
    assembler.add_to(statistics);
    return statistics;
  }
  BatchAssembler assembler;
};

TEST(BatchAssembler, PutsABatchOnTheTimelineAsItCame) {
  Assembly assembly;
  const SampleBatch expected{Channel::Depth,
                             BatchFlag::None,
                             DeviceTime::from_us(5 * kSecond_us),
                             milliseconds(10),
                             {1.0F, 2.0F}};
  EXPECT_EQ(assembly.deliver(depth(9, 5 * kSecond_us)), expected);
  EXPECT_EQ(assembly.counted(), LinkStatistics{.samples = 2});
}

TEST(BatchAssembler, FindsNothingWrongInAWholeStream) {
  Assembly assembly;
  for (std::uint32_t i = 0; i < 500; ++i) EXPECT_EQ(assembly.flags_of(depth(i)), BatchFlag::None);
  EXPECT_EQ(assembly.counted(), LinkStatistics{.samples = 1000});
}

TEST(BatchAssembler, MarksWhatFollowsMissingNumbers) {
  Assembly assembly;
  EXPECT_EQ(assembly.flags_of(depth(0)), BatchFlag::None);
  EXPECT_EQ(assembly.flags_of(depth(4)), BatchFlag::FollowsGap);
  EXPECT_EQ(assembly.flags_of(depth(5)), BatchFlag::None);
  EXPECT_EQ(assembly.counted(), (LinkStatistics{.samples = 6, .gaps = 1, .batches_lost = 3}));
}

TEST(BatchAssembler, CountsOnWhereTheNumbersWrap) {
  Assembly assembly;
  EXPECT_EQ(assembly.flags_of(depth(4'294'967'294U, 0)), BatchFlag::None);
  EXPECT_EQ(assembly.flags_of(depth(4'294'967'295U, 20'000)), BatchFlag::None);
  EXPECT_EQ(assembly.flags_of(depth(0, 40'000)), BatchFlag::None);
  EXPECT_EQ(assembly.flags_of(depth(2, 80'000)), BatchFlag::FollowsGap);
  EXPECT_EQ(assembly.counted().batches_lost, 1U);
}

TEST(BatchAssembler, DropsDuplicatesAndBatchesFromThePast) {
  Assembly assembly;
  for (std::uint32_t i = 0; i < 10; ++i) assembly.deliver(depth(i));
  assembly.expect_dropped(depth(9));
  assembly.expect_dropped(depth(3));
  assembly.expect_dropped(depth(10, 9 * 20'000 + 5'000));  // overlaps what was delivered
  EXPECT_EQ(assembly.flags_of(depth(10)), BatchFlag::None);
  EXPECT_EQ(assembly.counted(), (LinkStatistics{.samples = 22, .past_batches = 3}));
}

TEST(BatchAssembler, TakesAHoleThatTimeHasNoRoomForAsANewNumbering) {
  Assembly assembly;
  assembly.deliver(depth(1000, 0));
  EXPECT_EQ(assembly.flags_of(depth(0, 20'000)), BatchFlag::FollowsGap);
  EXPECT_EQ(assembly.flags_of(depth(1, 40'000)), BatchFlag::None);
  EXPECT_EQ(assembly.flags_of(depth(50'000'000, 60'000)), BatchFlag::FollowsGap);
  EXPECT_EQ(assembly.flags_of(depth(50'020'000, 80'000)), BatchFlag::FollowsGap);
  EXPECT_EQ(assembly.counted(), (LinkStatistics{.samples = 10, .gaps = 3, .batches_lost = 0}));
}

TEST(BatchAssembler, MarksAHoleInTimeWithoutAHoleInTheNumbers) {
  Assembly assembly;
  assembly.deliver(depth(0, 0));
  EXPECT_EQ(assembly.flags_of(depth(1, 260'000)), BatchFlag::None);
  EXPECT_EQ(assembly.flags_of(depth(2, 260'000 + 10'000 + 250'001)), BatchFlag::FollowsGap);
  EXPECT_EQ(assembly.counted(), (LinkStatistics{.samples = 6, .gaps = 1}));
}

TEST(BatchAssembler, AllowsASlowSeriesItsPeriodAndASingleValueItsSecond) {
  Assembly slow;
  slow.deliver({Channel::ReportedRate, 0, 0, 1'000'000, {110.0F}});
  EXPECT_EQ(slow.flags_of({Channel::ReportedRate, 1, 4 * kSecond_us, 1'000'000, {110.0F}}),
            BatchFlag::None);
  EXPECT_EQ(slow.flags_of({Channel::ReportedRate, 2, 10 * kSecond_us, 1'000'000, {110.0F}}),
            BatchFlag::FollowsGap);
  Assembly text;
  text.deliver(one_value(0, 0));
  EXPECT_EQ(text.flags_of(one_value(1, kSecond_us)), BatchFlag::None);
  EXPECT_EQ(text.flags_of(one_value(2, 2 * kSecond_us + 1)), BatchFlag::FollowsGap);
}

TEST(BatchAssembler, LetsChannelsWithLongerBatchesLagBehindOthers) {
  Assembly assembly;
  std::uint32_t volumes = 0;
  for (std::uint32_t i = 0; i < 100; ++i) {
    EXPECT_EQ(assembly.flags_of(depth(i)), BatchFlag::None);
    if (i % 10 == 9) {
      const WireBatch volume{Channel::AirwayVolume, volumes, volumes * 200'000LL, 10'000,
                             std::vector<float>(20, 1.0F)};
      const SampleBatch assembled = assembly.deliver(volume);
      EXPECT_EQ(assembled.flags, BatchFlag::None);
      EXPECT_EQ(assembled.first.us(), volume.t_us);
      ++volumes;
    }
  }
  EXPECT_EQ(assembly.counted(), LinkStatistics{.samples = 400});
}

TEST(BatchAssembler, KeepsLaggingChannelsInTheirPlaceAcrossAWrapOfTheClock) {
  Assembly assembly;
  const std::int64_t start = k32Bit - 5 * 200'000 - 7;
  std::int64_t last_depth = 0;
  for (std::uint32_t i = 0; i < 100; ++i) {
    const auto t_us = start + i * 20'000LL;
    const SampleBatch assembled = assembly.deliver(depth(i, t_us % k32Bit));
    EXPECT_EQ(assembled.first.us(), t_us);
    EXPECT_EQ(assembled.flags, BatchFlag::None);
    last_depth = assembled.last().us();
    if (i % 10 == 9) {
      const auto volume_us = start + (i - 9) * 20'000LL;
      const SampleBatch volume =
          assembly.deliver({Channel::AirwayVolume, i / 10, volume_us % k32Bit, 10'000,
                            std::vector<float>(20, 1.0F)});
      EXPECT_EQ(volume.first.us(), volume_us);
      EXPECT_EQ(volume.last().us(), last_depth);
      EXPECT_EQ(volume.flags, BatchFlag::None);
    }
  }
  EXPECT_EQ(assembly.counted(), LinkStatistics{.samples = 400});
}

TEST(BatchAssembler, MarksEveryChannelAfterARebootThatTheClockShows) {
  Assembly assembly;
  assembly.boot(1);
  assembly.deliver(depth(500, 100 * kSecond_us));
  assembly.deliver(
      {Channel::AirwayVolume, 40, 100 * kSecond_us, 10'000, std::vector<float>(20, 1.0F)});
  const SampleBatch depth_after = assembly.deliver(depth(0, 0));
  EXPECT_EQ(depth_after.flags, BatchFlag::FollowsReboot);
  EXPECT_EQ(depth_after.first.us(), 100 * kSecond_us + 190'001)
      << "behind the last value of any channel";
  EXPECT_EQ(assembly.flags_of({Channel::AirwayVolume, 0, 0, 10'000, {1.0F}}),
            BatchFlag::FollowsReboot);
  EXPECT_EQ(assembly.flags_of({Channel::Force, 0, 0, 10'000, {1.0F}}), BatchFlag::None)
      << "nothing went before";
  EXPECT_EQ(assembly.flags_of(depth(1, 20'000)), BatchFlag::None);
  assembly.boot(2);  // announces what the clock has shown already
  EXPECT_EQ(assembly.flags_of(depth(2, 40'000)), BatchFlag::None);
  EXPECT_EQ(assembly.counted().reboots, 1U);
  EXPECT_EQ(assembly.counted().gaps, 0U);
}

TEST(BatchAssembler, DoesNotTakeAnOldBatchOfAYoungManikinForAReboot) {
  Assembly assembly;
  for (std::uint32_t i = 0; i < 300; ++i) assembly.deliver(depth(i));
  assembly.expect_dropped(depth(50));
  EXPECT_EQ(assembly.flags_of(depth(300)), BatchFlag::None);
  assembly.expect_dropped(depth(0));
  EXPECT_EQ(assembly.flags_of(depth(301)), BatchFlag::None);
  EXPECT_EQ(assembly.counted(), (LinkStatistics{.samples = 604, .past_batches = 2}));
}

TEST(BatchAssembler, SeesTheRebootOfAYoungManikinInTheSecondBatchAfterIt) {
  Assembly assembly;
  for (std::uint32_t i = 0; i < 300; ++i) assembly.deliver(depth(i));
  assembly.expect_dropped(depth(0));
  const SampleBatch after = assembly.deliver(depth(1));
  EXPECT_EQ(after.flags, BatchFlag::FollowsReboot);
  EXPECT_GT(after.first.us(), 299 * 20'000 + 10'000);
  EXPECT_EQ(assembly.flags_of(depth(2)), BatchFlag::None);
  EXPECT_EQ(assembly.counted().reboots, 1U);
}

TEST(BatchAssembler, LosesNothingInAnAnnouncedRebootOfAYoungManikin) {
  Assembly assembly;
  assembly.boot(1);
  for (std::uint32_t i = 0; i < 300; ++i) assembly.deliver(depth(i));
  assembly.boot(2);
  EXPECT_EQ(assembly.flags_of(depth(0)), BatchFlag::FollowsReboot);
  EXPECT_EQ(assembly.flags_of(depth(1)), BatchFlag::None);
  EXPECT_EQ(assembly.counted(), (LinkStatistics{.samples = 604, .reboots = 1}));
}

TEST(BatchAssembler, BelievesAHelloWithAnotherBootNumberWhateverTheClockShows) {
  Assembly assembly;
  assembly.boot(1);
  assembly.deliver(depth(10, 20 * kSecond_us));
  assembly.boot(1);
  EXPECT_EQ(assembly.flags_of(depth(11, 20 * kSecond_us + 20'000)), BatchFlag::None);
  assembly.boot(9);
  const SampleBatch after = assembly.deliver(depth(12, 20 * kSecond_us + 40'000));
  EXPECT_EQ(after.flags, BatchFlag::FollowsReboot);
  EXPECT_GT(after.first.us(), 20 * kSecond_us + 30'000);
  assembly.boot(9);
  EXPECT_EQ(assembly.flags_of(depth(13, 20 * kSecond_us + 60'000)), BatchFlag::None);
  EXPECT_EQ(assembly.counted().reboots, 1U);
}

TEST(BatchAssembler, FollowsAManikinThatRestartsTwiceWithinASecond) {
  Assembly assembly;
  assembly.boot(1);
  assembly.deliver(depth(10));
  assembly.boot(2);
  EXPECT_EQ(assembly.flags_of(depth(0)), BatchFlag::FollowsReboot);
  EXPECT_EQ(assembly.flags_of(depth(1)), BatchFlag::None);
  assembly.boot(3);
  EXPECT_EQ(assembly.flags_of(depth(0)), BatchFlag::FollowsReboot);
  EXPECT_EQ(assembly.counted().reboots, 2U);
}

TEST(BatchAssembler, DropsALeapThatNothingBearsOut) {
  Assembly assembly;
  assembly.deliver(depth(0));
  assembly.expect_dropped(depth(1, 3601 * kSecond_us));
  EXPECT_EQ(assembly.flags_of(depth(1)), BatchFlag::None);
  assembly.expect_dropped(depth(7, 31 * 86'400 * kSecond_us));
  EXPECT_EQ(assembly.flags_of(depth(2)), BatchFlag::None);
  EXPECT_EQ(assembly.counted(), (LinkStatistics{.malformed = 2, .samples = 6}));
}

TEST(BatchAssembler, FollowsAManikinThatCountedOnWhileItWasAway) {
  Assembly assembly;
  assembly.deliver(depth(0));
  const SampleBatch back = assembly.deliver(depth(540'000, 3 * 3600 * kSecond_us));
  EXPECT_EQ(back.flags, BatchFlag::FollowsGap);
  EXPECT_EQ(back.first.us(), 3 * 3600 * kSecond_us);
  EXPECT_EQ(assembly.counted().batches_lost, 539'999U);
}

TEST(BatchAssembler, FollowsAClockThatWasSetOnceItHasGoneOnForASecond) {
  for (const std::int64_t start_us : {50 * kSecond_us, 50'000 * kSecond_us}) {
    Assembly assembly;
    for (std::uint32_t i = 0; i < 10; ++i)
      assembly.deliver(depth(i, 100 * kSecond_us + i * 20'000));
    std::uint32_t i = 10;
    for (; i < 60; ++i) assembly.expect_dropped(depth(i, start_us + (i - 10) * 20'000));
    const SampleBatch believed = assembly.deliver(depth(i, start_us + (i - 10) * 20'000));
    EXPECT_EQ(believed.flags, BatchFlag::FollowsReboot);
    EXPECT_GT(believed.first.us(), 100 * kSecond_us);
    EXPECT_EQ(assembly.flags_of(depth(i + 1, start_us + (i - 9) * 20'000)), BatchFlag::None);
    const auto counted = assembly.counted();
    EXPECT_EQ(counted.malformed + counted.past_batches, 50U);
    EXPECT_EQ(counted.reboots, 1U);
  }
}

TEST(BatchAssembler, IsNotTurnedByStragglersThatComeBetween) {
  Assembly assembly;
  for (std::uint32_t i = 0; i < 200; ++i) {
    assembly.deliver(depth(i, 100 * kSecond_us + i * 20'000));
    assembly.expect_dropped(depth(i, 50 * kSecond_us + i * 20'000));
  }
  EXPECT_EQ(assembly.counted(), (LinkStatistics{.samples = 400, .past_batches = 200}));
}

TEST(BatchAssembler, MarksValuesAtTheEndOfTheSensorsRange) {
  Assembly assembly;
  Hello hello{.id = "A"};
  hello.channels = {{Channel::Depth, 0.0F, 70.0F, 100.0F, 0.0F},
                    {Channel::Acceleration, -4.0F, 4.0F, 100.0F, 0.0F},
                    {Channel::Force, 0.0F, 0.0F, 100.0F, 0.0F}};
  assembly.assembler.on_hello(hello);
  auto saturated = [&, sequence = 0U](Channel channel, float value) mutable {
    const auto t_us = sequence * 10'000LL;
    return has(assembly.flags_of({channel, sequence++, t_us, 0, {value}}), BatchFlag::Saturated);
  };
  EXPECT_FALSE(saturated(Channel::Depth, 0.0F)) << "a chest at rest";
  EXPECT_FALSE(saturated(Channel::Depth, -1.0F)) << "noise about rest";
  EXPECT_FALSE(saturated(Channel::Depth, 69.9F));
  EXPECT_TRUE(saturated(Channel::Depth, 70.0F));
  EXPECT_FALSE(saturated(Channel::Acceleration, -3.9F));
  EXPECT_TRUE(saturated(Channel::Acceleration, -4.0F));
  EXPECT_TRUE(saturated(Channel::Acceleration, 4.5F));
  EXPECT_FALSE(saturated(Channel::Force, 900.0F)) << "its range is not known";
  EXPECT_FALSE(saturated(Channel::AirwayVolume, 9000.0F)) << "not in the Hello";
}

TEST(BatchAssembler, MarksSaturationBesideAGap) {
  Assembly assembly;
  Hello hello{.id = "A"};
  hello.channels = {{Channel::Depth, 0.0F, 2.0F, 100.0F, 0.0F}};
  assembly.assembler.on_hello(hello);
  assembly.deliver(depth(0));
  EXPECT_EQ(assembly.flags_of(depth(2)), BatchFlag::FollowsGap | BatchFlag::Saturated);
}

// The law: whatever sane batches come, each is delivered or counted, and what is delivered ascends.
RC_GTEST_PROP(BatchAssembler, DeliversAscendingTimesOrCounts, ()) {
  Assembly assembly;
  std::map<Channel, DeviceTime> last;
  std::int64_t t_us = *rc::gen::inRange<std::int64_t>(0, kEndOfDeviceTime_us);
  std::uint32_t sequence = *rc::gen::arbitrary<std::uint32_t>();
  std::uint64_t delivered = 0;
  const int batches = *rc::gen::inRange(1, 150);
  for (int i = 0; i < batches; ++i) {
    if (*rc::gen::inRange(0, 30) == 0) assembly.boot(*rc::gen::inRange<std::uint32_t>(0, 3));
    switch (*rc::gen::inRange(0, 12)) {
      case 0:
        t_us = *rc::gen::inRange<std::int64_t>(0, kEndOfDeviceTime_us);
        break;
      case 1:
        t_us = *rc::gen::inRange<std::int64_t>(0, 20 * kSecond_us);
        break;
      case 2:
        sequence = *rc::gen::arbitrary<std::uint32_t>();
        break;
      default:
        t_us = std::max<std::int64_t>(
            0, t_us + *rc::gen::inRange<std::int64_t>(-kSecond_us, 2 * kSecond_us));
    }
    WireBatch batch{*rc::gen::element(Channel::Depth, Channel::AirwayVolume), sequence++, t_us,
                    10'000, std::vector<float>(*rc::gen::inRange<std::size_t>(1, 21), 1.0F)};
    RC_PRE(makes_sense(batch));
    const auto before = assembly.counted();
    const SampleBatch* assembled = assembly.assembler.assemble(batch);
    const auto after = assembly.counted();
    if (assembled == nullptr) {
      RC_ASSERT(after.past_batches + after.malformed == before.past_batches + before.malformed + 1);
      continue;
    }
    RC_ASSERT(after.past_batches + after.malformed == before.past_batches + before.malformed);
    RC_ASSERT(assembled->values == batch.values);
    const auto found = last.find(batch.channel);
    // In one bool: RC_ASSERT would evaluate both sides of the ||.
    const bool ascends = found == last.end() || assembled->first > found->second;
    RC_ASSERT(ascends);
    last[batch.channel] = assembled->last();
    delivered += batch.values.size();
  }
  RC_ASSERT(assembly.counted().samples == delivered);
}

}  // namespace
}  // namespace sternum
