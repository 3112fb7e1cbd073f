#include "gui/locale/spoken_prompt.hpp"

namespace sternum {

const char* spoken(Language language, Prompt prompt) {
  switch (prompt) {
    case Prompt::None:
      return "";
    case Prompt::HandsOff:
      return trc(language, "spoken", "Keep pressing");
    case Prompt::ChangeOver:
      return tr(language, "Change over");
    case Prompt::MoveHands:
      return trc(language, "spoken", "Hands to the middle of the chest");
    case Prompt::PressDeeper:
      return tr(language, "Press deeper");
    case Prompt::PressLessDeep:
      return trc(language, "spoken", "Not so deep");
    case Prompt::ReleaseFully:
      return trc(language, "spoken", "Let the chest rise");
    case Prompt::TooFast:
      return trc(language, "spoken", "Press slower");
    case Prompt::TooSlow:
      return trc(language, "spoken", "Press faster");
    case Prompt::MoreAir:
      return tr(language, "More air");
    case Prompt::LessAir:
      return tr(language, "Less air");
    case Prompt::BreatheSlower:
      return tr(language, "Breathe slower");
    case Prompt::WellDone:
      return tr(language, "Well done");
  }
  return "";
}

const char* spoken(Language language, AedPrompt prompt) {
  switch (prompt) {
    case AedPrompt::None:
      return "";
    case AedPrompt::AttachPads:
      return tr(language, "Attach the pads to the bare chest");
    case AedPrompt::CheckPads:
      return tr(language, "Check the pads");
    case AedPrompt::DoNotTouch:
      return tr(language, "Do not touch the patient. Analysing heart rhythm");
    case AedPrompt::StopCpr:
      return tr(language, "Stop CPR. Do not touch the patient. Analysing heart rhythm");
    case AedPrompt::MotionDetected:
      return tr(language, "Motion detected. Do not touch the patient");
    case AedPrompt::ShockAdvised:
      return tr(language, "Shock advised. Charging");
    case AedPrompt::PressShock:
      return tr(language, "Stand clear. Press the flashing button now");
    case AedPrompt::ShockDelivered:
      return tr(language, "Shock delivered");
    case AedPrompt::NoShockAdvised:
      return tr(language, "No shock advised");
    case AedPrompt::ShockCancelled:
      return tr(language, "Shock cancelled. The button was not pressed");
    case AedPrompt::StartCpr:
      return tr(language, "Start CPR now");
  }
  return "";
}

}  // namespace sternum
