#include "gui/model/triage.hpp"

#include <algorithm>

namespace sternum {

void Triage::update(std::span<const Observation> seats, double now_s) {
  std::map<int, Standing> standings;
  for (const Observation& seen : seats) {
    const auto before = standings_.find(seen.seat);
    const bool same =
        before != standings_.end() && before->second.condition.state == seen.condition.state;
    standings[seen.seat] = {seen.condition, same ? before->second.since_s : now_s};
  }
  standings_ = std::move(standings);

  std::erase_if(entries_, [this](const TriageEntry& entry) {
    const auto standing = standings_.find(entry.seat);
    return standing == standings_.end() || !needs_help(standing->second.condition.state);
  });
  for (const auto& [seat, standing] : standings_) {
    if (!needs_help(standing.condition.state)) continue;
    const auto entry =
        std::find_if(entries_.begin(), entries_.end(),
                     [number = seat](const TriageEntry& e) { return e.seat == number; });
    const TriageEntry now{seat, standing.condition, standing.since_s};
    if (entry == entries_.end()) {
      entries_.push_back(now);
    } else {
      *entry = now;
    }
  }
  if (now_s - sorted_s_ >= kSortEvery_s) sort(now_s);
}

void Triage::sort(double now_s) {
  const auto more_urgent = [](const TriageEntry& a, const TriageEntry& b) {
    const auto level_a = urgency(a.condition.state);
    const auto level_b = urgency(b.condition.state);
    if (level_a != level_b) return level_a > level_b;
    if (a.since_s != b.since_s) return a.since_s < b.since_s;
    return a.seat < b.seat;
  };
  if (std::is_sorted(entries_.begin(), entries_.end(), more_urgent)) return;
  std::sort(entries_.begin(), entries_.end(), more_urgent);
  sorted_s_ = now_s;
}

double Triage::since(int seat) const {
  const auto standing = standings_.find(seat);
  return standing == standings_.end() ? 0.0 : standing->second.since_s;
}

}  // namespace sternum
