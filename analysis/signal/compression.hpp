/// One chest compression as it was measured.
#pragma once

#include <optional>

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"

namespace sternum {

/// Times are interpolated between samples.
struct Compression {
  DeviceTime onset;    ///< the chest begins to move down
  DeviceTime peak;     ///< deepest point
  DeviceTime release;  ///< the chest has stopped rising
  /// Of the peak below the chest's rest; from acceleration, below the onset.
  Millimetres depth;
  /// Depth left at release, against the chest's rest; at least 0. Empty: not measured.
  std::optional<Millimetres> residual;
  /// 60 / (this peak − the previous peak). Empty for the first of an uninterrupted run.
  std::optional<PerMinute> rate;

  friend bool operator==(const Compression&, const Compression&) = default;
};

}  // namespace sternum
