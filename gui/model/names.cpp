#include "gui/model/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace sternum {

namespace {

constexpr std::int64_t kClassDay_ms = 12LL * 3600 * 1000;

/// Bytes of white space at the start of `text`, 0 for none. U+3000 is what Chinese input methods
/// type.
std::size_t space_at_start(std::string_view text) {
  if (text.starts_with("\u3000")) return std::string_view("\u3000").size();
  return !text.empty() && std::string_view(" \t\r\n").find(text.front()) != std::string_view::npos;
}

std::size_t space_at_end(std::string_view text) {
  if (text.ends_with("\u3000")) return std::string_view("\u3000").size();
  return !text.empty() && std::string_view(" \t\r\n").find(text.back()) != std::string_view::npos;
}

}  // namespace

std::string trimmed(const std::string& text) {
  std::string_view rest = text;
  while (const std::size_t space = space_at_start(rest)) rest.remove_prefix(space);
  while (const std::size_t space = space_at_end(rest)) rest.remove_suffix(space);
  return std::string(rest);
}

std::vector<std::string> recent_trainees(const std::vector<AttemptRecord>& attempts,
                                         std::size_t limit) {
  std::vector<std::string> names;
  for (const AttemptRecord& attempt : attempts) {
    if (names.size() == limit) break;
    const std::string& name = attempt.started.trainee;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

std::set<std::string> names_in_use(const StationSnapshot& station,
                                   const std::vector<AttemptRecord>& attempts) {
  std::set<std::string> names;
  for (const Seat& seat : station.seats) {
    if (!seat.trainee.empty()) names.insert(seat.trainee);
  }
  for (const AttemptRecord& attempt : attempts) {
    if (attempt.started.started_at_ms < station.wall_clock_ms - kClassDay_ms) break;
    names.insert(attempt.started.trainee);
  }
  return names;
}

std::map<std::string, std::string> proposed_names(Language language, const StationSnapshot& station,
                                                  std::set<std::string> in_use) {
  const auto numbered = [language](int number) {
    return fmt::format(fmt::runtime(tr(language, "Trainee {}")), number);
  };
  int highest_seat = 0;
  for (const Seat& seat : station.seats) highest_seat = std::max(highest_seat, seat.number);

  std::map<std::string, std::string> names;
  for (const Seat& seat : station.seats) {
    std::string name = numbered(seat.number);
    for (int next = highest_seat + 1; in_use.contains(name); ++next) name = numbered(next);
    in_use.insert(name);
    names.emplace(seat.manikin.id, std::move(name));
  }
  return names;
}

}  // namespace sternum
