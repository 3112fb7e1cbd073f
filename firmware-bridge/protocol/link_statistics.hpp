/// What became of every byte of a link: damage is counted, never silent.
#pragma once

#include <cstdint>

namespace sternum {

struct LinkStatistics {
  std::uint64_t bytes = 0;
  std::uint64_t frames = 0;  ///< decoded: a whole message understood (or a line of a text manikin)
  std::uint64_t crc_failures =
      0;                        ///< frames whose CRC does not fit, or that COBS cannot be undone of
  std::uint64_t malformed = 0;  ///< CRC right, but no sense in it: bad protobuf, absurd values
  std::uint64_t oversized = 0;  ///< runs of bytes longer than any frame without a delimiter
  std::uint64_t unknown = 0;    ///< messages, channels or columns that this version does not know
  std::uint64_t samples = 0;    ///< delivered
  std::uint64_t gaps = 0;  ///< holes in the sequence numbers, and in time where those tell nothing
  std::uint64_t batches_lost = 0;  ///< batches missing in those holes
  std::uint64_t past_batches = 0;  ///< dropped: older than what had been delivered
  std::uint64_t reboots = 0;
  std::uint64_t reconnects = 0;
  std::uint64_t queue_drops = 0;  ///< batches that a full queue behind the bridge refused

  friend bool operator==(const LinkStatistics&, const LinkStatistics&) = default;
};

}  // namespace sternum
