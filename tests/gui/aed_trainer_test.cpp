// The AEDs of a lesson: what they note in attempts, what they hear of the manikin, who is heard.
#include "gui/model/aed_trainer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gui/locale/aed_words.hpp"
#include "gui/locale/spoken_prompt.hpp"
#include "tests/gui/aed_stage.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Event = AttemptEvent::Kind;

class AedLesson : public ::testing::Test {
 protected:
  AedStage stage{Language::English};
};

TEST_F(AedLesson, NotesWhatTheAedDoesInTheAttemptThatRuns) {
  stage.begin_attempt();
  stage.press(AedInput::Power).press(AedInput::AdultPads).wait(20);
  stage.press(AedInput::ShockButton);
  EXPECT_THAT(stage.noted(),
              ElementsAre(Event::AedOn, Event::PadsAttached, Event::AedAnalysing, Event::Shock));
  for (const Command& command : stage.station.posted) {
    EXPECT_EQ(std::get<NoteEvent>(command).manikin_id, stage.manikin_id);
  }
}

TEST_F(AedLesson, NotesNothingWhileNoAttemptRuns) {
  stage.press(AedInput::Power).press(AedInput::AdultPads).wait(20).press(AedInput::ShockButton);
  EXPECT_EQ(stage.aed().shocks(), 1);
  EXPECT_THAT(stage.station.posted, IsEmpty());
}

TEST_F(AedLesson, BeginsAnewWithEveryAttemptAndKeepsItsScenario) {
  stage.trainer.choose(stage.manikin_id, AedScenario::NoShock);
  stage.press(AedInput::Power).press(AedInput::AdultPads).wait(5);
  stage.begin_attempt();
  EXPECT_EQ(stage.aed().state(), AedState::Off);
  EXPECT_FALSE(stage.aed().pads());
  stage.press(AedInput::Power).press(AedInput::AdultPads).wait(13);
  EXPECT_EQ(stage.aed().state(), AedState::NoShock);
  stage.begin_attempt();
  EXPECT_EQ(stage.aed().state(), AedState::Off) << "another trainee";
}

TEST_F(AedLesson, HearsTheManikinsCompressionsWithOrWithoutAnAttempt) {
  stage.press(AedInput::Power).press(AedInput::AdultPads).wait(5).compress(3);
  ASSERT_EQ(stage.aed().findings().size(), 1U);
  EXPECT_EQ(stage.aed().findings()[0].kind, AedFinding::Kind::PressedDuringAnalysis);
  EXPECT_EQ(stage.aed().findings()[0].times, 3) << "each of them once";
  EXPECT_EQ(stage.aed().prompt(), AedPrompt::MotionDetected);
}

TEST_F(AedLesson, DoesNotHearWhatWasPressedBeforeItLooked) {
  stage.compress(5).press(AedInput::AdultPads).press(AedInput::Power).wait(11);
  EXPECT_THAT(stage.aed().findings(), IsEmpty());
}

TEST_F(AedLesson, WorksWithoutAManikin) {
  stage.manikin_id.clear();
  stage.begin_attempt();
  stage.press(AedInput::Power);
  stage.trainer.press_pads({}, stage.station);
  stage.wait(20).press(AedInput::ShockButton).compress(2);
  EXPECT_EQ(stage.aed().shocks(), 1);
  EXPECT_THAT(stage.station.posted, IsEmpty());
  EXPECT_THAT(stage.aed().findings(), IsEmpty()) << "the manikin's compressions are not its own";
}

TEST_F(AedLesson, PutsThePadsOnThatLieReadyAndTakesThemOffAgain) {
  stage.trainer.lay_ready(stage.manikin_id, AedPads::Child);
  stage.trainer.press_pads(stage.manikin_id, stage.station);
  EXPECT_EQ(stage.aed().pads(), AedPads::Child);
  stage.trainer.press_pads(stage.manikin_id, stage.station);
  EXPECT_FALSE(stage.aed().pads());
}

TEST_F(AedLesson, KnowsAChildFromTheGuideline) {
  Guideline child = adult_guideline();
  child.age = AgeProfile::Child;
  stage.station.now.guideline = std::make_shared<const Guideline>(child);
  stage.wait(0.1).press(AedInput::ChildPads).press(AedInput::Power);
  EXPECT_THAT(stage.aed().findings(), IsEmpty());
}

