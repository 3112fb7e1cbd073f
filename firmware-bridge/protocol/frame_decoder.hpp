/// A stream of bytes, cut anywhere, into the payloads of the intact frames in it.
///
/// A frame is COBS(payload, CRC-32 of it) and a closing 0x00. Damage costs only its own frame: the
/// next one begins behind the next 0x00. A run longer than any frame is skipped to there.
///
///   Gathering ──0x00──▶ Gathering (intact: a payload; damaged: counted; empty: nothing)
///   Gathering ──longer than any frame──▶ Skipping ──0x00──▶ Gathering
///
/// Holds at most one frame; never allocates after construction, never blocks. Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "firmware-bridge/protocol/codec.hpp"

namespace sternum {

class FrameDecoder {
 public:
  struct Damage {
    std::uint64_t crc_failures = 0;  ///< no COBS, too short for a CRC, or the CRC does not fit
    std::uint64_t oversized = 0;     ///< runs that were skipped
    friend bool operator==(const Damage&, const Damage&) = default;
  };

  /// Takes bytes off the front of `bytes` until a payload is complete; nothing when they are used
  /// up. The payload is valid until the next call.
  [[nodiscard]] std::optional<std::span<const std::byte>> next(std::span<const std::byte>& bytes);

  /// Forgets a frame half received. What was counted stays.
  void reset();

  [[nodiscard]] const Damage& damage() const { return damage_; }

 private:
  static constexpr std::size_t kLongestRun = kLongestFrame - 1;  // without the delimiter

  void gather(std::span<const std::byte> run);
  std::optional<std::span<const std::byte>> undo(std::span<const std::byte> encoded);

  std::array<std::byte, kLongestRun> gathered_{};
  std::size_t gathered_size_ = 0;
  bool skipping_ = false;
  std::array<std::byte, kLongestRun> plain_{};
  Damage damage_;
};

}  // namespace sternum
