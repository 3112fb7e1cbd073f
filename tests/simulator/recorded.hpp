/// A virtual manikin stepped to its end, its channels side by side.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "firmware-bridge/simulator/virtual_manikin.hpp"

namespace sternum {

struct Recorded {
  std::map<Channel, std::vector<float>> values;
  Truth truth;
  std::int64_t period_us = 0;

  [[nodiscard]] const std::vector<float>& of(Channel channel) const { return values.at(channel); }
  /// Index of the first sample at or after `t_us`.
  [[nodiscard]] std::size_t index_at(std::int64_t t_us) const {
    return static_cast<std::size_t>((t_us + period_us - 1) / period_us);
  }
};

inline Recorded recorded(const VirtualManikinOptions& options) {
  VirtualManikin manikin(options);
  Recorded result;
  std::vector<WireBatch> batches;
  while (manikin.next(batches)) {
    for (const WireBatch& batch : batches) {
      result.period_us = batch.period_us;
      auto& values = result.values[batch.channel];
      values.insert(values.end(), batch.values.begin(), batch.values.end());
    }
  }
  result.truth = manikin.truth();
  return result;
}

/// Fine enough to differentiate, and without noise.
inline VirtualManikinOptions noise_free(TraineeProfile profile, std::vector<Channel> channels) {
  VirtualManikinOptions options;
  options.profile = profile;
  options.channels = std::move(channels);
  options.rate_hz = 1000.0;
  options.samples_per_batch = 50;
  options.noise_mm = 0.0;
  options.noise = {0.0, 0.0, 0.0, 0.0};
  return options;
}

}  // namespace sternum
