#include "analysis/scoring/shock_pause.hpp"

#include <algorithm>

namespace sternum {
namespace {

bool is_holed(const Performance& performance, DeviceTime from, DeviceTime to) {
  return std::ranges::any_of(performance.gaps,
                             [&](TimeSpan gap) { return gap.to > from && gap.from < to; });
}

}  // namespace

std::vector<ShockPause> find_shock_pauses(const Performance& performance) {
  std::vector<ShockPause> pauses;
  for (const AttemptEvent& event : performance.events) {
    if (event.kind != AttemptEvent::Kind::Shock) continue;
    ShockPause& pause = pauses.emplace_back(ShockPause{event.at, {}, {}});
    const auto next =
        std::ranges::upper_bound(performance.compressions, event.at, {}, &Compression::onset);
    if (next != performance.compressions.begin()) {
      const DeviceTime released = std::prev(next)->release;
      if (!is_holed(performance, released, event.at)) {
        pause.before = std::max(event.at - released, Duration{});
      }
    }
    if (next != performance.compressions.end() && !is_holed(performance, event.at, next->onset)) {
      pause.after = next->onset - event.at;
    }
  }
  std::ranges::stable_sort(pauses, {}, &ShockPause::shock);
  return pauses;
}

}  // namespace sternum
