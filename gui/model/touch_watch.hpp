/// Whether somebody pressed a chest in order to show which one it is.
///
/// Manikins that know it say so themselves (`Touch`); of the others a first compression tells,
/// while nobody is examined there and nobody has pressed for a while: whoever practises presses on
/// and on. Times are those of any one ascending clock, ms. Not thread-safe.
#pragma once

#include <cstdint>
#include <optional>

namespace sternum {

class TouchWatch {
 public:
  /// `compressions`: how many the live analysis has counted so far; it begins anew from 0 now and
  /// then. Empty while an attempt runs or nothing is measured. True: this is a touch.
  [[nodiscard]] bool saw(std::optional<int> compressions, std::int64_t now_ms) {
    const bool pressed = compressions && counted_ && *compressions > *counted_;
    counted_ = compressions;
    if (!pressed) return false;
    const bool first = !pressed_at_ms_ || now_ms - *pressed_at_ms_ >= kQuiet_ms;
    pressed_at_ms_ = now_ms;
    return first;
  }

 private:
  static constexpr std::int64_t kQuiet_ms = 3'000;

  std::optional<int> counted_;
  std::optional<std::int64_t> pressed_at_ms_;
};

}  // namespace sternum
