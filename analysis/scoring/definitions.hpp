/// How the numbers of a result were defined, where the literature leaves a choice: part of the
/// result, so that two results can be compared at all. Choosing another gap rule changes verdicts.
#pragma once

#include <optional>

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/signal/compression_detector.hpp"

namespace sternum {

struct Definitions {
  /// A compression that begins so long or longer after the last release begins a new run and has no
  /// rate.
  Duration run_gap = CompressionDetectorOptions{}.run_gap;
  Duration no_flow_gap{};           ///< a pause longer than this is hands off
  Millimetres leaning_threshold{};  ///< a residual of this or more is leaning
  std::optional<Newtons> leaning_force{};
  Duration window = seconds(30.0);  ///< of `AttemptResult::windows`
  friend bool operator==(const Definitions&, const Definitions&) = default;
};

[[nodiscard]] inline Definitions definitions_of(const Guideline& guideline) {
  Definitions definitions;
  definitions.no_flow_gap = guideline.no_flow_gap;
  definitions.leaning_threshold = guideline.leaning_threshold;
  definitions.leaning_force = guideline.leaning_force;
  return definitions;
}

}  // namespace sternum
