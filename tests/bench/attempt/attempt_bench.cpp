// What an attempt costs on top of the detectors: per sample, per snapshot, and at its end.
#include <benchmark/benchmark.h>

#include "analysis/attempt/attempt.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"
#include "tests/scoring/rendered.hpp"

namespace sternum {
namespace {

using hand_made::adult;
using hand_made::Rendered;
using hand_made::Script;

constexpr double kLength_s = 120.0;

Script five_cycles() {
  Script script;
  for (int cycle = 0; cycle < 5; ++cycle) {
    script.press(30, {.depth_mm = 55, .per_minute = 110}).breaths_in_pause(6.0);
  }
  return script;
}

std::vector<SampleBatch> stream(Channel channel, double hertz) {
  const Script script = five_cycles();
  return Rendered(script).batches(channel, hertz, -1.0, kLength_s, 10);
}

void count_samples(benchmark::State& state, const std::vector<SampleBatch>& batches) {
  std::size_t samples = 0;
  for (const SampleBatch& batch : batches) samples += batch.values.size();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(samples));
  state.counters["per_sample"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(samples),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void DepthDetectorAlone(benchmark::State& state) {
  const auto batches = stream(Channel::Depth, static_cast<double>(state.range(0)));
  std::vector<Compression> found;
  for (auto _ : state) {
    CompressionDetector detector;
    found.clear();
    for (const SampleBatch& batch : batches) detector.push(batch, found);
    benchmark::DoNotOptimize(found.data());
  }
  count_samples(state, batches);
}
BENCHMARK(DepthDetectorAlone)->Arg(100)->Arg(1000);

void AttemptOfDepth(benchmark::State& state) {
  const auto batches = stream(Channel::Depth, static_cast<double>(state.range(0)));
  for (auto _ : state) {
    Attempt attempt(adult(), {.channels = {Channel::Depth}, .start = {}});
    for (const SampleBatch& batch : batches) attempt.push(batch);
    benchmark::DoNotOptimize(&attempt);
  }
  count_samples(state, batches);
}
BENCHMARK(AttemptOfDepth)->Arg(100)->Arg(1000);

void BothDetectorsAlone(benchmark::State& state) {
  const auto depth = stream(Channel::Depth, 100);
  const auto volume = stream(Channel::AirwayVolume, 100);
  std::vector<Compression> found;
  std::vector<Breath> breaths;
  for (auto _ : state) {
    CompressionDetector detector;
    BreathDetector breath_detector;
    found.clear();
    breaths.clear();
    for (std::size_t i = 0; i < depth.size(); ++i) {
      detector.push(depth[i], found);
      breath_detector.push(volume[i], breaths);
    }
    benchmark::DoNotOptimize(found.data());
    benchmark::DoNotOptimize(breaths.data());
  }
  auto both = depth;
  both.insert(both.end(), volume.begin(), volume.end());
  count_samples(state, both);
}
BENCHMARK(BothDetectorsAlone);

void AttemptOfDepthAndVolume(benchmark::State& state) {
  const auto depth = stream(Channel::Depth, 100);
  const auto volume = stream(Channel::AirwayVolume, 100);
  for (auto _ : state) {
    Attempt attempt(adult(), {.channels = {Channel::Depth, Channel::AirwayVolume}, .start = {}});
    for (std::size_t i = 0; i < depth.size(); ++i) {
      attempt.push(depth[i]);
      attempt.push(volume[i]);
    }
    benchmark::DoNotOptimize(&attempt);
  }
  auto both = depth;
  both.insert(both.end(), volume.begin(), volume.end());
  count_samples(state, both);
}
BENCHMARK(AttemptOfDepthAndVolume);

void BeginAttempt(benchmark::State& state) {
  for (auto _ : state) {
    Attempt attempt(adult(), {.channels = {Channel::Depth}, .start = {}});
    benchmark::DoNotOptimize(&attempt);
  }
}
BENCHMARK(BeginAttempt);

void Snapshot(benchmark::State& state) {
  Attempt attempt(adult(), {.channels = {Channel::Depth}, .start = {}});
  for (const SampleBatch& batch : stream(Channel::Depth, 100)) attempt.push(batch);
  for (auto _ : state) benchmark::DoNotOptimize(attempt.snapshot());
}
BENCHMARK(Snapshot);

void Finish(benchmark::State& state) {
  Attempt attempt(adult(), {.channels = {Channel::Depth}, .start = {}});
  for (const SampleBatch& batch : stream(Channel::Depth, 100)) attempt.push(batch);
  for (auto _ : state) benchmark::DoNotOptimize(attempt.finish());
}
BENCHMARK(Finish);

}  // namespace
}  // namespace sternum
