// Who is next at which manikin: everybody gets hands-on time.
#include "gui/model/class_queue.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace sternum::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// A room whose clock and manikins the test turns by hand.
class ClassQueueTest : public ::testing::Test {
 protected:
  void look() { queue.follow(seats, times); }
  void begin(std::size_t seat, const std::string& name) {
    seats[seat].pressing = name;
    seats[seat].takes_next = false;
    look();
  }
  void end(std::size_t seat, double seconds) {
    HandsOn& had = times[seats[seat].pressing];
    had.seconds += seconds;
    ++had.attempts;
    seats[seat].pressing.clear();
    seats[seat].takes_next = true;
    look();
  }
  [[nodiscard]] std::string called(const std::string& seat) const {
    const ClassMember* there = queue.at_seat(seat);
    return there == nullptr ? "" : there->name;
  }
  [[nodiscard]] std::vector<std::string> order() const {
    std::vector<std::string> names;
    for (const ClassMember* one : queue.in_order({"M-1", "M-2"}, times)) names.push_back(one->name);
    return names;
  }
  void SetUp() override {
    queue.reset({{.name = "A"}, {.name = "B"}, {.name = "C"}, {.name = "D"}});
    look();
  }

  ClassQueue queue;
  std::vector<QueueSeat> seats = {{"M-1", "", true}, {"M-2", "", true}};
  HandsOnTimes times;
};

TEST_F(ClassQueueTest, CallsInTheOrderOfTheListWhileNobodyHasHadATurn) {
  EXPECT_EQ(called("M-1"), "A");
  EXPECT_EQ(called("M-2"), "B");
  EXPECT_THAT(order(), ElementsAre("A", "B", "C", "D"));
}

TEST_F(ClassQueueTest, CallsWhoeverHadLeastWhenASeatIsFree) {
  times = {{"A", {60, 1}}, {"B", {90, 1}}, {"C", {30, 1}}, {"D", {45, 1}}};
  begin(0, "A");
  begin(1, "B");
  end(1, 10);
  EXPECT_EQ(called("M-2"), "C");
  end(0, 60);
  EXPECT_EQ(called("M-1"), "D") << "C is called to the other one";
}

TEST_F(ClassQueueTest, KeepsWhoIsCalledThoughOthersHaveLessByNow) {
  times["A"] = {100, 2};
  look();
  EXPECT_EQ(called("M-1"), "A");
}

TEST_F(ClassQueueTest, SeatsWhoPressesWhateverItHadSaid) {
  begin(1, "D");
  EXPECT_EQ(called("M-2"), "D");
  EXPECT_EQ(called("M-1"), "A");
  EXPECT_TRUE(queue.is_pressing("D"));
  EXPECT_EQ(queue.find("B")->manikin_id, "") << "whoever was called there waits again";
}

TEST_F(ClassQueueTest, MovesWhoIsCalledAndPressesElsewhere) {
  begin(1, "A");
  EXPECT_EQ(called("M-2"), "A");
  EXPECT_EQ(called("M-1"), "B");
}

TEST_F(ClassQueueTest, LeavesTheSeatToTheNextWhenAGuestPresses) {
  begin(0, "somebody else");
  EXPECT_EQ(called("M-1"), "A");
  EXPECT_FALSE(queue.is_pressing("A"));
}

TEST_F(ClassQueueTest, PassesOverWhoIsSkippedUntilSomebodyElseHasBegun) {
  queue.skip("A");
  look();
  EXPECT_EQ(called("M-1"), "C");
  EXPECT_TRUE(queue.find("A")->skipped);
  begin(0, "C");
  EXPECT_FALSE(queue.find("A")->skipped);
  end(0, 30);
  EXPECT_EQ(called("M-1"), "A") << "the place was kept";
}

TEST_F(ClassQueueTest, CallsWhoIsSkippedBeforeNobody) {
  queue.reset({{.name = "A"}});
  queue.skip("A");
  look();
  EXPECT_EQ(called("M-1"), "A");
}

TEST_F(ClassQueueTest, SendsToTheEndWhoLetsTheNextOneCome) {
  queue.next("M-1");
  look();
  EXPECT_EQ(called("M-1"), "C");
  EXPECT_THAT(order(), ElementsAre("C", "B", "D", "A"));
}

TEST_F(ClassQueueTest, NeverCallsWhoIsAbsent) {
  queue.set_absent("A", true);
  queue.set_absent("C", true);
  look();
  EXPECT_EQ(called("M-1"), "D");
  EXPECT_THAT(order(), ElementsAre("D", "B", "A", "C")) << "the absent at the end";
  queue.set_absent("A", false);
  begin(0, "D");
  end(0, 20);
  EXPECT_EQ(called("M-1"), "A");
}

TEST_F(ClassQueueTest, TakesWhoPressesForPresent) {
  queue.set_absent("D", true);
  begin(0, "D");
  EXPECT_FALSE(queue.find("D")->absent);
}

TEST_F(ClassQueueTest, LetsTwoTakeEachOthersPlace) {
  queue.swap("A", "D");
  look();
  EXPECT_EQ(called("M-1"), "D");
  EXPECT_THAT(order(), ElementsAre("D", "B", "C", "A"));
  queue.swap("D", "B");
  EXPECT_EQ(called("M-1"), "B");
  EXPECT_EQ(called("M-2"), "D");
}

TEST_F(ClassQueueTest, CallsByHand) {
  queue.call("D", "M-1");
  look();
  EXPECT_EQ(called("M-1"), "D");
  EXPECT_EQ(called("M-2"), "B");
  EXPECT_EQ(queue.find("A")->manikin_id, "");
}

