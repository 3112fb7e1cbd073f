#include "tests/bridge/played_manikin.hpp"

#include <utility>

#include "firmware-bridge/protocol/codec.hpp"

namespace sternum {

Hello hello_of(const std::string& id, std::uint32_t boot) {
  Hello hello;
  hello.id = id;
  hello.model = "Played manikin";
  hello.firmware = "1.0";
  hello.boot = boot;
  hello.channels = {{Channel::Depth, 0.0F, 80.0F, 100.0F, 0.5F}};
  return hello;
}

WireBatch depth_batch(std::uint32_t sequence) {
  WireBatch batch;
  batch.sequence = sequence;
  batch.t_us = std::int64_t{20'000} * sequence;
  batch.period_us = 10'000;
  const float depth = static_cast<float>(sequence % 50);
  batch.values = {depth, depth + 0.5F};
  return batch;
}

std::vector<std::byte> frame_of(const UpMessage& message) {
  std::vector<std::byte> bytes;
  append_frame(message, bytes);
  return bytes;
}

std::vector<std::byte> damaged_frame_of(const UpMessage& message) {
  std::vector<std::byte> bytes = frame_of(message);
  std::byte& last = bytes[bytes.size() - 2];
  last = last == std::byte{0x55} ? std::byte{0xAA} : std::byte{0x55};
  return bytes;
}

PlayedManikin::PlayedManikin(std::string id, std::uint32_t boot)
    : id_(std::move(id)),
      boot_(boot),
      next_batch_(std::chrono::steady_clock::now()),
      next_hello_(next_batch_) {}

std::vector<std::byte> PlayedManikin::due() {
  const HostTime now = std::chrono::steady_clock::now();
  std::vector<std::byte> bytes;
  if (now >= next_hello_) {
    append_frame(UpMessage(hello_of(id_, boot_)), bytes);
    next_hello_ = now + std::chrono::seconds(1);
  }
  for (; next_batch_ <= now; next_batch_ += std::chrono::milliseconds(20)) {
    append_frame(UpMessage(depth_batch(sequence_++)), bytes);
  }
  return bytes;
}

void PlayedManikin::reboot() {
  ++boot_;
  sequence_ = 0;
  next_hello_ = next_batch_ = std::chrono::steady_clock::now();
}

}  // namespace sternum
