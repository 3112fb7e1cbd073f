// The same samples give the same answers, bit for bit, however the stream was cut into batches.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <limits>

#include "tests/signal/detect.hpp"

namespace sternum::signal_test {
namespace {

/// Evenly spaced float samples in batches of the given lengths, again and again; after `gap_at`
/// samples, as many are missing and flagged.
std::vector<SampleBatch> cut(const std::vector<float>& values, Duration period,
                             const std::vector<int>& lengths, std::size_t gap_at) {
  std::vector<SampleBatch> batches;
  std::size_t next_length = 0;
  for (std::size_t i = 0; i < values.size();) {
    SampleBatch batch;
    batch.period = period;
    batch.first = DeviceTime::from_us(static_cast<std::int64_t>(i) * period.us());
    if (i == gap_at) {
      i += 20;
      batch.first = DeviceTime::from_us(static_cast<std::int64_t>(i) * period.us());
      batch.flags = BatchFlag::FollowsGap;
    }
    auto length = static_cast<std::size_t>(lengths[next_length++ % lengths.size()]);
    if (i < gap_at) length = std::min(length, gap_at - i);
    length = std::min(length, values.size() - i);
    for (std::size_t k = 0; k < length; ++k) batch.values.push_back(values[i + k]);
    i += length;
    batches.push_back(batch);
  }
  return batches;
}

template <class Detector, class Event>
std::vector<Event> push_all(const std::vector<SampleBatch>& batches) {
  Detector detector;
  std::vector<Event> events;
  for (const SampleBatch& batch : batches) detector.push(batch, events);
  return events;
}

std::vector<int> any_lengths() {
  return *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 60)));
}

template <class Detector, class Event>
void expect_the_same(const std::vector<float>& values, Duration period, std::size_t gap_at) {
  const auto whole = push_all<Detector, Event>(cut(values, period, {1'000'000}, gap_at));
  RC_ASSERT(whole.size() >= 2U);
  RC_ASSERT((push_all<Detector, Event>(cut(values, period, any_lengths(), gap_at)) == whole));
  RC_ASSERT((push_all<Detector, Event>(cut(values, period, {1}, gap_at)) == whole));
}

std::vector<float> floats(const std::vector<Sample>& samples) {
  std::vector<float> values;
  for (const Sample& sample : samples) values.push_back(static_cast<float>(sample.value));
  return values;
}

ScriptedChest some_compressions(std::uint64_t seed) {
  ScriptedChest chest;
  std::mt19937_64 random(seed);
  chest.hold(1.0);
  compress(chest, {.residual_sd_mm = 3.0}, 10, random);
  let_go(chest, 3.0);
  return chest;
}

RC_GTEST_PROP(Chunking, DoesNotChangeCompressionsInDepth, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 100'000);
  const bool whole_mm = *rc::gen::arbitrary<bool>();
  ScriptedChest chest = some_compressions(seed);
  DepthSensor sensor;
  sensor.seed = seed;
  sensor.step_mm = whole_mm ? 1.0 : 0.0;
  const auto gap_at = static_cast<std::size_t>(*rc::gen::inRange(1, 600));
  expect_the_same<CompressionDetector, Compression>(floats(measure(chest, sensor)),
                                                    milliseconds(10), gap_at);
}

RC_GTEST_PROP(Chunking, DoesNotChangeCompressionsInFastDepth, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 100'000);
  ScriptedChest chest = some_compressions(seed);
  DepthSensor sensor;
  sensor.seed = seed;
  sensor.rate_hz = 1000.0;
  expect_the_same<CompressionDetector, Compression>(floats(measure(chest, sensor)), milliseconds(1),
                                                    1234);
}

/// Some 30 s at 250 Hz, several times what a detector remembers: leaning, a chest that is sat on,
/// and values that are no numbers.
std::vector<float> long_depth_with_values_missing(std::uint64_t seed) {
  ScriptedChest chest;
  std::mt19937_64 random(seed);
  chest.hold(1.0);
  compress(chest, {.residual_sd_mm = 6.0}, 25, random);
  chest.glide_to(40.0, 0.3);
  chest.hold(11.0);
  let_go(chest, 2.0);
  compress(chest, {}, 10, random);
  let_go(chest, 1.0);
  DepthSensor sensor;
  sensor.rate_hz = 250.0;
  sensor.seed = seed;
  auto values = floats(measure(chest, sensor));
  constexpr float kNone[] = {std::numeric_limits<float>::quiet_NaN(),
                             std::numeric_limits<float>::infinity(),
                             -std::numeric_limits<float>::infinity()};
  for (int i = 0; i < 12; ++i) values[random() % values.size()] = kNone[i % 3];
  return values;
}

TEST(Chunking, InLongRunsIsTheSameAsStepByStep) {
  constexpr Duration kPeriod = milliseconds(4);
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const auto values = long_depth_with_values_missing(seed);
    CompressionDetector detector;
    std::vector<Compression> stepped;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const DeviceTime time = DeviceTime{} + kPeriod * static_cast<std::int64_t>(i);
      const auto one = detector.step(time, static_cast<double>(values[i]));
      if (one) stepped.push_back(*one);
    }
    ASSERT_GE(stepped.size(), 30U) << seed;
    for (const int length : {1'000'000, 700, 512, 100, 3}) {
      const auto batches = cut(values, kPeriod, {length}, values.size());
      ASSERT_TRUE((push_all<CompressionDetector, Compression>(batches) == stepped))
          << seed << " in batches of " << length;
    }
  }
}

RC_GTEST_PROP(Chunking, DoesNotChangeCompressionsInAcceleration, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 100'000);
  ScriptedChest chest = some_compressions(seed);
  AccelerationSensor sensor;
  sensor.seed = seed;
  const auto gap_at = static_cast<std::size_t>(*rc::gen::inRange(1, 300));
  expect_the_same<AccelerationDetector, Compression>(floats(measure(chest, sensor)),
                                                     milliseconds(10), gap_at);
}

RC_GTEST_PROP(Chunking, DoesNotChangeBreaths, ()) {
  const auto seed = *rc::gen::inRange<std::uint64_t>(1, 100'000);
  ScriptedChest lungs;  // ml for mm: glides are glides
  lungs.hold(1.0);
  for (int i = 0; i < 3; ++i) {
    lungs.glide_to(450.0 + 40.0 * i, 0.9);
    lungs.glide_to(30.0 * i, 0.9);
    lungs.hold(0.4);
  }
  DepthSensor sensor;
  sensor.seed = seed;
  sensor.noise_mm = 8.0;
  expect_the_same<BreathDetector, Breath>(floats(measure(lungs, sensor)), milliseconds(10), 40);
}

}  // namespace
}  // namespace sternum::signal_test
