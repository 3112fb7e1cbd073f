/// What a virtual automated external defibrillator says aloud.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sternum {

enum class AedPrompt : std::uint8_t {
  None,
  AttachPads,      ///< onto the bare chest
  CheckPads,       ///< one has come off
  DoNotTouch,      ///< the rhythm is being analysed
  StopCpr,         ///< the same after two minutes of compressions
  MotionDetected,  ///< somebody touches the patient while it analyses
  ShockAdvised,    ///< it charges
  PressShock,      ///< everybody clear, then the flashing button
  ShockDelivered,
  NoShockAdvised,
  ShockCancelled,  ///< the button was not pressed in time
  StartCpr,
};
inline constexpr std::size_t kAedPrompts = 12;  ///< `None` included

/// Frozen, as used in files' names: "attach_pads"; "none" for `None`.
[[nodiscard]] constexpr std::string_view prompt_name(AedPrompt prompt) {
  constexpr std::array<std::string_view, kAedPrompts> kNames = {
      "none",        "attach_pads", "check_pads",      "do_not_touch",
      "stop_cpr",    "motion",      "shock_advised",   "press_shock",
      "shock_given", "no_shock",    "shock_cancelled", "start_cpr"};
  return kNames[static_cast<std::size_t>(prompt)];
}

}  // namespace sternum
