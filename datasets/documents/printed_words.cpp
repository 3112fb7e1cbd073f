#include "datasets/documents/printed_words.hpp"

#include <chrono>
#include <cmath>

namespace sternum::paper {
namespace {

struct LocalTime {
  std::chrono::year_month_day day;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

LocalTime local_time(std::int64_t utc_ms, int utc_offset_min) {
  using std::chrono::days;
  using std::chrono::floor;
  const std::chrono::sys_seconds at{floor<std::chrono::seconds>(std::chrono::milliseconds(utc_ms)) +
                                    std::chrono::minutes(utc_offset_min)};
  const auto midnight = floor<days>(at);
  const auto of_day = static_cast<int>((at - midnight).count());
  return {std::chrono::year_month_day(midnight), of_day / 3600, of_day / 60 % 60, of_day % 60};
}

std::string written(const std::chrono::year_month_day& date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

/// "-0" is 0.
double without_sign_of_zero(double value, double smallest) {
  return std::abs(value) < smallest / 2 ? 0.0 : value;
}

}  // namespace

std::string whole(std::optional<double> value) {
  return value ? fmt::format("{:.0f}", without_sign_of_zero(*value, 1.0)) : kNotMeasured;
}

std::string tenths(std::optional<double> value) {
  return value ? fmt::format("{:.1f}", without_sign_of_zero(*value, 0.1)) : kNotMeasured;
}

std::string tenths(Points points) { return tenths(std::optional(points.points())); }

std::string short_points(Points points) {
  return points.thousandths() % 1000 == 0 ? whole(points.points()) : tenths(points);
}

std::string signed_tenths(double value) {
  const std::string size = tenths(std::abs(value));
  if (size == "0.0") return size;
  return (value < 0 ? "−" : "+") + size;
}

std::string clock(Duration since_start) {
  const std::int64_t s = since_start.us() / 1'000'000;
  if (s < 3600) return fmt::format("{}:{:02}", s / 60, s % 60);
  return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string short_hash(const std::string& hash) { return hash.substr(0, 6); }

std::string hash_groups(const std::string& hash) {
  std::string groups;
  for (std::size_t i = 0; i < hash.size() && i < 16; i += 4) {
    groups += (groups.empty() ? "" : " ") + hash.substr(i, 4);
  }
  return groups;
}

std::string day(std::int64_t utc_ms, int utc_offset_min) {
  return written(local_time(utc_ms, utc_offset_min).day);
}

std::string day_and_time(std::int64_t utc_ms, int utc_offset_min) {
  const LocalTime at = local_time(utc_ms, utc_offset_min);
  return fmt::format("{} {:02}:{:02}", written(at.day), at.hour, at.minute);
}

std::string timestamp(std::int64_t utc_ms, int utc_offset_min) {
  const LocalTime at = local_time(utc_ms, utc_offset_min);
  const int offset = std::abs(utc_offset_min);
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", written(at.day), at.hour, at.minute,
                     at.second, utc_offset_min < 0 ? '-' : '+', offset / 60, offset % 60);
}

std::string joined(std::initializer_list<std::string> words) {
  std::string all;
  for (const std::string& one : words) {
    if (one.empty()) continue;
    if (!all.empty()) all += " · ";
    all += one;
  }
  return all;
}

}  // namespace sternum::paper
