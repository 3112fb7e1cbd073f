/// The debrief looked at closely: zoomed, with another attempt over it, and the trainee's progress.
#pragma once

#include <vector>

#include "tests/gui/scenes.hpp"

namespace sternum::test {

/// A strip of what `result` says was pressed, 100 points a second, without its gaps.
[[nodiscard]] std::vector<StripPoint> strip_of(const AttemptResult& result);
/// A station whose attempt 7 is the third of 陈国强: his second is 2, and 5 is somebody else's
/// best.
[[nodiscard]] FakeStation debrief_station(Language language);

[[nodiscard]] std::vector<Scene> review_scenes();

}  // namespace sternum::test
