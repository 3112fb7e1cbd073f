#include "analysis/attempt/sample_hold.hpp"

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

/// What is handed out up to `until`: numbers of channels and milliseconds.
std::vector<Sample> taken(SampleHold& hold, DeviceTime until) {
  std::vector<Sample> samples;
  for (const Channel channel : kAllChannels) {
    hold.take(channel, until, [&](const SampleRun& run) {
      DeviceTime time = run.first;
      for (const float value : run.values) {
        const auto ms = static_cast<int>((time - DeviceTime{}).us() / 1000);
        EXPECT_EQ(value, static_cast<float>(ms));
        samples.emplace_back(static_cast<int>(channel), ms);
        time = time + run.period;
      }
      EXPECT_EQ(run.last() + run.period, time);
    });
  }
  return samples;
}

std::vector<Sample> settled(SampleHold& hold) { return taken(hold, hold.settled()); }
std::vector<Sample> all(SampleHold& hold) { return taken(hold, SampleHold::kLatest); }

constexpr int kDepth = 1;
constexpr int kVolume = 4;
const std::vector kBoth = {Channel::Depth, Channel::AirwayVolume};

TEST(SampleHold, HandsTheOnlyExpectedChannelOutAtOnce) {
  SampleHold hold(std::vector{Channel::Depth}, milliseconds(250));
  hold.push(batch(Channel::Depth, 0, 3));
  EXPECT_THAT(settled(hold),
              ElementsAre(Sample(kDepth, 0), Sample(kDepth, 10), Sample(kDepth, 20)));
}

TEST(SampleHold, WaitsForTheExpectedChannelThatIsBehind) {
  SampleHold hold(kBoth, milliseconds(250));
  hold.push(batch(Channel::Depth, 0, 3));
  EXPECT_THAT(settled(hold), IsEmpty());
  hold.push(batch(Channel::AirwayVolume, 5, 2, 20));
  EXPECT_THAT(settled(hold), ElementsAre(Sample(kDepth, 0), Sample(kDepth, 10), Sample(kDepth, 20),
                                         Sample(kVolume, 5)));
}

TEST(SampleHold, CutsABatchWhereTheOtherChannelEnds) {
  SampleHold hold(kBoth, milliseconds(250));
  hold.push(batch(Channel::Depth, 0, 5, 10, BatchFlag::FollowsGap));
  hold.push(batch(Channel::AirwayVolume, 0, 1));
  hold.push(batch(Channel::AirwayVolume, 15, 1));
  EXPECT_THAT(settled(hold), ElementsAre(Sample(kDepth, 0), Sample(kDepth, 10), Sample(kVolume, 0),
                                         Sample(kVolume, 15)));
  EXPECT_EQ(hold.oldest(Channel::Depth), DeviceTime{} + milliseconds(20));
  EXPECT_FALSE(hold.oldest(Channel::AirwayVolume));
  // The flag was the first sample's.
  hold.take(Channel::Depth, SampleHold::kLatest,
            [](const SampleRun& run) { EXPECT_EQ(run.flags, BatchFlag::None); });
}

TEST(SampleHold, KeepsItsOrderOverALongStream) {
  SampleHold hold(kBoth, milliseconds(250));
  std::vector<Sample> depth;
  for (int i = 0; i < 1000; ++i) {
    hold.push(batch(Channel::Depth, 70 * i, 7));
    hold.take(Channel::Depth, hold.settled(), [&](const SampleRun& run) {
      for (const float ms : run.values) depth.emplace_back(kDepth, static_cast<int>(ms));
    });
  }
  ASSERT_EQ(depth.size(), 7000U - 26U);
  for (int i = 0; i < static_cast<int>(depth.size()); ++i) {
    ASSERT_EQ(depth[static_cast<std::size_t>(i)], Sample(kDepth, 10 * i));
  }
}

TEST(SampleHold, DoesNotWaitForASilentChannelLongerThanItsPatience) {
  SampleHold hold(kBoth, milliseconds(250));
  hold.push(batch(Channel::Depth, 0, 2));
  hold.push(batch(Channel::Depth, 260, 1));
  // At 260 ms a sample of 10 ms may still be waited for; 0 ms may not.
  EXPECT_THAT(settled(hold), ElementsAre(Sample(kDepth, 0)));
}

TEST(SampleHold, WaitsForChannelsItDoesNotKnowYet) {
  SampleHold hold({}, milliseconds(250));
  hold.push(batch(Channel::Depth, 0, 1));
  EXPECT_THAT(settled(hold), IsEmpty());
  hold.push(batch(Channel::AirwayVolume, 0, 1));
  hold.push(batch(Channel::Depth, 300, 1));
  EXPECT_THAT(settled(hold), ElementsAre(Sample(kDepth, 0), Sample(kVolume, 0)));
}

TEST(SampleHold, HandsOutWhatComesTooLateBehindItsTime) {
  SampleHold hold(kBoth, milliseconds(250));
  hold.push(batch(Channel::Depth, 0, 100));
  EXPECT_EQ(settled(hold).back(), Sample(kDepth, 730));
  hold.push(batch(Channel::AirwayVolume, 100, 1));
  EXPECT_THAT(settled(hold), ElementsAre(Sample(kVolume, 100)));
}

TEST(SampleHold, DropsChannelsThatAreNotExpected) {
  SampleHold hold(std::vector{Channel::Depth}, milliseconds(250));
  hold.push(batch(Channel::Force, 0, 3));
  EXPECT_THAT(all(hold), IsEmpty());
}

TEST(SampleHold, DropsWhatAChannelHasBroughtBefore) {
  SampleHold hold(std::vector{Channel::Depth}, milliseconds(250));
  hold.push(batch(Channel::Depth, 0, 3));
  hold.push(batch(Channel::Depth, 10, 4));
  hold.push(batch(Channel::Depth, 0, 2));
  EXPECT_THAT(settled(hold), ElementsAre(Sample(kDepth, 0), Sample(kDepth, 10), Sample(kDepth, 20),
                                         Sample(kDepth, 30), Sample(kDepth, 40)));
}

TEST(SampleHold, TakesOneValueOfABatchWithoutAPeriod) {
  SampleHold hold(std::vector{Channel::Depth}, milliseconds(250));
  SampleBatch still = batch(Channel::Depth, 0, 1, 0);
  still.values = {0.0F, 1.0F, 2.0F};
  hold.push(still);
  EXPECT_THAT(settled(hold), ElementsAre(Sample(kDepth, 0)));
}

TEST(SampleHold, DropsBatchesOutOfAnyReason) {
  SampleHold hold({}, milliseconds(250));
  SampleBatch late = batch(Channel::Depth, 0, 2);
  late.first = DeviceTime::from_us(std::numeric_limits<std::int64_t>::max() - 5);
  hold.push(late);
  SampleBatch slow = batch(Channel::Depth, 0, 2);
  slow.period = microseconds(std::numeric_limits<std::int64_t>::max());
  hold.push(slow);
  SampleBatch unknown = batch(Channel::Depth, 0, 2);
  unknown.channel = static_cast<Channel>(200);
  hold.push(unknown);
  hold.push(batch(Channel::Depth, 0, 0));
  EXPECT_THAT(all(hold), IsEmpty());
}

}  // namespace
}  // namespace sternum
