/// The manikin's own clock, as a type of its own.
///
/// `DeviceTime` is a point on the manikin's timeline and `Duration` a span of it, both in whole
/// microseconds. The timeline is continuous: wraps and reboots of the raw counter have been
/// unrolled by `DeviceClock`. Host time never becomes a `DeviceTime`; time + time does not compile.
#pragma once

#include <compare>
#include <cstdint>

namespace sternum {

class Duration {
 public:
  constexpr Duration() = default;
  [[nodiscard]] constexpr std::int64_t us() const { return us_; }
  [[nodiscard]] constexpr double seconds() const { return static_cast<double>(us_) * 1e-6; }

  friend constexpr auto operator<=>(const Duration&, const Duration&) = default;
  friend constexpr Duration operator+(Duration a, Duration b) { return Duration(a.us_ + b.us_); }
  friend constexpr Duration operator-(Duration a, Duration b) { return Duration(a.us_ - b.us_); }
  friend constexpr Duration operator*(Duration a, std::int64_t k) { return Duration(a.us_ * k); }
  constexpr Duration& operator+=(Duration other) { return *this = *this + other; }

 private:
  explicit constexpr Duration(std::int64_t us) : us_(us) {}
  friend constexpr Duration microseconds(std::int64_t value);
  friend constexpr Duration milliseconds(std::int64_t value);
  std::int64_t us_ = 0;
};
[[nodiscard]] constexpr Duration microseconds(std::int64_t value) { return Duration(value); }
[[nodiscard]] constexpr Duration milliseconds(std::int64_t value) { return Duration(value * 1000); }
/// Rounds to the nearest microsecond.
[[nodiscard]] constexpr Duration seconds(double value) {
  return microseconds(static_cast<std::int64_t>(value * 1e6 + (value < 0 ? -0.5 : 0.5)));
}

class DeviceTime {
 public:
  constexpr DeviceTime() = default;
  [[nodiscard]] static constexpr DeviceTime from_us(std::int64_t us) {
    DeviceTime time;
    time.us_ = us;
    return time;
  }
  [[nodiscard]] constexpr std::int64_t us() const { return us_; }

  friend constexpr auto operator<=>(const DeviceTime&, const DeviceTime&) = default;
  friend constexpr DeviceTime operator+(DeviceTime t, Duration d) {
    return from_us(t.us_ + d.us());
  }
  friend constexpr DeviceTime operator-(DeviceTime t, Duration d) {
    return from_us(t.us_ - d.us());
  }
  friend constexpr Duration operator-(DeviceTime a, DeviceTime b) {
    return microseconds(a.us_ - b.us_);
  }

 private:
  std::int64_t us_ = 0;
};

/// Whether one span of the timeline overlaps or touches another is asked in many rooms.
struct TimeSpan {
  DeviceTime from;
  DeviceTime to;
  [[nodiscard]] constexpr Duration length() const { return to - from; }
  friend constexpr bool operator==(const TimeSpan&, const TimeSpan&) = default;
};

}  // namespace sternum
