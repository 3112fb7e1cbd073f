#include "firmware-bridge/adapters/text_line_adapter.hpp"

#include <gtest/gtest.h>

#include "tests/wire/bytes.hpp"
#include "tests/wire/recording_sink.hpp"

namespace sternum {
namespace {

using testing::bytes_of;
using testing::RecordingSink;

/// An adapter with its link already open for a line, and everything that comes out of it.
struct Listening {
  explicit Listening(std::string_view first_line = "\n") { say(first_line); }

  void say(std::string_view text) { adapter.push(bytes_of(text), sink, statistics); }
  [[nodiscard]] std::vector<WireBatch> samples() const { return sink.all<WireBatch>(); }
  [[nodiscard]] std::vector<Hello> hellos() const { return sink.all<Hello>(); }

  TextLineAdapter adapter{"text-1"};
  RecordingSink sink;
  LinkStatistics statistics;
};

WireBatch depth(std::uint32_t sequence, std::int64_t t_ms, float depth_mm) {
  return {Channel::Depth, sequence, t_ms * 1000, 0, {depth_mm}};
}
WireBatch volume(std::uint32_t sequence, std::int64_t t_ms, float volume_ml) {
  return {Channel::AirwayVolume, sequence, t_ms * 1000, 0, {volume_ml}};
}

TEST(TextLineAdapter, IntroducesTheManikinAndThenGivesItsSamples) {
  Listening link;
  link.say("100:1,0\n110:2,0\n120:3,1\n");
  const Hello hello{.id = "text-1", .channels = {{.channel = Channel::Depth}}};
  EXPECT_EQ(link.sink.messages,
            (std::vector<UpMessage>{hello, depth(0, 100, 1), depth(1, 110, 2), depth(2, 120, 3)}));
  EXPECT_EQ(link.statistics, LinkStatistics{.frames = 3});
}

TEST(TextLineAdapter, NumbersEveryChannelForItself) {
  Listening link;
  link.say("100,1,400\r\n110,2,\r\n120,3,420\r\n");
  EXPECT_EQ(link.samples(),
            (std::vector<WireBatch>{depth(0, 100, 1), volume(0, 100, 400), depth(1, 110, 2),
                                    depth(2, 120, 3), volume(1, 120, 420)}));
}

TEST(TextLineAdapter, IsNotConvincedByASingleLine) {
  Listening link;
  link.say("100:1,0\n");
  EXPECT_FALSE(link.adapter.is_convinced());
  EXPECT_TRUE(link.sink.messages.empty());
  link.say("110:2,0\n");
  EXPECT_TRUE(link.adapter.is_convinced());
}

TEST(TextLineAdapter, TakesNoSampleFromALineThatMayHaveLostItsBeginning) {
  Listening link("45:51,0\n");
  link.say("12346:52,0\n12347:53,0\n");
  EXPECT_EQ(link.samples(), (std::vector<WireBatch>{depth(0, 12'346, 52), depth(1, 12'347, 53)}));
  EXPECT_EQ(link.statistics, LinkStatistics{.frames = 2});
}

TEST(TextLineAdapter, TakesTheNameThatIsPrintedFirst) {
  Listening link("# id ANNE-7\n");
  link.say("# model Foam chest 2\nt_ms,depth_mm\n100:1,0\n110:2,0\n");
  ASSERT_EQ(link.hellos().size(), 1U);
  EXPECT_EQ(link.hellos()[0].id, "ANNE-7");
  EXPECT_EQ(link.hellos()[0].model, "Foam chest 2");
}

TEST(TextLineAdapter, IntroducesTheManikinAgainWhenItSaysMoreOfItself) {
  Listening link;
  link.say("100:1,0\n110:2,0\n# id ANNE-7\n120:3,0\n# id ANNE-7\n130,3,400\n140,3,400\n");
  const auto hellos = link.hellos();
  ASSERT_EQ(hellos.size(), 3U);
  EXPECT_EQ(hellos[0].id, "text-1");
  EXPECT_EQ(hellos[1].id, "ANNE-7");
  EXPECT_EQ(hellos[1].channels.size(), 1U);
  EXPECT_EQ(hellos[2].channels.size(), 2U);
  EXPECT_EQ(link.samples().size(), 7U);
}

TEST(TextLineAdapter, LeavesAHoleInTheNumbersWhereALineWasDamaged) {
  Listening link;
  link.say("100:1,0\n110:2,0\n12\xFF:3,0\n130:4,0\n");
  EXPECT_EQ(link.samples(),
            (std::vector<WireBatch>{depth(0, 100, 1), depth(1, 110, 2), depth(3, 130, 4)}));
  EXPECT_EQ(link.statistics, (LinkStatistics{.frames = 3, .malformed = 1}));
}

TEST(TextLineAdapter, DoesNotBelieveATimeThatItsNeighboursContradict) {
  Listening link;
  link.say("10000:1,0\n10010:2,0\n100200:3,0\n10030:4,0\n1004:5,0\n10050:6,0\n");
  EXPECT_EQ(link.samples(), (std::vector<WireBatch>{depth(0, 10'000, 1), depth(1, 10'010, 2),
                                                    depth(3, 10'030, 4), depth(5, 10'050, 6)}));
  EXPECT_EQ(link.statistics, (LinkStatistics{.frames = 4, .malformed = 2}));
}

TEST(TextLineAdapter, FollowsTheClockWhenItRestartsOrWraps) {
  Listening link;
  link.say("4294967280:1,0\n4294967290:2,0\n4:3,0\n14:4,0\n50000:5,0\n50010:6,0\n0:7,0\n10:8,0\n");
  EXPECT_EQ(link.samples(),
            (std::vector<WireBatch>{depth(0, 4'294'967'280, 1), depth(1, 4'294'967'290, 2),
                                    depth(2, 4, 3), depth(3, 14, 4), depth(4, 50'000, 5),
                                    depth(5, 50'010, 6), depth(6, 0, 7), depth(7, 10, 8)}));
  EXPECT_EQ(link.statistics, LinkStatistics{.frames = 8});
}

TEST(TextLineAdapter, SkipsALineThatNeverEnds) {
  Listening link;
  link.say("100:1,0\n110:2,0\n");
  for (int i = 0; i < 100; ++i) link.say(std::string(1000, '7'));
  link.say("\n120:3,0\n");
  EXPECT_EQ(link.samples().back(), depth(2, 120, 3));
  EXPECT_EQ(link.statistics, (LinkStatistics{.frames = 3, .oversized = 1}));
}

TEST(TextLineAdapter, ReadsTheLongestLine) {
  Listening link;
  link.say("100:1,0\n" + std::string(TextLineAdapter::kLongestLine - 7, ' ') + "110:2,0\n");
  EXPECT_EQ(link.samples().size(), 2U);
}

TEST(TextLineAdapter, StartsAfreshOnReset) {
  Listening link("# id ANNE-7\n");
  link.say("100:1,0\n110:2,0\n12");
  link.adapter.reset();
  EXPECT_FALSE(link.adapter.is_convinced());
  link.say("0:3,0\n130:4,0\n140:5,0\n");
  EXPECT_EQ(link.hellos().back().id, "text-1");
  EXPECT_EQ(link.samples().back(), depth(1, 140, 5));
  EXPECT_EQ(link.samples().size(), 4U);
}

}  // namespace
}  // namespace sternum
