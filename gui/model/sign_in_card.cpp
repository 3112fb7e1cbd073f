#include "gui/model/sign_in_card.hpp"

#include <algorithm>
#include <utility>

namespace sternum {

void SignInCard::wipe_pin() {
  // Not to be left in what the string gives back.
  std::ranges::fill(pin_, '0');
  pin_.clear();
}

bool SignInCard::follow(const SignedIn& signed_in) {
  const bool came = !signed_in.number.empty() && signed_in.number != was_;
  was_ = signed_in.number;
  if (!came || !shown_) return false;
  show(false);
  return true;
}

void SignInCard::show(bool shown) {
  shown_ = shown;
  takes_keyboard_ = shown;
  wipe_pin();
}

bool SignInCard::can_sign_in(const SignedIn& signed_in, std::int64_t utc_ms) const {
  return !number_.empty() && is_pin(pin_) && !signed_in.looking &&
         utc_ms >= signed_in.locked_until_ms;
}

void SignInCard::sign_in(const SignedIn& signed_in, StationPort& station, std::int64_t utc_ms) {
  if (!can_sign_in(signed_in, utc_ms)) return;
  station.post(SignInInstructor{number_, pin_});
  wipe_pin();
}

}  // namespace sternum