TEST_F(ClassQueueTest, LeavesWhoPressesAlone) {
  begin(0, "A");
  const ClassQueue::Members before = queue.members();
  queue.skip("A");
  queue.next("M-1");
  queue.set_absent("A", true);
  queue.swap("A", "C");
  queue.call("C", "M-1");
  queue.remove("A");
  EXPECT_EQ(queue.members(), before);
  EXPECT_FALSE(queue.can_undo());
}

TEST_F(ClassQueueTest, TakesBackStepByStep) {
  const ClassQueue::Members first = queue.members();
  queue.swap("A", "C");
  const ClassQueue::Members second = queue.members();
  queue.set_absent("B", true);
  queue.remove("D");
  queue.undo();
  EXPECT_NE(queue.find("D"), nullptr);
  queue.undo();
  EXPECT_EQ(queue.members(), second);
  queue.undo();
  EXPECT_EQ(queue.members(), first);
  EXPECT_FALSE(queue.can_undo());
  queue.undo();
  EXPECT_EQ(queue.members(), first);
}

TEST_F(ClassQueueTest, TakesBackAroundWhoPressesByNow) {
  queue.add({.name = "E", .organisation = "school"});
  begin(0, "E");
  queue.undo();
  look();
  ASSERT_NE(queue.find("E"), nullptr) << "whoever presses is there";
  EXPECT_EQ(queue.find("E")->organisation, "school");
  EXPECT_EQ(called("M-1"), "E");
}

TEST_F(ClassQueueTest, CallsNobodyAwayFromASeatOnlyBecauseItIsSilent) {
  seats[0].takes_next = false;
  look();
  EXPECT_EQ(called("M-1"), "A");
  begin(1, "B");
  end(1, 30);
  EXPECT_EQ(called("M-2"), "A") << "but a seat that is silent holds nobody back";
}

TEST_F(ClassQueueTest, TakesANameOnce) {
  EXPECT_FALSE(queue.add({.name = "A"}));
  EXPECT_FALSE(queue.add({.name = ""}));
  queue.add_all({{.name = "A"}, {.name = "E"}, {.name = "E"}, {.name = ""}});
  EXPECT_EQ(queue.members().size(), 5U);
  queue.undo();
  EXPECT_EQ(queue.members().size(), 4U);
}

TEST_F(ClassQueueTest, GivesEverybodyHandsOnTime) {
  std::map<std::string, int> turns;
  for (int turn = 0; turn < 12; ++turn) {
    const std::size_t seat = static_cast<std::size_t>(turn) % 2;
    const std::string name = called(seats[seat].manikin_id);
    ++turns[name];
    begin(seat, name);
    end(seat, 120);
  }
  EXPECT_EQ(turns.size(), 4U);
  for (const auto& [name, count] : turns) EXPECT_EQ(count, 3) << name;
}

/// Whatever is done in whatever order: everybody stands once, nobody at two seats, no seat calls
/// two, nobody who is absent is called, a free seat calls somebody while anybody waits.
RC_GTEST_PROP(ClassQueueLaw, CallsNobodyTwiceAndLeavesNoSeatEmptyWhileAnybodyWaits, ()) {
  const std::vector<std::string> names = {"A", "B", "C", "D", "E"};
  const auto any_name = rc::gen::elementOf(names);
  ClassQueue queue;
  queue.reset({{.name = "A"}, {.name = "B"}, {.name = "C"}, {.name = "D"}, {.name = "E"}});
  std::vector<QueueSeat> seats = {{"M-1", "", true}, {"M-2", "", true}, {"M-3", "", true}};
  HandsOnTimes times;
  const int steps = *rc::gen::inRange(1, 40);
  for (int step = 0; step < steps; ++step) {
    QueueSeat& seat = seats[*rc::gen::inRange<std::size_t>(0, seats.size())];
    switch (*rc::gen::inRange(0, 9)) {
      case 0:
        queue.skip(*any_name);
        break;
      case 1:
        queue.next(seat.manikin_id);
        break;
      case 2:
        queue.set_absent(*any_name, *rc::gen::arbitrary<bool>());
        break;
      case 3:
        queue.swap(*any_name, *any_name);
        break;
      case 4:
        queue.undo();
        break;
      case 5:
        queue.call(*any_name, seat.manikin_id);
        break;
      case 6: {
        // Nobody can press at two manikins at once.
        const std::string name = *any_name;
        const bool elsewhere = std::ranges::find(seats, name, &QueueSeat::pressing) != seats.end();
        if (seat.pressing.empty() && !elsewhere) seat.pressing = name;
        break;
      }
      case 7:
        if (!seat.pressing.empty()) {
          times[seat.pressing].seconds += *rc::gen::inRange(1, 300);
          ++times[seat.pressing].attempts;
          seat.pressing.clear();
        }
        break;
      default:
        queue.remove(*any_name);
        break;
    }
    for (QueueSeat& one : seats) one.takes_next = one.pressing.empty();
    queue.follow(seats, times);

    std::set<std::string> seen;
    std::set<std::string> taken;
    bool anybody_waits = false;
    for (const ClassMember& member : queue.members()) {
      RC_ASSERT(seen.insert(member.name).second);
      RC_ASSERT(member.manikin_id.empty() || taken.insert(member.manikin_id).second);
      RC_ASSERT(!member.absent || member.manikin_id.empty());
      anybody_waits = anybody_waits || (!member.absent && member.manikin_id.empty());
    }
    for (const QueueSeat& one : seats) {
      if (one.takes_next && anybody_waits) RC_ASSERT(taken.contains(one.manikin_id));
      if (!one.pressing.empty() && seen.contains(one.pressing)) {
        RC_ASSERT(queue.find(one.pressing)->manikin_id == one.manikin_id);
      }
    }
  }
}

}  // namespace
}  // namespace sternum::test
