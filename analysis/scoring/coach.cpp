#include "analysis/scoring/coach.hpp"

#include <algorithm>
#include <limits>

#include "analysis/scoring/cycle.hpp"

namespace sternum {
namespace {

constexpr DeviceTime kNever = DeviceTime::from_us(std::numeric_limits<std::int64_t>::max());
/// A correction of compressions that have stopped for so long is about the past.
constexpr Duration kStale = milliseconds(2000);
/// What was said about something past stands for so long.
constexpr Duration kToldFor = milliseconds(3000);
/// Who gives no breaths is told to change over so long after it was due, pause or not.
constexpr Duration kLatestChangeOver = milliseconds(20'000);
/// Where no breaths part them: a little less than a minute.
constexpr int kSetWithoutBreaths = 100;
/// What was said three times was heard.
constexpr int kMostTimesSaid = 3;

constexpr std::array kOfCompressions = {Prompt::MoveHands,     Prompt::PressDeeper,
                                        Prompt::PressLessDeep, Prompt::ReleaseFully,
                                        Prompt::TooFast,       Prompt::TooSlow};
constexpr std::array kOfBreaths = {Prompt::MoreAir, Prompt::LessAir, Prompt::BreatheSlower};

constexpr bool is_of_compressions(Prompt prompt) {
  return std::ranges::find(kOfCompressions, prompt) != kOfCompressions.end();
}
constexpr bool is_of_breaths(Prompt prompt) {
  return std::ranges::find(kOfBreaths, prompt) != kOfBreaths.end();
}

}  // namespace

Coach::Coach(const Guideline& guideline, CoachOptions options)
    : limits_(guideline.feedback),
      no_flow_gap_(guideline.no_flow_gap),
      shortest_inflation_(guideline.inflation.low),
      leaning_force_(guideline.leaning_force),
      hand_offset_(guideline.hand_offset),
      breaths_asked_(guideline.breaths_per_cycle > 0),
      set_size_(guideline.breaths_per_cycle > 0 ? guideline.compressions_per_cycle
                                                : kSetWithoutBreaths),
      options_(options),
      hands_off_(guideline),
      look_again_at_(kNever) {}

void Coach::begin_set(int number) {
  set_ = Set{.number = number};
  for (const Prompt kind : kOfCompressions) streak(kind).begin_set();
}

bool Coach::misses_anything(const Compression& compression, const CompressionExtras& extras) {
  bool any = false;
  const auto note = [&](Prompt kind, bool missed, double value) {
    streak(kind).add(limits_, missed, value);
    any = any || missed;
  };
  if (extras.hands && hand_offset_) {
    const Millimetres offset = extras.hands->distance();
    note(Prompt::MoveHands, offset > *hand_offset_, offset.mm());
  }
  if (depth_is_measured_) {
    const double depth_mm = compression.depth.mm();
    note(Prompt::PressDeeper, compression.depth < limits_.depth.low, depth_mm);
    note(Prompt::PressLessDeep, compression.depth > limits_.depth.high, depth_mm);
  }
  if (compression.residual) {
    note(Prompt::ReleaseFully, *compression.residual >= limits_.leaning_threshold,
         compression.residual->mm());
  } else if (extras.residual_force && leaning_force_) {
    note(Prompt::ReleaseFully, *extras.residual_force >= *leaning_force_, 0.0);
  }
  if (compression.rate) {
    const double per_minute = compression.rate->per_minute();
    note(Prompt::TooFast, *compression.rate > limits_.rate.high, per_minute);
    note(Prompt::TooSlow, *compression.rate < limits_.rate.low, per_minute);
  }
  return any;
}

void Coach::add(const Compression& compression, const CompressionExtras& extras, CyclePlace place,
                DeviceTime now) {
  hands_off_.add(compression, place.compression);
  if (!breaths_asked_) {
    place = {1 + (place.compression - 1) / set_size_, 1 + (place.compression - 1) % set_size_};
  }
  if (set_.compressions == 0 || place.compression == 1) begin_set(place.cycle);
  if (last_peak_) {
    worked_ += std::min(compression.peak - *last_peak_, limits_.hands_off_at_breaths);
  }
  last_peak_ = compression.peak;
  last_release_ = compression.release;
  recent_.add(compression, extras);
  ++set_.compressions;
  if (misses_anything(compression, extras)) ++set_.missed;
  look(now, News::Compression);
}

void Coach::add(const Breath& breath, DeviceTime now) {
  hands_off_.add(breath);
  last_breath_ = breath;
  if (volume_is_measured_) {
    const double ml = breath.volume.ml();
    streak(Prompt::MoreAir).add(limits_, breath.volume < limits_.breath_volume.low, ml);
    streak(Prompt::LessAir).add(limits_, breath.volume > limits_.breath_volume.high, ml);
  }
  streak(Prompt::BreatheSlower)
      .add(limits_, breath.inflation() < shortest_inflation_, breath.inflation().seconds());
  if (hands_off_.since()) look(now, News::None);
}

void Coach::take_back_hands_off(DeviceTime from) {
  bool taken_back = false;
  while (!events_.empty() && events_.back().prompt == Prompt::HandsOff &&
         events_.back().at > from) {
    events_.pop_back();
    --given_;
    taken_back = true;
  }
  if (!taken_back) return;
  prompt_ = events_.empty() ? Prompt::None : events_.back().prompt;
  since_ = events_.empty() ? DeviceTime{} : events_.back().at;
  times_said_ = 1;
  const auto given = std::find_if(events_.rbegin(), events_.rend(), [](const PromptEvent& event) {
    return event.prompt != Prompt::None;
  });
  given_at_ = given == events_.rend() ? std::nullopt : std::optional(given->at);
}

void Coach::add_gap(TimeSpan gap) {
  take_back_hands_off(gap.from);
  hands_off_.add_gap(gap);
  recent_.clear();
  if (hands_off_.since()) look(gap.to, News::None);
}

Duration Coach::hands_off_limit() const {
  return hands_off_.for_breaths() ? limits_.hands_off_at_breaths : limits_.hands_off;
}

bool Coach::change_over_is_due(bool in_pause) const {
  if (worked_ < options_.change_over) return false;
  return in_pause || !breaths_asked_ || worked_ >= options_.change_over + kLatestChangeOver;
}

/// A whole set, not much longer than asked for, no correction due in it, at most one compression in
/// ten off, and nothing wrong with the last breath.
bool Coach::is_clean() const {
  const bool whole =
      nearly_complete(set_size_, set_.compressions) && 5 * set_.compressions <= 6 * set_size_;
  return whole && 10 * set_.missed <= set_.compressions &&
         std::ranges::none_of(kOfCompressions,
                              [&](Prompt kind) { return streak(kind).was_due_in_set(); }) &&
         std::ranges::all_of(kOfBreaths, [&](Prompt kind) { return streak(kind).misses() == 0; });
}

Prompt Coach::choose(DeviceTime now, News news) const {
  if (options_.mode == CoachMode::None) return Prompt::None;
  if (now - *hands_off_.since() >= hands_off_limit()) return Prompt::HandsOff;
  const bool in_pause = hands_off_.length(now) > Duration{};
  if (change_over_is_due(in_pause)) return Prompt::ChangeOver;
  if (!is_coached(options_.mode, set_.number)) return Prompt::None;

  const bool in_breath_pause = in_pause && hands_off_.for_breaths();
  const bool set_is_over = breaths_asked_
                               ? in_breath_pause
                               : news == News::Compression && set_.compressions == set_size_;
  for (const Prompt kind : kOfCompressions) {
    const bool applies = options_.mode == CoachMode::AfterEachCycle
                             ? set_is_over && !set_.told && streak(kind).was_due_in_set()
                             : news == News::Compression && streak(kind).is_due_now(limits_);
    if (applies) return kind;
  }
  if (in_breath_pause) {
    for (const Prompt kind : kOfBreaths) {
      if (streak(kind).is_due_now(limits_)) return kind;
    }
  }
  return set_is_over && !set_.told && is_clean() ? Prompt::WellDone : Prompt::None;
}

bool Coach::stands(DeviceTime now) const {
  if (prompt_ == Prompt::None) return false;
  if (prompt_ == Prompt::HandsOff) return now - *hands_off_.since() >= hands_off_limit();
  if (is_of_breaths(prompt_)) {
    return streak(prompt_).is_due() && hands_off_.for_breaths() &&
           hands_off_.length(now) > Duration{};
  }
  if (is_of_compressions(prompt_) && options_.mode != CoachMode::AfterEachCycle) {
    return streak(prompt_).is_due() && is_coached(options_.mode, set_.number);
  }
  return now - *given_at_ < kToldFor;
}

void Coach::give(Prompt prompt, DeviceTime now) {
  if (prompt != prompt_) {
    since_ = now;
    times_said_ = 0;
  }
  prompt_ = prompt;
  ++times_said_;
  ++given_;
  given_at_ = now;
  if (prompt == Prompt::ChangeOver) {
    worked_ = {};
    set_.told = true;  // whom it concerned has other things to do now
  }
  const bool of_set = options_.mode == CoachMode::AfterEachCycle && is_of_compressions(prompt);
  if (of_set || prompt == Prompt::WellDone) set_.told = true;
  value_ = 0.0;
  value_ = of_set ? streak(prompt).mean_missed_in_set() : value(now);
  events_.push_back({now, prompt, value_});
}

void Coach::look(DeviceTime now, News news) {
  if (now - last_release_ >= kStale) {
    for (const Prompt kind : kOfCompressions) streak(kind).forget();
  }
  if (hands_off_.length(now) > Duration{}) recent_.clear();

  const bool standing = stands(now);
  const Prompt next = choose(now, news);
  const bool again = standing && next == prompt_ && times_said_ < kMostTimesSaid &&
                     now - *given_at_ >= options_.repeat;
  const bool may_speak = !given_at_ || now - *given_at_ >= options_.spacing;
  if (next != Prompt::None && may_speak && (!standing || next < prompt_ || again)) {
    give(next, now);
  } else if (prompt_ != Prompt::None && !standing) {
    prompt_ = Prompt::None;
    since_ = now;
    value_ = 0.0;
    events_.push_back({now, Prompt::None, 0.0});
  } else {
    value_ = value(now);
  }

  const DeviceTime since = *hands_off_.since();
  look_again_at_ = kNever;
  const auto look_at = [&](DeviceTime change) {
    if (change > now) look_again_at_ = std::min(look_again_at_, change);
  };
  look_at(since + hands_off_limit());
  look_at(last_release_ + kStale);
  look_at(since + no_flow_gap_ + microseconds(1));
  if (given_at_) {
    for (const Duration later : {options_.spacing, options_.repeat, kToldFor}) {
      look_at(*given_at_ + later);
    }
  }
}

double Coach::value(DeviceTime now) const {
  const bool of_past = options_.mode == CoachMode::AfterEachCycle && is_of_compressions(prompt_);
  if (of_past) return value_;
  switch (prompt_) {
    case Prompt::None:
    case Prompt::ChangeOver:
    case Prompt::WellDone:
      return 0.0;
    case Prompt::HandsOff:
      return (now - *hands_off_.since()).seconds();
    case Prompt::MoveHands:
      return recent_.hand_offset() ? recent_.hand_offset()->mm() : value_;
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
      return last_breath_.volume.ml();
    case Prompt::BreatheSlower:
      return last_breath_.inflation().seconds();
  }
  return 0.0;
}

}  // namespace sternum
