/// A link without a wire: the test feeds it by hand, and hears what is said to the manikin.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "firmware-bridge/link.hpp"
#include "firmware-bridge/protocol/down_decoder.hpp"
#include "firmware-bridge/switchboard.hpp"
#include "firmware-bridge/transport/byte_source.hpp"
#include "tests/bridge/played_manikin.hpp"

namespace sternum {

class HandSource final : public ByteSource {
 public:
  explicit HandSource(std::string name) : name_(std::move(name)) {}
  [[nodiscard]] std::string name() const override { return name_; }
  void start(ByteSourceListener& listener) override { listener_ = &listener; }
  void write(std::vector<std::byte> bytes) override { ear_.push(bytes, said_); }
  void stop() override { listener_ = nullptr; }

  ByteSourceListener& listener() { return *listener_; }
  std::vector<DownMessage> said() { return std::exchange(said_, {}); }

 private:
  std::string name_;
  ByteSourceListener* listener_ = nullptr;
  DownDecoder ear_;
  std::vector<DownMessage> said_;
};

/// A link together with the hand that feeds it.
class Wire {
 public:
  Wire(std::string name, Switchboard& board) {
    auto source = std::make_unique<HandSource>(std::move(name));
    source_ = source.get();
    link_ = std::make_unique<Link>(std::move(source), board);
    link_->start();
    open();
  }
  void open() { source_->listener().on_open(); }
  void close(const std::string& reason = "pulled out") {
    source_->listener().on_closed(reason, false);
  }
  void bring(std::span<const std::byte> bytes) { source_->listener().on_bytes(bytes); }
  void say(const UpMessage& message) { bring(frame_of(message)); }
  [[nodiscard]] std::vector<DownMessage> heard() { return source_->said(); }

 private:
  HandSource* source_ = nullptr;
  std::unique_ptr<Link> link_;
};

}  // namespace sternum
