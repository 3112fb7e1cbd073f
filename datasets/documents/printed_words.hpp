/// Numbers, times and days as documents write them.
///
/// Pure functions. A day is told in the time zone that the caller names: the same document is the
/// same wherever it is printed.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/points.hpp"

namespace sternum::paper {

inline constexpr const char* kNotMeasured = "–";

/// A text with placeholders, from the catalogue.
template <class... Values>
[[nodiscard]] std::string filled(const char* pattern, const Values&... values) {
  return fmt::format(fmt::runtime(pattern), values...);
}

[[nodiscard]] std::string whole(std::optional<double> value);
[[nodiscard]] std::string tenths(std::optional<double> value);
/// "85.7", never "85.70".
[[nodiscard]] std::string tenths(Points points);
/// "5", "7.5".
[[nodiscard]] std::string short_points(Points points);
/// "+13.3", "−1.2".
[[nodiscard]] std::string signed_tenths(double value);
/// "1:05", "1:01:05".
[[nodiscard]] std::string clock(Duration since_start);
/// "a1f3c9": what a reader compares of a hash.
[[nodiscard]] std::string short_hash(const std::string& hash);
/// "9c41 07aa e2d8 3b10".
[[nodiscard]] std::string hash_groups(const std::string& hash);
/// "2026-03-21".
[[nodiscard]] std::string day(std::int64_t utc_ms, int utc_offset_min);
/// "2026-03-21 14:38".
[[nodiscard]] std::string day_and_time(std::int64_t utc_ms, int utc_offset_min);
/// "2026-03-21T14:38:00+08:00".
[[nodiscard]] std::string timestamp(std::int64_t utc_ms, int utc_offset_min);
/// Words with " · " between them; empty ones are left out.
[[nodiscard]] std::string joined(std::initializer_list<std::string> words);

}  // namespace sternum::paper
