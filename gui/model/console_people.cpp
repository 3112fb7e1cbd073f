// What the console does with instructors: who is signed in stands on every sheet.
#include "gui/model/console.hpp"

namespace sternum {

void Console::follow_signed_in() {
  const SignedIn& signed_in = snapshot_->signed_in;
  sign_in_card_.follow(signed_in);
  if (!signed_in.number.empty()) {
    examiner_ = signed_in.number;
    examiner_signed_in_ = true;
  } else if (examiner_signed_in_) {
    examiner_.clear();
    examiner_signed_in_ = false;
  }
}

void Console::sign_out(StationPort& station) {
  station.post(SignOutInstructor{});
  sign_in_card_.show(false);
}

bool Console::may_examine() {
  if (snapshot_->signed_in.may_examine()) return true;
  if (!sign_in_card_.shown()) sign_in_card_.show(true);
  return false;
}

}  // namespace sternum
