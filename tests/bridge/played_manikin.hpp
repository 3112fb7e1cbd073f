/// A manikin as the tests play it: what it says, as frames.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

[[nodiscard]] Hello hello_of(const std::string& id, std::uint32_t boot = 1);
/// Two values at 100 Hz; batch `sequence` begins at `sequence` × 20 ms, its values are
/// `sequence` mod 50 and that plus a half.
[[nodiscard]] WireBatch depth_batch(std::uint32_t sequence);
[[nodiscard]] std::vector<std::byte> frame_of(const UpMessage& message);
/// The frame with one of its bytes wrong, still one frame.
[[nodiscard]] std::vector<std::byte> damaged_frame_of(const UpMessage& message);

/// Streams in real time: a Hello at once and every second, a batch every 20 ms.
class PlayedManikin {
 public:
  explicit PlayedManikin(std::string id, std::uint32_t boot = 1);

  /// The frames that are due by now.
  [[nodiscard]] std::vector<std::byte> due();
  /// Its clock and its numbering begin anew, with another boot number.
  void reboot();

 private:
  std::string id_;
  std::uint32_t boot_;
  std::uint32_t sequence_ = 0;
  HostTime next_batch_;
  HostTime next_hello_;
};

}  // namespace sternum