TEST_F(AedLesson, IsHeardOnceAndOnlyWhileItIsInView) {
  stage.press(AedInput::Power);
  EXPECT_EQ(stage.trainer.take_sound().prompt, std::nullopt) << "nobody looks at it";
  stage.trainer.show(stage.manikin_id);
  stage.press(AedInput::AdultPads);
  EXPECT_EQ(stage.trainer.take_sound().prompt, AedPrompt::DoNotTouch);
  EXPECT_EQ(stage.trainer.take_sound().prompt, std::nullopt);
  stage.wait(17);
  EXPECT_EQ(stage.trainer.take_sound().prompt, std::nullopt) << "its panel is long gone";
  stage.trainer.show(stage.manikin_id);
  stage.trainer.set_voice(false);
  stage.press(AedInput::ShockButton);
  EXPECT_EQ(stage.trainer.take_sound().prompt, std::nullopt);
}

TEST_F(AedLesson, ClicksWhileItAsksForCompressions) {
  stage.trainer.set_metronome(true);
  stage.press(AedInput::Power).press(AedInput::AdultPads).wait(20).press(AedInput::ShockButton);
  stage.trainer.show(stage.manikin_id);
  EXPECT_EQ(stage.trainer.take_sound().metronome_bpm, std::nullopt);
  stage.wait(5);
  stage.trainer.show(stage.manikin_id);
  EXPECT_EQ(stage.trainer.take_sound().metronome_bpm, 110);
  stage.press(AedInput::Hold);
  EXPECT_EQ(stage.trainer.take_sound().metronome_bpm, std::nullopt);
}

TEST(AedWords, AreFrozenInBothLanguages) {
  struct Line {
    AedPrompt prompt;
    const char* english;
    const char* chinese;
  };
  const std::vector<Line> golden = {
      {AedPrompt::None, "", ""},
      {AedPrompt::AttachPads, "Attach the pads to the bare chest", "请将电极片贴在裸露的胸部"},
      {AedPrompt::CheckPads, "Check the pads", "请检查电极片"},
      {AedPrompt::DoNotTouch, "Do not touch the patient. Analysing heart rhythm",
       "请勿接触患者，正在分析心律"},
      {AedPrompt::StopCpr, "Stop CPR. Do not touch the patient. Analysing heart rhythm",
       "停止心肺复苏，请勿接触患者，正在分析心律"},
      {AedPrompt::MotionDetected, "Motion detected. Do not touch the patient",
       "检测到移动，请勿接触患者"},
      {AedPrompt::ShockAdvised, "Shock advised. Charging", "建议电击，正在充电"},
      {AedPrompt::PressShock, "Stand clear. Press the flashing button now",
       "请离开患者，按下闪烁的电击按钮"},
      {AedPrompt::ShockDelivered, "Shock delivered", "已电击"},
      {AedPrompt::NoShockAdvised, "No shock advised", "不建议电击"},
      {AedPrompt::ShockCancelled, "Shock cancelled. The button was not pressed",
       "未按电击按钮，已取消电击"},
      {AedPrompt::StartCpr, "Start CPR now", "请开始心肺复苏"},
  };
  ASSERT_EQ(golden.size(), kAedPrompts);
  for (const Line& line : golden) {
    EXPECT_STREQ(spoken(Language::English, line.prompt), line.english);
    EXPECT_STREQ(spoken(Language::Chinese, line.prompt), line.chinese);
  }
}

TEST(AedWords, SayEveryStateAndEveryFaultInBothLanguages) {
  for (int i = 0; i <= static_cast<int>(AedState::Cpr); ++i) {
    const auto state = static_cast<AedState>(i);
    EXPECT_STRNE(word(Language::English, state), word(Language::Chinese, state));
  }
  for (int i = 0; i <= static_cast<int>(AedFinding::Kind::ShockNotGiven); ++i) {
    const AedFinding finding{static_cast<AedFinding::Kind>(i), {}, 3, seconds(7.0)};
    const std::string english = sentence(Language::English, finding);
    EXPECT_FALSE(english.empty());
    EXPECT_EQ(english.find('{'), std::string::npos) << english;
    EXPECT_NE(english, sentence(Language::Chinese, finding));
  }
  EXPECT_EQ(
      sentence(Language::English, {AedFinding::Kind::PressedDuringAnalysis, {}, 3, seconds(2.4)}),
      "Pressed during analysis: 3×, 2 s lost");
}

}  // namespace
}  // namespace sternum::test
