#include "analysis/exam/virtual_aed.hpp"

#include <algorithm>
#include <utility>

namespace sternum {

VirtualAed::VirtualAed(VirtualAedOptions options) : options_(std::move(options)) {
  if (options_.rhythms.empty()) options_.rhythms = {AedRhythm::NotShockable};
}

void VirtualAed::set_rhythms(std::vector<AedRhythm> rhythms) {
  options_.rhythms = std::move(rhythms);
  rhythms_from_ = state_ == AedState::Analysing ? analyses_ - 1 : analyses_;
}

std::vector<AedNews> VirtualAed::step(Duration now, AedInput input) {
  std::vector<AedNews> news;
  if (held_since_) {
    if (input == AedInput::Hold || input == AedInput::Power) hold(now);
    if (input == AedInput::Power) take(now_, input, news);
    return news;
  }
  const Duration done = now;
  now = std::max(now, now_);
  pass_time(now, news);
  now_ = now;
  take(input == AedInput::Compression ? done : now, input, news);
  return news;
}

void VirtualAed::pass_time(Duration now, std::vector<AedNews>& news) {
  for (;;) {
    const bool ends = due_ && *due_ <= now;
    if (say_again_ && *say_again_ <= now && !(ends && *due_ <= *say_again_)) {
      say(prompt_, *say_again_, news);
    } else if (ends) {
      end_state(*due_, news);
    } else {
      return;
    }
  }
}

void VirtualAed::take(Duration now, AedInput input, std::vector<AedNews>& news) {
  switch (input) {
    case AedInput::None:
      return;
    case AedInput::Power:
      if (state_ != AedState::Off) {
        enter(AedState::Off, now, std::nullopt);
        prompt_ = AedPrompt::None;
        return;
      }
      switched_on_ = now;
      news.push_back({now, AedPrompt::None, AttemptEvent::Kind::AedOn});
      if (pads_) {
        announce(AedPrompt::DoNotTouch, now, news);
      } else {
        enter(AedState::AttachPads, now, std::nullopt);
        say(AedPrompt::AttachPads, now, news);
      }
      return;
    case AedInput::AdultPads:
    case AedInput::ChildPads:
      if (!pads_) attach(input == AedInput::AdultPads ? AedPads::Adult : AedPads::Child, now, news);
      return;
    case AedInput::PadsOff:
      if (!pads_) return;
      pads_.reset();
      if (state_ == AedState::Off) return;
      enter(AedState::AttachPads, now, std::nullopt);
      say(AedPrompt::CheckPads, now, news);
      return;
    case AedInput::ShockButton:
      if (state_ == AedState::Armed) deliver_shock(now, news);
      return;
    case AedInput::Compression:
      note_compression(now, news);
      return;
    case AedInput::Hold:
      if (state_ != AedState::Off) held_since_ = now;
      return;
  }
}

/// What lay ahead lies as far ahead as before; what is past is past.
void VirtualAed::hold(Duration now) {
  const Duration held = std::max(now, *held_since_) - *held_since_;
  for (std::optional<Duration>* time :
       {&due_, &say_again_, &switched_on_, &last_compression_, &said_motion_}) {
    if (*time) **time += held;
  }
  since_ += held;
  now_ = *held_since_ + held;
  held_since_.reset();
}

void VirtualAed::attach(AedPads pads, Duration now, std::vector<AedNews>& news) {
  using Kind = AedFinding::Kind;
  pads_ = pads;
  news.push_back({now, AedPrompt::None, AttemptEvent::Kind::PadsAttached});
  const bool fits = (pads == AedPads::Child) == options_.patient_is_child;
  if (!fits) {
    findings_.push_back(
        {pads == AedPads::Child ? Kind::ChildPadsOnAdult : Kind::AdultPadsOnChild, now});
  }
  if (state_ == AedState::Off) return;
  const Duration took = now - *switched_on_;
  const bool first = analyses_ == 0;
  if (first && took > options_.pads_due) findings_.push_back({Kind::PadsLate, now, 1, took});
  announce(AedPrompt::DoNotTouch, now, news);
}

void VirtualAed::note_compression(Duration at, std::vector<AedNews>& news) {
  using Kind = AedFinding::Kind;
  last_compression_ = std::max(at, last_compression_.value_or(at));
  if (state_ == AedState::Shocked && !finding_ && at > since_ - options_.hands_off_before_shock &&
      at < since_ + options_.hands_off_after_shock) {
    ++finding(Kind::ShockWhilePressing, since_).times;
  }
  if (at < since_) return;
  if (state_ == AedState::Armed && at >= since_ + options_.time_to_clear) {
    ++finding(Kind::PressedWhenArmed, at).times;
  }
  if (state_ != AedState::Analysing) return;
  AedFinding& disturbed = finding(Kind::PressedDuringAnalysis, at);
  ++disturbed.times;
  due_ = std::max(*due_, at + options_.analysis);
  disturbed.took = *due_ - since_ - options_.analysis;
  if (said_motion_ && at < *said_motion_ + options_.repeat_of_motion) return;
  said_motion_ = at;
  say(AedPrompt::MotionDetected, at, news);
}

void VirtualAed::deliver_shock(Duration now, std::vector<AedNews>& news) {
  ++shocks_;
  news.push_back({now, AedPrompt::None, AttemptEvent::Kind::Shock});
  enter(AedState::Shocked, now, options_.announcement);
  say(AedPrompt::ShockDelivered, now, news);
  if (last_compression_) note_compression(*last_compression_, news);
}

void VirtualAed::end_state(Duration at, std::vector<AedNews>& news) {
  switch (state_) {
    case AedState::Announcing:
      ++analyses_;
      said_motion_.reset();
      news.push_back({at, AedPrompt::None, AttemptEvent::Kind::AedAnalysing});
      enter(AedState::Analysing, at, options_.analysis);
      return;
    case AedState::Analysing:
      decide(at, news);
      return;
    case AedState::Charging:
      enter(AedState::Armed, at, options_.armed);
      say(AedPrompt::PressShock, at, news);
      return;
    case AedState::Armed:
      findings_.push_back({AedFinding::Kind::ShockNotGiven, at, 1, at - since_});
      enter(AedState::Disarmed, at, options_.announcement);
      say(AedPrompt::ShockCancelled, at, news);
      return;
    case AedState::Shocked:
    case AedState::NoShock:
    case AedState::Disarmed:
      enter(AedState::Cpr, at, options_.cpr);
      say(AedPrompt::StartCpr, at, news);
      return;
    case AedState::Cpr:
      announce(AedPrompt::StopCpr, at, news);
      return;
    case AedState::Off:
    case AedState::AttachPads:
      return;
  }
}

void VirtualAed::announce(AedPrompt prompt, Duration at, std::vector<AedNews>& news) {
  enter(AedState::Announcing, at, options_.announcement);
  say(prompt, at, news);
}

void VirtualAed::decide(Duration at, std::vector<AedNews>& news) {
  const auto nth = static_cast<std::size_t>(analyses_ - 1 - rhythms_from_);
  const AedRhythm rhythm = options_.rhythms[std::min(nth, options_.rhythms.size() - 1)];
  if (rhythm == AedRhythm::Shockable) {
    enter(AedState::Charging, at, options_.charging);
    say(AedPrompt::ShockAdvised, at, news);
  } else {
    news.push_back({at, AedPrompt::None, AttemptEvent::Kind::NoShockAdvised});
    enter(AedState::NoShock, at, options_.announcement);
    say(AedPrompt::NoShockAdvised, at, news);
  }
}

void VirtualAed::enter(AedState state, Duration at, std::optional<Duration> lasts) {
  state_ = state;
  since_ = at;
  due_ = lasts ? std::optional(at + *lasts) : std::nullopt;
  say_again_.reset();
  finding_.reset();
}

void VirtualAed::say(AedPrompt prompt, Duration at, std::vector<AedNews>& news) {
  prompt_ = prompt;
  news.push_back({at, prompt});
  const bool waits = state_ == AedState::AttachPads || state_ == AedState::Armed;
  if (waits) say_again_ = at + options_.repeat;
}

AedFinding& VirtualAed::finding(AedFinding::Kind kind, Duration at) {
  if (!finding_) {
    finding_ = findings_.size();
    findings_.push_back({kind, at, 0});
  }
  return findings_[*finding_];
}

std::optional<Duration> VirtualAed::left() const {
  if (!due_) return std::nullopt;
  return std::max(*due_ - now_, Duration{});
}

std::optional<Duration> VirtualAed::length() const {
  if (!due_) return std::nullopt;
  return *due_ - since_;
}

}  // namespace sternum
