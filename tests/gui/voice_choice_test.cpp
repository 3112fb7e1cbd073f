// Whom the voice speaks to, and how often.
#include "gui/model/voice_choice.hpp"

#include <gtest/gtest.h>

#include "tests/gui/scenes.hpp"

namespace sternum::test {
namespace {

class Voice : public ::testing::Test {
 protected:
  void given(int number, Prompt prompt, int count) {
    Seat& told = station.now.seats[static_cast<std::size_t>(number - 1)];
    LiveSnapshot live = *told.live;
    live.prompt = prompt;
    live.prompts_given = count;
    told.live = std::make_shared<const LiveSnapshot>(live);
  }
  std::optional<Prompt> says() {
    console.update(station, now_s += 0.1);
    return voice.update(console);
  }

  double now_s = 0.0;
  FakeStation station = station_with({seat(1, "Wang", Story::Good), seat(2, "Li", Story::Good)});
  Console console{Language::English, true};
  VoiceChoice voice;
  Voice() { console.set_voice(true); }
};

TEST_F(Voice, SpeaksToTheEnlargedSeatAlone) {
  says();
  console.enlarge(2);
  EXPECT_EQ(says(), std::nullopt);
  given(1, Prompt::TooFast, 1);
  EXPECT_EQ(says(), std::nullopt) << "that is meant for somebody else";
  given(2, Prompt::PressDeeper, 1);
  EXPECT_EQ(says(), Prompt::PressDeeper);
}

TEST_F(Voice, IsSilentWithAllSeatsInView) {
  says();
  given(1, Prompt::TooFast, 1);
  EXPECT_EQ(says(), std::nullopt);
  EXPECT_EQ(listener(console), nullptr);
}

TEST_F(Voice, SpeaksToALoneSeat) {
  station.now.seats.pop_back();
  EXPECT_EQ(says(), std::nullopt);
  given(1, Prompt::TooFast, 1);
  EXPECT_EQ(says(), Prompt::TooFast);
}

TEST_F(Voice, SaysAPromptOnceForEachTimeItIsGiven) {
  says();
  console.enlarge(1);
  says();
  given(1, Prompt::TooFast, 1);
  EXPECT_EQ(says(), Prompt::TooFast);
  EXPECT_EQ(says(), std::nullopt) << "it stands, and was said";
  given(1, Prompt::TooFast, 2);
  EXPECT_EQ(says(), Prompt::TooFast) << "the coach repeats it";
  given(1, Prompt::None, 2);
  EXPECT_EQ(says(), std::nullopt);
}

TEST_F(Voice, DoesNotSayWhatWasSaidBeforeItListened) {
  given(1, Prompt::TooFast, 3);
  says();
  console.enlarge(1);
  EXPECT_EQ(says(), std::nullopt);
  given(1, Prompt::PressDeeper, 4);
  EXPECT_EQ(says(), Prompt::PressDeeper);
}

TEST_F(Voice, BeginsAnewWithAnotherAttempt) {
  says();
  console.enlarge(1);
  given(1, Prompt::TooFast, 5);
  says();
  ++station.now.seats[0].attempt_number;
  given(1, Prompt::None, 0);
  EXPECT_EQ(says(), std::nullopt);
  given(1, Prompt::PressDeeper, 1);
  EXPECT_EQ(says(), Prompt::PressDeeper);
}

TEST_F(Voice, IsSilentWhereNobodyIsAtWorkOrNothingIsHeardOfThem) {
  says();
  console.enlarge(1);
  says();
  station.now.seats[0].online = false;
  given(1, Prompt::HandsOff, 1);
  EXPECT_EQ(says(), std::nullopt);
  station.now.seats[0].online = true;
  station.now.seats[0].phase = AttemptPhase::Idle;
  given(1, Prompt::HandsOff, 2);
  EXPECT_EQ(says(), std::nullopt);
}

TEST_F(Voice, IsSilentWhenItIsOff) {
  says();
  console.enlarge(1);
  says();
  console.press(Shortcut::Voice, station);
  given(1, Prompt::TooFast, 1);
  EXPECT_EQ(says(), std::nullopt);
  console.press(Shortcut::Voice, station);
  EXPECT_EQ(says(), std::nullopt) << "what was given meanwhile is past";
}

}  // namespace
}  // namespace sternum::test
