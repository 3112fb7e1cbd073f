#include "gui/model/numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>

namespace sternum {

namespace {

std::tm local_time(std::int64_t utc_ms) {
  const auto seconds_utc = static_cast<std::time_t>(utc_ms / 1000);
  std::tm local{};
  localtime_r(&seconds_utc, &local);
  return local;
}

}  // namespace

std::string whole(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return kNotMeasured;
  return fmt::format("{}", std::llround(*value));
}

std::string whole(std::optional<Points> points) {
  return whole(points ? std::optional(points->points()) : std::nullopt);
}

std::string tenths(std::optional<double> value) {
  if (!value || !std::isfinite(*value)) return kNotMeasured;
  return fmt::format("{:.1f}", *value);
}

std::string signed_tenths(double value) {
  const double rounded = std::round(value * 10.0) / 10.0;
  if (rounded == 0.0) return "0.0";
  return rounded < 0 ? fmt::format("−{:.1f}", -rounded) : fmt::format("+{:.1f}", rounded);
}

std::string percent(std::optional<double> fraction) {
  if (!fraction || !std::isfinite(*fraction)) return kNotMeasured;
  return fmt::format("{}%", std::llround(*fraction * 100.0));
}

std::string clock(Duration duration) {
  const std::int64_t seconds_in_all = std::max<std::int64_t>(0, duration.us() / 1'000'000);
  return fmt::format("{}:{:02}", seconds_in_all / 60, seconds_in_all % 60);
}

std::string clock_tenths(Duration duration) {
  const std::int64_t tenths_in_all = std::max<std::int64_t>(0, duration.us() / 100'000);
  return fmt::format("{}:{:02}.{}", tenths_in_all / 600, tenths_in_all / 10 % 60,
                     tenths_in_all % 10);
}

std::string grouped(std::uint64_t value) {
  std::string digits = fmt::format("{}", value);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), 1, ' ');
  }
  return digits;
}

std::string time_of_day(std::int64_t utc_ms) {
  const std::tm local = local_time(utc_ms);
  return fmt::format("{:02}:{:02}", local.tm_hour, local.tm_min);
}

std::string day_and_time(std::int64_t utc_ms) {
  const std::tm local = local_time(utc_ms);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}", local.tm_year + 1900, local.tm_mon + 1,
                     local.tm_mday, local.tm_hour, local.tm_min);
}

std::string short_hash(const std::string& hash) { return hash.substr(0, 6); }

}  // namespace sternum
