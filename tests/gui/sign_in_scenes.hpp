/// Instructors at the console: nobody, a wrong PIN, somebody signed in.
#pragma once

#include "tests/gui/scenes.hpp"

namespace sternum::test {

[[nodiscard]] const std::vector<Scene>& sign_in_scenes();

}  // namespace sternum::test
