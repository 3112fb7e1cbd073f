// What a central has to survive, played to the real one: the kernel's Bluetooth, bluetoothd, and
// our bridge on one side, a virtual controller with virtual manikins on the other. Runs as root in
// a guest of its own (tests/ble/run), and prints a table.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "tests/ble/scenarios.hpp"

int main(int argc, char** argv) {
  using sternum::ble::Stage;
  using namespace sternum::ble;
  const std::vector<Stage::Scenario> all = {
      {"stream", stream_as_over_serial},
      {"four", four_at_once},
      {"loss", loss_and_return},
      {"reboot", reboot},
      {"pressing", switched_off_while_pressing},
      {"adapter", adapter_pulled},
      {"daemon", daemon_restart},
      {"shutdown", clean_shutdown},
  };
  std::vector<Stage::Scenario> chosen;
  const std::vector<std::string> names(argv + std::min(argc, 3), argv + argc);
  for (const std::string& name : names) {
    const auto found = std::ranges::find_if(all, [&](const auto& one) { return name == one.name; });
    if (found != all.end()) chosen.push_back(*found);
    if (name == "smoke") chosen.push_back({"smoke", smoke});
  }
  if (argc < 3 || chosen.size() != names.size()) {
    fmt::print(stderr, "usage: ble_scenarios BLUETOOTHD STERNUM [smoke");
    for (const auto& scenario : all) fmt::print(stderr, "|{}", scenario.name);
    fmt::print(stderr, "]…\n");
    return 2;
  }
  Stage stage({argv[1], argv[2]});
  return stage.play(names.empty() ? all : chosen) ? 0 : 1;
}
