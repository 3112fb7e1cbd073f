/// What happened in an attempt that no sensor measures: told by the console, on the manikin's
/// clock.
#pragma once

#include <cstdint>
#include <optional>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/coach_mode.hpp"

namespace sternum {

struct AttemptEvent {
  /// Stored: never renumber, only append.
  enum class Kind : std::uint8_t {
    // Of an automated external defibrillator.
    Shock = 1,           ///< it delivered its shock
    PadsAttached = 2,    ///< on the patient's chest
    AedAnalysing = 3,    ///< it began to analyse the rhythm: nobody may touch the patient
    NoShockAdvised = 4,  ///< its analysis found nothing to shock
    AedOn = 5,           ///< it was switched on
    // The coach's mode from here on: an attempt that is analysed again is coached as it was.
    CoachFull = 16,
    CoachFading = 17,
    CoachAfterEachCycle = 18,
    CoachNone = 19,
  };
  Kind kind = Kind::Shock;
  DeviceTime at{};
  friend bool operator==(const AttemptEvent&, const AttemptEvent&) = default;
};

/// The kind that a stored number stands for; empty when this program knows none.
[[nodiscard]] constexpr std::optional<AttemptEvent::Kind> event_kind(std::uint8_t stored) {
  switch (const auto kind = static_cast<AttemptEvent::Kind>(stored); kind) {
    case AttemptEvent::Kind::Shock:
    case AttemptEvent::Kind::PadsAttached:
    case AttemptEvent::Kind::AedAnalysing:
    case AttemptEvent::Kind::NoShockAdvised:
    case AttemptEvent::Kind::AedOn:
    case AttemptEvent::Kind::CoachFull:
    case AttemptEvent::Kind::CoachFading:
    case AttemptEvent::Kind::CoachAfterEachCycle:
    case AttemptEvent::Kind::CoachNone:
      return kind;
  }
  return std::nullopt;
}

[[nodiscard]] constexpr AttemptEvent::Kind event_kind(CoachMode mode) {
  return static_cast<AttemptEvent::Kind>(static_cast<std::uint8_t>(AttemptEvent::Kind::CoachFull) +
                                         static_cast<std::uint8_t>(mode));
}
/// The mode that an event sets; empty when it is about something else.
[[nodiscard]] constexpr std::optional<CoachMode> coach_mode_of(AttemptEvent::Kind kind) {
  for (const CoachMode mode : kCoachModes) {
    if (event_kind(mode) == kind) return mode;
  }
  return std::nullopt;
}

}  // namespace sternum
