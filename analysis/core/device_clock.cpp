#include "analysis/core/device_clock.hpp"

#include <array>

namespace sternum {
namespace {

constexpr std::int64_t kCounterRange = std::int64_t{1} << 32;
/// 32-bit counters of microseconds and of milliseconds, both expressed in µs.
constexpr std::array<std::int64_t, 2> kWrapPeriods_us = {kCounterRange, kCounterRange * 1000};

}  // namespace

ClockReading DeviceClock::unroll(std::int64_t raw_us) {
  const auto continue_with = [&](ClockStep step) {
    last_raw_us_ = raw_us;
    return ClockReading{DeviceTime::from_us(raw_us + offset_us_), step};
  };
  // One microsecond more than the old clock's last reading keeps the timeline strictly ascending.
  const auto restart = [&] {
    reboot_announced_ = false;
    offset_us_ += last_raw_us_ + 1;
    return continue_with(ClockStep::Rebooted);
  };

  if (!started_) {
    started_ = true;
    reboot_announced_ = false;
    return continue_with(ClockStep::Continued);
  }
  if (reboot_announced_) return restart();
  if (raw_us >= last_raw_us_) return continue_with(ClockStep::Continued);

  const std::int64_t fall_us = last_raw_us_ - raw_us;
  for (const std::int64_t period_us : kWrapPeriods_us) {
    const std::int64_t advance_us = period_us - fall_us;
    if (last_raw_us_ < period_us && advance_us >= 0 && advance_us <= options_.wrap_tolerance.us()) {
      offset_us_ += period_us;
      return continue_with(ClockStep::Wrapped);
    }
  }
  if (raw_us >= 0 && raw_us < options_.restart_below.us()) return restart();
  return {DeviceTime::from_us(raw_us + offset_us_), ClockStep::Backwards};
}

}  // namespace sternum
