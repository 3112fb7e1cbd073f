/// A trainee at work: plans compressions and breaths, one set after the other, from a seed.
///
/// Times in µs on the timeline of whoever asks. The plan is the truth: what it says happens. The
/// same habits and seed give the same plan; how depths vary does not depend on how breaths are
/// given, and so on. Not thread-safe; never blocks.
#pragma once

#include <cstdint>
#include <deque>

#include "firmware-bridge/simulator/breath_curve.hpp"
#include "firmware-bridge/simulator/random_stream.hpp"
#include "firmware-bridge/simulator/stroke.hpp"
#include "firmware-bridge/simulator/trainee_habits.hpp"

namespace sternum {

struct TraineePlan {
  std::deque<Stroke> strokes;
  std::deque<BreathCurve> breaths;
};

class Trainee {
 public:
  /// The first compression begins at `begins_us`.
  Trainee(const TraineeHabits& habits, std::uint64_t seed, std::int64_t begins_us);

  /// Appends the next set and the breaths after it to `plan`. After the last one the hands leave
  /// the chest also when there are no breaths to give.
  void plan_set(TraineePlan& plan, bool is_last);

  /// When the next set would begin: nothing planned later changes what lies before it.
  [[nodiscard]] std::int64_t next_onset_us() const { return next_onset_us_; }
  /// When everything planned so far is over: hands off, lungs empty.
  [[nodiscard]] std::int64_t finished_us() const { return finished_us_; }

 private:
  void plan_stroke(TraineePlan& plan, bool hands_leave);
  void plan_breaths(TraineePlan& plan);
  void hold_down(StrokeTarget& target, double period_s);
  [[nodiscard]] double next_depth_mm();
  [[nodiscard]] double next_residual_mm(bool hands_leave);

  TraineeHabits habits_;
  RandomStream depths_;
  RandomStream intervals_;
  RandomStream recoils_;
  RandomStream pauses_;
  RandomStream breaths_;
  RandomStream set_sizes_;
  RandomStream holds_;
  CorrelatedNoise depth_noise_;
  CorrelatedNoise interval_noise_;
  std::int64_t began_us_;
  std::int64_t next_onset_us_;
  std::int64_t finished_us_;
  double left_mm_ = 0.0;  ///< residual of the last compression planned
};

}  // namespace sternum
