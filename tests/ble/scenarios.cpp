#include "tests/ble/scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "tests/scoring/hand_made.hpp"

namespace sternum::ble {
namespace {

using namespace std::chrono_literals;
using Clock = Stage::Clock;

constexpr const char* kCable = "SIM-CABLE";
constexpr std::size_t kOddlyNamed = 2;
/// Back in reach and streaming.
constexpr double kBackWithin_ms = 2000.0;

double quantile(const std::vector<double>& sorted, double share) {
  if (sorted.empty()) return -1.0;
  return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

void is_back(Stage& stage, double took_ms) {
  stage.expect(took_ms >= 0.0 && took_ms <= kBackWithin_ms,
               fmt::format("it is back within 2 s: {:.0f} ms", took_ms));
}

/// What a console would make of everything that came of it since `from`.
AttemptResult judged(Stage& stage, const std::string& id, std::size_t from) {
  Attempt attempt(hand_made::adult(), {});
  const auto batches = stage.heard().log.samples(id);
  for (std::size_t i = from; i < batches.size(); ++i) attempt.push(batches[i]);
  return attempt.finish();
}

void cable_is_undisturbed(Stage& stage) {
  const LinkStatistics cable = stage.statistics(kCable);
  stage.expect(cable.gaps == 0 && cable.reconnects == 0, "the manikin by cable notices nothing");
}

}  // namespace

void smoke(Stage& stage) {
  (void)stage.bridge();
  const auto from = Clock::now();
  stage.world().bring(0);
  const double took = stage.until_streaming(0, from);
  stage.expect(took >= 0.0 && took <= 1000.0,
               fmt::format("it streams within 1 s: {:.0f} ms", took));
  const std::size_t before = stage.batches(0);
  stage.expect(stage.await([&] { return stage.batches(0) >= before + 300; }), "3 s come");
  stage.expect(stage.statistics(0).gaps == 0, "without a gap");
  stage.tell_ms("switched on to first sample", took);
}

void four_at_once(Stage& stage) {
  (void)stage.bridge();
  for (std::size_t i = 0; i < Stage::kManikins; ++i) {
    const auto from = Clock::now();
    stage.world().bring(i);
    const double took = stage.until_streaming(i, from);
    stage.expect(took >= 0.0 && took <= 1000.0,
                 fmt::format("{} streams within 1 s: {:.0f} ms", RadioWorld::id(i), took));
    stage.tell_ms(fmt::format("in reach to first sample, {} streaming already", i), took);
  }
  std::vector<std::uint64_t> gaps;
  for (std::size_t i = 0; i < Stage::kManikins; ++i) {
    gaps.push_back(stage.statistics(i).gaps);
    (void)stage.heard().latencies(RadioWorld::id(i), {});
  }
  const std::size_t before = stage.batches(3);
  // 10 s: two channels, 50 a second.
  stage.expect(stage.await([&] { return stage.batches(3) >= before + 1000; }), "10 s come");
  std::vector<double> late;
  std::uint64_t lost = 0;
  for (std::size_t i = 0; i < Stage::kManikins; ++i) {
    if (const auto on = stage.world().switched_on_at(i)) {
      const auto of_it = stage.heard().latencies(RadioWorld::id(i), *on);
      late.insert(late.end(), of_it.begin(), of_it.end());
    }
    lost += stage.statistics(i).gaps - gaps[i];
    stage.expect(stage.world().samples_per_frame(i) == 2, "two samples a frame");
    stage.expect(stage.world().commands_heard(i) > 0, "commands reach " + RadioWorld::id(i));
  }
  stage.expect(lost == 0, "nothing is lost");
  std::ranges::sort(late);
  stage.tell("latency of a sample, four streaming: p50",
             fmt::format("{:.1f} ms", quantile(late, 0.5)));
  stage.tell("… p99", fmt::format("{:.1f} ms", quantile(late, 0.99)));
  stage.tell("… frames in these 10 s", fmt::format("{}", late.size()));
  stage.tell("… frames lost", fmt::format("{}", lost));

  const auto seen = stage.heard().log.survey().manikins;
  stage.expect(seen.size() == Stage::kManikins, "all are in sight");
  for (const BleSighting& manikin : seen) {
    stage.expect(manikin.connected && manikin.signal_dbm.has_value(), "with their signal");
    stage.expect(manikin.model == "Virtual chest" && manikin.battery_percent == 80U,
                 "and with what the standard services tell");
  }
  if (seen.size() > kOddlyNamed) {
    stage.expect(
        std::ranges::all_of(seen[kOddlyNamed].name, [](char c) { return c >= ' ' && c <= '~'; }),
        "a name that is no text is made one");
  }
}

void loss_and_return(Stage& stage) {
  stage.all_stream();
  const std::uint64_t others = stage.statistics(1).gaps;
  double slowest = 0.0;
  for (const auto away : {3000ms, 700ms, 6200ms}) {
    const std::uint64_t gaps = stage.statistics(0).gaps;
    const std::size_t told = stage.heard().log.count("silent SIM-0001");
    stage.world().carry_away(0);
    stage.expect(stage.await([&] { return stage.heard().log.count("silent SIM-0001") > told; }),
                 "its loss is told");
    std::this_thread::sleep_for(away);
    const auto from = Clock::now();
    stage.world().bring(0);
    const double took = stage.until_streaming(0, from);
    is_back(stage, took);
    slowest = std::max(slowest, took);
    stage.expect(stage.await([&] { return stage.statistics(0).gaps > gaps; }), "there is a gap");
  }
  stage.expect(stage.statistics(1).gaps == others, "the others lose nothing");
  stage.tell_ms("back in reach to first sample, slowest of 3", slowest);
}

void reboot(Stage& stage) {
  stage.all_stream();
  const std::uint64_t reboots = stage.statistics(1).reboots;
  const std::size_t told = stage.heard().log.count("silent SIM-0002");
  stage.world().switch_off(1);
  stage.expect(stage.await([&] { return stage.heard().log.count("silent SIM-0002") > told; }),
               "its loss is told");
  const auto from = Clock::now();
  stage.world().bring(1);
  const double took = stage.until_streaming(1, from);
  is_back(stage, took);
  stage.expect(stage.await([&] { return stage.statistics(1).reboots > reboots; }),
               "its restart is recognised");
  stage.tell_ms("switched on again to first sample (the manikin's own start is 500 ms of it)",
                took);
}

void switched_off_while_pressing(Stage& stage) {
  stage.all_stream();
  const std::string id = RadioWorld::id(3);
  const std::size_t begin = stage.batches(3);
  stage.expect(stage.await([&] { return stage.batches(3) > begin + 500; }), "5 s of an attempt");
  stage.expect(stage.await([&] { return stage.heard().depth_mm(id) > 25.0; }), "somebody presses");
  stage.world().switch_off(3);
  const std::size_t told = stage.heard().log.count("silent " + id);
  stage.expect(stage.await([&] { return stage.heard().log.count("silent " + id) > told; }),
               "its loss is told");
  const std::size_t until = stage.batches(3);
  const auto from = Clock::now();
  stage.world().bring(3);
  is_back(stage, stage.until_streaming(3, from));
  stage.expect(stage.await([&] { return stage.batches(3) > until + 800; }), "the attempt goes on");

  const AttemptResult result = judged(stage, id, begin);
  stage.expect(result.gaps.size() == 1, fmt::format("one gap is marked: {}", result.gaps.size()));
  if (result.gaps.size() != 1) return;
  const TimeSpan gap = result.gaps.front();
  const auto before = [&](const Compression& c) { return c.release <= gap.from; };
  const auto after = [&](const Compression& c) { return c.onset >= gap.to; };
  stage.expect(std::ranges::any_of(result.compressions, before), "compressions before it count");
  stage.expect(std::ranges::any_of(result.compressions, after), "and those behind it");
  stage.expect(std::ranges::all_of(result.compressions,
                                   [&](const auto& c) { return before(c) || after(c); }),
               "none is invented across it");
}

void adapter_pulled(Stage& stage) {
  stage.all_stream();
  const std::size_t told = stage.notices("the Bluetooth adapter was pulled out");
  stage.world().unplug();
  stage.expect(stage.await([&] { return stage.heard().log.survey().state == BleState::NoAdapter; }),
               "its absence is shown");
  stage.expect(
      stage.await([&] { return stage.notices("the Bluetooth adapter was pulled out") > told; }),
      "it is told");
  const auto from = Clock::now();
  const auto plugged = stage.world().plug();
  stage.expect(plugged.has_value(), "it is plugged in again");
  for (std::size_t i = 0; i < Stage::kManikins; ++i) {
    stage.expect(stage.until_streaming(i, from) >= 0.0, RadioWorld::id(i) + " streams again");
  }
  stage.tell_ms("adapter plugged in to all four streaming", milliseconds_since(from));
  cable_is_undisturbed(stage);
}

void daemon_restart(Stage& stage) {
  stage.all_stream();
  const std::size_t told = stage.notices("service of this computer stopped");
  stage.stop_daemon();
  stage.expect(stage.await([&] { return stage.heard().log.survey().state == BleState::NoService; }),
               "its absence is shown");
  stage.expect(
      stage.await([&] { return stage.notices("service of this computer stopped") > told; }),
      "it is told");
  const auto from = Clock::now();
  stage.start_daemon();
  for (std::size_t i = 0; i < Stage::kManikins; ++i) {
    stage.expect(stage.until_streaming(i, from) >= 0.0, RadioWorld::id(i) + " streams again");
  }
  stage.tell_ms("bluetoothd started to all four streaming", milliseconds_since(from));
  cable_is_undisturbed(stage);
}

void clean_shutdown(Stage& stage) {
  stage.all_stream();
  const auto from = Clock::now();
  stage.bridge().stop();
  const double took = milliseconds_since(from);
  stage.expect(took < 1000.0, fmt::format("stopping waits for nobody: {:.0f} ms", took));
  for (std::size_t i = 0; i < Stage::kManikins; ++i) {
    stage.expect(stage.await([&] { return !stage.world().is_connected(i); }),
                 RadioWorld::id(i) + " is let go");
  }
  stage.tell_ms("closing the console", took);
}

}  // namespace sternum::ble
