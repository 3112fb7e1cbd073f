/// Whether a limit can be met at all by somebody who does what the guideline asks.
///
/// Breaths bound the flow fraction, the guideline's rate bounds how long a set takes, its set how
/// much there is to count. A limit must leave room for the highest rate that the guideline allows,
/// since nobody may fail for pressing as taught. How long 2 breaths take at least is background
/// knowledge: 1 s each and 2.5 s to the mouth and back, 4.5 s together, the pause with which 30:2
/// at 100/min reaches a flow fraction of 80 %. Pure functions.
#pragma once

#include <optional>
#include <string>

#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/guideline.hpp"

namespace sternum {

/// The least hands-off time that so many breaths need; none for no breaths.
[[nodiscard]] Duration shortest_breath_pause(int breaths);

/// Flow fraction (0–1) at the guideline's highest rate when no time is lost at the breaths.
[[nodiscard]] double highest_flow_fraction(const Guideline& guideline);

/// Why nobody who does what the guideline asks could meet `rule` in an attempt of `scheme`'s sets
/// and length; empty when somebody can.
[[nodiscard]] std::optional<std::string> why_unattainable(const SensorRule& rule,
                                                          const Guideline& guideline,
                                                          const Scheme& scheme);

}  // namespace sternum
