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

}  // namespace sternum
