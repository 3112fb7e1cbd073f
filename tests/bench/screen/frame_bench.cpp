// What building a frame costs, without a window: all that the console does but for the pixels.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "tests/gui/null_screen.hpp"
#include "tests/gui/scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {
namespace {

/// Somebody who has pressed for a minute, all of it in the snapshot's strip.
std::shared_ptr<const LiveSnapshot> minute_of_pressing() {
  LiveSnapshot minute = pressing_snapshot({}, 70.0);
  const std::vector<StripPoint> newest = minute.strip;
  const std::vector<Compression> presses = minute.recent_compressions;
  minute.strip.clear();
  minute.recent_compressions.clear();
  const Duration length = newest.back().time - newest.front().time + milliseconds(10);
  for (int back = static_cast<int>(60.0 / length.seconds()); back >= 0; --back) {
    for (StripPoint point : newest) {
      point.time = point.time - length * back;
      minute.strip.push_back(point);
    }
  }
  minute.recent_compressions = presses;
  return std::make_shared<const LiveSnapshot>(std::move(minute));
}

FakeStation live_station(int seats) {
  FakeStation station = station_of(seats, Language::Chinese);
  const auto minute = minute_of_pressing();
  for (Seat& seat : station.now.seats) {
    seat.live = minute;
    seat.phase = AttemptPhase::Running;
    seat.online = true;
    seat.result = nullptr;
  }
  return station;
}

void build_frames(benchmark::State& state, FakeStation station,
                  const std::function<void(Console&, StationPort&)>& go_there) {
  NullScreen screen;
  Console console(Language::Chinese, true);
  console.update(station, 0.0);
  go_there(console, station);
  for (int i = 0; i < 5; ++i) screen.frame(console, station);
  for (auto _ : state) {
    screen.frame(console, station);
    benchmark::DoNotOptimize(screen.vertices());
  }
  state.counters["vertices"] = screen.vertices();
}

void stay(Console&, StationPort&) {}

void ClassOf(benchmark::State& state) {
  build_frames(state, live_station(static_cast<int>(state.range(0))), stay);
}
BENCHMARK(ClassOf)->Arg(1)->Arg(2)->Arg(6)->Arg(12)->Arg(42)->Unit(benchmark::kMicrosecond);

void Debrief(benchmark::State& state) {
  build_frames(state, station_of(6, Language::Chinese),
               [](Console& console, StationPort& station) { console.open_review(7, station); });
}
BENCHMARK(Debrief)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace sternum::test
