/// The accuracy of depth measurement over sampling rates, noise and resolution, as a table: what
/// `signal_accuracy` prints and analysis/README.md shows.
#pragma once

#include <string>

#include "tests/signal/accuracy.hpp"
#include "tests/signal/played_manikin.hpp"

namespace sternum::signal_test {

/// 30 compressions and a pause of 5 s, again and again.
[[nodiscard]] ScriptedChest session(const Rescuer& rescuer, int cycles, std::uint64_t seed = 7);

[[nodiscard]] Accuracy accuracy_on_scripted_chest(const DepthSensor& sensor, int cycles);
[[nodiscard]] Accuracy accuracy_on_virtual_manikin(const DepthSensor& sensor, int cycles);

/// Markdown, one line a sensor.
[[nodiscard]] std::string accuracy_table();

/// The same for acceleration pads on virtual manikins: how fast the pad tilts.
[[nodiscard]] std::string tilt_table();

/// What an acceleration detector finds on virtual manikins at 60–140/min and 20–70 mm, at 100 and
/// 250 Hz, with pauses, gravity, 0.02 g of noise, a tilt of 0.1 g (SD) that comes and goes within
/// `tilt_step`, and hands that knock on the pad.
[[nodiscard]] Accuracy accuracy_of_acceleration(double tilt_g, Duration tilt_step);

}  // namespace sternum::signal_test
