// Attempts that nobody would write down: for the laws that hold for every one.
#pragma once

#include <rapidcheck.h>

#include "tests/scoring/hand_made.hpp"

namespace sternum::hand_made {

/// A number of tenths, both ends included.
inline double tenths(int low, int high) { return *rc::gen::inRange(10 * low, 10 * high + 1) * 0.1; }

/// What an attempt surely has, where a law needs it.
struct Surely {
  bool recoil = false;
  bool breaths = false;
};

/// One to four blocks of compressions, good and bad, with pauses, breaths and holes between them.
inline Script random_attempt(Surely surely = {}) {
  Script script;
  script.measures_breaths = surely.breaths || *rc::gen::arbitrary<bool>();
  const bool measures_recoil = surely.recoil || *rc::gen::arbitrary<bool>();
  const int blocks = *rc::gen::inRange(1, 5);
  for (int block = 0; block < blocks; ++block) {
    const int count = *rc::gen::inRange(2, 35);
    const double base_mm = tenths(35, 70);
    for (int i = 0; i < count; ++i) {
      Press how{.depth_mm = base_mm + tenths(-5, 5), .per_minute = tenths(80, 140)};
      how.residual_mm = measures_recoil ? std::optional(tenths(0, 12)) : std::nullopt;
      script.press(1, how);
    }
    switch (block == 0 && surely.breaths ? 2 : *rc::gen::inRange(0, 4)) {
      case 0:
        script.pause(tenths(1, 20));
        break;
      case 1:
        script.hole(tenths(1, 12));
        break;
      default:
        script.measures_breaths
            ? script.breaths_in_pause(tenths(3, 15), tenths(100, 1000), tenths(100, 1000))
            : script.pause(tenths(3, 15));
    }
  }
  return script;
}

}  // namespace sternum::hand_made
