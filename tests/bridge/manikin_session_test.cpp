// When a manikin is there, when it is silent, and what it says.
#include "firmware-bridge/manikin_session.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "tests/bridge/manikins.hpp"
#include "tests/bridge/played_manikin.hpp"

namespace sternum {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(Manikins, AreNoneBeforeTheirFirstHello) {
  Wire wire("L", board_);
  wire.say(depth_batch(0));
  wire.say(depth_batch(1));
  EXPECT_THAT(log_.events(), IsEmpty());
  EXPECT_EQ(board_.statistics("A"), std::nullopt);

  wire.say(hello_of("A"));
  wire.say(depth_batch(2));
  EXPECT_THAT(log_.events(), ElementsAre("manikin A on L"));
  EXPECT_EQ(log_.samples("A").size(), 1U);
  EXPECT_EQ(statistics("A").batches_lost, 2U);
  EXPECT_EQ(statistics("A").frames, 4U);
}

TEST_F(Manikins, AreToldOnceHoweverOftenTheyGreet) {
  Wire wire("L", board_);
  std::uint32_t sequence = 0;
  for (int second = 0; second < 5; ++second) stream_a_second(wire, hello_of("A"), sequence);
  EXPECT_THAT(log_.events(), ElementsAre("manikin A on L"));
  EXPECT_EQ(log_.samples("A").size(), 50U);
}

TEST_F(Manikins, AreToldAgainWhenTheyHaveRebooted) {
  Wire wire("L", board_);
  std::uint32_t sequence = 0;
  stream_a_second(wire, hello_of("A", 1), sequence);
  sequence = 0;
  stream_a_second(wire, hello_of("A", 2), sequence);

  EXPECT_THAT(log_.events(), ElementsAre("manikin A on L", "manikin A on L"));
  const auto samples = log_.samples("A");
  ASSERT_EQ(samples.size(), 20U);
  EXPECT_TRUE(has(samples[10].flags, BatchFlag::FollowsReboot));
  EXPECT_GT(samples[10].first, samples[9].last());
  EXPECT_EQ(statistics("A").reboots, 1U);
  EXPECT_EQ(statistics("A").reconnects, 0U);
}

TEST_F(Manikins, AreSilentAfterASecondWithoutAnythingIntact) {
  Wire wire("L", board_);
  std::uint32_t sequence = 0;
  stream_a_second(wire, hello_of("A"), sequence);
  pass(milliseconds(800));
  EXPECT_EQ(log_.count("silent"), 0U);
  pass(milliseconds(300));
  EXPECT_EQ(log_.count("silent A"), 1U);
  EXPECT_THAT(log_.last_reason(), HasSubstr("nothing comes from L"));
  EXPECT_TRUE(board_.missing_since("A").has_value());
}

TEST_F(Manikins, ThatDoNotStreamAreNotSilentBetweenTheirHellos) {
  Wire wire("L", board_);
  for (int second = 0; second < 5; ++second) {
    wire.say(hello_of("A"));
    pass(milliseconds(1050));
  }
  EXPECT_THAT(log_.events(), ElementsAre("manikin A on L"));
  pass(seconds(2.0));
  EXPECT_EQ(log_.count("silent A"), 1U);
}

TEST_F(Manikins, OfWhichOnlyDamagedDataComesAreSilentForThatReason) {
  Wire wire("L", board_);
  std::uint32_t sequence = 0;
  stream_a_second(wire, hello_of("A"), sequence);
  const auto damaged = damaged_frame_of(depth_batch(sequence));
  for (int i = 0; i < 15; ++i) {
    wire.bring(damaged);
    pass(milliseconds(100));
  }
  EXPECT_EQ(log_.count("silent A"), 1U);
  EXPECT_THAT(log_.last_reason(), HasSubstr("damaged"));
  EXPECT_EQ(statistics("A").crc_failures, 15U);
}

TEST_F(Manikins, ReturnWithTheNextIntactMessage) {
  Wire wire("L", board_);
  std::uint32_t sequence = 0;
  stream_a_second(wire, hello_of("A"), sequence);
  pass(seconds(3.0));
  sequence += 150;
  wire.say(depth_batch(sequence));

  EXPECT_THAT(log_.events(), ElementsAre("manikin A on L", "silent A", "manikin A on L"));
  ASSERT_EQ(log_.samples("A").size(), 11U);
  EXPECT_TRUE(has(log_.samples("A").back().flags, BatchFlag::FollowsGap));
  EXPECT_EQ(statistics("A").reconnects, 1U);
  EXPECT_EQ(statistics("A").batches_lost, 150U);
  EXPECT_EQ(board_.missing_since("A"), std::nullopt);
}

TEST_F(Manikins, AreSilentAtOnceWhenTheirLinkCloses) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  wire.close("L was unplugged");
  EXPECT_THAT(log_.events(), ElementsAre("manikin A on L", "silent A"));
  EXPECT_EQ(log_.last_reason(), "L was unplugged");
}

