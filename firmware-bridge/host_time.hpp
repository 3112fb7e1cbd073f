/// The console's own clock, as a type apart from the manikin's.
///
/// Host time says when something arrived: silence and pacing are measured with it, samples never.
#pragma once

#include <chrono>

#include "analysis/core/device_time.hpp"

namespace sternum {

using HostTime = std::chrono::steady_clock::time_point;

/// How long a span lasts on the host's clock.
[[nodiscard]] constexpr std::chrono::microseconds on_host(Duration span) {
  return std::chrono::microseconds(span.us());
}

}  // namespace sternum
