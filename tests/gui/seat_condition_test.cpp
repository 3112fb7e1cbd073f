// What a tile says of a seat: level, state, word, value, unit.
#include "gui/model/seat_condition.hpp"

#include <gtest/gtest.h>

#include "tests/gui/scenes.hpp"

namespace sternum::test {
namespace {

SeatCondition condition(Story story) { return condition_of(seat(1, "A", story)); }

TEST(SeatCondition, FollowsTheCoachWhileAnAttemptRuns) {
  EXPECT_EQ(condition(Story::Shallow).state, SeatState::PressDeeper);
  EXPECT_EQ(condition(Story::Deep).state, SeatState::PressLessDeep);
  EXPECT_EQ(condition(Story::Leaning).state, SeatState::ReleaseFully);
  EXPECT_EQ(condition(Story::Fast).state, SeatState::TooFast);
  EXPECT_EQ(condition(Story::Slow).state, SeatState::TooSlow);
  EXPECT_EQ(condition(Story::HandsOff).state, SeatState::HandsOff);
  EXPECT_EQ(condition(Story::Good).state, SeatState::Good);
  EXPECT_EQ(condition(Story::Breathing).state, SeatState::Breaths);
}

TEST(SeatCondition, KnowsEveryPromptTheCoachHas) {
  EXPECT_EQ(state_of(Prompt::MoreAir), SeatState::MoreAir);
  EXPECT_EQ(state_of(Prompt::LessAir), SeatState::LessAir);
  for (std::size_t p = 1; p < kPrompts; ++p) {
    const auto prompt = static_cast<Prompt>(p);
    const bool quiet = prompt == Prompt::ChangeOver || prompt == Prompt::WellDone;
    EXPECT_NE(state_of(prompt), SeatState::Good) << p;
    EXPECT_NE(needs_help(state_of(prompt)), quiet) << p;
  }
}

TEST(SeatCondition, DoesNotCallGoodWhatNobodyWouldHaveCorrected) {
  Seat examined = seat(1, "A", Story::Good);
  auto live = *examined.live;
  live.coached_now = false;
  examined.live = std::make_shared<const LiveSnapshot>(live);
  EXPECT_EQ(condition_of(examined).state, SeatState::Pressing);
}

TEST(SeatCondition, HasNoNumberForPraise) {
  Seat praised = seat(1, "A", Story::Breathing);
  auto live = *praised.live;
  live.prompt = Prompt::WellDone;
  praised.live = std::make_shared<const LiveSnapshot>(live);
  EXPECT_EQ(condition_of(praised), (SeatCondition{SeatState::WellDone, std::nullopt}));
}

TEST(SeatCondition, PutsALostSignalBeforeWhateverTheLastSnapshotSaid) {
  Seat silent = seat(1, "A", Story::HandsOff);
  silent.online = false;
  silent.silent_s = 4.0;
  EXPECT_EQ(condition_of(silent), (SeatCondition{SeatState::NoSignal, 4.0}));
}

TEST(SeatCondition, SaysNothingOfPressesOutsideAnAttempt) {
  Seat idle = seat(1, "A", Story::Shallow);
  idle.phase = AttemptPhase::Idle;
  EXPECT_EQ(condition_of(idle).state, SeatState::Ready);
  idle.phase = AttemptPhase::Done;
  EXPECT_EQ(condition_of(idle).state, SeatState::Done);
}

TEST(SeatCondition, IsReadyUntilTheFirstCompression) {
  Seat waiting = seat(1, "A", Story::Good);
  auto live = *waiting.live;
  live.compression_count = 0;
  waiting.live = std::make_shared<const LiveSnapshot>(live);
  EXPECT_EQ(condition_of(waiting).state, SeatState::Ready);
  waiting.live = nullptr;
  EXPECT_EQ(condition_of(waiting).state, SeatState::Ready);
}

TEST(SeatCondition, OrdersHandsOffBeforeNoSignalBeforeCorrections) {
  EXPECT_GT(urgency(SeatState::HandsOff), urgency(SeatState::NoSignal));
  EXPECT_GT(urgency(SeatState::NoSignal), urgency(SeatState::PressDeeper));
  EXPECT_GT(urgency(SeatState::PressDeeper), urgency(SeatState::Good));
}

TEST(SeatCondition, TellsTheValueInTheStatesUnit) {
  const Language en = Language::English;
  const Language zh = Language::Chinese;
  EXPECT_EQ(value_text(en, {SeatState::HandsOff, 12.4}), "12 s");
  EXPECT_EQ(value_text(zh, {SeatState::HandsOff, 12.4}), "12 秒");
  EXPECT_EQ(unit_text(en, SeatState::HandsOff), "");
  EXPECT_EQ(value_text(en, {SeatState::NoSignal, 400.0}), "7 min");
  EXPECT_EQ(value_text(en, {SeatState::TooFast, 134.4}), "134");
  EXPECT_EQ(unit_text(zh, SeatState::TooFast), "次/分");
  EXPECT_EQ(value_text(en, {SeatState::ReleaseFully, 9.0}), "9");
  EXPECT_EQ(unit_text(zh, SeatState::ReleaseFully), "mm 未回弹");
  EXPECT_EQ(value_text(en, {SeatState::Good, std::nullopt}), "");
  EXPECT_EQ(value_text(en, {SeatState::BreatheSlower, 0.38}), "0.4 s");
  EXPECT_EQ(value_text(en, {SeatState::MoveHands, 31.0}), "31");
  EXPECT_EQ(unit_text(en, SeatState::MoveHands), "mm off");
}

TEST(SeatCondition, HasWordsOfAtMostSixChineseOrFourteenLatinCharacters) {
  for (int s = 0; s <= static_cast<int>(SeatState::Done); ++s) {
    const auto state = static_cast<SeatState>(s);
    EXPECT_LE(word(Language::English, state).size(), 14U) << s;
    EXPECT_LE(word(Language::Chinese, state).size(), 6U * 3U) << s;
    EXPECT_NE(word(Language::Chinese, state), word(Language::English, state)) << s;
  }
}

}  // namespace
}  // namespace sternum::test
