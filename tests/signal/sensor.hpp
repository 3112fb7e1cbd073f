/// A sensor on the moving chest: sampling, noise, steps, drift.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "tests/signal/scripted_chest.hpp"

namespace sternum::signal_test {

struct Sample {
  std::int64_t us = 0;
  double value = 0.0;
  BatchFlag flags = BatchFlag::None;
};

struct DepthSensor {
  double rate_hz = 100.0;
  double noise_mm = 0.3;
  double step_mm = 0.0;  ///< 0: none
  double offset_mm = 0.0;
  double drift_mm_per_min = 0.0;
  double jitter_share = 0.0;  ///< of the sampling interval, uniform
  bool on_change = false;     ///< sends a value only when it differs from the last one sent
  std::uint64_t seed = 1;
};

inline std::vector<Sample> measure(ScriptedChest& motion, const DepthSensor& sensor) {
  std::mt19937_64 random(sensor.seed);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(-0.5, 0.5);
  std::vector<Sample> samples;
  const auto count = static_cast<std::int64_t>(motion.end_s() * sensor.rate_hz);
  for (std::int64_t i = 0; i < count; ++i) {
    const double at =
        (static_cast<double>(i) + sensor.jitter_share * uniform(random)) / sensor.rate_hz;
    Sample sample;
    sample.us = std::max<std::int64_t>(0, std::llround(at * 1e6));
    const double t_s = static_cast<double>(sample.us) * 1e-6;
    sample.value = motion.depth_mm(t_s) + sensor.offset_mm + sensor.drift_mm_per_min * t_s / 60.0 +
                   sensor.noise_mm * normal(random);
    if (sensor.step_mm > 0.0) {
      sample.value = std::round(sample.value / sensor.step_mm) * sensor.step_mm;
    }
    if (sensor.on_change && !samples.empty() && samples.back().value == sample.value) continue;
    samples.push_back(sample);
  }
  return samples;
}

struct AccelerationSensor {
  double rate_hz = 100.0;
  double noise_g = 0.02;
  double offset_g = 0.0;        ///< gravity, tilt and the sensor's own
  double tilt_drift_g = 0.0;    ///< amplitude of a slow swing of the offset …
  double tilt_period_s = 20.0;  ///< … and its period
  double step_g = 0.0;
  std::uint64_t seed = 1;
};

inline std::vector<Sample> measure(ScriptedChest& motion, const AccelerationSensor& sensor) {
  std::mt19937_64 random(sensor.seed);
  std::normal_distribution<double> normal;
  std::vector<Sample> samples;
  const auto count = static_cast<std::int64_t>(motion.end_s() * sensor.rate_hz);
  for (std::int64_t i = 0; i < count; ++i) {
    Sample sample;
    sample.us = std::llround(static_cast<double>(i) / sensor.rate_hz * 1e6);
    const double t_s = static_cast<double>(sample.us) * 1e-6;
    sample.value =
        motion.acceleration_m_s2(t_s) / 9.80665 + sensor.offset_g +
        sensor.tilt_drift_g * std::sin(2.0 * std::numbers::pi * t_s / sensor.tilt_period_s) +
        sensor.noise_g * normal(random);
    if (sensor.step_g > 0.0)
      sample.value = std::round(sample.value / sensor.step_g) * sensor.step_g;
    samples.push_back(sample);
  }
  return samples;
}

}  // namespace sternum::signal_test
