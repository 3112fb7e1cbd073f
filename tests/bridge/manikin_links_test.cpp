// Who is heard over which link, when there are several.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/bridge/manikins.hpp"

namespace sternum {
namespace {

using testing::ElementsAre;

TEST_F(Manikins, KeepTheirStatisticsAcrossLinks) {
  Wire first("first", board_);
  first.say(hello_of("A"));
  first.say(depth_batch(0));
  const auto damaged = damaged_frame_of(depth_batch(1));
  first.bring(damaged);
  first.close();
  Wire second("second", board_);
  second.say(hello_of("A"));
  second.say(depth_batch(2));

  EXPECT_THAT(log_.events(), ElementsAre("manikin A on first", "silent A", "manikin A on second"));
  const LinkStatistics all = statistics("A");
  EXPECT_EQ(all.frames, 4U);
  EXPECT_EQ(all.crc_failures, 1U);
  EXPECT_EQ(all.samples, 4U);
  EXPECT_EQ(all.gaps, 1U);
  EXPECT_EQ(all.batches_lost, 1U);
  EXPECT_EQ(all.reconnects, 1U);
  EXPECT_EQ(all.bytes, 2 * frame_of(hello_of("A")).size() + frame_of(depth_batch(0)).size() +
                           damaged.size() + frame_of(depth_batch(2)).size());
}

TEST_F(Manikins, KeepTheirFirstLinkWhenAnotherClaimsTheirId) {
  Wire first("first", board_);
  Wire second("second", board_);
  std::uint32_t sequence = 0;
  stream_a_second(first, hello_of("A"), sequence);
  second.say(hello_of("A", 99));
  second.say(depth_batch(500));
  stream_a_second(first, hello_of("A"), sequence);
  second.say(hello_of("A", 99));
  stream_a_second(first, hello_of("A"), sequence);

  EXPECT_THAT(log_.events(), ElementsAre("manikin A on first", "conflict A on second"));
  EXPECT_EQ(log_.samples("A").size(), 30U) << "nothing of the second link's";
  EXPECT_EQ(statistics("A").frames, 33U);
}

TEST_F(Manikins, AreOutOfConflictWhenTheOtherLinkCloses) {
  Wire first("first", board_);
  Wire second("second", board_);
  first.say(hello_of("A"));
  second.say(hello_of("A"));
  first.say(depth_batch(0));
  ASSERT_EQ(log_.count("conflict A on second"), 1U);
  second.close();
  EXPECT_EQ(log_.events().back(), "resolved A");
  EXPECT_EQ(log_.count("silent"), 0U);
}

TEST_F(Manikins, AreOutOfConflictWhenTheOtherLinkIsMute) {
  Wire first("first", board_);
  Wire second("second", board_);
  std::uint32_t sequence = 0;
  first.say(hello_of("A"));
  second.say(hello_of("A"));
  for (int second_passed = 0; second_passed < 4; ++second_passed) {
    stream_a_second(first, hello_of("A"), sequence);
  }
  EXPECT_THAT(log_.events(),
              ElementsAre("manikin A on first", "conflict A on second", "resolved A"));
}

TEST_F(Manikins, ThatReconnectBeforeTheOldLinkIsKnownDeadAreNoConflict) {
  Wire old_connection("old", board_);
  std::uint32_t sequence = 0;
  stream_a_second(old_connection, hello_of("A"), sequence);
  Wire new_connection("new", board_);
  new_connection.say(hello_of("A"));
  for (int i = 0; i < 12; ++i) {
    new_connection.say(depth_batch(sequence++));
    pass(milliseconds(100));
  }
  EXPECT_THAT(log_.events(), ElementsAre("manikin A on old", "silent A", "manikin A on new"));
  EXPECT_EQ(statistics("A").reconnects, 1U);
}

TEST_F(Manikins, MoveAtOnceToTheLinkThatWaitsWhenTheirsCloses) {
  Wire first("first", board_);
  Wire second("second", board_);
  first.say(hello_of("A"));
  second.say(hello_of("A"));
  first.say(depth_batch(0));
  first.close();
  EXPECT_THAT(log_.events(), ElementsAre("manikin A on first", "conflict A on second", "silent A",
                                         "manikin A on second", "resolved A"));
}

TEST_F(Manikins, StayOnTheNewLinkWhenTheOldOneWakesUp) {
  Wire old_link("old", board_);
  Wire new_link("new", board_);
  std::uint32_t sequence = 0;
  stream_a_second(old_link, hello_of("A"), sequence);
  pass(seconds(2.0));
  new_link.say(hello_of("A"));
  new_link.say(depth_batch(sequence));
  old_link.say(depth_batch(sequence + 1));
  new_link.say(depth_batch(sequence + 2));
  EXPECT_THAT(log_.events(),
              ElementsAre("manikin A on old", "silent A", "manikin A on new", "conflict A on old"));
  EXPECT_EQ(log_.samples("A").size(), 12U);
}

}  // namespace
}  // namespace sternum
