/// Attempts made of numbers: traces, snapshots and results whose every compression was chosen.
#pragma once

#include <functional>
#include <memory>

#include "analysis/attempt/attempt_result.hpp"
#include "analysis/attempt/live_snapshot.hpp"
#include "analysis/scoring/guideline.hpp"
#include "gui/model/station_port.hpp"

namespace sternum::test {

/// Depth 50–60 mm, 100–120/min, 30:2, five cycles, two minutes.
[[nodiscard]] Guideline adult_guideline();

/// How somebody presses.
struct Pressing {
  double depth_mm = 54.0;
  double residual_mm = 0.5;
  double rate_per_min = 110.0;
  double wobble_mm = 1.5;  ///< deterministic, from press to press
};

/// A press at a time; its depth below rest follows a raised cosine from release to release.
[[nodiscard]] Compression press(double peak_s, const Pressing& pressing, int index,
                                bool first_of_run);

/// The last 12 s of somebody who presses without a break, `elapsed_s` into the attempt. The last
/// `stopped_s` nobody presses.
[[nodiscard]] LiveSnapshot pressing_snapshot(const Pressing& pressing, double elapsed_s,
                                             double stopped_s = 0.0);

/// Two minutes with something of everything: leaning, a long pause, a gap, shallow ends.
[[nodiscard]] Review eventful_review(AttemptId id, std::string trainee, AttemptState state);

/// The same attempt from a manikin that measures force alone, over a bad radio.
[[nodiscard]] Review poorly_recorded_review(AttemptId id, std::string trainee);

[[nodiscard]] AttemptRecord record(AttemptId id, std::string trainee, std::string manikin_id,
                                   std::int64_t started_at_ms, AttemptState state,
                                   std::optional<double> score);

}  // namespace sternum::test
