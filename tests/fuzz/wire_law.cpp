#include "tests/fuzz/wire_law.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <vector>

#include "firmware-bridge/protocol/batch_assembler.hpp"
#include "firmware-bridge/protocol/limits.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"

namespace sternum::fuzz {
namespace {

void require(bool holds, const char* law) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", law);
  std::abort();
}

class LawfulSink : public MessageSink {
 public:
  void on_hello(const Hello& hello) override {
    take(hello);
    assembler.on_hello(hello);
  }
  void on_samples(const WireBatch& batch) override {
    take(batch);
    const SampleBatch* assembled = assembler.assemble(batch);
    if (assembled == nullptr) return;
    require(assembled->values == batch.values, "values arrive as they were sent");
    const auto last = last_.find(assembled->channel);
    require(last == last_.end() || assembled->first > last->second, "a channel's times ascend");
    last_[assembled->channel] = assembled->last();
    batches.push_back(*assembled);
  }
  void on_compression(const CompressionReport& report) override { take(report); }
  void on_breath(const BreathReport& report) override { take(report); }
  void on_status(const Status& status) override { take(status); }
  void on_touch(const Touch& touch) override { take(touch); }

  std::uint64_t messages = 0;
  std::vector<SampleBatch> batches;
  BatchAssembler assembler;

 private:
  template <class Message>
  void take(const Message& message) {
    ++messages;
    require(makes_sense(message), "only messages that make sense come through");
  }
  std::map<Channel, DeviceTime> last_;
};

struct Outcome {
  std::uint64_t messages = 0;
  std::vector<SampleBatch> batches;
  LinkStatistics statistics;
  bool operator==(const Outcome&) const = default;
};

Outcome decode(std::span<const std::byte> stream, std::size_t piece) {
  ManikinDecoder decoder("text-1");
  LawfulSink sink;
  while (!stream.empty()) {
    const auto size = std::min(piece, stream.size());
    decoder.push(stream.first(size), sink);
    stream = stream.subspan(size);
  }
  Outcome outcome{sink.messages, std::move(sink.batches), decoder.statistics()};
  sink.assembler.add_to(outcome.statistics);
  return outcome;
}

}  // namespace

void hold_wire_law(std::span<const std::byte> stream, std::size_t piece) {
  const Outcome whole = decode(stream, stream.size() + 1);
  require(whole.statistics.bytes == stream.size(), "every byte is counted");
  require(whole == decode(stream, piece), "how the bytes were cut changes nothing");
}

}  // namespace sternum::fuzz
