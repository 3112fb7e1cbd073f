/// The two clocks of this computer. What is measured is timed by the manikins' own (`DeviceTime`).
#pragma once

#include <chrono>
#include <cstdint>
#include <ctime>

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

/// How far this computer's clock is ahead of UTC at a time of day.
[[nodiscard]] inline std::int64_t utc_offset_ms(std::int64_t utc_ms) {
  const std::time_t at = utc_ms / 1000;
  std::tm local{};
  if (::localtime_r(&at, &local) == nullptr) return 0;
  return std::int64_t{local.tm_gmtoff} * 1000;
}

}  // namespace sternum
