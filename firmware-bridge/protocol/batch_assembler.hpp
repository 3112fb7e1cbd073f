/// Wire batches of one manikin onto its continuous timeline.
///
/// One per manikin, for as long as the console knows it, across reconnects and ports. Unrolls the
/// clock (wraps, reboots announced by a Hello with another `boot`, or seen as a restart near zero),
/// watches the sequence numbers of each channel, marks what follows a gap, and drops and counts
/// batches from the past. Not thread-safe; never blocks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "analysis/core/device_clock.hpp"
#include "analysis/core/sample_batch.hpp"
#include "firmware-bridge/protocol/link_statistics.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

class BatchAssembler {
 public:
  /// A Hello with another boot number than the last one announces that the clock restarted.
  void on_hello(const Hello& hello);

  /// The batch on the timeline, in a buffer reused by the next call; nullptr when it had to be
  /// dropped.
  [[nodiscard]] const SampleBatch* assemble(const WireBatch& batch);

  /// Adds gaps, losses, past batches, reboots and samples to `statistics`.
  void add_to(LinkStatistics& statistics) const;

 private:
  struct Track {
    std::uint32_t next_sequence = 0;
    DeviceTime last;
    bool started = false;
    bool after_reboot = false;
  };
  DeviceClock clock_;
  std::optional<std::uint32_t> boot_;
  std::map<Channel, Track> tracks_;
  SampleBatch assembled_;
  LinkStatistics counted_;
};

}  // namespace sternum
