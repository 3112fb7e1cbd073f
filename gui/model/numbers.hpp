/// Numbers as the screens write them.
///
/// What was not measured is "–": never 0, never 100 %. Pure functions; `time_of_day` and
/// `day_and_time` use the time zone of the machine.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/points.hpp"

namespace sternum {

inline constexpr const char* kNotMeasured = "–";

/// Rounded to whole units: "43".
[[nodiscard]] std::string whole(std::optional<double> value);
[[nodiscard]] std::string whole(std::optional<Points> points);
[[nodiscard]] std::string tenths(std::optional<double> value);
/// "+3.4", "−1.2", "0.0".
[[nodiscard]] std::string signed_tenths(double value);
/// Of a fraction from 0 to 1: "97%".
[[nodiscard]] std::string percent(std::optional<double> fraction);
/// Minutes and seconds, rounded down: "1:24".
[[nodiscard]] std::string clock(Duration duration);
/// The same with tenths of a second: "1:45.7".
[[nodiscard]] std::string clock_tenths(Duration duration);
/// Digits in groups of three: "48 210".
[[nodiscard]] std::string grouped(std::uint64_t value);
/// "14:32", from UTC in ms.
[[nodiscard]] std::string time_of_day(std::int64_t utc_ms);
/// "2026-03-02 14:32".
[[nodiscard]] std::string day_and_time(std::int64_t utc_ms);
/// What a reader compares of a content hash: its first six digits.
[[nodiscard]] std::string short_hash(const std::string& hash);

}  // namespace sternum
