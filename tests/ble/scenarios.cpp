// What a central has to survive, played to the real one: the kernel's Bluetooth, bluetoothd, and
// our bridge on one side, a virtual controller with virtual manikins on the other. Runs as root in
// a guest of its own (tests/ble/run), and prints a table.
//   scenarios BLUETOOTHD STERNUM
#include <fmt/format.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "firmware-bridge/bridge.hpp"
#include "tests/ble/radio_world.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/support/child_process.hpp"

namespace sternum::ble {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using Arguments = std::vector<std::string>;

double milliseconds_since(HostTime from) {
  return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
}

/// An event log that also knows how late each sample came.
class Measured final : public BridgeListener {
 public:
  void on_manikin(const Hello& hello, const std::string& link) override {
    log.on_manikin(hello, link);
  }
  void on_silent(const std::string& id, const std::string& reason) override {
    fmt::print("    {} is silent: {}\n", id, reason);
    log.on_silent(id, reason);
  }
  void on_samples(const std::string& id, const SampleBatch& batch) override {
    const HostTime now = Clock::now();
    log.on_samples(id, batch);
    const std::lock_guard lock(mutex_);
    arrivals_[id].push_back({now, batch.last().us()});
  }
  void on_radio(const BleSurvey& survey) override { log.on_radio(survey); }
  void on_notice(const Error& error) override {
    fmt::print("    notice: {}\n", error.message());
    log.on_notice(error);
  }
  /// Of the samples that came since the last call, in ms, sorted. `on` is when its clock was 0.
  [[nodiscard]] std::vector<double> latencies(const std::string& id, HostTime on) {
    const std::lock_guard lock(mutex_);
    std::vector<double> late;
    for (const auto& [at, t_us] : std::exchange(arrivals_[id], {})) {
      late.push_back(std::chrono::duration<double, std::milli>(at - on).count() -
                     static_cast<double>(t_us) * 1e-3);
    }
    std::ranges::sort(late);
    return late;
  }

  EventLog log;

 private:
  struct Arrival {
    HostTime at;
    std::int64_t t_us;
  };
  std::mutex mutex_;
  std::map<std::string, std::vector<Arrival>> arrivals_;
};

double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return -1.0;
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

class Scenarios {
 public:
  Scenarios(std::string bluetoothd, std::string sternum)
      : bluetoothd_(std::move(bluetoothd)), sternum_(std::move(sternum)) {}

  int run() {
    start_daemon();
    if (const auto plugged = world_.plug(4); !plugged) {
      fmt::print("FAILED plug: {}\n", plugged.error().message());
      return 1;
    }
    play("stream 30 s, bit for bit as over serial", [this] { stream_like_serial(); });
    bridge_.emplace(heard_);
    bridge_->start();
    bridge_->add_bluetooth();
    play("four at once", [this] { four_at_once(); });
    play("loss and return", [this] { loss_and_return(); });
    play("reboot", [this] { reboot(); });
    play("daemon restart", [this] { daemon_restart(); });
    play("clean shutdown", [this] { clean_shutdown(); });
    stop_daemon();
    fmt::print("{}\n{}", kTableHead, table_);
    fmt::print("{}\n", failures_ == 0 ? "ALL SCENARIOS PASSED" : "SCENARIOS FAILED");
    return failures_ == 0 ? 0 : 1;
  }

 private:
  static constexpr const char* kTableHead = "| what | value |\n|---|---|";

  void play(const char* name, const std::function<void()>& scenario) {
    const int before = failures_;
    const auto from = Clock::now();
    fmt::print("-- {}\n", name);
    std::fflush(stdout);
    scenario();
    fmt::print("{} {} ({:.1f} s)\n", failures_ == before ? "passed" : "FAILED", name,
               milliseconds_since(from) * 1e-3);
    std::fflush(stdout);
  }

  void expect(bool holds, const std::string& what) {
    if (holds) return;
    ++failures_;
    fmt::print("    not so: {}\n", what);
  }

  void tell(const std::string& what, const std::string& value) {
    table_ += fmt::format("| {} | {} |\n", what, value);
  }

