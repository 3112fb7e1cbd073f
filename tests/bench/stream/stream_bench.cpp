// What a sample costs, streamed: every detector and the whole attempt, in batches of 1, 2 and 10 at
// 100 and 250 Hz, over a minute, an hour and 100 hours, beside a float sum over the same memory.
//
//   stream_bench                the table, one "name<tab>ns per sample" a line
//   stream_bench --flat         what a sample costs after a minute, an hour, 10 and 100 hours
//   stream_bench --floats FILE  writes the hour of depth at 100 Hz that it streams, raw floats
//   stream_bench --csv FILE H   writes H hours of it as a recording
//   stream_bench --one SUBJECT CHANNEL HZ BATCH MINUTES
//                               one line of it, played once: for counting instructions
//                               (valgrind --tool=callgrind --toggle-collect='*play*')
//
// Times are the thread's own, the best of several rounds: on a shared machine the best is what the
// code costs, and the rest is the neighbours.
#include <fmt/format.h>
#include <malloc.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/attempt/attempt.hpp"
#include "analysis/signal/acceleration_detector.hpp"
#include "analysis/signal/breath_detector.hpp"
#include "analysis/signal/compression_detector.hpp"
#include "tests/scoring/hand_made.hpp"
#include "tests/signal/sensor.hpp"

