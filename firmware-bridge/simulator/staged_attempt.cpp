#include "firmware-bridge/simulator/staged_attempt.hpp"

#include <limits>
#include <utility>

namespace sternum {
namespace {

/// A device that counts compressions shows no rate any more after this.
constexpr std::int64_t kRateForgotten_us = 2'000'000;
/// A tilt is remembered until the breath that it was for has left the lungs.
constexpr std::int64_t kTiltRemembered_us = 2'000'000;

}  // namespace

StagedAttempt::StagedAttempt(const StageOptions& options)
    : cycles_(options.cycles),
      chest_(options.chest),
      pad_(options.pad, options.seed),
      trainee_(options.habits, options.seed, options.lead_in.us()) {}

bool StagedAttempt::is_planned_out() const { return cycles_ > 0 && cycles_planned_ >= cycles_; }

std::optional<std::int64_t> StagedAttempt::finished_us() const {
  if (!is_planned_out()) return std::nullopt;
  return trainee_.finished_us();
}

void StagedAttempt::plan_until(std::int64_t t_us) {
  while (!is_planned_out() && trainee_.hands_off_us() <= t_us) {
    ++cycles_planned_;
    trainee_.plan_set(plan_, is_planned_out());
  }
}

/// What is over becomes truth and leaves the plan.
void StagedAttempt::complete_until(std::int64_t t_us) {
  while (!plan_.strokes.empty() && plan_.strokes.front().target().release_us <= t_us) {
    notice_peak(plan_.strokes.front().target(), t_us);
    complete(plan_.strokes.front().target());
    plan_.strokes.pop_front();
  }
  while (!plan_.breaths.empty() && plan_.breaths.front().empty_us <= t_us) {
    const BreathCurve& done = plan_.breaths.front();
    completed_.breaths.push_back(
        {done.start_us, done.end_us, done.volume_ml, head_tilt_at(done.end_us)});
    plan_.breaths.pop_front();
  }
  while (!plan_.touches.empty() && plan_.touches.front().to_us <= t_us) plan_.touches.pop_front();
}

void StagedAttempt::complete(const StrokeTarget& target) {
  place_hands(target.onset_us);
  residual_mm_ = target.residual_mm;
  completed_.compressions.push_back({target.onset_us, target.peak_us, target.release_us,
                                     target.depth_mm, target.residual_mm, hands_.x_mm,
                                     hands_.y_mm});
}

/// The skin recovers in pauses, and the pad may be handled.
void StagedAttempt::follow_pauses(std::int64_t t_us) {
  while (!plan_.pauses.empty() && plan_.pauses.front().from_us <= t_us) {
    const Pause& pause = plan_.pauses.front();
    if (!std::exchange(is_resting_, true)) {
      if (pause.from_us > 0) chest_.rest_from(pause.from_us);
      if (pause.to_us != Pause::kForEver) pad_.pause(pause.from_us, pause.to_us);
    }
    if (pause.to_us > t_us) return;
    chest_.work_from(pause.to_us);
    is_resting_ = false;
    plan_.pauses.pop_front();
  }
}

void StagedAttempt::notice_peak(const StrokeTarget& target, std::int64_t t_us) {
  if (t_us < target.peak_us || last_peak_us_ == target.peak_us) return;
  interval_us_ = last_peak_us_ ? target.peak_us - *last_peak_us_ : 0;
  last_peak_us_ = target.peak_us;
}

/// What a device would show: the interval between the last two peaks, forgotten after a while.
double StagedAttempt::rate_at(std::int64_t t_us) const {
  const bool is_fresh = last_peak_us_ && t_us - *last_peak_us_ <= kRateForgotten_us &&
                        interval_us_ > 0 && interval_us_ <= kRateForgotten_us;
  return is_fresh ? 60e6 / static_cast<double>(interval_us_) : 0.0;
}

ChestMotion StagedAttempt::touched_at(std::int64_t t_us) {
  ChestMotion sum;
  for (const Touching& touch : plan_.touches) {
    if (touch.from_us >= t_us) break;
    sum = sum + bump(touch.height_mm, touch.from_us, touch.to_us, t_us);
  }
  return sum;
}

void StagedAttempt::place_hands(std::int64_t t_us) {
  while (!plan_.hands.empty() && plan_.hands.front().from_us <= t_us) {
    hands_ = plan_.hands.front();
    plan_.hands.pop_front();
  }
}

double StagedAttempt::head_tilt_at(std::int64_t t_us) {
  while (!plan_.tilts.empty() && plan_.tilts.front().to_us + kTiltRemembered_us < t_us) {
    plan_.tilts.pop_front();
  }
  for (const HeadTilt& head : plan_.tilts) {
    if (t_us <= head.from_us) break;
    if (t_us >= head.to_us) continue;
    const bool goes_back = t_us > head.back_us;
    const ChestMotion turn =
        goes_back ? smooth_step(head.degrees, 0.0, head.back_us, head.to_us, t_us)
                  : smooth_step(0.0, head.degrees, head.from_us, head.tilted_us, t_us);
    return turn.depth_mm;
  }
  return 0.0;
}

Scene StagedAttempt::scene_at(std::int64_t t_us) {
  plan_until(t_us);
  complete_until(t_us);
  follow_pauses(t_us);
  if (!plan_.strokes.empty()) notice_peak(plan_.strokes.front().target(), t_us);
  Scene scene;
  scene.chest =
      plan_.strokes.empty() ? ChestMotion{residual_mm_, 0.0, 0.0} : plan_.strokes.front().at(t_us);
  if (!plan_.touches.empty()) scene.chest = scene.chest + touched_at(t_us);
  if (!plan_.breaths.empty()) scene.lungs = plan_.breaths.front().at(t_us);
  scene.baseline_mm = chest_.baseline_mm(t_us);
  scene.force_n = chest_.force_n(scene.chest.depth_mm, scene.chest.velocity_mm_s);
  scene.rate_per_min = rate_at(t_us);
  scene.pad_g = pad_.at(t_us);
  place_hands(t_us);
  scene.hands_x_mm = hands_.x_mm;
  scene.hands_y_mm = hands_.y_mm;
  scene.head_tilt_deg = head_tilt_at(t_us);
  return scene;
}

Truth StagedAttempt::take_completed() { return std::exchange(completed_, {}); }

}  // namespace sternum
