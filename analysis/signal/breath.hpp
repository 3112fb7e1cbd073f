/// One rescue breath as it was measured.
#pragma once

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"

namespace sternum {

struct Breath {
  DeviceTime start;  ///< air begins to flow in
  DeviceTime end;    ///< inflation ends: the volume has reached its top
  Millilitres volume;

  /// Time of inflation.
  [[nodiscard]] Duration inflation() const { return end - start; }
  friend bool operator==(const Breath&, const Breath&) = default;
};

}  // namespace sternum