namespace sternum::signal_test {
namespace {

double thread_ns() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

std::vector<float> floats(const std::vector<Sample>& samples) {
  std::vector<float> values;
  values.reserve(samples.size());
  for (const Sample& sample : samples) values.push_back(static_cast<float>(sample.value));
  return values;
}

/// 30 compressions and 5 s of pause, for `minutes`; ends at rest, so that it can be put end to end.
ScriptedChest session(double minutes) {
  ScriptedChest chest;
  std::mt19937_64 random(1);
  chest.hold(2.0);
  while (chest.end_s() < 60.0 * minutes - 25.0) {
    compress(chest, {}, 30, random);
    chest.hold(5.0);
  }
  chest.hold(60.0 * minutes - chest.end_s());
  return chest;
}

ScriptedChest breathing(double minutes) {
  ScriptedChest lungs;  // ml for mm
  while (lungs.end_s() < 60.0 * minutes - 25.0) {
    lungs.hold(16.0);
    for (int i = 0; i < 2; ++i) {
      lungs.glide_to(500.0, 1.0);
      lungs.glide_to(0.0, 1.0);
      lungs.hold(0.5);
    }
  }
  lungs.hold(60.0 * minutes - lungs.end_s());
  return lungs;
}

std::vector<float> stream_of(Channel channel, double rate_hz, double minutes) {
  if (channel == Channel::Acceleration) {
    ScriptedChest chest = session(minutes);
    return floats(measure(chest, AccelerationSensor{.rate_hz = rate_hz}));
  }
  if (channel == Channel::AirwayVolume) {
    ScriptedChest lungs = breathing(minutes);
    return floats(measure(lungs, DepthSensor{.rate_hz = rate_hz, .noise_mm = 5.0}));
  }
  ScriptedChest chest = session(minutes);
  return floats(measure(chest, DepthSensor{.rate_hz = rate_hz}));
}

struct Streaming {
  Channel channel = Channel::Depth;
  double rate_hz = 100.0;
  std::size_t per_batch = 10;
  int repeats = 1;  ///< how many times the stream is played end to end
};

/// Cuts the stream into batches in one buffer, as a decoder would, and shows them to `push`.
template <class Push>
[[gnu::noinline]] void play(const std::vector<float>& values, const Streaming& how, Push&& push) {
  SampleBatch batch;
  batch.channel = how.channel;
  batch.period = seconds(1.0 / how.rate_hz);
  batch.values.resize(how.per_batch);
  for (int repeat = 0; repeat < how.repeats; ++repeat) {
    for (std::size_t i = 0; i + how.per_batch <= values.size(); i += how.per_batch) {
      const float* from = values.data() + i;
      for (std::size_t k = 0; k < how.per_batch; ++k) batch.values[k] = from[k];
      push(batch);
      batch.first = batch.first + batch.period * static_cast<std::int64_t>(how.per_batch);
    }
  }
}

/// One stream, or several of which each begins with something fresh.
using Streams = std::vector<std::vector<float>>;

/// The minutes of an hour. One minute again and again would tell less than nothing: a processor
/// learns its noise by heart.
Streams minutes_of(const std::vector<float>& hour) {
  const std::size_t length = hour.size() / 60;
  Streams minutes;
  for (std::size_t from = 0; from + length <= hour.size(); from += length) {
    minutes.emplace_back(hour.data() + from, hour.data() + from + length);
  }
  return minutes;
}

/// ns per sample, the best of `rounds`; `make()` gives something fresh to push into.
template <class Make>
double best_of(int rounds, const Streams& streams, const Streaming& how, Make&& make) {
  double best = 1e300;
  std::size_t samples = 0;
  for (int round = 0; round < rounds; ++round) {
    double spent = 0.0;
    samples = 0;
    for (const auto& values : streams) {
      auto subject = make();
      const double begin = thread_ns();
      play(values, how, subject);
      spent += thread_ns() - begin;
      samples += values.size();
    }
    best = std::min(best, spent);
  }
  return best / (static_cast<double>(samples) * how.repeats);
}

template <class Detector, class Event>
struct Detecting {
  Detector detector;
  std::vector<Event> events;
  void operator()(const SampleBatch& batch) {
    detector.push(batch, events);
    if (events.size() > 4096) events.clear();
  }
};

struct Attempting {
  explicit Attempting(Channel channel)
      : attempt(hand_made::adult(), {.channels = {channel}, .start = {}}) {}
  Attempt attempt;
  void operator()(const SampleBatch& batch) { attempt.push(batch); }
};

/// Nothing but being shown the batches: what the measuring itself costs.
struct Watching {
  std::size_t seen = 0;
  void operator()(const SampleBatch& batch) {
    seen += batch.values.size();
    benchmark_barrier(&seen);
  }
  static void benchmark_barrier(void* what) { asm volatile("" : : "g"(what) : "memory"); }
};

double measure_one(std::string_view subject, const Streams& values, const Streaming& how,
                   int rounds) {
  if (subject == "feeding") {
    return best_of(rounds, values, how, [] { return Watching(); });
  }
  if (subject == "attempt") {
    return best_of(rounds, values, how, [&] { return Attempting(how.channel); });
  }
  if (how.channel == Channel::Acceleration) {
    return best_of(rounds, values, how,
                   [] { return Detecting<AccelerationDetector, Compression>(); });
  }
  if (how.channel == Channel::AirwayVolume) {
    return best_of(rounds, values, how, [] { return Detecting<BreathDetector, Breath>(); });
  }
  return best_of(rounds, values, how, [] { return Detecting<CompressionDetector, Compression>(); });
}

double float_sum(const std::vector<float>& values) {
  double best = 1e300;
  for (int round = 0; round < 200; ++round) {
    const double begin = thread_ns();
    float sums[8] = {};
    for (std::size_t i = 0; i + 8 <= values.size(); i += 8) {
      for (std::size_t k = 0; k < 8; ++k) sums[k] += values[i + k];
    }
    float total = 0.0F;
    for (const float sum : sums) total += sum;
    const volatile float kept = total;
    static_cast<void>(kept);
    best = std::min(best, thread_ns() - begin);
  }
  return best / static_cast<double>(values.size());
}

void table() {
  const std::vector<float> hour = stream_of(Channel::Depth, 100.0, 60.0);
  fmt::print("float sum, 1 h\t{:.3f}\n", float_sum(hour));
  const struct {
    const char* name;
    const char* subject;
    Channel channel;
  } subjects[] = {{"cutting into batches alone", "feeding", Channel::Depth},
                  {"depth detector", "detector", Channel::Depth},
                  {"attempt on depth", "attempt", Channel::Depth},
                  {"acceleration detector", "detector", Channel::Acceleration},
                  {"attempt on acceleration", "attempt", Channel::Acceleration},
                  {"breath detector", "detector", Channel::AirwayVolume}};
  for (const auto& subject : subjects) {
    for (const double rate_hz : {100.0, 250.0}) {
      const Streams whole_hour = {rate_hz == 100.0 && subject.channel == Channel::Depth
                                      ? hour
                                      : stream_of(subject.channel, rate_hz, 60.0)};
      const Streams minutes = minutes_of(whole_hour.front());
      for (const std::size_t per_batch : {1U, 2U, 10U}) {
        Streaming how{subject.channel, rate_hz, per_batch, 1};
        fmt::print("{}, {} Hz, batches of {}, 1 min\t{:.2f}\n", subject.name, rate_hz, per_batch,
                   measure_one(subject.subject, minutes, how, 7));
        fmt::print("{}, {} Hz, batches of {}, 1 h\t{:.2f}\n", subject.name, rate_hz, per_batch,
                   measure_one(subject.subject, whole_hour, how, 7));
      }
      // As an hour, the best of several: a single round would be the neighbours' as much as ours.
      for (const auto& [hours, rounds] : {std::pair(10, 5), std::pair(100, 3)}) {
        Streaming how{subject.channel, rate_hz, 10, hours};
        fmt::print("{}, {} Hz, batches of 10, {} h\t{:.2f}\n", subject.name, rate_hz, hours,
                   measure_one(subject.subject, whole_hour, how, rounds));
      }
      std::fflush(stdout);
    }
  }
}

/// Whether a sample costs after hours what it cost in the first minute: rounds of all lengths in
/// turn, so that a busy machine slows them alike, and the best of each.
void flatness() {
  constexpr int kRounds = 5;
  const Streams hour = {stream_of(Channel::Depth, 100.0, 60.0)};
  const Streams minutes = minutes_of(hour.front());
  const struct {
    const char* name;
    const Streams& values;
    int repeats;
    int tries;
  } lengths[] = {{"1 min", minutes, 1, 5},
                 {"1 h", hour, 1, 5},
                 {"10 h", hour, 10, 1},
                 {"100 h", hour, 100, 1}};
  double best[std::size(lengths)];
  std::ranges::fill(best, 1e300);
  for (int round = 0; round < kRounds; ++round) {
    for (std::size_t i = 0; i < std::size(lengths); ++i) {
      const Streaming how{Channel::Depth, 100.0, 10, lengths[i].repeats};
      best[i] = std::min(best[i], measure_one("attempt", lengths[i].values, how, lengths[i].tries));
    }
  }
  for (std::size_t i = 0; i < std::size(lengths); ++i) {
    fmt::print("attempt on depth, {}: {:.2f} ns per sample, {:.2f} times that of 1 h\n",
               lengths[i].name, best[i], best[i] / best[1]);
  }
}

int count_one(char** asked) {
  const std::string_view subject = asked[0];
  const auto channel = channel_of_column(asked[1]);
  const double rate_hz = std::atof(asked[2]);
  const int per_batch = std::atoi(asked[3]);
  const double minutes = std::atof(asked[4]);
  if (!channel || !(rate_hz > 0.0) || per_batch < 1 || !(minutes >= 1.0)) return 2;
  const Streams values = {stream_of(*channel, rate_hz, std::min(minutes, 60.0))};
  const Streaming how{*channel, rate_hz, static_cast<std::size_t>(per_batch),
                      std::max(static_cast<int>(minutes / 60.0), 1)};
  const double ns = measure_one(subject, values, how, 1);
  fmt::print("{} samples, {:.2f} ns each\n", values.front().size() * how.repeats, ns);
  return 0;
}

int write_floats(const char* path) {
  const auto values = stream_of(Channel::Depth, 100.0, 60.0);
  std::FILE* file = std::fopen(path, "wb");
  if (file == nullptr) return 1;
  const bool written =
      std::fwrite(values.data(), sizeof(float), values.size(), file) == values.size();
  return std::fclose(file) == 0 && written ? 0 : 1;
}

int write_csv(const char* path, int hours) {
  const auto values = stream_of(Channel::Depth, 100.0, 60.0);
  std::FILE* file = std::fopen(path, "w");
  if (file == nullptr) return 1;
  std::fputs("t_us,depth_mm\n", file);
  std::int64_t us = 0;
  std::string line;
  for (int hour = 0; hour < hours; ++hour) {
    for (const float value : values) {
      line.clear();
      fmt::format_to(std::back_inserter(line), "{},{:.3f}\n", us, value);
      std::fwrite(line.data(), 1, line.size(), file);
      us += 10'000;
    }
  }
  return std::fclose(file) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace sternum::signal_test

int main(int argc, char** argv) {
  using namespace sternum::signal_test;
  // What a round has freed stays with the program, and every round but the first finds its memory
  // in place. Otherwise a long stream alone would pay for pages that the system gives and takes
  // each time.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, -1);
  const std::string_view asked = argc > 1 ? argv[1] : "";
  if (asked == "--floats" && argc == 3) return write_floats(argv[2]);
  if (asked == "--csv" && argc == 4) return write_csv(argv[2], std::atoi(argv[3]));
  if (asked == "--flat") {
    flatness();
    return 0;
  }
  if (asked == "--one" && argc == 7) return count_one(argv + 2);
  if (argc > 1) {
    fmt::print(stderr,
               "usage: stream_bench [--flat | --floats FILE | --csv FILE HOURS | "
               "--one attempt|detector|feeding COLUMN HZ BATCH MINUTES]\n");
    return 2;
  }
  table();
}
