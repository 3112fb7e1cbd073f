#include "firmware-bridge/transport/replay_source.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "firmware-bridge/bridge.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/bridge/played_manikin.hpp"

namespace sternum {
namespace {

using Clock = std::chrono::steady_clock;

/// Hands out the messages a few at a time, as a reader of files would.
MessageFeed feed_of(std::vector<UpMessage> messages, std::size_t at_a_time = 7) {
  auto rest = std::make_shared<std::vector<UpMessage>>(std::move(messages));
  auto position = std::make_shared<std::size_t>(0);
  return [=](std::vector<UpMessage>& next) {
    for (std::size_t i = 0; i < at_a_time && *position < rest->size(); ++i) {
      next.push_back((*rest)[(*position)++]);
    }
    return *position < rest->size();
  };
}

std::vector<UpMessage> recording(std::uint32_t batches) {
  std::vector<UpMessage> messages = {hello_of("REC")};
  for (std::uint32_t sequence = 0; sequence < batches; ++sequence) {
    messages.emplace_back(depth_batch(sequence));
  }
  return messages;
}

class Replay : public testing::Test {
 protected:
  void SetUp() override { bridge_.start(); }
  void TearDown() override { bridge_.stop(); }

  void play(MessageFeed feed, double speed) {
    bridge_.add_source([feed = std::move(feed), speed](boost::asio::io_context& context) {
      return make_replay_source(context, feed, {"lesson.csv", speed});
    });
  }
  bool await_end() {
    return log_.await([&] { return log_.count("silent REC") == 1; });
  }

  EventLog log_;
  Bridge bridge_{log_};
};

TEST_F(Replay, DeliversEverythingInOrderAndSaysThatItHasEnded) {
  play(feed_of(recording(1000)), 0.0);
  ASSERT_TRUE(await_end());
  EXPECT_THAT(log_.events(),
              testing::ElementsAre("manikin REC on replay of lesson.csv", "silent REC"));
  EXPECT_EQ(log_.last_reason(), "lesson.csv has ended");
  const auto samples = log_.samples("REC");
  ASSERT_EQ(samples.size(), 1000U);
  for (std::uint32_t sequence = 0; sequence < 1000; ++sequence) {
    EXPECT_EQ(samples[sequence].values, depth_batch(sequence).values);
    EXPECT_EQ(samples[sequence].first.us(), depth_batch(sequence).t_us);
    EXPECT_EQ(samples[sequence].flags, BatchFlag::None);
  }
}

TEST_F(Replay, AsFastAsItGoesDoesNotWaitForTheRecordedTime) {
  play(feed_of(recording(30'000), 4096), 0.0);
  ASSERT_TRUE(await_end());
  EXPECT_EQ(log_.batches("REC"), 30'000U);
}

TEST_F(Replay, AtItsOwnSpeedIsNotEarly) {
  const auto from = Clock::now();
  play(feed_of(recording(26)), 1.0);
  ASSERT_TRUE(await_end());
  EXPECT_GE(Clock::now() - from, std::chrono::milliseconds(500));
  EXPECT_EQ(log_.batches("REC"), 26U);
}

TEST_F(Replay, AtTenTimesItsSpeedIsNotEarlyEither) {
  const auto from = Clock::now();
  play(feed_of(recording(151)), 10.0);
  ASSERT_TRUE(await_end());
  EXPECT_GE(Clock::now() - from, std::chrono::milliseconds(300));
}

TEST_F(Replay, GoesOnWhenTheRecordedClockRestarts) {
  auto messages = recording(1);
  auto late = depth_batch(1);
  late.t_us = std::int64_t{3'000'000'000'000};
  messages = {hello_of("REC", 1), late, hello_of("REC", 2), depth_batch(0), depth_batch(1)};
  play(feed_of(messages), 1.0);
  ASSERT_TRUE(await_end());
  EXPECT_EQ(log_.batches("REC"), 3U);
}

TEST_F(Replay, WaitsForAFeedThatHasNothingYet) {
  auto asked = std::make_shared<int>(0);
  play([asked, inner = feed_of(recording(10), 1)](
           std::vector<UpMessage>& next) { return ++*asked % 3 != 0 || inner(next); },
       0.0);
  ASSERT_TRUE(await_end());
  EXPECT_EQ(log_.batches("REC"), 10U);
}

}  // namespace
}  // namespace sternum
