#include "gui/model/stillness.hpp"

#include <algorithm>
#include <cmath>
#include <ranges>
#include <utility>

namespace sternum {

namespace {

constexpr Duration kRestsAtMost = seconds(60.0);
/// A chest that has crept so far is shown where it lies.
constexpr float kLiesElsewhere_mm = 1.0F;

/// How far the depth went to and fro, back to `from`.
float moved_mm(const LiveSnapshot& live, DeviceTime from) {
  float low = 0.0F;
  float high = 0.0F;
  bool first = true;
  for (const StripPoint& point : live.strip | std::views::reverse) {
    if (point.time < from) break;
    low = first ? point.depth_mm : std::min(low, point.depth_mm);
    high = first ? point.depth_mm : std::max(high, point.depth_mm);
    first = false;
  }
  return high - low;
}

bool chest_moves(const LiveSnapshot& live) {
  return moved_mm(live, live.now - kStillFor) > kStill_mm;
}

bool nothing_moves(const Seat& seat) {
  if (seat.phase == AttemptPhase::Running || seat.touched_s_ago >= 0.0) return false;
  return !seat.online || seat.live == nullptr || !chest_moves(*seat.live);
}

bool rests(const Seat& seat) {
  if (!seat.online || seat.live == nullptr || !nothing_moves(seat)) return false;
  const LiveSnapshot& live = *seat.live;
  if (!live.recent_compressions.empty() || !live.recent_gaps.empty()) return false;
  return live.strip.empty() || moved_mm(live, live.strip.front().time) <= kStill_mm;
}

float lies_at_mm(const LiveSnapshot& live) {
  const DeviceTime from = live.now - kStillFor;
  float sum_mm = 0.0F;
  int count = 0;
  for (const StripPoint& point : live.strip | std::views::reverse) {
    if (point.time < from) break;
    sum_mm += point.depth_mm;
    ++count;
  }
  return count == 0 ? 0.0F : sum_mm / static_cast<float>(count);
}

}  // namespace

bool is_still(const StationSnapshot& station) {
  return std::ranges::all_of(station.seats, nothing_moves);
}

bool RestingSeats::stands_for(const Stream& held, const Seat& seat) {
  const LiveSnapshot& live = *seat.live;
  if (live.now < held.live->now || live.now - held.live->now > kRestsAtMost) return false;
  if (held.live->strip.empty() != live.strip.empty()) return false;
  if (std::abs(lies_at_mm(*held.live) - lies_at_mm(live)) > kLiesElsewhere_mm) return false;
  LinkStatistics nothing_lost = seat.statistics;
  nothing_lost.bytes = held.statistics.bytes;
  nothing_lost.frames = held.statistics.frames;
  nothing_lost.samples = held.statistics.samples;
  return nothing_lost == held.statistics;
}

std::shared_ptr<const StationSnapshot> RestingSeats::shown(
    std::shared_ptr<const StationSnapshot> station) {
  std::shared_ptr<StationSnapshot> still;
  for (std::size_t i = 0; i < station->seats.size(); ++i) {
    const Seat& seat = station->seats[i];
    if (!rests(seat)) {
      resting_.erase(seat.manikin.id);
      continue;
    }
    Stream& held = resting_[seat.manikin.id];
    if (!held.live || !stands_for(held, seat)) {
      held = {seat.live, seat.statistics, seat.measured_rate_hz};
      continue;
    }
    if (!still) still = std::make_shared<StationSnapshot>(*station);
    still->seats[i].live = held.live;
    still->seats[i].statistics = held.statistics;
    still->seats[i].measured_rate_hz = held.measured_rate_hz;
  }
  return still ? still : station;
}

}  // namespace sternum
