// Who needs help first, without chips that jump about.
#include "gui/model/triage.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace sternum::test {
namespace {

using Seats = std::vector<Triage::Observation>;

constexpr SeatCondition kGood{SeatState::Good, std::nullopt};
constexpr SeatCondition kShallow{SeatState::PressDeeper, 43.0};
constexpr SeatCondition kFast{SeatState::TooFast, 130.0};
constexpr SeatCondition kOff{SeatState::HandsOff, 4.0};
constexpr SeatCondition kSilent{SeatState::NoSignal, 2.0};

std::vector<int> order(const Triage& triage) {
  std::vector<int> seats;
  for (const TriageEntry& entry : triage.entries()) seats.push_back(entry.seat);
  return seats;
}

TEST(Triage, ListsOnlyThoseWhoNeedHelp) {
  Triage triage;
  triage.update(Seats{{1, kGood}, {2, kShallow}, {3, {SeatState::Breaths, {}}}}, 0.0);
  EXPECT_EQ(order(triage), std::vector<int>{2});
}

TEST(Triage, SortsByUrgencyAndThenByHowLongItLasts) {
  Triage triage;
  triage.update(Seats{{1, kGood}, {2, kGood}, {3, kShallow}, {4, kGood}}, 0.0);
  triage.update(Seats{{1, kFast}, {2, kSilent}, {3, kShallow}, {4, kOff}}, 3.0);
  EXPECT_EQ(order(triage), (std::vector<int>{4, 2, 3, 1}));
}

TEST(Triage, KeepsItsOrderForTwoSecondsAndThenSortsAgain) {
  Triage triage;
  triage.update(Seats{{1, kShallow}, {2, kGood}}, 0.0);
  triage.update(Seats{{1, kShallow}, {2, kOff}}, 0.5);
  triage.update(Seats{{1, kOff}, {2, kShallow}}, 0.6);
  const auto kept = order(triage);
  triage.update(Seats{{1, kOff}, {2, kShallow}}, 1.5);
  EXPECT_EQ(order(triage), kept);
  triage.update(Seats{{1, kOff}, {2, kShallow}}, 3.0);
  EXPECT_EQ(order(triage), (std::vector<int>{1, 2}));
}

TEST(Triage, LetsWhoRecoversLeaveAtOnce) {
  Triage triage;
  triage.update(Seats{{1, kShallow}, {2, kFast}}, 0.0);
  triage.update(Seats{{1, kGood}, {2, kFast}}, 0.1);
  EXPECT_EQ(order(triage), std::vector<int>{2});
}

TEST(Triage, CountsAStateFromItsBeginningWhateverItsValueDoes) {
  Triage triage;
  triage.update(Seats{{1, kShallow}}, 5.0);
  triage.update(Seats{{1, {SeatState::PressDeeper, 41.0}}}, 7.0);
  EXPECT_EQ(triage.since(1), 5.0);
  EXPECT_EQ(triage.entries().front().condition.value, 41.0);
  triage.update(Seats{{1, kFast}}, 8.0);
  EXPECT_EQ(triage.since(1), 8.0);
}

TEST(Triage, ForgetsASeatThatIsGone) {
  Triage triage;
  triage.update(Seats{{1, kShallow}, {2, kOff}}, 0.0);
  triage.update(Seats{{1, kShallow}}, 0.1);
  EXPECT_EQ(order(triage), std::vector<int>{1});
  EXPECT_EQ(triage.since(2), 0.0);
}

RC_GTEST_PROP(TriageLaw, HoldsEverySeatInNeedOnceAndNobodyElse, ()) {
  Triage triage;
  double now_s = 0.0;
  const auto steps = *rc::gen::inRange(1, 30);
  for (int step = 0; step < steps; ++step) {
    now_s += *rc::gen::inRange(0, 30) * 0.1;
    Seats seats;
    std::vector<int> in_need;
    for (int seat = 1; seat <= 8; ++seat) {
      const auto state =
          static_cast<SeatState>(*rc::gen::inRange(0, static_cast<int>(SeatState::Done) + 1));
      seats.push_back({seat, {state, std::nullopt}});
      if (needs_help(state)) in_need.push_back(seat);
    }
    triage.update(seats, now_s);
    auto listed = order(triage);
    std::sort(listed.begin(), listed.end());
    RC_ASSERT(listed == in_need);
  }
}

}  // namespace
}  // namespace sternum::test
