#include "analysis/core/device_clock.hpp"

#include <algorithm>
#include <array>

namespace sternum {
namespace {

constexpr std::int64_t kCounterRange = std::int64_t{1} << 32;
/// 32-bit counters of microseconds and of milliseconds, both expressed in µs.
constexpr std::array<std::int64_t, 2> kWrapPeriods_us = {kCounterRange, kCounterRange * 1000};
/// Readings and timeline stay inside this, so that no sum of a few overflows.
constexpr std::int64_t kEndOfTime_us = std::int64_t{1} << 61;

bool lies_within_time(std::int64_t us) { return us > -kEndOfTime_us && us < kEndOfTime_us; }

}  // namespace

ClockReading DeviceClock::advance(std::int64_t raw_us, std::int64_t offset_us, ClockStep step) {
  const std::int64_t time_us = raw_us + offset_us;
  if (!lies_within_time(time_us) || !lies_within_time(offset_us)) {
    return {DeviceTime{}, ClockStep::Backwards};
  }
  if (step == ClockStep::Wrapped) wrapped_by_us_ = offset_us - offset_us_;
  if (step == ClockStep::Rebooted) {
    wrapped_by_us_ = 0;
    reboot_announced_ = false;
  }
  last_raw_us_ = raw_us;
  offset_us_ = offset_us;
  end_us_ = started_ ? std::max(end_us_, time_us) : time_us;
  started_ = true;
  return {DeviceTime::from_us(time_us), step};
}

ClockReading DeviceClock::restart(std::int64_t raw_us) {
  // One microsecond more than what is in use keeps the timeline strictly ascending.
  const std::int64_t believed_us = std::clamp<std::int64_t>(raw_us, 0, options_.restart_below.us());
  return advance(raw_us, end_us_ + 1 + believed_us - raw_us, ClockStep::Rebooted);
}

ClockReading DeviceClock::unroll(std::int64_t raw_us) {
  if (!lies_within_time(raw_us)) return {DeviceTime{}, ClockStep::Backwards};
  if (!started_) {
    reboot_announced_ = false;
    return advance(raw_us, 0, ClockStep::Continued);
  }
  if (reboot_announced_) return restart(raw_us);

  // A slower channel's batch may still carry readings from before a wrap that another has passed.
  const auto is_reordered = [&](std::int64_t fall_us) {
    return fall_us > 0 && fall_us <= options_.reorder_tolerance.us();
  };
  if (wrapped_by_us_ != 0 && is_reordered(last_raw_us_ + wrapped_by_us_ - raw_us)) {
    return {DeviceTime::from_us(raw_us - wrapped_by_us_ + offset_us_), ClockStep::Continued};
  }
  if (raw_us >= last_raw_us_) return advance(raw_us, offset_us_, ClockStep::Continued);

  const std::int64_t fall_us = last_raw_us_ - raw_us;
  if (is_reordered(fall_us)) {
    return {DeviceTime::from_us(raw_us + offset_us_), ClockStep::Continued};
  }
  for (const std::int64_t period_us : kWrapPeriods_us) {
    const std::int64_t advance_us = period_us - fall_us;
    if (last_raw_us_ < period_us && advance_us >= 0 && advance_us <= options_.wrap_tolerance.us()) {
      return advance(raw_us, offset_us_ + period_us, ClockStep::Wrapped);
    }
  }
  if (raw_us >= 0 && raw_us < options_.restart_below.us()) return restart(raw_us);
  return {DeviceTime::from_us(raw_us + offset_us_), ClockStep::Backwards};
}

void DeviceClock::cover(DeviceTime time) {
  if (lies_within_time(time.us())) end_us_ = std::max(end_us_, time.us());
}

}  // namespace sternum
