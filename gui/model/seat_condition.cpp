#include "gui/model/seat_condition.hpp"

#include <fmt/format.h>

#include "gui/model/numbers.hpp"

namespace sternum {

SeatState state_of(Prompt prompt) {
  switch (prompt) {
    case Prompt::HandsOff:
      return SeatState::HandsOff;
    case Prompt::ChangeOver:
      return SeatState::ChangeOver;
    case Prompt::MoveHands:
      return SeatState::MoveHands;
    case Prompt::PressDeeper:
      return SeatState::PressDeeper;
    case Prompt::PressLessDeep:
      return SeatState::PressLessDeep;
    case Prompt::ReleaseFully:
      return SeatState::ReleaseFully;
    case Prompt::TooFast:
      return SeatState::TooFast;
    case Prompt::TooSlow:
      return SeatState::TooSlow;
    case Prompt::MoreAir:
      return SeatState::MoreAir;
    case Prompt::LessAir:
      return SeatState::LessAir;
    case Prompt::BreatheSlower:
      return SeatState::BreatheSlower;
    case Prompt::WellDone:
      return SeatState::WellDone;
    case Prompt::None:
      break;
  }
  return SeatState::Good;
}

SeatCondition condition_of(const Seat& seat) {
  if (!seat.held_by.empty()) return {SeatState::HeldElsewhere, std::nullopt};
  if (!seat.online) return {SeatState::NoSignal, seat.silent_s};
  if (seat.phase == AttemptPhase::Done) return {SeatState::Done, std::nullopt};
  if (seat.phase == AttemptPhase::Idle || !seat.live) return {SeatState::Ready, std::nullopt};
  const LiveSnapshot& live = *seat.live;
  if (live.prompt != Prompt::None) {
    // Of some prompts there is nothing to tell in numbers.
    const auto value = live.prompt_value > 0.0 ? std::optional(live.prompt_value) : std::nullopt;
    return {state_of(live.prompt), value};
  }
  if (live.in_breath_pause) return {SeatState::Breaths, std::nullopt};
  if (live.compression_count == 0) return {SeatState::Ready, std::nullopt};
  return {live.coached_now ? SeatState::Good : SeatState::Pressing, std::nullopt};
}

Urgency urgency(SeatState state) {
  switch (state) {
    case SeatState::HandsOff:
      return Urgency::HandsOff;
    case SeatState::NoSignal:
      return Urgency::NoSignal;
    case SeatState::MoveHands:
    case SeatState::PressDeeper:
    case SeatState::PressLessDeep:
    case SeatState::ReleaseFully:
    case SeatState::TooFast:
    case SeatState::TooSlow:
    case SeatState::MoreAir:
    case SeatState::LessAir:
    case SeatState::BreatheSlower:
      return Urgency::Correction;
    case SeatState::HeldElsewhere:
    case SeatState::ChangeOver:
    case SeatState::WellDone:
    case SeatState::Good:
    case SeatState::Pressing:
    case SeatState::Breaths:
    case SeatState::Ready:
    case SeatState::Done:
      break;
  }
  return Urgency::Quiet;
}

std::string word(Language language, SeatState state) {
  switch (state) {
    case SeatState::HandsOff:
      return tr(language, "Hands off");
    case SeatState::NoSignal:
      return tr(language, "No signal");
    case SeatState::HeldElsewhere:
      return tr(language, "Held elsewhere");
    case SeatState::ChangeOver:
      return tr(language, "Change over");
    case SeatState::MoveHands:
      return tr(language, "Move hands");
    case SeatState::PressDeeper:
      return tr(language, "Press deeper");
    case SeatState::PressLessDeep:
      return tr(language, "Too deep");
    case SeatState::ReleaseFully:
      return tr(language, "Let chest rise");
    case SeatState::TooFast:
      return tr(language, "Too fast");
    case SeatState::TooSlow:
      return tr(language, "Too slow");
    case SeatState::MoreAir:
      return tr(language, "More air");
    case SeatState::LessAir:
      return tr(language, "Less air");
    case SeatState::BreatheSlower:
      return tr(language, "Breathe slower");
    case SeatState::WellDone:
      return tr(language, "Well done");
    case SeatState::Good:
      return tr(language, "Good");
    case SeatState::Pressing:
      return tr(language, "Pressing");
    case SeatState::Breaths:
      return trc(language, "state", "Breaths");
    case SeatState::Ready:
      return tr(language, "Ready");
    case SeatState::Done:
      return tr(language, "Done");
  }
  return {};
}

std::string value_text(Language language, const SeatCondition& condition) {
  if (!condition.value) return {};
  if (condition.state == SeatState::BreatheSlower) {
    return fmt::format(fmt::runtime(tr(language, "{} s")), tenths(*condition.value));
  }
  const std::string number = whole(condition.value);
  const bool in_seconds =
      condition.state == SeatState::HandsOff || condition.state == SeatState::NoSignal;
  if (!in_seconds) return number;
  // A manikin that has been away for long is told in minutes: nobody reads "5400 s".
  if (condition.state == SeatState::NoSignal && *condition.value >= 100.0) {
    return fmt::format(fmt::runtime(tr(language, "{} min")), whole(*condition.value / 60.0));
  }
  return fmt::format(fmt::runtime(tr(language, "{} s")), number);
}

std::string unit_text(Language language, SeatState state) {
  switch (state) {
    case SeatState::MoveHands:
      return tr(language, "mm off");
    case SeatState::PressDeeper:
    case SeatState::PressLessDeep:
      return tr(language, "mm");
    case SeatState::ReleaseFully:
      return tr(language, "mm left");
    case SeatState::TooFast:
    case SeatState::TooSlow:
      return tr(language, "/min");
    case SeatState::MoreAir:
    case SeatState::LessAir:
      return tr(language, "ml");
    default:
      return {};
  }
}

}  // namespace sternum
