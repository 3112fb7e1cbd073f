/// The payload of an intact frame into the message it carries, checked for sense.
///
/// Reuses its buffers: a batch of samples costs no allocation once the first have passed. Whatever
/// a payload says is a message for the sink or a count: `frames` for a message understood,
/// `malformed` for one that is no protobuf or breaks the limits of FORMAT.md, `unknown` for a
/// message, or a channel in one, that this version does not know; unknown fields are passed over.
/// Not thread-safe; never blocks.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "firmware-bridge/protocol/link_statistics.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

namespace wire {
class SampleBatch;
}

class UpReader {
 public:
  UpReader();
  ~UpReader();

  void read(std::span<const std::byte> payload, MessageSink& sink, LinkStatistics& statistics);

 private:
  void read_any(std::span<const std::byte> payload, MessageSink& sink, LinkStatistics& statistics);
  void deliver_samples(MessageSink& sink, LinkStatistics& statistics);

  std::unique_ptr<wire::SampleBatch> samples_;  // reused, as is the plain value made of it
  WireBatch batch_;
};

}  // namespace sternum
