/// A virtual manikin's attempt into files: what a console would have received of it, and the truth.
///
/// Without waiting for the clock, through device, faults and decoder. The truth is told on the
/// recording's timeline: a clock that does not begin at 0, wraps or restarts is unrolled there, and
/// what happened while the device was dark is left out. Same options, same bytes. Blocks on the
/// disk; errors name the file.
#pragma once

#include <filesystem>

#include "analysis/core/result.hpp"
#include "firmware-bridge/simulator/impaired_encoder.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"

namespace sternum {

struct SimulatedAttempt {
  VirtualManikinOptions manikin;
  Impairments faults;
  Duration limit;  ///< at most so long; 0: to its end
};

/// Empty paths: not wanted.
struct SimulatedFiles {
  std::filesystem::path recording;
  std::filesystem::path truth;
  std::filesystem::path wire;  ///< the bytes as they arrived
};

/// Requires an attempt that ends, or a limit.
[[nodiscard]] Result<void> write_simulated_recording(const SimulatedAttempt& attempt,
                                                     const SimulatedFiles& files);

}  // namespace sternum
