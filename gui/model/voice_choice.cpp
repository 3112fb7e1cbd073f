#include "gui/model/voice_choice.hpp"

namespace sternum {

const Seat* listener(const Console& console) {
  const Seat* seat = console.screen() == Screen::Live ? console.enlarged() : nullptr;
  const bool works = seat != nullptr && seat->online && seat->live != nullptr &&
                     seat->phase == AttemptPhase::Running;
  return works ? seat : nullptr;
}

std::optional<Prompt> VoiceChoice::update(const Console& console) {
  const Seat* seat = console.voice_on() ? listener(console) : nullptr;
  if (seat == nullptr) {
    manikin_id_.clear();
    return std::nullopt;
  }
  const LiveSnapshot& live = *seat->live;
  const bool same = seat->manikin.id == manikin_id_ && seat->attempt_number == attempt_number_ &&
                    live.prompts_given >= heard_;
  const bool news = same && live.prompts_given > heard_;
  manikin_id_ = seat->manikin.id;
  attempt_number_ = seat->attempt_number;
  heard_ = live.prompts_given;
  if (!news || live.prompt == Prompt::None) return std::nullopt;
  return live.prompt;
}

}  // namespace sternum
