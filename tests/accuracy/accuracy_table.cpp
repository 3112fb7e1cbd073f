#include "tests/accuracy/accuracy_table.hpp"

#include <fmt/format.h>

#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

constexpr int kCycles = 10;
constexpr double kDriftMmPerMin = 2.0;

/// Taps of a few ms on the pad, there and back.
void knock(std::vector<Sample>& samples, int times, double rate_hz) {
  std::mt19937_64 random(5);
  const auto length = static_cast<std::size_t>(rate_hz > 200.0 ? 3 : 1);
  std::uniform_int_distribution<std::size_t> anywhere(0, samples.size() - 2 * length - 1);
  for (int i = 0; i < times; ++i) {
    const std::size_t at = anywhere(random);
    for (std::size_t k = 0; k < length; ++k) {
      samples[at + k].value += 1.5;
      samples[at + length + k].value -= 1.5;
    }
  }
}

/// What a pad measures: from where the chest was when the compression began.
std::vector<MeantCompression> from_onset(std::vector<MeantCompression> compressions) {
  double left_mm = 0.0;
  for (MeantCompression& one : compressions) {
    one.depth_mm -= left_mm;
    left_mm = one.residual_mm;
  }
  return compressions;
}

}  // namespace

ScriptedChest session(const Rescuer& rescuer, int cycles, std::uint64_t seed) {
  ScriptedChest chest;
  std::mt19937_64 random(seed);
  chest.hold(2.0);
  for (int i = 0; i < cycles; ++i) {
    compress(chest, rescuer, 30, random);
    let_go(chest, 5.0);
  }
  return chest;
}

Accuracy accuracy_on_scripted_chest(const DepthSensor& sensor, int cycles) {
  ScriptedChest chest = session({}, cycles);
  return compare(chest.compressions(), detect(measure(chest, sensor)));
}

Accuracy accuracy_on_virtual_manikin(const DepthSensor& sensor, int cycles) {
  VirtualManikinOptions options;
  options.rate_hz = sensor.rate_hz;
  options.noise_mm = sensor.noise_mm;
  options.step_mm = sensor.step_mm;
  options.chest.drift_mm_per_min = sensor.drift_mm_per_min;
  options.cycles = cycles;
  const PlayedManikin played = play(options, Channel::Depth);
  return compare(played.compressions, detect(played.samples));
}

std::string accuracy_table() {
  std::string table =
      "| Hz | noise mm | step mm | missed, false | depth MAE mm | bias mm | residual MAE mm | peak "
      "MAE ms | onset bias ms | rate MAE /min | manikin: missed, false | depth MAE mm | bias mm | "
      "peak MAE ms | onset bias ms "
      "|\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  for (const double rate_hz : {20.0, 50.0, 62.5, 100.0, 250.0, 1000.0}) {
    for (const double step_mm : {0.0, 1.0}) {
      for (const double noise_mm : {0.0, 0.3, 1.0}) {
        const DepthSensor sensor{.rate_hz = rate_hz,
                                 .noise_mm = noise_mm,
                                 .step_mm = step_mm,
                                 .drift_mm_per_min = kDriftMmPerMin};
        const Accuracy a = accuracy_on_scripted_chest(sensor, kCycles);
        const Accuracy b = accuracy_on_virtual_manikin(sensor, kCycles);
        table += fmt::format(
            "| {} | {} | {} | {}, {} | {:.2f} | {:+.2f} | {:.2f} | {:.1f} | {:+.0f} | {:.2f} | {}, "
            "{} | {:.2f} | {:+.2f} | {:.1f} | {:+.0f} |\n",
            rate_hz, noise_mm, step_mm, a.missed, a.false_ones, a.depth_mm.mean_absolute(),
            a.depth_mm.bias(), a.residual_mm.mean_absolute(), a.peak_ms.mean_absolute(),
            a.onset_ms.bias(), a.rate_per_min.mean_absolute(), b.missed, b.false_ones,
            b.depth_mm.mean_absolute(), b.depth_mm.bias(), b.peak_ms.mean_absolute(),
            b.onset_ms.bias());
      }
    }
  }
  return table;
}

Accuracy accuracy_of_acceleration(double tilt_g, Duration tilt_step) {
  Accuracy all;
  for (const double rate_hz : {100.0, 250.0}) {
    for (const double per_minute : {60.0, 80.0, 100.0, 120.0, 140.0}) {
      for (const double depth_mm : {20.0, 30.0, 40.0, 50.0, 60.0, 70.0}) {
        VirtualManikinOptions options;
        options.rate_hz = rate_hz;
        options.cycles = 6;
        options.seed = static_cast<std::uint64_t>(rate_hz + 7.0 * per_minute + 13.0 * depth_mm);
        options.pad = {.gravity_g = 1.0, .tilt_g = tilt_g, .tilt_step = tilt_step};
        TraineeHabits habits;
        habits.rate_per_min = per_minute;
        habits.person_rate_sd_per_min = 0.0;
        habits.depth_mm = depth_mm;
        if (depth_mm < 25.0) {  // no stroke of the virtual manikin is shallower than 20 mm
          habits.depth_mm = 22.0;
          habits.depth_sd_mm = 0.8;
          habits.light_mm = {0.0, 0.0};
        }
        options.habits = habits;
        PlayedManikin played = play(options, Channel::Acceleration);
        knock(played.samples, 12, rate_hz);
        all.add(compare(from_onset(played.compressions), detect_in_acceleration(played.samples)));
      }
    }
  }
  return all;
}

std::string tilt_table() {
  std::string table =
      "| tilt g (SD) | comes and goes within s | sensitivity % | PPV % | \\|depth error\\| median "
      "mm | P95 mm | bias mm | \\|rate error\\| median /min |\n|---|---|---|---|---|---|---|---|\n";
  const struct {
    double tilt_g;
    double step_s;
  } pads[] = {{0.0, 10.0}, {0.1, 10.0}, {0.1, 5.0}, {0.1, 2.0}};
  for (const auto& pad : pads) {
    const Accuracy one = accuracy_of_acceleration(pad.tilt_g, seconds(pad.step_s));
    table += fmt::format("| {} | {} | {:.2f} | {:.2f} | {:.2f} | {:.1f} | {:+.2f} | {:.2f} |\n",
                         pad.tilt_g, pad.step_s, 100.0 * one.sensitivity(), 100.0 * one.precision(),
                         one.depth_mm.absolute(0.5), one.depth_mm.absolute(0.95),
                         one.depth_mm.bias(), one.rate_per_min.absolute(0.5));
  }
  return table;
}

}  // namespace sternum::signal_test