  [[nodiscard]] std::size_t batches(std::size_t index) const {
    return heard_.log.batches(RadioWorld::id(index));
  }
  [[nodiscard]] LinkStatistics statistics(std::size_t index) const {
    return bridge_->statistics(RadioWorld::id(index)).value_or(LinkStatistics{});
  }
  bool await(const std::function<bool()>& reached) { return heard_.log.await(reached); }
  /// How long until the next samples of it, ms; −1: none came.
  double until_streaming(std::size_t index, HostTime from) {
    const std::size_t before = batches(index);
    return await([&] { return batches(index) > before; }) ? milliseconds_since(from) : -1.0;
  }

  void start_daemon() {
    // The plugins left out are those of sound, files and keyboards.
    daemon_.emplace(Arguments{bluetoothd_, "-n", "-P",
                              "a2dp,avrcp,sap,network,vcp,mcp,bap,hog,input,neard,hostname"});
  }
  void stop_daemon() {
    if (!daemon_) return;
    daemon_->signal(SIGTERM);
    (void)daemon_->wait(10s);
    daemon_.reset();
  }

  /// The program records the same virtual manikin over Bluetooth and over a serial line.
  void stream_like_serial() {
    world_.bring(0);
    test::ChildProcess over_ble(
        {sternum_, "record", "--ble", "--seconds", "42", "--out", "/tmp/ble"});
    test::ChildProcess device(
        {sternum_, "simulate", "--pty", "--id", RadioWorld::id(0), "--seed", "1", "--cycles", "2"});
    std::string port;
    (void)device.wait_for_output([](const std::string& s) { return s.find('\n') != s.npos; }, 20s);
    port = device.output().substr(0, device.output().find('\n'));
    test::ChildProcess over_serial(
        {sternum_, "record", "--serial", port, "--seconds", "41", "--out", "/tmp/serial"});
    const auto ble = over_ble.wait(60s);
    const auto serial = over_serial.wait(60s);
    device.signal(SIGTERM);
    expect(ble.exit_code == 0, "record --ble: " + ble.output + ble.errors);
    expect(serial.exit_code == 0, "record --serial: " + serial.output + serial.errors);
    const std::string one = thirty_seconds("/tmp/ble/SIM-0001.csv");
    const std::string other = thirty_seconds("/tmp/serial/SIM-0001.csv");
    expect(!one.empty(), "30 s were recorded over Bluetooth");
    expect(one == other, "the samples are the same, none is lost");
    const auto scored = test::run({sternum_, "score", "/tmp/ble/part.csv", "--json"});
    const auto scored_too = test::run({sternum_, "score", "/tmp/serial/part.csv", "--json"});
    expect(scored.exit_code == 0 && scored.output.size() > 200, "it is scored: " + scored.errors);
    expect(same_but_for_name(scored.output, scored_too.output), "the results are the same");
    tell("30 s at 100 Hz, two channels",
         one == other ? "0 samples lost, score bit-identical" : "lost");
    world_.carry_away(0);
    (void)await_world([&] { return !world_.is_connected(0); });
  }

