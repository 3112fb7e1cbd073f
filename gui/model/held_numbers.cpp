#include "gui/model/held_numbers.hpp"

namespace sternum {

namespace {

bool measured_the_same(const SeatNumbers& a, const SeatNumbers& b) {
  return a.depth_mm.has_value() == b.depth_mm.has_value() &&
         a.rate_per_min.has_value() == b.rate_per_min.has_value() &&
         a.full_recoil.has_value() == b.full_recoil.has_value() &&
         a.flow_fraction.has_value() == b.flow_fraction.has_value();
}

}  // namespace

SeatNumbers numbers_of(const Seat& seat) {
  SeatNumbers numbers;
  if (!seat.online || !seat.live) return numbers;
  const LiveSnapshot& live = *seat.live;
  if (live.depth) numbers.depth_mm = live.depth->mm();
  if (live.rate) numbers.rate_per_min = live.rate->per_minute();
  numbers.full_recoil = live.full_recoil;
  numbers.flow_fraction = live.flow_fraction;
  return numbers;
}

const SeatNumbers& HeldNumbers::update(const Seat& seat, double now_s) {
  Held& held = held_[seat.manikin.id];
  const SeatNumbers now = numbers_of(seat);
  const bool another_story = held.phase != seat.phase || held.online != seat.online ||
                             !measured_the_same(held.numbers, now);
  if (another_story || now_s - held.since_s >= kHold_s) {
    held = {now, now_s, seat.phase, seat.online};
  }
  return held.numbers;
}

SeatNumbers HeldNumbers::of(const std::string& manikin_id) const {
  const auto held = held_.find(manikin_id);
  return held == held_.end() ? SeatNumbers{} : held->second.numbers;
}

}  // namespace sternum
