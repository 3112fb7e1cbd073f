/// What the instructor has typed to sign in, and whether the card for it is open.
///
/// Opened by its key, or by something that needs an instructor; closes when somebody has signed in.
/// The PIN is wiped as soon as it is handed on. Not thread-safe: the screen's thread owns it.
#pragma once

#include <cstdint>
#include <string>

#include "gui/model/station_port.hpp"

namespace sternum {

class SignInCard {
 public:
  /// Once a frame; true when the card has just closed because somebody signed in.
  bool follow(const SignedIn& signed_in);
  void show(bool shown);
  [[nodiscard]] bool shown() const { return shown_; }

  [[nodiscard]] std::string& number() { return number_; }
  [[nodiscard]] std::string& pin() { return pin_; }
  /// Takes the keyboard: the number's field while that is empty, else the PIN's.
  [[nodiscard]] bool takes_keyboard() const { return takes_keyboard_; }
  void keyboard_taken() { takes_keyboard_ = false; }
  [[nodiscard]] bool can_sign_in(const SignedIn& signed_in, std::int64_t utc_ms) const;
  void sign_in(const SignedIn& signed_in, StationPort& station, std::int64_t utc_ms);

 private:
  void wipe_pin();

  bool shown_ = false;
  bool takes_keyboard_ = false;
  std::string number_;
  std::string pin_;
  std::string was_;  ///< who was signed in at the last look
};

}  // namespace sternum
