// Prints how accurate the detectors are: the tables of analysis/README.md.
//
//   signal_accuracy              the tables
//   signal_accuracy --hours N    what is missed and invented in N hours of a clean 100 Hz sensor
#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

#include "analysis/signal/compression_detector.hpp"
#include "tests/accuracy/accuracy_table.hpp"

namespace sternum::signal_test {
namespace {

/// Hour by hour, with one detector throughout: nothing of it may wear off.
int soak(int hours) {
  constexpr double kHourS = 3600.0;
  CompressionDetector detector;
  Accuracy all;
  double offset_mm = 0.0;
  for (int hour = 0; hour < hours; ++hour) {
    const auto seed = static_cast<std::uint64_t>(hour) + 1;
    std::mt19937_64 random(seed);
    ScriptedChest chest;
    chest.hold(3.0);
    while (chest.end_s() < kHourS - 30.0) {
      compress(chest, {}, 30, random);
      let_go(chest, 5.0);
    }
    chest.hold(kHourS - chest.end_s());
    const DepthSensor sensor{.rate_hz = 100.0,
                             .noise_mm = 0.3,
                             .offset_mm = offset_mm,
                             .drift_mm_per_min = hour % 2 == 0 ? 2.0 : -2.0,
                             .seed = seed};
    offset_mm += 60.0 * sensor.drift_mm_per_min;
    const std::int64_t origin_us = static_cast<std::int64_t>(hour) * 3'600'000'000;
    std::vector<Compression> found;
    for (const Sample& sample : measure(chest, sensor)) {
      auto one = detector.step(DeviceTime::from_us(origin_us + sample.us), sample.value);
      if (!one) continue;
      const Duration back = microseconds(origin_us);
      one->onset = one->onset - back;
      one->peak = one->peak - back;
      one->release = one->release - back;
      found.push_back(*one);
    }
    all.add(compare(chest.compressions(), found));
  }
  fmt::print(
      "{} h at 100 Hz, 0.3 mm noise, drift of 2 mm/min: {} compressions, {} missed, {} false; "
      "depth "
      "MAE {:.3f} mm, bias {:+.3f}; residual MAE {:.3f} mm; peak MAE {:.2f} ms\n",
      hours, all.meant, all.missed, all.false_ones, all.depth_mm.mean_absolute(),
      all.depth_mm.bias(), all.residual_mm.mean_absolute(), all.peak_ms.mean_absolute());
  return all.missed == 0 && all.false_ones == 0 ? 0 : 1;
}

}  // namespace
}  // namespace sternum::signal_test

int main(int argc, char** argv) {
  using namespace sternum::signal_test;
  if (argc == 3 && std::string_view(argv[1]) == "--hours") return soak(std::atoi(argv[2]));
  if (argc != 1) {
    fmt::print(stderr, "usage: signal_accuracy [--hours N]\n");
    return 2;
  }
  fmt::print("{}\n{}", accuracy_table(), tilt_table());
}
