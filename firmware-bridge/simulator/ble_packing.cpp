#include "firmware-bridge/simulator/ble_packing.hpp"

#include <algorithm>

namespace sternum {
namespace {

constexpr int kFewest = 2;
constexpr int kMost = 10;
/// A frame of samples but for its values: tags, sequence, time, period, CRC, COBS.
constexpr double kAroundValues_bytes = 25.0;
constexpr double kValue_bytes = 4.0;
constexpr double kHelloAndStatus_bytes_per_s = 120.0;
constexpr double kShareOfRoom = 0.5;

}  // namespace

int ble_samples_per_batch(const BleLink& link, const std::vector<double>& rates_hz) {
  const double carried = static_cast<double>(std::max(link.mtu, 23U) - 3U) *
                         std::max(link.packets_per_event, 1) /
                         std::max(link.interval.seconds(), 0.0075);
  for (int samples = kFewest; samples < kMost; ++samples) {
    double needed = kHelloAndStatus_bytes_per_s;
    for (const double rate_hz : rates_hz) {
      needed += rate_hz * (kAroundValues_bytes / samples + kValue_bytes);
    }
    if (needed <= kShareOfRoom * carried) return samples;
  }
  return kMost;
}

}  // namespace sternum
