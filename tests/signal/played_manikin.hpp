/// A virtual manikin's recording in the form that the scripted chest's has: samples and truth.
///
/// The virtual manikin shares no code with the detectors, and its strokes have another shape than
/// the scripted ones: polynomial pieces that linger at the onset and turn sharply at the peak.
#pragma once

#include <cstdint>
#include <vector>

#include "firmware-bridge/simulator/virtual_manikin.hpp"
#include "tests/signal/scripted_chest.hpp"
#include "tests/signal/sensor.hpp"

namespace sternum::signal_test {

struct PlayedManikin {
  std::vector<Sample> samples;  ///< of the one channel asked for
  std::vector<MeantCompression> compressions;
  std::vector<TrueBreath> breaths;
};

/// Plays `options` to the end, with `channel` alone.
inline PlayedManikin play(VirtualManikinOptions options, Channel channel) {
  options.channels = {channel};
  options.samples_per_batch = 10;
  VirtualManikin manikin(options);
  PlayedManikin played;
  std::vector<WireBatch> batches;
  while (manikin.next(batches)) {
    for (const WireBatch& batch : batches) {
      std::int64_t us = batch.t_us;
      for (const float value : batch.values) {
        played.samples.push_back({us, static_cast<double>(value)});
        us += batch.period_us;
      }
    }
  }
  for (const TrueCompression& one : manikin.truth().compressions) {
    played.compressions.push_back(
        {static_cast<double>(one.onset_us) * 1e-6, static_cast<double>(one.peak_us) * 1e-6,
         static_cast<double>(one.release_us) * 1e-6, one.depth_mm, one.residual_mm});
  }
  played.breaths = manikin.truth().breaths;
  return played;
}

}  // namespace sternum::signal_test
