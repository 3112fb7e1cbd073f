/// Finds chest compressions, with their depth, in the acceleration of a pad or glove under the
/// hands.
///
/// Acceleration is in g, positive downward; gravity, tilt and offset need not be removed. Otherwise
/// the contract is that of `CompressionDetector`. An accelerometer cannot see the chest's rest, so
/// `residual` is always empty (not measured), and depth counts from the onset of each compression.
/// Not thread-safe; never blocks; allocates only while constructing.
#pragma once

#include <optional>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

struct AccelerationDetectorOptions {
  Millimetres smallest_swing = millimetres(18.0);
  Duration run_gap = seconds(1.0);
  Duration bridged_hole = milliseconds(60);
};

class AccelerationDetector {
 public:
  explicit AccelerationDetector(AccelerationDetectorOptions options = {});

  [[nodiscard]] std::optional<Compression> step(DeviceTime time, double acceleration_g,
                                                BatchFlag flags = BatchFlag::None);
  void push(const SampleBatch& batch, std::vector<Compression>& completed);

  /// The displacement that the last sample brought, high-passed, positive downward: for drawing a
  /// strip, not for measuring.
  [[nodiscard]] Millimetres displacement() const;

 private:
  AccelerationDetectorOptions options_;
};

}  // namespace sternum
