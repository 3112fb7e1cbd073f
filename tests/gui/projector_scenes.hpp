/// The trainees' screen in every mode, by name.
#pragma once

#include <vector>

#include "tests/gui/scenes.hpp"

namespace sternum::test {

/// `elapsed_s` into an attempt of whole cycles at `rate`, every `wrong_every`-th compression too
/// shallow (0: none): what a screen has seen of it so far.
[[nodiscard]] Seat racing_seat(int number, const std::string& trainee, double elapsed_s,
                               double rate_per_min, int wrong_every);

/// To be drawn by `draw_projector`.
[[nodiscard]] const std::vector<Scene>& projector_scenes();

}  // namespace sternum::test
