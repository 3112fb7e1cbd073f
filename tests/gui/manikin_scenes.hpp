/// The manikins' panel in every state: named, silent, held elsewhere, pressed, being checked.
#pragma once

#include <vector>

#include "tests/gui/scenes.hpp"

namespace sternum::test {

/// Six manikins that are here, with something to tell of most of them, and one that is not.
[[nodiscard]] FakeStation station_of_manikins(Language language);
/// A check of this seat's manikin that stands so.
void show_check(FakeStation& station, int seat, const DepthCheckState& check);

[[nodiscard]] std::vector<Scene> manikin_scenes();

}  // namespace sternum::test
