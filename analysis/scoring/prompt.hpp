/// What the coach says: one thing at a time.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/core/device_time.hpp"

namespace sternum {

enum class Prompt : std::uint8_t {
  None,
  HandsOff,       ///< resume compressions; value: seconds since the last release
  PressDeeper,    ///< value: mean depth of the last compressions, mm
  PressLessDeep,  ///< value: mm
  ReleaseFully,   ///< value: mean residual, mm
  TooFast,        ///< value: /min
  TooSlow,        ///< value: /min
  MoreAir,        ///< value: ml of the last breath
  LessAir,        ///< value: ml
};

/// A prompt that stood from `at` on, until the next one; `None` clears.
struct PromptEvent {
  DeviceTime at;
  Prompt prompt = Prompt::None;
  double value = 0.0;
  friend bool operator==(const PromptEvent&, const PromptEvent&) = default;
};

}  // namespace sternum