TEST_F(Manikins, MustGreetAgainAfterTheirLinkHasReopened) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  wire.say(depth_batch(0));
  wire.close();
  wire.open();
  wire.say(depth_batch(1));
  EXPECT_EQ(log_.samples("A").size(), 1U);
  wire.say(hello_of("A"));
  wire.say(depth_batch(2));
  EXPECT_EQ(log_.samples("A").size(), 2U);
  EXPECT_EQ(statistics("A").batches_lost, 1U) << "the one before the Hello, seen as a hole";
}

TEST_F(Manikins, ThatChangeTheirIdAreAnotherManikin) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  wire.say(depth_batch(0));
  wire.say(hello_of("B"));
  wire.say(depth_batch(1));
  EXPECT_THAT(log_.events(), ElementsAre("manikin A on L", "silent A", "manikin B on L"));
  EXPECT_EQ(statistics("A").samples, 2U);
  EXPECT_EQ(statistics("B").samples, 2U);
  EXPECT_EQ(statistics("A").frames + statistics("B").frames, 4U);
}

TEST_F(Manikins, AreToldToStartUntilTheyStream) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  EXPECT_THAT(wire.heard(), ElementsAre(DownMessage(StartStreaming{})));
  pass(seconds(1.0));
  wire.say(hello_of("A"));
  EXPECT_THAT(wire.heard(), ElementsAre(DownMessage(StartStreaming{})));
  std::uint32_t sequence = 0;
  stream_a_second(wire, hello_of("A"), sequence);
  (void)wire.heard();
  stream_a_second(wire, hello_of("A"), sequence);
  EXPECT_THAT(wire.heard(), IsEmpty());
  wire.say(hello_of("A", 2));
  EXPECT_THAT(wire.heard(), ElementsAre(DownMessage(StartStreaming{})));
}

TEST_F(Manikins, AreSpokenToOverTheLinkThatIsListenedTo) {
  Wire first("first", board_);
  Wire second("second", board_);
  first.say(hello_of("A"));
  second.say(hello_of("A"));
  (void)first.heard();
  board_.send("A", Identify{5});
  board_.send("nobody", Identify{5});
  EXPECT_THAT(first.heard(), ElementsAre(DownMessage(Identify{5})));
  EXPECT_THAT(second.heard(), IsEmpty());
}

TEST_F(Manikins, PassOnEverythingTheySay) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  wire.say(Status{.battery_percent = 80, .charging = false, .faults = {}, .dropped_frames = 0});
  wire.say(Touch{1000});
  wire.say(CompressionReport{0, 2000, 52.0F, std::nullopt, 110.0F});
  wire.say(BreathReport{0, 3000, 1'000'000, 500.0F});
  EXPECT_THAT(log_.events(),
              ElementsAre("manikin A on L", "status A", "touch A", "compression A", "breath A"));
}

