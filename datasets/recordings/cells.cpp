#include "datasets/recordings/cells.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace sternum {
namespace {

constexpr std::int64_t kFarthestTime_us = std::int64_t{1} << 50;  // 35 years

const char* skip_blanks(const char* at, const char* end) {
  return std::find_if(at, end, [](char c) { return c != ' ' && c != '\t'; });
}

bool is_cell_end(const char* at, const char* end) { return at == end || *at == ','; }

/// Of a number beyond the floats: whether it is too small for them, rather than too large.
bool is_tiny(const char* start, const char* stop) {
  double wide = 0.0;
  if (std::from_chars(start, stop, wide).ec == std::errc{}) return std::abs(wide) < 1.0;
  return std::find(start + 1, stop, '-') != stop;  // the exponent's sign
}

}  // namespace

CellEnd read_any_time_cell(const char* at, const char* end, std::int64_t& t_us) {
  at = skip_blanks(at, end);
  if (is_cell_end(at, end)) return {at, CellKind::Empty};
  const auto [stop, problem] = std::from_chars(at, end, t_us);
  if (problem != std::errc{}) return {at, CellKind::NotANumber};
  at = skip_blanks(stop, end);
  const bool in_range = -kFarthestTime_us <= t_us && t_us <= kFarthestTime_us;
  return {at, is_cell_end(at, end) && in_range ? CellKind::Number : CellKind::NotANumber};
}

CellEnd read_any_value_cell(const char* at, const char* end, float& value) {
  at = skip_blanks(at, end);
  if (is_cell_end(at, end)) return {at, CellKind::Empty};
  if (*at == '+') {
    ++at;
    if (at != end && *at == '-') return {at, CellKind::NotANumber};
  }
  const auto [stop, problem] = std::from_chars(at, end, value);
  if (problem == std::errc::invalid_argument) return {at, CellKind::NotANumber};
  bool finite = std::isfinite(value);
  if (problem == std::errc::result_out_of_range) {
    finite = is_tiny(at, stop);
    value = 0.0F;
  }
  at = skip_blanks(stop, end);
  if (!is_cell_end(at, end)) return {at, CellKind::NotANumber};
  return {at, finite ? CellKind::Number : CellKind::NotFinite};
}

}  // namespace sternum
