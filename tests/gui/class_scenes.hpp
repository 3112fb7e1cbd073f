/// A class in every state that its screens have to show.
#pragma once

#include "datasets/roster/roster.hpp"
#include "tests/gui/scenes.hpp"

namespace sternum::test {

/// Twelve people, two of them at manikins SA-0141 and SA-0142, two absent, one skipped.
[[nodiscard]] ClassRecord class_of(Language language);
[[nodiscard]] const std::vector<Scene>& class_scenes();

/// A list of 500 rows as a training base makes it, 20 of them at fault, in UTF-8: ten kinds of
/// faults, two of each.
[[nodiscard]] std::string faulty_list();

}  // namespace sternum::test
