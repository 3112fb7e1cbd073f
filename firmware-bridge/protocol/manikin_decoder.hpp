/// Bytes of one link, cut anywhere, into the messages of the manikin behind it.
///
/// Understands our frames and, through the text adapter, what hobby manikins print; which of them a
/// link speaks is found out from its first intact frame or lines. Damaged bytes cost only their own
/// frame (or line). A text manikin has no id: its Hello, made up on its first line, carries
/// `fallback_id`, unless it prints one (FORMAT.md). Not thread-safe; never blocks; bounded memory
/// whatever comes.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>

#include "firmware-bridge/protocol/link_statistics.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

/// Takes the messages in the order in which they came. References are valid during the call only.
class MessageSink {
 public:
  virtual ~MessageSink() = default;
  virtual void on_hello(const Hello& hello) = 0;
  virtual void on_samples(const WireBatch& batch) = 0;
  virtual void on_compression(const CompressionReport&) {}
  virtual void on_breath(const BreathReport&) {}
  virtual void on_status(const Status&) {}
  virtual void on_touch(const Touch&) {}
};

class ManikinDecoder {
 public:
  explicit ManikinDecoder(std::string fallback_id);
  ~ManikinDecoder();
  ManikinDecoder(ManikinDecoder&&) noexcept;
  ManikinDecoder& operator=(ManikinDecoder&&) noexcept;

  void push(std::span<const std::byte> bytes, MessageSink& sink);
  /// The link was cut here: what is half received will never be completed.
  void reset();

  /// Bytes, frames, failures; the counters that concern sequence and time stay zero.
  [[nodiscard]] const LinkStatistics& statistics() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
