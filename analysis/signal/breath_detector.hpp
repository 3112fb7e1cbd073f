/// Finds rescue breaths in a stream of airway volume.
///
/// Volume is ml above the lungs' rest. The contract is that of `CompressionDetector`: samples in
/// ascending device time, the same breaths for the same samples, nothing invented across a gap. A
/// breath is answered as soon as the volume has fallen back from its top far enough to be sure of
/// it. Not thread-safe; never blocks; allocates only while constructing.
#pragma once

#include <optional>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/breath.hpp"

namespace sternum {

struct BreathDetectorOptions {
  /// Smaller rises are the chest being compressed or noise.
  Millilitres smallest_breath = millilitres(80.0);
  Duration bridged_hole = milliseconds(120);
};

class BreathDetector {
 public:
  explicit BreathDetector(BreathDetectorOptions options = {});

  [[nodiscard]] std::optional<Breath> step(DeviceTime time, double volume_ml,
                                           BatchFlag flags = BatchFlag::None);
  void push(const SampleBatch& batch, std::vector<Breath>& completed);

 private:
  BreathDetectorOptions options_;
};

}  // namespace sternum
