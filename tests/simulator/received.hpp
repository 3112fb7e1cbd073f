/// What a console would understand of a virtual device's bytes.
#pragma once

#include <cstddef>
#include <span>
#include <variant>
#include <vector>

#include "firmware-bridge/protocol/manikin_decoder.hpp"

namespace sternum {

class Received final : public MessageSink {
 public:
  void take(std::span<const std::byte> bytes) { decoder_.push(bytes, *this); }
  void on_hello(const Hello& hello) override { messages.emplace_back(hello); }
  void on_samples(const WireBatch& batch) override { messages.emplace_back(batch); }
  void on_compression(const CompressionReport& report) override { messages.emplace_back(report); }
  void on_breath(const BreathReport& report) override { messages.emplace_back(report); }
  void on_status(const Status& status) override { messages.emplace_back(status); }

  template <class Message>
  [[nodiscard]] std::vector<Message> all() const {
    std::vector<Message> found;
    for (const UpMessage& message : messages) {
      if (const auto* one = std::get_if<Message>(&message)) found.push_back(*one);
    }
    return found;
  }
  [[nodiscard]] const LinkStatistics& statistics() const { return decoder_.statistics(); }

  std::vector<UpMessage> messages;

 private:
  ManikinDecoder decoder_{"unnamed"};
};

}  // namespace sternum
