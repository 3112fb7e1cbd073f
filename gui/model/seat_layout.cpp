#include "gui/model/seat_layout.hpp"

#include <algorithm>

namespace sternum {

void SeatLayout::choose(std::optional<int> seats_a_page) {
  const bool offered = seats_a_page && std::ranges::find(kChoices, *seats_a_page) != kChoices.end();
  chosen_ = offered ? seats_a_page : std::nullopt;
  page_ = 0;
}

void SeatLayout::choose_next() {
  if (!chosen_) return choose(kChoices.front());
  const auto* const now = std::ranges::find(kChoices, *chosen_);
  choose(now + 1 == kChoices.end() ? std::nullopt : std::optional(*(now + 1)));
}

void SeatLayout::follow(int seats) {
  seats_ = seats;
  turn(0);
}

void SeatLayout::turn(int by) { page_ = std::clamp(page_ + by, 0, pages() - 1); }

int SeatLayout::pages() const {
  return chosen_ ? std::max(1, (seats_ + *chosen_ - 1) / *chosen_) : 1;
}

int SeatLayout::last() const { return std::min(seats_, first() + places()); }

}  // namespace sternum
