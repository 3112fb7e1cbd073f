#include "firmware-bridge/simulator/trainee.hpp"

#include <algorithm>
#include <cmath>

namespace sternum {
namespace {

/// What hands on a chest can do at all; keeps every stroke within what `Stroke` requires.
constexpr double kLeastWay_mm = 20.0;
constexpr double kDeepest_mm = 85.0;
constexpr double kMostResidual_mm = 12.0;
constexpr Spread kPeriod_s{0.3, 2.0};
constexpr Spread kDutyCycle{0.32, 0.52};
/// Between release and the next onset the chest stays still for at least this share of the time
/// that the way up could take.
constexpr double kLeastStillness = 0.05;
constexpr Spread kEmptying_s{1.0, 1.2};
/// No way down or up takes less.
constexpr std::int64_t kSharpest_us = 60'000;
constexpr std::int64_t kBounce_us = 110'000;
constexpr std::int64_t kTap_us = 160'000;
constexpr double kShortestInflation_s = 0.2;

std::int64_t whole_us(double seconds) { return static_cast<std::int64_t>(seconds * 1e6 + 0.5); }

TraineeHabits as_a_person(TraineeHabits habits, std::uint64_t seed) {
  RandomStream person(seed, RandomUse::Person);
  habits.depth_mm += habits.person_depth_sd_mm * person.normal();
  habits.rate_per_min += habits.person_rate_sd_per_min * person.normal();
  habits.duty_cycle += habits.person_duty_cycle_sd * person.normal();
  return habits;
}

}  // namespace

Trainee::Trainee(const TraineeHabits& habits, std::uint64_t seed, std::int64_t begins_us)
    : habits_(as_a_person(habits, seed)),
      depths_(seed, RandomUse::Depth),
      intervals_(seed, RandomUse::Interval),
      recoils_(seed, RandomUse::Recoil),
      pauses_(seed, RandomUse::Pause),
      breaths_(seed, RandomUse::Breath),
      set_sizes_(seed, RandomUse::SetSize),
      holds_(seed, RandomUse::Hold),
      bounces_(seed, RandomUse::Bounce),
      taps_(seed, RandomUse::Tap),
      hands_(seed, RandomUse::Hands),
      head_(seed, RandomUse::Head),
      breaths_in_sets_(seed, RandomUse::BreathInSet),
      depth_noise_(habits.depth_sd_mm, habits.depth_ar1),
      interval_noise_(habits.interval_sd_ms * 1e-3, habits.interval_ar1),
      began_us_(begins_us),
      next_onset_us_(begins_us),
      finished_us_(begins_us) {}

void Trainee::plan_set(TraineePlan& plan, bool is_last) {
  const int compressions =
      std::max(1, set_sizes_.whole(habits_.fewest_compressions, habits_.most_compressions));
  const bool hands_leave = habits_.breaths > 0 || is_last;
  if (next_onset_us_ > hands_off_us_) {
    plan.pauses.push_back({hands_off_us_, next_onset_us_});
    plan_taps(plan, hands_off_us_, next_onset_us_);
  }
  plan_hands(plan);
  const std::size_t first_stroke = plan.strokes.size();
  for (int i = 1; i <= compressions; ++i) plan_stroke(plan, hands_leave && i == compressions);
  const std::int64_t finished_compressing_us = plan.strokes.back().target().release_us;
  hands_off_us_ = habits_.breaths > 0 ? finished_compressing_us : next_onset_us_;
  plan_breath_in_set(plan, first_stroke);
  if (habits_.breaths > 0) plan_breaths(plan);
  if (is_last) plan.pauses.push_back({finished_compressing_us, Pause::kForEver});
}

double Trainee::next_depth_mm() {
  const double minutes = static_cast<double>(next_onset_us_ - began_us_) / 60e6;
  const double fresh = habits_.depth_mm;
  const double tired = fresh - habits_.tiring_mm_per_min * minutes;
  const double meant = std::max(tired, std::min(fresh, habits_.tired_depth_mm));
  const double least = std::max(left_mm_ + kLeastWay_mm, habits_.least_depth_mm);
  return std::clamp(meant + depth_noise_.next(depths_), least, kDeepest_mm);
}

double Trainee::next_residual_mm(bool hands_leave) {
  const bool leans = recoils_.chance(habits_.leaning_share);
  const Spread& spread = leans ? habits_.leaning_mm : habits_.light_mm;
  const double residual = recoils_.uniform(spread.low, spread.high);
  return hands_leave ? 0.0 : std::clamp(residual, 0.0, kMostResidual_mm);
}

void Trainee::plan_stroke(TraineePlan& plan, bool hands_leave) {
  const double period_s = std::clamp(60.0 / habits_.rate_per_min + interval_noise_.next(intervals_),
                                     kPeriod_s.low, kPeriod_s.high);
  const double duty_cycle =
      std::clamp(habits_.duty_cycle + habits_.duty_cycle_sd * intervals_.normal(), kDutyCycle.low,
                 kDutyCycle.high);
  const bool hesitates = pauses_.chance(habits_.hesitation_share);
  const double hesitation_s = pauses_.uniform(habits_.hesitation_s.low, habits_.hesitation_s.high);

  StrokeTarget target;
  target.onset_us = next_onset_us_;
  target.from_mm = left_mm_;
  target.depth_mm = next_depth_mm();
  target.residual_mm = std::min(next_residual_mm(hands_leave), target.depth_mm - kLeastWay_mm);
  const double down_s = period_s * duty_cycle;
  // Recoil takes its time, and never less than the way down, unless the next onset is too close.
  const double up_s =
      std::min(std::max((target.depth_mm - target.residual_mm) / habits_.recoil_mm_s, down_s),
               (period_s - down_s) * (1.0 - kLeastStillness));
  target.peak_us = target.onset_us + whole_us(down_s);
  target.release_us = target.peak_us + whole_us(up_s);
  hold_down(target, period_s);
  plan_bounce(plan, target, period_s);
  plan.strokes.emplace_back(target, habits_.shape);

  left_mm_ = target.residual_mm;
  next_onset_us_ = target.onset_us + whole_us(period_s + (hesitates ? hesitation_s : 0.0));
  finished_us_ = std::max(finished_us_, target.release_us);
}

/// A bulge lies around the peak; two humps begin with it or end with it.
void Trainee::hold_down(StrokeTarget& target, double period_s) {
  const HoldHabit& habit = habits_.hold;
  const bool holds = holds_.chance(habit.share);
  const double sag_mm = holds_.uniform(habit.sag_mm.low, habit.sag_mm.high);
  const double lesser_mm = holds_.uniform(habit.lesser_mm.low, habit.lesser_mm.high);
  const bool is_first_deeper = holds_.chance(0.5);
  if (!holds) return;

  const std::int64_t held_us = whole_us(habit.of_period * period_s);
  StrokeHold hold;
  hold.sag_mm = sag_mm;
  hold.from_mm = target.depth_mm - (sag_mm > 0.0 && !is_first_deeper ? lesser_mm : 0.0);
  hold.to_mm = target.depth_mm - (sag_mm > 0.0 && is_first_deeper ? lesser_mm : 0.0);
  hold.from_us = target.peak_us - held_us;
  if (sag_mm <= 0.0) {
    hold.from_mm = hold.to_mm = target.depth_mm + sag_mm;
    hold.from_us = target.peak_us - held_us / 2;
  } else if (is_first_deeper) {
    hold.from_us = target.peak_us;
  }
  hold.from_us = std::max(hold.from_us, target.onset_us + kSharpest_us);
  hold.to_us = hold.from_us + std::max(held_us, kSharpest_us);
  if (sag_mm <= 0.0) {
    target.peak_us = hold.from_us + (hold.to_us - hold.from_us) / 2;
  } else {
    target.peak_us = is_first_deeper ? hold.from_us : hold.to_us;
  }
  // What is left of the period is for the way up, and for a moment of stillness.
  const std::int64_t period_ends_us = target.onset_us + whole_us(period_s);
  const double left_s = static_cast<double>(period_ends_us - hold.to_us) * 1e-6;
  const double up_s = std::min((target.depth_mm - target.residual_mm) / habits_.recoil_mm_s,
                               left_s * (1.0 - kLeastStillness));
  target.release_us = hold.to_us + std::max(whole_us(up_s), kSharpest_us);
  target.hold = hold;
}

/// The hand leaves the chest so fast that it falls back on it. Takes the time from the way up.
void Trainee::plan_bounce(TraineePlan& plan, StrokeTarget& target, double period_s) {
  const TouchHabit& habit = habits_.touch;
  const bool bounces = bounces_.chance(habit.bounce_share);
  const double height_mm = bounces_.uniform(habit.bounce_mm.low, habit.bounce_mm.high);
  if (!bounces) return;
  const std::int64_t until_us = target.onset_us + whole_us(period_s * (1.0 - kLeastStillness));
  const std::int64_t down_until_us = target.hold ? target.hold->to_us : target.peak_us;
  const auto shortest_up_us = static_cast<std::int64_t>(
      0.8 * static_cast<double>(target.hold ? kSharpest_us : target.peak_us - target.onset_us));
  const std::int64_t release_us = std::min(target.release_us, until_us - kBounce_us);
  if (release_us - down_until_us < shortest_up_us) return;
  target.release_us = release_us;
  plan.touches.push_back({release_us, release_us + kBounce_us, height_mm});
}

/// Hands feel for their place: short light presses that end before the first compression.
void Trainee::plan_taps(TraineePlan& plan, std::int64_t from_us, std::int64_t to_us) {
  std::int64_t at_us = to_us - kTap_us * (2 * habits_.touch.taps + 1);
  for (int i = 0; i < habits_.touch.taps; ++i, at_us += 2 * kTap_us) {
    const double height_mm = taps_.uniform(habits_.touch.tap_mm.low, habits_.touch.tap_mm.high);
    const auto late_us = static_cast<std::int64_t>(taps_.uniform(0.0, 0.5) * kTap_us);
    if (at_us < from_us) continue;
    plan.touches.push_back({at_us + late_us, at_us + late_us + kTap_us, height_mm});
  }
}

void Trainee::plan_hands(TraineePlan& plan) {
  const PostureHabit& habit = habits_.posture;
  HandPlace place{next_onset_us_, habit.hands_sd_mm * hands_.normal(),
                  habit.hands_sd_mm * hands_.normal()};
  const bool is_wrong = hands_.chance(habit.hands_wrong_share);
  const double off_mm = hands_.uniform(habit.hands_wrong_mm.low, habit.hands_wrong_mm.high);
  const double x = hands_.uniform(-1.0, 1.0);
  const double y = hands_.uniform(-1.0, 1.0);
  const double length = std::sqrt(x * x + y * y);
  if (is_wrong && length > 0.0) {
    place.x_mm = off_mm * x / length;
    place.y_mm = off_mm * y / length;
  }
  plan.hands.push_back(place);
}

/// A second rescuer does not wait for the pause. Needs a set of ten compressions at least.
void Trainee::plan_breath_in_set(TraineePlan& plan, std::size_t first_stroke) {
  const bool gives = breaths_in_sets_.chance(habits_.breath_in_set_share);
  const double place = breaths_in_sets_.uniform(0.1, 0.6);
  const double inflation_s =
      breaths_in_sets_.uniform(habits_.inflation_s.low, habits_.inflation_s.high);
  const double volume_ml = breaths_in_sets_.uniform(habits_.volume_ml.low, habits_.volume_ml.high);
  const std::size_t strokes = plan.strokes.size() - first_stroke;
  if (!gives || strokes < 10) return;
  const auto index = first_stroke + static_cast<std::size_t>(place * static_cast<double>(strokes));
  BreathCurve breath;
  breath.volume_ml = volume_ml;
  breath.start_us = plan.strokes[index].target().onset_us;
  breath.end_us = breath.start_us + whole_us(std::max(kShortestInflation_s, inflation_s));
  breath.empty_us = breath.end_us + whole_us(kEmptying_s.high);
  plan.breaths.push_back(breath);
}

/// Shortly before the first breath the head is tilted, or not enough, and goes back after the last.
void Trainee::plan_head(TraineePlan& plan, std::deque<BreathCurve>& breaths) {
  const PostureHabit& habit = habits_.posture;
  const bool is_forgotten = head_.chance(habit.head_not_tilted_share);
  const Spread& tilt = is_forgotten ? habit.not_tilted_deg : habit.tilt_deg;
  HeadTilt head;
  head.degrees = head_.uniform(tilt.low, tilt.high);
  head.tilted_us = breaths.front().start_us - whole_us(0.1);
  head.from_us = head.tilted_us - whole_us(0.4);
  head.back_us = breaths.back().end_us + whole_us(0.1);
  head.to_us = head.back_us + whole_us(0.3);
  plan.tilts.push_back(head);
  for (BreathCurve& breath : breaths) {
    const double share = head_.uniform(habit.air_that_goes_in.low, habit.air_that_goes_in.high);
    if (is_forgotten) breath.volume_ml *= share;
  }
}

void Trainee::plan_breaths(TraineePlan& plan) {
  const std::int64_t hands_off_us = finished_us_;
  double busy_s = 0.0;
  std::deque<BreathCurve> breaths;
  for (int i = 0; i < habits_.breaths; ++i) {
    BreathCurve breath;
    const double inflation_s = std::max(
        kShortestInflation_s, breaths_.uniform(habits_.inflation_s.low, habits_.inflation_s.high));
    const double emptying_s = breaths_.uniform(kEmptying_s.low, kEmptying_s.high);
    breath.volume_ml =
        std::max(0.0, breaths_.uniform(habits_.volume_ml.low, habits_.volume_ml.high));
    breath.start_us = whole_us(busy_s);
    breath.end_us = whole_us(busy_s + inflation_s);
    breath.empty_us = whole_us(busy_s + inflation_s + emptying_s);
    breaths.push_back(breath);
    busy_s += inflation_s + emptying_s;
  }
  // Hands need a moment to the head and back; the lungs empty by themselves meanwhile.
  const double head_s = static_cast<double>(breaths.back().end_us) * 1e-6;
  const double pause_s =
      std::max(pauses_.uniform(habits_.pause_s.low, habits_.pause_s.high), head_s + 0.8);
  const std::int64_t first_us = hands_off_us + whole_us(0.55 * (pause_s - head_s));
  for (BreathCurve& breath : breaths) {
    breath.start_us += first_us;
    breath.end_us += first_us;
    breath.empty_us += first_us;
  }
  plan_head(plan, breaths);
  plan.breaths.insert(plan.breaths.end(), breaths.begin(), breaths.end());
  next_onset_us_ = hands_off_us + whole_us(pause_s);
  finished_us_ = std::max(finished_us_, breaths.back().empty_us);
}

}  // namespace sternum
