// The program itself records the same virtual manikin over Bluetooth and over a serial line.
#include <fmt/format.h>
#include <signal.h>

#include <fstream>
#include <string>

#include "tests/ble/scenarios.hpp"

namespace sternum::ble {
namespace {

using namespace std::chrono_literals;

/// 30 s, and what stands above them; kept beside as part.csv. From the fifth on, because nobody
/// hears the first moments of a serial manikin that is switched on before its console.
std::string thirty_seconds(const std::string& file) {
  std::ifstream in(file);
  std::string text;
  std::string line;
  int rows = 0;
  while (std::getline(in, line)) {
    if (!line.empty() && line[0] >= '0' && line[0] <= '9') {
      const long long t_us = std::stoll(line);
      if (t_us < 5'000'000 || t_us >= 35'000'000) continue;
      ++rows;
    } else if (!line.empty() && line[0] == '#' && rows == 0) {
      continue;  // what was remarked on the moments before
    }
    text += line + "\n";
  }
  std::ofstream(file.substr(0, file.rfind('/')) + "/part.csv") << text;
  return rows == 3000 ? text : std::string{};
}

std::string without(std::string text, const std::string& word) {
  for (auto at = text.find(word); at != text.npos; at = text.find(word))
    text.erase(at, word.size());
  return text;
}

}  // namespace

void stream_as_over_serial(Stage& stage) {
  const std::string& sternum = stage.programs().sternum;
  stage.world().bring(0);
  test::ChildProcess over_ble({sternum, "record", "--ble", "--seconds", "38", "--out", "/tmp/ble"});
  test::ChildProcess device(
      {sternum, "simulate", "--pty", "--id", RadioWorld::id(0), "--seed", "1", "--cycles", "2"});
  (void)device.wait_for_output([](const std::string& s) { return s.find('\n') != s.npos; }, 20s);
  const std::string port = device.output().substr(0, device.output().find('\n'));
  test::ChildProcess over_serial(
      {sternum, "record", "--serial", port, "--seconds", "37", "--out", "/tmp/serial"});
  const auto ble = over_ble.wait(60s);
  const auto serial = over_serial.wait(60s);
  device.signal(SIGTERM);
  stage.expect(ble.exit_code == 0, "record --ble: " + ble.output + ble.errors);
  stage.expect(serial.exit_code == 0, "record --serial: " + serial.output + serial.errors);

  const std::string one = thirty_seconds("/tmp/ble/SIM-0001.csv");
  const std::string other = thirty_seconds("/tmp/serial/SIM-0001.csv");
  stage.expect(!one.empty(), "30 s at 100 Hz came over Bluetooth, and no sample is missing");
  stage.expect(one == other, "they are those that came over the serial line");

  const auto scored = test::run({sternum, "score", "/tmp/ble/part.csv", "--json"});
  const auto scored_too = test::run({sternum, "score", "/tmp/serial/part.csv", "--json"});
  stage.expect(scored.exit_code == 0, "it is scored: " + scored.errors);
  const std::string result = without(scored.output, "/tmp/ble/");
  stage.expect(result.find("\"compressions\"") != result.npos, "compressions are found in it");
  stage.expect(result == without(scored_too.output, "/tmp/serial/"), "the results are the same");
  stage.tell("30 s of two channels at 100 Hz: samples lost", one.empty() ? "some" : "0");
  stage.tell("… result as over a serial line",
             result == without(scored_too.output, "/tmp/serial/")
                 ? fmt::format("all {} bytes of it", result.size())
                 : "differs");
  stage.world().carry_away(0);
  stage.expect(stage.await([&] { return !stage.world().is_connected(0); }), "it is let go");
}

}  // namespace sternum::ble
