#include "analysis/scoring/coach.hpp"

#include <algorithm>
#include <limits>

namespace sternum {
namespace {

constexpr DeviceTime kNever = DeviceTime::from_us(std::numeric_limits<std::int64_t>::max());
/// A correction of compressions that have stopped for so long is about the past.
constexpr Duration kStale = milliseconds(2000);

constexpr std::array kOfCompressions = {Prompt::PressDeeper, Prompt::PressLessDeep,
                                        Prompt::ReleaseFully, Prompt::TooFast, Prompt::TooSlow};
constexpr std::array kOfBreaths = {Prompt::MoreAir, Prompt::LessAir};

}  // namespace

Coach::Coach(const Guideline& guideline)
    : limits_(guideline.feedback),
      no_flow_gap_(guideline.no_flow_gap),
      hands_off_(guideline),
      look_again_at_(kNever) {}

void Coach::note(Prompt kind, bool missed) {
  Streak& s = streak(kind);
  if (missed) {
    s.good = 0;
    if (++s.misses >= limits_.misses_before_prompt) s.due = true;
  } else {
    s.misses = 0;
    if (++s.good >= limits_.good_before_clear) s.due = false;
  }
}

void Coach::add(const Compression& compression, int in_block, DeviceTime now) {
  hands_off_.add(compression, in_block);
  last_release_ = compression.release;
  recent_.add(compression);
  if (depth_is_measured_) {
    note(Prompt::PressDeeper, compression.depth < limits_.depth.low);
    note(Prompt::PressLessDeep, compression.depth > limits_.depth.high);
  }
  if (compression.residual) {
    note(Prompt::ReleaseFully, *compression.residual >= limits_.leaning_threshold);
  }
  if (compression.rate) {
    note(Prompt::TooFast, *compression.rate > limits_.rate.high);
    note(Prompt::TooSlow, *compression.rate < limits_.rate.low);
  }
  look(now);
}

void Coach::add(const Breath& breath, DeviceTime now) {
  hands_off_.add(breath);
  if (volume_is_measured_) {
    last_breath_ml_ = breath.volume.ml();
    note(Prompt::MoreAir, breath.volume < limits_.breath_volume.low);
    note(Prompt::LessAir, breath.volume > limits_.breath_volume.high);
  }
  if (hands_off_.since()) look(now);
}

void Coach::add_gap(TimeSpan gap) {
  hands_off_.add_gap(gap);
  recent_.clear();
  if (hands_off_.since()) look(gap.to);
}

Duration Coach::hands_off_limit() const {
  return hands_off_.for_breaths() ? limits_.hands_off_at_breaths : limits_.hands_off;
}

Prompt Coach::choose(DeviceTime now) const {
  const auto due = [this](Prompt p) { return streaks_[static_cast<std::size_t>(p)].due; };
  if (now - *hands_off_.since() >= hands_off_limit()) return Prompt::HandsOff;
  for (const Prompt correction : kOfCompressions) {
    if (due(correction)) return correction;
  }
  if (hands_off_.for_breaths() && hands_off_.length(now) > Duration{}) {
    for (const Prompt correction : kOfBreaths) {
      if (due(correction)) return correction;
    }
  }
  return Prompt::None;
}

void Coach::look(DeviceTime now) {
  if (now - last_release_ >= kStale) {
    for (const Prompt correction : kOfCompressions) streak(correction) = {};
  }
  if (hands_off_.length(now) > Duration{}) recent_.clear();

  const Prompt prompt = choose(now);
  if (prompt != prompt_) {
    prompt_ = prompt;
    since_ = now;
    events_.push_back({now, prompt, value(now)});
  }
  value_ = value(now);

  const DeviceTime since = *hands_off_.since();
  look_again_at_ = kNever;
  for (const DeviceTime change : {since + hands_off_limit(), last_release_ + kStale,
                                  since + no_flow_gap_ + microseconds(1)}) {
    if (change > now) look_again_at_ = std::min(look_again_at_, change);
  }
}

double Coach::value(DeviceTime now) const {
  switch (prompt_) {
    case Prompt::None:
      return 0.0;
    case Prompt::HandsOff:
      return (now - *hands_off_.since()).seconds();
    case Prompt::PressDeeper:
    case Prompt::PressLessDeep:
      return recent_.depth() ? recent_.depth()->mm() : value_;
    case Prompt::ReleaseFully:
      return recent_.residual() ? recent_.residual()->mm() : value_;
    case Prompt::TooFast:
    case Prompt::TooSlow:
      return recent_.rate() ? recent_.rate()->per_minute() : value_;
    case Prompt::MoreAir:
    case Prompt::LessAir:
      return last_breath_ml_;
  }
  return 0.0;
}

int Coach::misses_in_a_row() const { return streaks_[static_cast<std::size_t>(prompt_)].misses; }

}  // namespace sternum
