/// What truly happens at the virtual manikin, instant by instant, and the truth that it leaves.
///
/// Puts the trainee's plan, the chest and the pad together. Times are µs since the device started;
/// ask for ascending ones. Not thread-safe; never blocks.
#pragma once

#include <cstdint>
#include <optional>

#include "firmware-bridge/simulator/chest.hpp"
#include "firmware-bridge/simulator/pad_handling.hpp"
#include "firmware-bridge/simulator/sensors.hpp"
#include "firmware-bridge/simulator/trainee.hpp"
#include "firmware-bridge/simulator/truth.hpp"

namespace sternum {

struct StageOptions {
  TraineeHabits habits;
  std::uint64_t seed = 1;
  int cycles = 5;  ///< 0: goes on for ever
  Duration lead_in;
  ChestOptions chest;
  PadOptions pad;
};

class StagedAttempt {
 public:
  explicit StagedAttempt(const StageOptions& options);

  [[nodiscard]] Scene scene_at(std::int64_t t_us);
  /// What ended since the last call, in the order in which it ended.
  [[nodiscard]] Truth take_completed();

  /// When everything is over: hands off, lungs empty. Empty while more may be planned.
  [[nodiscard]] std::optional<std::int64_t> finished_us() const;
  /// Plans ahead of this instant, so that `finished_us` is true of it.
  void plan_until(std::int64_t t_us);

 private:
  [[nodiscard]] bool is_planned_out() const;
  void complete_until(std::int64_t t_us);
  void complete(const StrokeTarget& target);
  void follow_pauses(std::int64_t t_us);
  void notice_peak(const StrokeTarget& target, std::int64_t t_us);
  [[nodiscard]] double rate_at(std::int64_t t_us) const;
  [[nodiscard]] ChestMotion touched_at(std::int64_t t_us);
  void place_hands(std::int64_t t_us);
  [[nodiscard]] double head_tilt_at(std::int64_t t_us);

  int cycles_;
  Chest chest_;
  PadHandling pad_;
  Trainee trainee_;
  TraineePlan plan_;
  int cycles_planned_ = 0;
  double residual_mm_ = 0.0;
  HandPlace hands_;
  bool is_resting_ = false;
  std::optional<std::int64_t> last_peak_us_;
  std::int64_t interval_us_ = 0;
  Truth completed_;
};

}  // namespace sternum
