// A coach who follows an attempt that was written down.
#pragma once

#include <vector>

#include "analysis/scoring/coach.hpp"
#include "analysis/scoring/cycle.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum::hand_made {

/// Plays an attempt to a coach, as a manikin of 100 Hz would: what is found is told at its end,
/// rounded up to the next sample. `tick`: how often the coach is told the time.
class Session {
 public:
  explicit Session(Guideline guideline = adult(), CoachOptions options = {},
                   Duration tick = milliseconds(10))
      : coach(guideline, options), cycles_(guideline), tick_(tick) {
    cycles_.breaths_are_measured();
  }

  Session& play(const Script& script, double until_s) {
    auto breath = script.breaths.begin();
    auto gap = script.gaps.begin();
    std::size_t next = 0;
    DeviceTime told = at(0.0);
    for (DeviceTime now = at(0.0); now <= at(until_s); now = now + milliseconds(10)) {
      if (gap != script.gaps.end() && now > gap->from) {
        if (now < gap->to) continue;
        coach.advance(gap->to);
        coach.add_gap(*gap);
        cycles_.add_gap(*gap++);
      }
      for (; breath != script.breaths.end() && breath->end <= now; ++breath) {
        coach.advance(now);
        cycles_.add(*breath);
        coach.add(*breath, now);
      }
      for (; next < script.compressions.size() && script.compressions[next].release <= now;
           ++next) {
        coach.advance(now);
        cycles_.add(script.compressions[next]);
        const CyclePlace place{static_cast<int>(cycles_.cycles().size()),
                               cycles_.cycles().back().compression_count};
        coach.add(script.compressions[next], script.extras[next], place, now);
      }
      if (now - told < tick_) continue;
      coach.advance(now);
      told = now;
    }
    return *this;
  }

  /// What was said, and `None` where it was taken back.
  [[nodiscard]] std::vector<Prompt> said() const {
    std::vector<Prompt> said;
    for (const PromptEvent& event : coach.events()) said.push_back(event.prompt);
    return said;
  }
  /// Every time that `prompt` was given.
  [[nodiscard]] std::vector<PromptEvent> given(Prompt prompt) const {
    std::vector<PromptEvent> given;
    for (const PromptEvent& event : coach.events()) {
      if (event.prompt == prompt) given.push_back(event);
    }
    return given;
  }

  Coach coach;

 private:
  CycleTracker cycles_;
  Duration tick_;
};

}  // namespace sternum::hand_made