TEST_F(Manikins, PutTheirOwnReportsOnTheTimelineOfTheirSamples) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  // The counter wraps at 2^32 us between the first report and the second; the third is lost.
  constexpr std::int64_t kWrap = std::int64_t{1} << 32;
  wire.say(CompressionReport{7, kWrap - 100'000, 52.0F, 1.5F, 110.0F});
  wire.say(CompressionReport{8, 450'000, 53.0F, std::nullopt, std::nullopt});
  wire.say(CompressionReport{10, 1'500'000, 54.0F, std::nullopt, std::nullopt});
  wire.say(CompressionReport{10, 1'500'000, 54.0F, std::nullopt, std::nullopt});
  ReportedCompression first{DeviceTime::from_us(kWrap - 100'000), millimetres(52), millimetres(1.5),
                            per_minute(110)};
  ReportedCompression second{DeviceTime::from_us(kWrap + 450'000), millimetres(53)};
  ReportedCompression third{DeviceTime::from_us(kWrap + 1'500'000), millimetres(54)};
  third.follows_gap = true;
  EXPECT_THAT(log_.compressions("A"), ElementsAre(first, second, third));
  EXPECT_EQ(statistics("A").past_batches, 1U) << "a copy says nothing new";
}

TEST_F(Manikins, TakeABreathThatIsReportedLongAfterItBegan) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  wire.say(CompressionReport{0, 20'000'000, 52.0F, std::nullopt, std::nullopt});
  // It began 3 s before the compression and ended 0.5 s before it.
  wire.say(BreathReport{0, 17'000'000, 2'500'000, 500.0F});
  EXPECT_THAT(log_.breaths("A"), ElementsAre(ReportedBreath{DeviceTime::from_us(17'000'000),
                                                            milliseconds(2500), millilitres(500)}));
}

TEST_F(Manikins, DropAndCountBatchesFromThePast) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  for (std::uint32_t sequence : {100U, 101U, 102U, 101U, 103U}) wire.say(depth_batch(sequence));
  EXPECT_EQ(log_.samples("A").size(), 4U);
  EXPECT_EQ(statistics("A").past_batches, 1U);
}

TEST_F(Manikins, BeyondTheLimitAreLeftOutAndTold) {
  Wire wire("L", board_);
  for (const char* id : {"A", "B", "C", "D", "E"}) wire.say(hello_of(id));
  wire.say(depth_batch(0));
  EXPECT_EQ(log_.count("manikin"), 3U);
  EXPECT_EQ(log_.count("notice"), 1U);
  wire.say(hello_of("B"));
  EXPECT_EQ(log_.events().back(), "manikin B on L");
}

TEST_F(Manikins, SurviveNoiseAndBytesWithoutEnd) {
  Wire wire("L", board_);
  wire.say(hello_of("A"));
  std::mt19937 random(7);
  std::vector<std::byte> noise(100'000);
  std::ranges::generate(noise, [&] { return static_cast<std::byte>(random() & 0xFFU); });
  wire.bring(noise);
  const std::vector<std::byte> endless(1'000'000, std::byte{0x55});
  wire.bring(endless);
  wire.bring(std::vector{std::byte{0}});
  wire.say(depth_batch(0));

  EXPECT_EQ(log_.samples("A").size(), 1U);
  EXPECT_GT(statistics("A").crc_failures, 100U);
  EXPECT_GE(statistics("A").oversized, 1U);
  EXPECT_EQ(statistics("A").bytes, frame_of(hello_of("A")).size() + noise.size() + endless.size() +
                                       1 + frame_of(depth_batch(0)).size());
}

TEST_F(Manikins, DoNotRepeatANoticeWithinAMinute) {
  const Error error{"no permission", "/dev/ttyUSB0", "ask for it"};
  board_.notice(error);
  board_.notice(error);
  board_.notice({"no permission", "/dev/ttyUSB1", "ask for it"});
  EXPECT_EQ(log_.count("notice"), 2U);
  pass(seconds(61.0));
  board_.notice(error);
  EXPECT_EQ(log_.count("notice"), 3U);
}

/// Damage costs its own frame and nothing else, however the bytes are cut.
RC_GTEST_PROP(ManikinsProperty, DamagedFramesCostOnlyThemselves, ()) {
  EventLog log;
  Switchboard board(log, {}, [] { return HostTime{}; });
  Wire wire("L", board);
  wire.say(hello_of("A"));

  const auto count = *rc::gen::inRange<std::uint32_t>(1, 80);
  std::vector<std::byte> bytes;
  std::vector<std::uint32_t> intact;
  for (std::uint32_t sequence = 0; sequence < count; ++sequence) {
    auto frame = frame_of(depth_batch(sequence));
    if (*rc::gen::inRange(0, 4) == 0) {
      const auto where = *rc::gen::inRange<std::size_t>(0, frame.size() - 1);  // not its delimiter
      frame[where] ^= static_cast<std::byte>(*rc::gen::inRange(1, 256));
    } else {
      intact.push_back(sequence);
    }
    bytes.insert(bytes.end(), frame.begin(), frame.end());
  }
  for (std::span<const std::byte> rest = bytes; !rest.empty();) {
    const auto size = std::min(*rc::gen::inRange<std::size_t>(1, 100), rest.size());
    wire.bring(rest.first(size));
    rest = rest.subspan(size);
  }

  const auto samples = log.samples("A");
  RC_ASSERT(samples.size() == intact.size());
  for (std::size_t i = 0; i < intact.size(); ++i) {
    RC_ASSERT(samples[i].values == depth_batch(intact[i]).values);
    const bool after_hole = i > 0 && intact[i] != intact[i - 1] + 1;
    RC_ASSERT(has(samples[i].flags, BatchFlag::FollowsGap) == after_hole);
  }
  const LinkStatistics statistics = board.statistics("A").value();
  RC_ASSERT(statistics.crc_failures >= count - intact.size());
  const std::uint64_t between = intact.empty() ? 0 : intact.back() - intact.front() + 1;
  RC_ASSERT(statistics.batches_lost == between - intact.size());
}

}  // namespace
}  // namespace sternum
