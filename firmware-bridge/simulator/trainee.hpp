/// A trainee at work: plans compressions and breaths, one set after the other, from a seed.
///
/// Times in µs on the timeline of whoever asks. The plan is the truth: what it says happens. The
/// same habits and seed give the same plan; how depths vary does not depend on how breaths are
/// given, and so on. Not thread-safe; never blocks.
#pragma once

#include <cstdint>
#include <deque>
#include <limits>

#include "firmware-bridge/simulator/breath_curve.hpp"
#include "firmware-bridge/simulator/random_stream.hpp"
#include "firmware-bridge/simulator/stroke.hpp"
#include "firmware-bridge/simulator/trainee_habits.hpp"

namespace sternum {

/// A small movement of the chest that is no compression: down by `height_mm` and back.
struct Touching {
  std::int64_t from_us = 0;
  std::int64_t to_us = 0;
  double height_mm = 0.0;
};

/// From here on the hands lie there: mm towards the patient's left and head.
struct HandPlace {
  std::int64_t from_us = 0;
  double x_mm = 0.0;
  double y_mm = 0.0;
};

/// The head is tilted back for breaths: fully between `tilted_us` and `back_us`.
struct HeadTilt {
  std::int64_t from_us = 0;
  std::int64_t tilted_us = 0;
  std::int64_t back_us = 0;
  std::int64_t to_us = 0;
  double degrees = 0.0;
};

/// Nobody compresses between two sets, and before the first one.
struct Pause {
  static constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max();
  std::int64_t from_us = 0;
  std::int64_t to_us = 0;
};

/// Each in ascending time.
struct TraineePlan {
  std::deque<Stroke> strokes;
  std::deque<BreathCurve> breaths;
  std::deque<Touching> touches;
  std::deque<HandPlace> hands;
  std::deque<HeadTilt> tilts;
  std::deque<Pause> pauses;
};

class Trainee {
 public:
  /// The first compression begins at `begins_us`.
  Trainee(const TraineeHabits& habits, std::uint64_t seed, std::int64_t begins_us);

  /// Appends the next set and the breaths after it to `plan`. After the last one the hands leave
  /// the chest also when there are no breaths to give.
  void plan_set(TraineePlan& plan, bool is_last);

  /// Since when nobody compresses in the plan so far: nothing planned later changes what lies
  /// before it.
  [[nodiscard]] std::int64_t hands_off_us() const { return hands_off_us_; }
  /// When everything planned so far is over: hands off, lungs empty.
  [[nodiscard]] std::int64_t finished_us() const { return finished_us_; }

 private:
  void plan_stroke(TraineePlan& plan, bool hands_leave);
  void plan_bounce(TraineePlan& plan, StrokeTarget& target, double period_s);
  void plan_breaths(TraineePlan& plan);
  void plan_head(TraineePlan& plan, std::deque<BreathCurve>& breaths);
  void plan_breath_in_set(TraineePlan& plan, std::size_t first_stroke);
  void plan_hands(TraineePlan& plan);
  void plan_taps(TraineePlan& plan, std::int64_t from_us, std::int64_t to_us);
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
  RandomStream bounces_;
  RandomStream taps_;
  RandomStream hands_;
  RandomStream head_;
  RandomStream breaths_in_sets_;
  CorrelatedNoise depth_noise_;
  CorrelatedNoise interval_noise_;
  std::int64_t began_us_;
  std::int64_t next_onset_us_;
  std::int64_t finished_us_;
  std::int64_t hands_off_us_ = 0;  ///< since when nobody compresses
  double left_mm_ = 0.0;           ///< residual of the last compression planned
};

}  // namespace sternum
