#include "analysis/attempt/sample_merger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <utility>

namespace sternum {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using Sample = std::pair<int, int>;  ///< channel number and time in ms

SampleBatch batch(Channel channel, int first_ms, int count, int period_ms = 10,
                  BatchFlag flags = BatchFlag::None) {
  SampleBatch b{.channel = channel,
                .flags = flags,
                .first = DeviceTime{} + milliseconds(first_ms),
                .period = milliseconds(period_ms),
                .values = {}};
  for (int i = 0; i < count; ++i) b.values.push_back(static_cast<float>(first_ms + i * period_ms));
  return b;
}

struct Collector {
  std::vector<Sample> samples;
  std::vector<BatchFlag> flags;

  void operator()(const SampleRun& run) {
    flags.push_back(run.flags);
    for (std::size_t i = 0; i < run.values.size(); ++i) {
      const auto ms = static_cast<int>((run.time_of(i) - DeviceTime{}).us() / 1000);
      EXPECT_EQ(run.values[i], static_cast<float>(ms));
      samples.emplace_back(static_cast<int>(run.channel), ms);
    }
  }
};

constexpr int kDepth = 1;
constexpr int kVolume = 4;
const std::vector kBoth = {Channel::Depth, Channel::AirwayVolume};

std::vector<Sample> drained(SampleMerger& merger) {
  Collector collector;
  merger.drain(collector);
  return collector.samples;
}

TEST(SampleMerger, HandsTheOnlyExpectedChannelOutAtOnce) {
  SampleMerger merger(std::vector{Channel::Depth}, milliseconds(250));
  merger.push(batch(Channel::Depth, 0, 3));
  EXPECT_THAT(drained(merger),
              ElementsAre(Sample(kDepth, 0), Sample(kDepth, 10), Sample(kDepth, 20)));
}

TEST(SampleMerger, WaitsForTheExpectedChannelThatIsBehind) {
  SampleMerger merger(kBoth, milliseconds(250));
  merger.push(batch(Channel::Depth, 0, 3));
  EXPECT_THAT(drained(merger), IsEmpty());
  merger.push(batch(Channel::AirwayVolume, 5, 2, 20));
  EXPECT_THAT(drained(merger), ElementsAre(Sample(kDepth, 0), Sample(kVolume, 5),
                                           Sample(kDepth, 10), Sample(kDepth, 20)));
}

TEST(SampleMerger, PutsTheLowerChannelFirstAtEqualTimes) {
  SampleMerger merger(kBoth, milliseconds(250));
  merger.push(batch(Channel::AirwayVolume, 0, 2));
  merger.push(batch(Channel::Depth, 0, 2));
  EXPECT_THAT(drained(merger), ElementsAre(Sample(kDepth, 0), Sample(kVolume, 0),
                                           Sample(kDepth, 10), Sample(kVolume, 10)));
}

TEST(SampleMerger, DoesNotWaitForASilentChannelLongerThanItsPatience) {
  SampleMerger merger(kBoth, milliseconds(250));
  merger.push(batch(Channel::Depth, 0, 2));
  merger.push(batch(Channel::Depth, 260, 1));
  // At 260 ms a sample of 10 ms may still be waited for; 0 ms may not.
  EXPECT_THAT(drained(merger), ElementsAre(Sample(kDepth, 0)));
}

TEST(SampleMerger, WaitsForChannelsItDoesNotKnowYet) {
  SampleMerger merger({}, milliseconds(250));
  merger.push(batch(Channel::Depth, 0, 1));
  EXPECT_THAT(drained(merger), IsEmpty());
  merger.push(batch(Channel::AirwayVolume, 0, 1));
  merger.push(batch(Channel::Depth, 300, 1));
  EXPECT_THAT(drained(merger), ElementsAre(Sample(kDepth, 0), Sample(kVolume, 0)));
}

TEST(SampleMerger, HandsOutAllAtTheEnd) {
  SampleMerger merger({}, milliseconds(250));
  merger.push(batch(Channel::AirwayVolume, 5, 1));
  merger.push(batch(Channel::Depth, 0, 2));
  Collector collector;
  merger.drain_all(collector);
  EXPECT_THAT(collector.samples,
              ElementsAre(Sample(kDepth, 0), Sample(kVolume, 5), Sample(kDepth, 10)));
}

TEST(SampleMerger, HandsOutWhatComesTooLateBehindItsTime) {
  SampleMerger merger(kBoth, milliseconds(250));
  merger.push(batch(Channel::Depth, 0, 100));
  EXPECT_EQ(drained(merger).back(), Sample(kDepth, 730));
  merger.push(batch(Channel::AirwayVolume, 100, 1));
  EXPECT_THAT(drained(merger), ElementsAre(Sample(kVolume, 100)));
}

TEST(SampleMerger, DropsChannelsThatAreNotExpected) {
  SampleMerger merger(std::vector{Channel::Depth}, milliseconds(250));
  merger.push(batch(Channel::Force, 0, 3));
  Collector collector;
  merger.drain_all(collector);
  EXPECT_THAT(collector.samples, IsEmpty());
}

TEST(SampleMerger, DropsWhatAChannelHasBroughtBefore) {
  SampleMerger merger(std::vector{Channel::Depth}, milliseconds(250));
  merger.push(batch(Channel::Depth, 0, 3));
  merger.push(batch(Channel::Depth, 10, 4));
  merger.push(batch(Channel::Depth, 0, 2));
  EXPECT_THAT(drained(merger),
              ElementsAre(Sample(kDepth, 0), Sample(kDepth, 10), Sample(kDepth, 20),
                          Sample(kDepth, 30), Sample(kDepth, 40)));
}

TEST(SampleMerger, KeepsABatchesFlagsOnItsFirstSampleAlone) {
  SampleMerger merger(kBoth, milliseconds(250));
  merger.push(batch(Channel::Depth, 0, 3, 10, BatchFlag::FollowsGap));
  merger.push(batch(Channel::AirwayVolume, 5, 2, 30));
  Collector collector;
  merger.drain(collector);
  EXPECT_THAT(collector.flags,
              ElementsAre(BatchFlag::FollowsGap, BatchFlag::None, BatchFlag::None));
}

TEST(SampleMerger, TakesOneValueOfABatchWithoutAPeriod) {
  SampleMerger merger(std::vector{Channel::Depth}, milliseconds(250));
  SampleBatch still = batch(Channel::Depth, 0, 1, 0);
  still.values = {0.0F, 1.0F, 2.0F};
  merger.push(still);
  EXPECT_THAT(drained(merger), ElementsAre(Sample(kDepth, 0)));
}

TEST(SampleMerger, DropsBatchesOutOfAnyReason) {
  SampleMerger merger({}, milliseconds(250));
  SampleBatch late = batch(Channel::Depth, 0, 2);
  late.first = DeviceTime::from_us(std::numeric_limits<std::int64_t>::max() - 5);
  merger.push(late);
  SampleBatch slow = batch(Channel::Depth, 0, 2);
  slow.period = microseconds(std::numeric_limits<std::int64_t>::max());
  merger.push(slow);
  SampleBatch unknown = batch(Channel::Depth, 0, 2);
  unknown.channel = static_cast<Channel>(200);
  merger.push(unknown);
  merger.push(batch(Channel::Depth, 0, 0));
  Collector collector;
  merger.drain_all(collector);
  EXPECT_THAT(collector.samples, IsEmpty());
}

}  // namespace
}  // namespace sternum
