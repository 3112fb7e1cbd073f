/// A class's results in every state that their screens have to show.
#pragma once

#include "tests/gui/scenes.hpp"

namespace sternum::test {

/// The twelve of `class_of` after their exams, as the station's book tells of them: every standing
/// there is, one certificate revoked, one instructor signed in.
[[nodiscard]] FakeStation examined_class(Language language);
[[nodiscard]] const std::vector<Scene>& results_scenes();

}  // namespace sternum::test