  /// 30 s, and what stands above them; kept beside as part.csv. From the fifth on, because nobody
  /// hears the first moments of a serial manikin that is switched on before its console.
  static std::string thirty_seconds(const std::string& file) {
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

  static bool same_but_for_name(std::string one, std::string other) {
    const auto forget = [](std::string& text, const std::string& name) {
      for (auto at = text.find(name); at != text.npos; at = text.find(name)) {
        text.erase(at, name.size());
      }
    };
    forget(one, "/tmp/ble/");
    forget(other, "/tmp/serial/");
    return !one.empty() && one == other;
  }

  static bool await_world(const std::function<bool()>& reached) {
    for (int i = 0; i < 1000; ++i) {
      if (reached()) return true;
      std::this_thread::sleep_for(20ms);
    }
    return false;
  }

  void four_at_once() {
    for (std::size_t i = 0; i < 4; ++i) {
      const auto from = Clock::now();
      world_.bring(i);
      const double took = until_streaming(i, from);
      expect(took >= 0.0, "samples come from " + RadioWorld::id(i));
      tell(fmt::format("switched on to first sample, manikin {}", i + 1),
           fmt::format("{:.0f} ms", took));
    }
    std::vector<std::uint64_t> gaps;
    for (std::size_t i = 0; i < 4; ++i) {
      gaps.push_back(statistics(i).gaps);
      (void)heard_.latencies(RadioWorld::id(i), {});
    }
    const std::size_t before = batches(3);
    (void)await([&] { return batches(3) >= before + 1000; });  // 10 s: two channels, 50 a second
    std::vector<double> all;
    for (std::size_t i = 0; i < 4; ++i) {
      if (const auto on = world_.switched_on_at(i)) {
        const auto late = heard_.latencies(RadioWorld::id(i), *on);
        all.insert(all.end(), late.begin(), late.end());
      }
      expect(statistics(i).gaps == gaps[i], "nothing is lost of " + RadioWorld::id(i));
      expect(world_.samples_per_frame(i) == 2, "two samples a frame");
      expect(world_.commands_heard(i) > 0, "commands reach " + RadioWorld::id(i));
    }
    std::ranges::sort(all);
    tell("latency of a sample, four manikins, p50", fmt::format("{:.1f} ms", quantile(all, 0.5)));
    tell("… p99", fmt::format("{:.1f} ms", quantile(all, 0.99)));
    tell("batches in 10 s, and lost", fmt::format("{}, 0", all.size()));
  }

  void loss_and_return() {
    const std::uint64_t others = statistics(1).gaps;
    world_.carry_away(0);
    expect(await([&] { return heard_.log.count("silent SIM-0001") >= 1; }), "its loss is told");
    std::this_thread::sleep_for(3s);
    const auto from = Clock::now();
    world_.bring(0);
    const double took = until_streaming(0, from);
    expect(took >= 0.0 && took <= 2000.0, fmt::format("it is back within 2 s: {:.0f} ms", took));
    expect(statistics(0).gaps >= 1, "what was missed is a gap");
    expect(statistics(1).gaps == others, "the others lose nothing");
    tell("back in reach to first sample", fmt::format("{:.0f} ms", took));
  }

  void reboot() {
    world_.switch_off(1);
    expect(await([&] { return heard_.log.count("silent SIM-0002") >= 1; }), "its loss is told");
    const auto from = Clock::now();
    world_.bring(1);
    const double took = until_streaming(1, from);
    expect(took >= 0.0 && took <= 3000.0, fmt::format("it streams again: {:.0f} ms", took));
    expect(await([&] { return statistics(1).reboots >= 1; }), "its restart is recognised");
    tell("switched on again to first sample (0.5 s of it the manikin's own start)",
         fmt::format("{:.0f} ms", took));
  }

  void daemon_restart() {
    stop_daemon();
    expect(await([&] { return heard_.log.survey().state == BleState::NoService; }),
           "it is told that the service stopped");
    const auto from = Clock::now();
    start_daemon();
    for (std::size_t i = 0; i < 4; ++i) {
      expect(until_streaming(i, from) >= 0.0, RadioWorld::id(i) + " streams again");
    }
    tell("bluetoothd started to all four streaming",
         fmt::format("{:.0f} ms", milliseconds_since(from)));
  }

  void clean_shutdown() {
    const auto from = Clock::now();
    bridge_->stop();
    const double took = milliseconds_since(from);
    expect(took < 1000.0, fmt::format("stopping waits for nobody: {:.0f} ms", took));
    expect(await_world([&] {
             for (std::size_t i = 0; i < 4; ++i) {
               if (world_.is_connected(i)) return false;
             }
             return true;
           }),
           "every manikin is let go");
    tell("closing the console", fmt::format("{:.0f} ms", took));
  }

  std::string bluetoothd_;
  std::string sternum_;
  std::optional<test::ChildProcess> daemon_;
  RadioWorld world_;
  Measured heard_;
  std::optional<Bridge> bridge_;
  std::string table_;
  int failures_ = 0;
};

}  // namespace
}  // namespace sternum::ble

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: scenarios BLUETOOTHD STERNUM\n");
    return 2;
  }
  return sternum::ble::Scenarios(argv[1], argv[2]).run();
}
