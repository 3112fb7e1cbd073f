// Time per frame from bytes to payloads (COBS and CRC), to messages (and protobuf) and to batches
// on the timeline. The argument is the number of samples in a frame; a tenth of a second's worth of
// bytes comes at a time, as from a socket.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "firmware-bridge/protocol/batch_assembler.hpp"
#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/protocol/crc32.hpp"
#include "firmware-bridge/protocol/frame_decoder.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"

namespace sternum {
namespace {

constexpr std::uint32_t kFrames = 1000;

std::vector<WireBatch> batches_of(std::size_t samples) {
  std::vector<WireBatch> batches;
  for (std::uint32_t i = 0; i < kFrames; ++i) {
    WireBatch batch{.channel = Channel::Depth,
                    .sequence = 10'000 + i,
                    .t_us = 100'000'000 + static_cast<std::int64_t>(i * samples) * 10'000,
                    .period_us = 10'000};
    for (std::size_t k = 0; k < samples; ++k) {
      const auto t_s = static_cast<double>(i * samples + k) * 0.01;
      batch.values.push_back(static_cast<float>(26.0 - 26.0 * std::cos(11.5 * t_s)));
    }
    batches.push_back(batch);
  }
  return batches;
}

std::vector<std::byte> stream_of(std::size_t samples) {
  std::vector<std::byte> stream;
  for (const WireBatch& batch : batches_of(samples)) append_frame(batch, stream);
  return stream;
}

void report(benchmark::State& state, std::size_t bytes_per_round) {
  const auto frames = static_cast<double>(state.iterations()) * kFrames;
  state.counters["each_frame"] =
      benchmark::Counter(frames, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes_per_round) * state.iterations());
}

/// Ends the benchmark when it did not do what it measures.
void require_all_frames(benchmark::State& state, std::uint64_t frames) {
  const auto expected = kFrames * static_cast<std::uint64_t>(state.iterations());
  if (frames != expected) state.SkipWithError("frames were lost");
}

/// The stream in pieces of about ten frames, cut wherever that falls.
template <class Take>
void in_pieces(std::span<const std::byte> stream, Take take) {
  const std::size_t piece = stream.size() / (kFrames / 10) + 1;
  while (!stream.empty()) {
    const auto size = std::min(piece, stream.size());
    take(stream.first(size));
    stream = stream.subspan(size);
  }
}

void BytesToPayloads(benchmark::State& state) {
  const auto stream = stream_of(static_cast<std::size_t>(state.range(0)));
  FrameDecoder decoder;
  std::uint64_t frames = 0;
  for (auto _ : state) {
    in_pieces(stream, [&](std::span<const std::byte> bytes) {
      while (const auto payload = decoder.next(bytes)) {
        benchmark::DoNotOptimize(payload->data());
        ++frames;
      }
    });
  }
  require_all_frames(state, frames);
  report(state, stream.size());
}
BENCHMARK(BytesToPayloads)->Arg(1)->Arg(2)->Arg(10);

void BytesToMessages(benchmark::State& state) {
  struct Sink : MessageSink {
    void on_hello(const Hello&) override {}
    void on_samples(const WireBatch& batch) override {
      benchmark::DoNotOptimize(batch.values.data());
    }
  } sink;
  const auto stream = stream_of(static_cast<std::size_t>(state.range(0)));
  ManikinDecoder decoder("text-1");
  for (auto _ : state) {
    in_pieces(stream, [&](std::span<const std::byte> bytes) { decoder.push(bytes, sink); });
  }
  require_all_frames(state, decoder.statistics().frames);
  report(state, stream.size());
}
BENCHMARK(BytesToMessages)->Arg(1)->Arg(2)->Arg(10);

void MessagesToTimeline(benchmark::State& state) {
  const auto samples = static_cast<std::size_t>(state.range(0));
  auto batches = batches_of(samples);
  BatchAssembler assembler;
  std::uint64_t delivered = 0;
  for (auto _ : state) {
    for (WireBatch& batch : batches) {
      const SampleBatch* assembled = assembler.assemble(batch);
      benchmark::DoNotOptimize(assembled);
      if (assembled != nullptr) ++delivered;
      batch.sequence += kFrames;  // the next round goes on from this one
      batch.t_us += static_cast<std::int64_t>(kFrames * samples) * 10'000;
    }
  }
  require_all_frames(state, delivered);
  report(state, batches.size() * samples * sizeof(float));
}
BENCHMARK(MessagesToTimeline)->Arg(1)->Arg(2)->Arg(10);

void TextToMessages(benchmark::State& state) {
  struct Sink : MessageSink {
    void on_hello(const Hello&) override {}
    void on_samples(const WireBatch& batch) override {
      benchmark::DoNotOptimize(batch.values.data());
    }
  } sink;
  std::string text = "\n";
  for (std::uint32_t i = 0; i < kFrames; ++i) {
    text += std::to_string(100'000 + 10 * i) + ":" + std::to_string(i % 53) + ",0\n";
  }
  const auto stream = std::as_bytes(std::span(text));
  for (auto _ : state) {
    ManikinDecoder decoder("text-1");
    in_pieces(stream, [&](std::span<const std::byte> bytes) { decoder.push(bytes, sink); });
    if (decoder.statistics().frames != kFrames) state.SkipWithError("lines were lost");
  }
  report(state, stream.size());
}
BENCHMARK(TextToMessages);

void Crc32OfAFrame(benchmark::State& state) {
  std::vector<std::byte> payload(static_cast<std::size_t>(state.range(0)), std::byte{0x5A});
  for (auto _ : state) {
    benchmark::DoNotOptimize(payload.data());
    benchmark::DoNotOptimize(crc32(payload));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(payload.size()) * state.iterations());
}
BENCHMARK(Crc32OfAFrame)->Arg(24)->Arg(60);

}  // namespace
}  // namespace sternum
