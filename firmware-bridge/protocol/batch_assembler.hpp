/// Wire batches and reports of one manikin onto its continuous timeline.
///
/// One per manikin, for as long as the console knows it, across reconnects and ports. Unrolls the
/// clock, which all channels share, and watches each channel's sequence numbers and times:
///   - A restart of the clock (announced by a Hello with another `boot`, or seen as a restart near
///     zero) restarts every channel's sequence; the first batch of each is marked `FollowsReboot`.
///   - Missing sequence numbers, a restart of the numbering alone, and a hole in time without one
///     in the numbers (a single value: over a second; a series: over 250 ms and five periods) are
///     gaps; the batch behind is marked `FollowsGap`. Batches count as lost only where the time
///     that passed has room for them.
///   - A batch that begins no later than its channel's last value is from the past, as is one whose
///     time fell back by more than a second without being a restart: dropped, counted. One that
///     leaps (over an hour without the missing numbers that would bear it out, one for every 10 s,
///     or over 30 days) is malformed: dropped, counted. When such times go on among themselves for
///     a second, the clock was set: a reboot. A fall by at most 10 s to near zero may be either: it
///     is from the past until a second batch goes on from there.
///   - Values at the end of the range that Hello states are marked `Saturated`: at or above its
///     high end, at or below its low end where that is negative (a range from zero begins at rest).
/// Reports share the clock and have sequence numbers and a place in time of their own, by the same
/// rules. A breath is placed by its end, because its report comes no earlier than that.
/// Not thread-safe; never blocks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "analysis/core/device_clock.hpp"
#include "analysis/core/device_report.hpp"
#include "analysis/core/sample_batch.hpp"
#include "firmware-bridge/protocol/link_statistics.hpp"
#include "firmware-bridge/protocol/messages.hpp"

namespace sternum {

class BatchAssembler {
 public:
  BatchAssembler();

  /// A Hello with another boot number than the last one announces that the clock restarted.
  void on_hello(const Hello& hello);

  /// The batch on the timeline, in a buffer reused by the next call; nullptr when it had to be
  /// dropped. Requires what the decoder promises of a batch: at least one value, sane times.
  [[nodiscard]] const SampleBatch* assemble(const WireBatch& batch);

  /// The report on the timeline; nothing when it had to be dropped, as a batch would be.
  [[nodiscard]] std::optional<ReportedCompression> assemble(const CompressionReport& report);
  [[nodiscard]] std::optional<ReportedBreath> assemble(const BreathReport& report);

  /// Adds gaps, losses, past batches, reboots and samples to `statistics`.
  void add_to(LinkStatistics& statistics) const;

 private:
  struct Track {
    std::uint32_t next_sequence = 0;
    DeviceTime last;  ///< of the last value delivered
    bool started = false;
    bool after_reboot = false;
  };
  struct Range {
    float low = 0.0F;
    float high = 0.0F;
  };
  /// Why a reading is not believed by itself.
  enum class Doubt : std::uint8_t { None, Fall, Leap, Straggler };
  /// Readings off the timeline that went on among themselves.
  struct Detour {
    std::int64_t from_us = 0;
    std::int64_t last_us = 0;
  };

  /// What tells where a message belongs.
  struct Stamp {
    std::uint32_t sequence = 0;
    std::int64_t t_us = 0;
  };
  struct Placed {
    DeviceTime time;
    bool follows_gap = false;
  };

  /// Where the message begins on the timeline; nothing when it is not on it.
  std::optional<DeviceTime> place(const Stamp& stamp, const Track& track);
  std::optional<Placed> place_report(const Stamp& stamp, Track& track);
  [[nodiscard]] Doubt doubt_about(const ClockReading& reading, const Stamp& stamp,
                                  const Track& track) const;
  bool goes_on_elsewhere(std::int64_t raw_us, Doubt doubt);
  [[nodiscard]] bool is_leap(DeviceTime time, const Stamp& stamp, const Track& track) const;
  bool follows_gap(const WireBatch& batch, DeviceTime first, const Track& track);
  [[nodiscard]] bool is_saturated(const WireBatch& batch) const;

  DeviceClock clock_;
  DeviceTime latest_;  ///< the furthest first value, of any channel, and the reading it came by
  std::int64_t latest_raw_us_ = 0;
  std::optional<std::uint32_t> boot_;
  bool rebooted_since_hello_ = false;
  std::optional<Detour> detour_;
  std::map<Channel, Track> tracks_;
  Track compression_reports_;
  Track breath_reports_;
  std::map<Channel, Range> ranges_;
  SampleBatch assembled_;
  LinkStatistics counted_;
};

}  // namespace sternum
