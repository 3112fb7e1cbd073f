/// What happened in an attempt that no sensor measures: told by the console, on the manikin's
/// clock.
#pragma once

#include <cstdint>

#include "analysis/core/device_time.hpp"

namespace sternum {

struct AttemptEvent {
  /// Stored: never renumber, only append.
  enum class Kind : std::uint8_t {
    Shock = 1,  ///< an automated external defibrillator delivered its shock
  };
  Kind kind = Kind::Shock;
  DeviceTime at{};
  friend bool operator==(const AttemptEvent&, const AttemptEvent&) = default;
};

}  // namespace sternum
