/// Finds chest compressions in a stream of sternum depth.
///
/// Depth is mm, positive downward, near zero at the chest's rest. Samples come in ascending device
/// time, at 20 to 1000 Hz, uniform or not. The compressions found depend on the samples alone, bit
/// for bit, however the stream was cut into batches. A gap longer than `bridged_hole`, or a reboot,
/// ends the compression in progress without reporting it, and the next one is reported only if its
/// whole descent was seen. Not thread-safe; never blocks; allocates only while constructing.
#pragma once

#include <optional>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

struct CompressionDetectorOptions {
  /// A compression's swing, descent and rise, is at least this deep.
  Millimetres smallest_swing = millimetres(15.0);
  /// From the release of a compression to the onset of the next: this or longer ends the run
  /// (Kramer-Johansen 2007; choosing 2 or 3 s changes verdicts).
  Duration run_gap = seconds(1.0);
  /// Missing samples no longer than this are coarse sampling (20 Hz), not a gap.
  Duration bridged_hole = milliseconds(60);
};

class CompressionDetector {
 public:
  explicit CompressionDetector(CompressionDetectorOptions options = {});

  /// Takes one sample; answers the compression that it completes. `flags` are those of the sample's
  /// batch when it is the batch's first sample, else `None`.
  [[nodiscard]] std::optional<Compression> step(DeviceTime time, double depth_mm,
                                                BatchFlag flags = BatchFlag::None);

  /// The same for a batch: appends what it completes, oldest first.
  void push(const SampleBatch& batch, std::vector<Compression>& completed);

  /// Where the chest rests, in the channel's mm: the zero that depth and residual are counted from.
  [[nodiscard]] Millimetres rest() const;

 private:
  CompressionDetectorOptions options_;
};

}  // namespace sternum
