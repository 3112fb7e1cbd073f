/// Everything that the manikin says of an attempt under a scheme, and how sure it is.
///
/// A pure function.
#pragma once

#include <vector>

#include "analysis/exam/examination.hpp"
#include "analysis/exam/sensor_item.hpp"
#include "analysis/scoring/score.hpp"

namespace sternum {

struct SensorItem {
  SensorFinding as_measured;
  WonShare within_uncertainty;  ///< covers `as_measured.won`
};

struct SensorJudgement {
  std::vector<SensorItem> items;  ///< one for each of the scheme's; of ticks and timers, untouched
  Grade grade;                    ///< as measured
  /// Of the quality's points; empty when nothing of them could be judged. Who pressed not once has
  /// won nothing.
  std::optional<WonShare> quality;
};
[[nodiscard]] SensorJudgement judge_by_sensors(const ExamInput& input);

}  // namespace sternum
