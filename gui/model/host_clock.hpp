/// The two clocks of this computer. What is measured is timed by the manikins' own (`DeviceTime`).
#pragma once

#include <chrono>
#include <cstdint>

namespace sternum {

/// Goes forward, whatever is done to the time of day.
[[nodiscard]] inline std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

/// The time of day, UTC, since 1970.
[[nodiscard]] inline std::int64_t utc_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace sternum
