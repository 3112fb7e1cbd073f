// Cost per sample of the streaming detectors, beside a float sum over the same memory.
//
//   cmake --preset release -DSTERNUM_BENCHMARKS=ON && cmake --build build/release --target
//   signal_bench build/release/tests/bench/signal/signal_bench
//
// Arguments: samples a batch, samples a second, minutes of stream. The cost of an hour equals that
// of a minute. `items_per_second` is samples a second; `per_sample` its inverse.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "analysis/signal/acceleration_detector.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"
#include "tests/signal/sensor.hpp"

namespace sternum {
namespace {

using signal_test::AccelerationSensor;
using signal_test::DepthSensor;
using signal_test::Sample;
using signal_test::ScriptedChest;

/// 30:2 for this long.
ScriptedChest session(std::int64_t minutes) {
  ScriptedChest chest;
  std::mt19937_64 random(1);
  chest.hold(2.0);
  while (chest.end_s() < 60.0 * static_cast<double>(minutes)) {
    signal_test::compress(chest, {}, 30, random);
    chest.hold(5.0);
  }
  return chest;
}

ScriptedChest breaths(std::int64_t minutes) {
  ScriptedChest lungs;  // ml for mm
  lungs.hold(2.0);
  while (lungs.end_s() < 60.0 * static_cast<double>(minutes)) {
    for (int i = 0; i < 2; ++i) {
      lungs.glide_to(500.0, 1.0);
      lungs.glide_to(0.0, 1.0);
      lungs.hold(0.5);
    }
    lungs.hold(16.0);
  }
  return lungs;
}

std::vector<float> values(const std::vector<Sample>& samples) {
  std::vector<float> result;
  for (const Sample& sample : samples) result.push_back(static_cast<float>(sample.value));
  return result;
}

std::vector<float> depth(double rate_hz, std::int64_t minutes) {
  ScriptedChest chest = session(minutes);
  return values(measure(chest, DepthSensor{.rate_hz = rate_hz}));
}

std::vector<float> acceleration(double rate_hz, std::int64_t minutes) {
  ScriptedChest chest = session(minutes);
  return values(measure(chest, AccelerationSensor{.rate_hz = rate_hz}));
}

std::vector<float> volume(double rate_hz, std::int64_t minutes) {
  ScriptedChest lungs = breaths(minutes);
  return values(measure(lungs, DepthSensor{.rate_hz = rate_hz, .noise_mm = 5.0}));
}

void report(benchmark::State& state, std::size_t samples) {
  const auto processed = state.iterations() * static_cast<std::int64_t>(samples);
  state.SetItemsProcessed(processed);
  state.counters["per_sample"] =
      benchmark::Counter(static_cast<double>(processed),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

/// Streams the samples in batches through a fresh detector; one batch's buffer is used again and
/// again, as a decoder would.
template <class Detector, class Event>
void stream(benchmark::State& state, std::vector<float> (*make)(double, std::int64_t)) {
  const auto per_batch = static_cast<std::size_t>(state.range(0));
  const auto rate_hz = static_cast<double>(state.range(1));
  const std::vector<float> samples = make(rate_hz, state.range(2));
  SampleBatch batch;
  batch.period = seconds(1.0 / rate_hz);
  std::vector<Event> events;
  for (auto _ : state) {
    Detector detector;
    events.clear();
    DeviceTime time;
    for (std::size_t i = 0; i + per_batch <= samples.size(); i += per_batch) {
      batch.first = time;
      const auto begin = samples.begin() + static_cast<std::ptrdiff_t>(i);
      batch.values.assign(begin, begin + static_cast<std::ptrdiff_t>(per_batch));
      detector.push(batch, events);
      time = time + batch.period * static_cast<std::int64_t>(per_batch);
    }
    benchmark::DoNotOptimize(events.data());
  }
  report(state, samples.size());
  state.counters["found"] = static_cast<double>(events.size());
}

void Depth(benchmark::State& state) { stream<CompressionDetector, Compression>(state, depth); }
void Acceleration(benchmark::State& state) {
  stream<AccelerationDetector, Compression>(state, acceleration);
}
void Breaths(benchmark::State& state) { stream<BreathDetector, Breath>(state, volume); }

/// The same samples by `step`, without batches: what the attempt does.
void DepthBySample(benchmark::State& state) {
  const std::vector<float> samples = depth(static_cast<double>(state.range(1)), state.range(2));
  const Duration period = seconds(1.0 / static_cast<double>(state.range(1)));
  for (auto _ : state) {
    CompressionDetector detector;
    DeviceTime time;
    int found = 0;
    for (const float value : samples) {
      if (detector.step(time, static_cast<double>(value))) ++found;
      time = time + period;
    }
    benchmark::DoNotOptimize(found);
  }
  report(state, samples.size());
}

/// The limit that memory and one addition set.
void FloatSum(benchmark::State& state) {
  const std::vector<float> samples = depth(static_cast<double>(state.range(1)), state.range(2));
  for (auto _ : state) {
    float sums[8] = {};
    for (std::size_t i = 0; i + 8 <= samples.size(); i += 8) {
      for (std::size_t k = 0; k < 8; ++k) sums[k] += samples[i + k];
    }
    benchmark::DoNotOptimize(sums);
  }
  report(state, samples.size());
}

void streams(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"batch", "hz", "min"});
  for (const std::int64_t hz : {100, 250}) {
    for (const std::int64_t batch : {1, 2, 10}) benchmark->Args({batch, hz, 1});
    benchmark->Args({10, hz, 60});
  }
}
void wholes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"batch", "hz", "min"});
  for (const std::int64_t minutes : {1, 60}) benchmark->Args({0, 100, minutes});
}

BENCHMARK(FloatSum)->Apply(wholes);
BENCHMARK(DepthBySample)->Apply(wholes);
BENCHMARK(Depth)->Apply(streams);
BENCHMARK(Acceleration)->Apply(streams);
BENCHMARK(Breaths)->Apply(streams);

}  // namespace
}  // namespace sternum
