/// How much a trainee is told while at work.
///
/// Trainees come to depend on feedback: good compressions halve when it is withdrawn. So it can be
/// made to fade, be kept for the breath pause, or be left out; in an exam it is left out.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sternum {

enum class CoachMode : std::uint8_t {
  Full,            ///< in every cycle
  Fading,          ///< in cycles 1, 2, 4, 7, 11, …: each time one cycle more is left out
  AfterEachCycle,  ///< what was worst, in the breath pause; nothing while pressing
  None,            ///< silent: practice without feedback, and every exam
};
inline constexpr std::array kCoachModes = {CoachMode::Full, CoachMode::Fading,
                                           CoachMode::AfterEachCycle, CoachMode::None};

/// Frozen, as used in results: "full", "fading", "after_each_cycle", "none".
[[nodiscard]] constexpr std::string_view coach_mode_name(CoachMode mode) {
  constexpr std::array<std::string_view, 4> kNames = {"full", "fading", "after_each_cycle", "none"};
  return kNames[static_cast<std::size_t>(mode)];
}
[[nodiscard]] constexpr std::optional<CoachMode> coach_mode_of(std::string_view name) {
  for (const CoachMode mode : kCoachModes) {
    if (coach_mode_name(mode) == name) return mode;
  }
  return std::nullopt;
}

/// Whether corrections are given in the `cycle`-th cycle, from 1, while it goes on or in the pause
/// after it.
[[nodiscard]] constexpr bool is_coached(CoachMode mode, int cycle) {
  if (mode == CoachMode::None) return false;
  if (mode != CoachMode::Fading) return true;
  int coached = 1;
  for (int step = 1; coached < cycle; ++step) coached += step;
  return coached == cycle;
}

}  // namespace sternum
