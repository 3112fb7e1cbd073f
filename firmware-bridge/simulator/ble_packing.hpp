/// How many samples a manikin puts into a frame over Bluetooth Low Energy (FORMAT.md).
///
/// Two, unless the link cannot carry so many frames with half of its room left for repetitions;
/// then as few more as it needs, up to ten. Pure.
#pragma once

#include <vector>

#include "analysis/core/device_time.hpp"

namespace sternum {

struct BleLink {
  unsigned mtu = 23;                     ///< as agreed; a notification carries 3 bytes less
  Duration interval = milliseconds(30);  ///< between connection events
  int packets_per_event = 3;             ///< that the radio sends in one
};

/// `rates_hz`: of the channels.
[[nodiscard]] int ble_samples_per_batch(const BleLink& link, const std::vector<double>& rates_hz);

}  // namespace sternum
