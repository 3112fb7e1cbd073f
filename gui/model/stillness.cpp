#include "gui/model/stillness.hpp"

#include <algorithm>
#include <ranges>

namespace sternum {

namespace {

/// More than a sensor's noise and its steps, less than a hand that is laid on the chest.
constexpr float kMoved_mm = 3.0F;
constexpr Duration kLooksBack = seconds(1.0);

bool chest_moves(const LiveSnapshot& live) {
  float low = 0.0F;
  float high = 0.0F;
  bool first = true;
  for (const StripPoint& point : live.strip | std::views::reverse) {
    if (point.time < live.now - kLooksBack) break;
    low = first ? point.depth_mm : std::min(low, point.depth_mm);
    high = first ? point.depth_mm : std::max(high, point.depth_mm);
    first = false;
  }
  return high - low > kMoved_mm;
}

bool nothing_moves(const Seat& seat) {
  if (seat.phase == AttemptPhase::Running || seat.touched_s_ago >= 0.0) return false;
  return !seat.online || seat.live == nullptr || !chest_moves(*seat.live);
}

}  // namespace

bool is_still(const StationSnapshot& station) {
  return std::ranges::all_of(station.seats, nothing_moves);
}

}  // namespace sternum
