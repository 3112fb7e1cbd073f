/// Keeps every message in the order in which it came.
#pragma once

#include <variant>
#include <vector>

#include "firmware-bridge/protocol/manikin_decoder.hpp"

namespace sternum::testing {

class RecordingSink : public MessageSink {
 public:
  void on_hello(const Hello& m) override { messages.emplace_back(m); }
  void on_samples(const WireBatch& m) override { messages.emplace_back(m); }
  void on_compression(const CompressionReport& m) override { messages.emplace_back(m); }
  void on_breath(const BreathReport& m) override { messages.emplace_back(m); }
  void on_status(const Status& m) override { messages.emplace_back(m); }
  void on_touch(const Touch& m) override { messages.emplace_back(m); }

  template <class Message>
  [[nodiscard]] std::vector<Message> all() const {
    std::vector<Message> found;
    for (const UpMessage& message : messages) {
      if (const auto* m = std::get_if<Message>(&message)) found.push_back(*m);
    }
    return found;
  }

  std::vector<UpMessage> messages;
};

}  // namespace sternum::testing
