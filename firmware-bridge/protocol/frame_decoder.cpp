#include "firmware-bridge/protocol/frame_decoder.hpp"

#include <cstring>

#include "firmware-bridge/protocol/cobs.hpp"
#include "firmware-bridge/protocol/crc32.hpp"

namespace sternum {

std::optional<std::span<const std::byte>> FrameDecoder::next(std::span<const std::byte>& bytes) {
  while (!bytes.empty()) {
    const void* const found = std::memchr(bytes.data(), 0, bytes.size());
    if (found == nullptr) {
      gather(bytes);
      bytes = {};
      break;
    }
    const auto run =
        bytes.first(static_cast<std::size_t>(static_cast<const std::byte*>(found) - bytes.data()));
    bytes = bytes.subspan(run.size() + 1);

    // A frame that came in one piece is read where it lies.
    const bool is_whole = gathered_size_ == 0 && !skipping_ && run.size() <= kLongestRun;
    if (!is_whole) gather(run);
    const bool was_skipping = skipping_;
    const auto encoded =
        is_whole ? run : std::span<const std::byte>(gathered_).first(gathered_size_);
    gathered_size_ = 0;
    skipping_ = false;
    if (was_skipping || encoded.empty()) continue;
    if (const auto payload = undo(encoded)) return payload;
    ++damage_.crc_failures;
  }
  return std::nullopt;
}

void FrameDecoder::reset() {
  gathered_size_ = 0;
  skipping_ = false;
}

void FrameDecoder::gather(std::span<const std::byte> run) {
  if (skipping_) return;
  if (run.size() > kLongestRun - gathered_size_) {
    skipping_ = true;
    gathered_size_ = 0;
    ++damage_.oversized;
    return;
  }
  if (!run.empty()) std::memcpy(gathered_.data() + gathered_size_, run.data(), run.size());
  gathered_size_ += run.size();
}

std::optional<std::span<const std::byte>> FrameDecoder::undo(std::span<const std::byte> encoded) {
  const auto size = cobs_decode(encoded, plain_);
  if (!size || *size < kCrcSize) return std::nullopt;
  const auto payload = std::span<const std::byte>(plain_).first(*size - kCrcSize);
  std::uint32_t expected = 0;
  for (std::size_t i = 0; i < kCrcSize; ++i) {
    expected |= std::to_integer<std::uint32_t>(plain_[payload.size() + i]) << (8 * i);
  }
  if (crc32(payload) != expected) return std::nullopt;
  return payload;
}

}  // namespace sternum
