/// Stations in every state that a screen has to show, by name.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gui/model/console.hpp"
#include "tests/gui/fake_station.hpp"

namespace sternum::test {

/// What a seat is up to.
enum class Story {
  Good,
  Shallow,
  Fast,
  Slow,
  Leaning,
  Deep,
  HandsOff,
  NoSignal,
  Breathing,
  Idle,
  IdleWithoutData,
  Done,
};

[[nodiscard]] Seat seat(int number, const std::string& trainee, Story story);
/// A station of so many seats: the first six as in a lesson with trouble, the others mostly good.
[[nodiscard]] FakeStation station_of(int seats, Language language);
[[nodiscard]] FakeStation station_with(std::vector<Seat> seats);

struct Scene {
  std::string name;
  std::function<FakeStation(Language)> station;
  /// Takes the console where the scene plays; called after its first look at the station.
  std::function<void(Console&, StationPort&)> go_there;
};
[[nodiscard]] const std::vector<Scene>& all_scenes();

}  // namespace sternum::test
