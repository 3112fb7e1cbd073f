/// A test that begins with one of the scenes that are drawn for people, and clicks and types in it.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/gui/null_screen.hpp"
#include "tests/gui/scenes.hpp"

namespace sternum::test {

class SceneTest : public ::testing::Test {
 protected:
  explicit SceneTest(std::vector<Scene> scenes) : scenes_(std::move(scenes)) {}

  void play(const std::string& name, Language language = Language::English) {
    for (const Scene& scene : scenes_) {
      if (scene.name != name) continue;
      console = Console(language, true);
      station = scene.station(language);
      screen.frame(console, station);
      scene.go_there(console, station);
      screen.frame(console, station);
      return;
    }
    FAIL() << name;
  }
  std::string read() { return screen.read(console, station); }

  NullScreen screen;
  FakeStation station;
  Console console{Language::English, true};

 private:
  std::vector<Scene> scenes_;
};

}  // namespace sternum::test
