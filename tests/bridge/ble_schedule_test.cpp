// Whom the radio connects to next.
#include "firmware-bridge/transport/ble_schedule.hpp"

#include <gtest/gtest.h>

namespace sternum {
namespace {

using namespace std::chrono_literals;
using Names = std::vector<std::string>;

class WhoIsNext : public testing::Test {
 protected:
  [[nodiscard]] Names due() const { return schedule_.due(now_); }
  void was_open(const std::string& address, std::chrono::milliseconds span = 10s) {
    schedule_.trying(address, now_);
    schedule_.open(address, now_);
    now_ += span;
    schedule_.ended(address, now_);
  }
  void fail(const std::string& address) {
    schedule_.trying(address, now_);
    schedule_.ended(address, now_);
  }

  BleSchedule schedule_;
  HostTime now_ = HostTime{} + 1h;
};

TEST_F(WhoIsNext, IsWhoeverComesIntoSightAtOnce) {
  EXPECT_TRUE(due().empty());
  schedule_.in_sight("A", now_);
  EXPECT_EQ(due(), Names{"A"});
}

TEST_F(WhoIsNext, IsNobodyWhoHasGoneOutOfSight) {
  schedule_.in_sight("A", now_);
  now_ += 5s;
  EXPECT_TRUE(due().empty());
}

TEST_F(WhoIsNext, IsOneNewcomerAfterAnother) {
  schedule_.in_sight("A", now_);
  schedule_.in_sight("B", now_);
  ASSERT_EQ(due(), Names{"A"});
  schedule_.trying("A", now_);
  EXPECT_TRUE(due().empty());
  schedule_.open("A", now_);
  EXPECT_EQ(due(), Names{"B"});
}

TEST_F(WhoIsNext, IsNotHeldUpForLongByOneThatDoesNotAnswer) {
  schedule_.in_sight("A", now_);
  schedule_.trying("A", now_);
  now_ += 7s;
  schedule_.in_sight("B", now_);
  EXPECT_EQ(due(), Names{"B"});
}

TEST_F(WhoIsNext, IsAManikinThatWasLostWithinHalfASecondWhetherInSightOrNot) {
  was_open("A");
  EXPECT_TRUE(due().empty());
  now_ += 500ms;
  EXPECT_EQ(due(), Names{"A"});
}

TEST_F(WhoIsNext, AreAllThatWereLostAndOneNewcomer) {
  was_open("A");
  was_open("B");
  now_ += 1s;
  schedule_.in_sight("C", now_);
  schedule_.in_sight("D", now_);
  schedule_.trying("A", now_);
  EXPECT_EQ(due(), (Names{"B", "C"})) << "a lost one that is asked for holds nobody up";
}

TEST_F(WhoIsNext, WaitsTwiceAsLongAfterEachFailureUpToALimit) {
  std::chrono::milliseconds wait{250};
  for (int i = 0; i < 10; ++i) {
    fail("A");
    now_ += wait - 1ms;
    schedule_.in_sight("A", now_);
    EXPECT_TRUE(due().empty()) << i;
    now_ += 1ms;
    EXPECT_EQ(due(), Names{"A"}) << i;
    wait = std::min<std::chrono::milliseconds>(2 * wait, 8s);
  }
}

TEST_F(WhoIsNext, ForgetsFailuresOnceALinkHasStood) {
  for (int i = 0; i < 6; ++i) fail("A");
  was_open("A");
  now_ += 250ms;
  EXPECT_EQ(due(), Names{"A"});
}

TEST_F(WhoIsNext, WaitsLongerForALinkThatFallsAtOnceButASecondAtMost) {
  for (int i = 0; i < 8; ++i) was_open("A", 100ms);
  now_ += 999ms;
  EXPECT_TRUE(due().empty());
  now_ += 1ms;
  EXPECT_EQ(due(), Names{"A"}) << "it is at the edge of reach, and may be back any moment";
}

TEST_F(WhoIsNext, PrefersWhoFailedLessOften) {
  schedule_.in_sight("A", now_);
  fail("A");
  now_ += 1s;
  schedule_.in_sight("A", now_);
  schedule_.in_sight("B", now_);
  EXPECT_EQ(due(), Names{"B"});
}

TEST_F(WhoIsNext, IsNobodyThatIsShunned) {
  schedule_.in_sight("A", now_);
  schedule_.shun("A", now_);
  schedule_.in_sight("A", now_);
  EXPECT_TRUE(due().empty());
  EXPECT_TRUE(schedule_.shunned("A"));
  now_ += 5min;
  schedule_.in_sight("A", now_);
  EXPECT_EQ(due(), Names{"A"});
}

TEST_F(WhoIsNext, GivesUpAManikinThatWasAwayForLong) {
  was_open("A");
  now_ += 9min;
  EXPECT_TRUE(schedule_.forget(now_).empty());
  now_ += 2min;
  EXPECT_EQ(schedule_.forget(now_), Names{"A"});
  EXPECT_TRUE(due().empty());
  EXPECT_TRUE(schedule_.forget(now_).empty());
}

}  // namespace
}  // namespace sternum
