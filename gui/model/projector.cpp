#include "gui/model/projector.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "gui/model/names.hpp"
#include "gui/model/numbers.hpp"

namespace sternum {

namespace {

/// The compound surnames that are still common (百家姓).
constexpr std::array<std::string_view, 20> kCompoundSurnames = {
    "欧阳", "司马", "上官", "诸葛", "皇甫", "尉迟", "公孙", "慕容", "司徒", "令狐",
    "东方", "夏侯", "长孙", "宇文", "轩辕", "端木", "独孤", "南宫", "西门", "百里"};

constexpr std::string_view kNameDots[] = {"·", "•", "・"};

bool is_han(std::string_view text) {
  // Three bytes from U+2E80 on, or four: of CJK, as far as names are written here.
  return !text.empty() && static_cast<unsigned char>(text.front()) >= 0xE2 &&
         static_cast<unsigned char>(text.front()) <= 0xF4;
}

std::size_t length_of_first(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  return std::min(length, text.size());
}

/// Only then is it a Chinese name: "学员A" has no surname.
bool is_all_han(std::string_view text) {
  for (; !text.empty(); text.remove_prefix(length_of_first(text))) {
    if (!is_han(text)) return false;
  }
  return true;
}

std::string given_han(std::string_view name) {
  std::size_t surname = length_of_first(name);
  for (const std::string_view compound : kCompoundSurnames) {
    if (name.starts_with(compound) && name.size() > compound.size()) surname = compound.size();
  }
  const std::string_view given = name.substr(surname);
  return std::string(given.empty() ? name : given);
}

std::string given_latin(const std::string& name) {
  const auto space = name.find_last_of(' ');
  if (space == std::string::npos) return name;
  const std::string last = name.substr(space + 1);
  // "Trainee 3" is no name of two parts.
  const bool has_digit = std::ranges::any_of(last, [](char c) { return c >= '0' && c <= '9'; });
  return has_digit ? name : last;
}

bool may_race(const Seat& seat) {
  return seat.has_manikin && !is_confidential(seat) && seat.phase != AttemptPhase::Idle;
}

Duration elapsed_of(const Seat& seat) {
  if (seat.phase == AttemptPhase::Done && seat.result) return seat.result->span.length();
  return seat.live ? seat.live->elapsed : Duration{};
}

void crown(std::vector<RaceLane>& lanes) {
  Points most;
  for (const RaceLane& lane : lanes) most = std::max(most, lane.standing.points);
  const bool somebody_has_less = std::ranges::any_of(
      lanes, [most](const RaceLane& lane) { return lane.standing.points < most; });
  for (RaceLane& lane : lanes) lane.leads = somebody_has_less && lane.standing.points == most;
}

struct Scored {
  BoardRow row;
  std::string full_name;
};

}  // namespace

std::string given_name(const std::string& typed) {
  const std::string name = trimmed(typed);
  if (name.empty()) return name;
  for (const std::string_view dot : kNameDots) {
    if (const auto at = name.find(dot); at != std::string::npos && at > 0)
      return name.substr(0, at);
  }
  if (name.find(' ') != std::string::npos) return given_latin(name);
  return is_all_han(name) ? given_han(name) : name;
}

std::string name_on_wall(const StationSnapshot& station, const std::string& name,
                         ProjectorNames names) {
  if (names != ProjectorNames::Seat && station.open_class) {
    const auto& members = station.open_class->members;
    const auto member = std::ranges::find(members, name, &ClassMember::name);
    if (member != members.end() && !member->nickname.empty()) return member->nickname;
  }
  switch (names) {
    case ProjectorNames::AsTyped:
      return trimmed(name);
    case ProjectorNames::Given:
      return given_name(name);
    case ProjectorNames::Seat:
      break;
  }
  return {};
}

bool is_confidential(const Seat& seat) {
  return seat.exam && seat.exam->purpose != AttemptPurpose::Practice &&
         seat.phase != AttemptPhase::Idle;
}

bool exam_runs(const StationSnapshot& station) {
  return std::ranges::any_of(station.seats, [](const Seat& seat) {
    return seat.phase == AttemptPhase::Running && is_confidential(seat);
  });
}

const Seat* strip_seat(const StationSnapshot& station, const Seat* enlarged) {
  const auto may_be_shown = [](const Seat& seat) {
    return seat.has_manikin && !is_confidential(seat);
  };
  if (enlarged != nullptr && may_be_shown(*enlarged)) return enlarged;
  const auto& seats = station.seats;
  const auto running = std::ranges::find_if(seats, [&](const Seat& seat) {
    return may_be_shown(seat) && seat.phase == AttemptPhase::Running;
  });
  if (running != seats.end()) return &*running;
  const auto first = std::ranges::find_if(seats, may_be_shown);
  return first == seats.end() ? nullptr : &*first;
}

Race race_of(const StationSnapshot& station, const RaceLog& log, ProjectorNames names) {
  Race race;
  std::vector<int> racing;
  std::vector<int> ready;
  for (int i = 0; i < static_cast<int>(station.seats.size()); ++i) {
    const Seat& seat = station.seats[static_cast<std::size_t>(i)];
    if (may_race(seat)) racing.push_back(i);
    if (seat.has_manikin && seat.phase == AttemptPhase::Idle) ready.push_back(i);
  }
  std::vector<int>& lanes = racing.empty() ? ready : racing;
  const auto runs = [&station](int i) {
    return station.seats[static_cast<std::size_t>(i)].phase == AttemptPhase::Running;
  };
  std::ranges::stable_partition(lanes, runs);
  if (lanes.size() > Race::kMostLanes) {
    race.left_out = static_cast<int>(lanes.size() - Race::kMostLanes);
    lanes.resize(Race::kMostLanes);
  }
  std::ranges::sort(lanes);

  for (const int i : lanes) {
    const Seat& seat = station.seats[static_cast<std::size_t>(i)];
    RaceLane lane{&seat, i, {}, condition_of(seat), {}, false};
    if (seat.phase != AttemptPhase::Idle) {
      lane.name = name_on_wall(station, seat.trainee, names);
      race.elapsed = std::max(race.elapsed, elapsed_of(seat));
      if (station.guideline) lane.standing = log.standing_of(seat, *station.guideline);
    }
    race.lanes.push_back(std::move(lane));
  }
  crown(race.lanes);
  return race;
}

std::vector<BoardRow> board_of(const StationSnapshot& station,
                               const std::vector<AttemptRecord>& attempts, ProjectorNames names,
                               BoardScore score) {
  const auto day = [](std::int64_t utc_ms) { return day_and_time(utc_ms).substr(0, 10); };
  const std::string today = day(station.wall_clock_ms);
  std::map<std::string, int> seats;
  for (const Seat& seat : station.seats) seats.emplace(seat.manikin.id, seat.number);

  // Newest first: the first of each is the last one made.
  std::map<std::string, Scored> by_key;
  for (const AttemptRecord& attempt : attempts) {
    if (attempt.state != AttemptState::Ended || !attempt.score) continue;
    if (attempt.started.purpose != AttemptPurpose::Practice) continue;
    if (day(attempt.started.started_at_ms) != today) continue;
    std::string key = trimmed(attempt.started.trainee);
    if (names == ProjectorNames::Seat) {
      const auto seat = seats.find(attempt.started.manikin_id);
      if (seat == seats.end()) continue;
      key = std::to_string(seat->second);
    }
    if (key.empty()) continue;
    const auto [at, is_new] = by_key.try_emplace(key);
    BoardRow& row = at->second.row;
    ++row.attempts;
    if (is_new || (score == BoardScore::Best && *attempt.score > row.score)) {
      row.score = *attempt.score;
    }
    if (is_new) {
      at->second.full_name = key;
      row.name = names == ProjectorNames::Seat ? key : name_on_wall(station, key, names);
    }
  }

  std::map<std::string, int> called;
  for (const auto& [key, scored] : by_key) ++called[scored.row.name];
  std::vector<BoardRow> rows;
  for (const auto& [key, scored] : by_key) {
    rows.push_back(scored.row);
    if (called[scored.row.name] > 1) rows.back().name = scored.full_name;
  }
  std::ranges::stable_sort(rows,
                           [](const BoardRow& a, const BoardRow& b) { return a.score > b.score; });
  return rows;
}

}  // namespace sternum
