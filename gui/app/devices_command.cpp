// sternum devices: which ports and Bluetooth adapters there are, and which manikins speak on them.
#include <fmt/format.h>

#include <glob.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "firmware-bridge/bridge.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"

namespace sternum {
namespace {

struct DevicesArguments {
  double seconds = 3.0;
  unsigned baud = 115200;
  bool no_ble = false;
};

/// Ports of USB adapters and of boards that are one themselves.
std::vector<std::string> serial_ports() {
  std::vector<std::string> ports;
  for (const char* pattern : {"/dev/ttyUSB*", "/dev/ttyACM*"}) {
    glob_t found{};
    if (::glob(pattern, 0, nullptr, &found) == 0) {
      for (std::size_t i = 0; i < found.gl_pathc; ++i) ports.emplace_back(found.gl_pathv[i]);
    }
    ::globfree(&found);
  }
  return ports;
}

class Roll final : public BridgeListener {
 public:
  void on_manikin(const Hello& hello, const std::string& link) override {
    const std::lock_guard lock(mutex_);
    manikins_[hello.id] = {hello, link};
  }
  void on_silent(const std::string&, const std::string&) override {}
  void on_samples(const std::string&, const SampleBatch&) override {}
  void on_radio(const BleSurvey& survey) override {
    const std::lock_guard lock(mutex_);
    // Who was in sight stays on the list, though it may have gone since.
    for (const BleSighting& sighting : survey.manikins) sightings_[sighting.address] = sighting;
    survey_ = survey;
  }
  void on_notice(const Error& error) override {
    const std::lock_guard lock(mutex_);
    notices_.push_back(error);
  }
  [[nodiscard]] std::map<std::string, std::pair<Hello, std::string>> manikins() const {
    const std::lock_guard lock(mutex_);
    return manikins_;
  }
  [[nodiscard]] BleSurvey survey() const {
    const std::lock_guard lock(mutex_);
    return survey_;
  }
  [[nodiscard]] std::map<std::string, BleSighting> sightings() const {
    const std::lock_guard lock(mutex_);
    return sightings_;
  }
  [[nodiscard]] std::vector<Error> notices() const {
    const std::lock_guard lock(mutex_);
    return notices_;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::pair<Hello, std::string>> manikins_;
  BleSurvey survey_;
  std::map<std::string, BleSighting> sightings_;  ///< by address
  std::vector<Error> notices_;
};

std::string in_words(const BleSighting& sighting) {
  std::string words = sighting.address;
  if (sighting.signal_dbm) words += fmt::format("  {} dBm", *sighting.signal_dbm);
  if (!sighting.name.empty()) words += fmt::format("  {}", sighting.name);
  if (sighting.battery_percent) words += fmt::format("  battery {}%", *sighting.battery_percent);
  return words;
}

void print_radio(const Roll& roll) {
  const BleSurvey survey = roll.survey();
  for (const BleAdapter& adapter : survey.adapters) {
    fmt::print("adapter  {}  {}{}\n", adapter.name, adapter.address, adapter.on ? "" : "  off");
  }
  for (const auto& [address, sighting] : roll.sightings()) {
    fmt::print("ble      {}\n", in_words(sighting));
  }
  if (const std::string trouble = ble_trouble(survey.state); !trouble.empty()) {
    fmt::print("No Bluetooth: {}.\n", trouble);
  }
}

int devices(const DevicesArguments& arguments) {
  const auto ports = serial_ports();
  if (ports.empty()) {
    fmt::print(
        "No serial port (/dev/ttyUSB*, /dev/ttyACM*). Plug a manikin in, or use --listen for "
        "Wi-Fi.\n");
    if (arguments.no_ble) return 0;
  }
  catch_interrupts();
  Roll roll;
  Bridge bridge(roll);
  for (const auto& port : ports) {
    fmt::print("port     {}\n", port);
    bridge.add_serial(SerialPort{port, arguments.baud});
  }
  std::fflush(stdout);
  if (!arguments.no_ble) bridge.add_bluetooth();
  bridge.start();
  wait_for_interrupt(arguments.seconds);
  bridge.stop();
  if (!arguments.no_ble) print_radio(roll);
  for (const auto& [id, seen] : roll.manikins()) {
    fmt::print("manikin  {}  {} {}  {}\n", id, seen.first.model, seen.first.firmware, seen.second);
  }
  if (roll.manikins().empty()) {
    const std::string speed = ports.empty() ? "" : fmt::format(" at {} baud", arguments.baud);
    fmt::print("No manikin spoke within {:.0f} s{}.\n", arguments.seconds, speed);
  }
  for (const auto& notice : roll.notices()) fmt::print(stderr, "sternum: {}\n", notice.message());
  return 0;
}

}  // namespace

void add_devices_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand(
      "devices", "List serial ports, Bluetooth adapters, and the manikins that speak");
  auto arguments = std::make_shared<DevicesArguments>();
  command->add_option("--seconds", arguments->seconds, "Listen for so long")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command->add_option("--baud", arguments->baud, "Baud rate to listen at")->capture_default_str();
  command->add_flag("--no-ble", arguments->no_ble, "Leave Bluetooth alone");
  command->callback([arguments, &exit_code] { exit_code = devices(*arguments); });
}

}  // namespace sternum
