/// What the coach says: one thing at a time.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "analysis/core/device_time.hpp"

namespace sternum {

/// In the order of priority.
enum class Prompt : std::uint8_t {
  None,
  HandsOff,       ///< resume compressions; value: seconds since the last release
  ChangeOver,     ///< somebody else presses now; no value
  MoveHands,      ///< value: mean distance of the last hands from the right place, mm; 0 unknown
  PressDeeper,    ///< value: mean depth of the last compressions, mm
  PressLessDeep,  ///< value: mm
  ReleaseFully,   ///< value: mean residual, mm; 0 where only force told of it
  TooFast,        ///< value: /min
  TooSlow,        ///< value: /min
  MoreAir,        ///< value: ml of the last breath
  LessAir,        ///< value: ml
  BreatheSlower,  ///< value: seconds that the last breath took to go in
  WellDone,       ///< no value
};
inline constexpr std::size_t kPrompts = 13;  ///< `None` included

/// Frozen, as used in results: "press_deeper"; "none" for `None`.
[[nodiscard]] constexpr std::string_view prompt_name(Prompt prompt) {
  constexpr std::array<std::string_view, kPrompts> kNames = {
      "none",          "hands_off", "change_over", "move_hands", "press_deeper", "press_less_deep",
      "release_fully", "too_fast",  "too_slow",    "more_air",   "less_air",     "breathe_slower",
      "well_done"};
  return kNames[static_cast<std::size_t>(prompt)];
}

/// A prompt that was given at `at` and stood until the next event; `None` clears. The same prompt
/// again: it was said again.
struct PromptEvent {
  DeviceTime at;
  Prompt prompt = Prompt::None;
  double value = 0.0;
  friend bool operator==(const PromptEvent&, const PromptEvent&) = default;
};

}  // namespace sternum
