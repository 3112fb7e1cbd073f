/// When the metronome clicks, in samples of the sound that is played.
///
/// Click k stands at `round(k · rate · 60 / bpm)` after the metronome's start: counted in samples,
/// not by timers, so that no click is early or late and none drifts. Another tempo counts anew from
/// the last click. Not thread-safe; does not allocate.
#pragma once

#include <cstdint>

namespace sternum {

/// `rate`: samples per second.
[[nodiscard]] constexpr std::int64_t click_position(std::int64_t k, int rate, int bpm) {
  return (2 * k * rate * 60 + bpm) / (2 * std::int64_t{bpm});
}

class Metronome {
 public:
  explicit Metronome(int rate) : rate_(rate) {}

  /// From the sample `now` on; 0: silent.
  void set_tempo(int bpm, std::int64_t now) {
    if (bpm == bpm_) return;
    if (bpm_ == 0) {
      start_ = now;
      next_ = 0;
    } else if (next_ > 0) {
      start_ += click_position(next_ - 1, rate_, bpm_);
      next_ = 1;
    }
    bpm_ = bpm;
    // What a slower tempo put off may be in the past of a faster one.
    while (bpm_ != 0 && next_click() < now) ++next_;
  }
  [[nodiscard]] bool is_silent() const { return bpm_ == 0; }
  /// The sample at which the next click begins; only while it is not silent.
  [[nodiscard]] std::int64_t next_click() const {
    return start_ + click_position(next_, rate_, bpm_);
  }
  void clicked() { ++next_; }

 private:
  int rate_;
  int bpm_ = 0;
  std::int64_t start_ = 0;
  std::int64_t next_ = 0;
};

}  // namespace sternum
