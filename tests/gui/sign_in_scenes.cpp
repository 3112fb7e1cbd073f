#include "tests/gui/sign_in_scenes.hpp"

#include "tests/gui/synthetic.hpp"

namespace sternum::test {

namespace {

FakeStation with_instructors(Language language) {
  const bool chinese = language == Language::Chinese;
  FakeStation station = station_with({seat(1, chinese ? "王晓燕" : "Wang Xiaoyan", Story::Good),
                                      seat(2, chinese ? "陈国强" : "Chen Guoqiang", Story::Idle)});
  station.now.signed_in.needed = true;
  return station;
}

FakeStation with_wrong_pin(Language language) {
  FakeStation station = with_instructors(language);
  station.now.signed_in.last_refused = SignIn::Outcome::Wrong;
  station.now.signed_in.locked_until_ms = station.now.wall_clock_ms + 20'000;
  return station;
}

FakeStation with_somebody(Language language) {
  FakeStation station = with_instructors(language);
  station.now.signed_in.number = "1203";
  station.now.signed_in.name = language == Language::Chinese ? "周敏" : "Zhou Min";
  return station;
}

void type_pin(Console& console, StationPort& station) {
  console.press(Shortcut::SignIn, station);
  console.sign_in_card().number() = "1203";
  console.sign_in_card().pin() = "246813";
}

}  // namespace

const std::vector<Scene>& sign_in_scenes() {
  static const std::vector<Scene> scenes = {
      {"sign-in-nobody", with_instructors, [](Console&, StationPort&) {}},
      {"sign-in", with_instructors, type_pin},
      {"sign-in-wrong", with_wrong_pin, type_pin},
      {"sign-in-done", with_somebody,
       [](Console& console, StationPort& station) { console.press(Shortcut::SignIn, station); }},
  };
  return scenes;
}

}  // namespace sternum::test
