/// An AED in every state that its panel has to show, and the frame around it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gui/model/aed_trainer.hpp"
#include "gui/model/console.hpp"
#include "gui/widgets/geometry.hpp"
#include "gui/widgets/typeface.hpp"
#include "tests/gui/fake_station.hpp"

namespace sternum::test {

/// A station with one manikin, whose AED is used step by step on a clock that the test turns.
class AedStage {
 public:
  explicit AedStage(Language language, bool dark = true);

  /// Lets `s` pass, seen as often as a screen would.
  AedStage& wait(double s);
  AedStage& press(AedInput input);
  /// Somebody presses the chest `times`, twice a second.
  AedStage& compress(int times);
  AedStage& begin_attempt();
  [[nodiscard]] const VirtualAed& aed();
  /// What was noted in the attempt so far.
  [[nodiscard]] std::vector<AttemptEvent::Kind> noted() const;
  /// One frame: `box` in design units, the whole window without one.
  void draw(Typeface& typeface, float scale, std::optional<Box> box);

  FakeStation station;
  Console console;
  AedTrainer trainer;
  std::string manikin_id;
  double now_s = 10.0;

 private:
  void look();
};

struct AedScene {
  std::string name;
  std::function<void(AedStage&)> play;
};
[[nodiscard]] const std::vector<AedScene>& aed_scenes();

}  // namespace sternum::test
