/// One rescue breath as a curve of time: volume and flow, exactly.
///
/// The lungs fill smoothly from `start_us` to their top at `end_us` and then empty by themselves,
/// fast at first, until `empty_us`. Volume in ml above the lungs' rest, flow in ml/s, inward
/// positive. A plain value; never blocks.
#pragma once

#include <cstdint>

namespace sternum {

struct LungState {
  double volume_ml = 0.0;
  double flow_ml_s = 0.0;
};

struct BreathCurve {
  std::int64_t start_us = 0;
  std::int64_t end_us = 0;
  std::int64_t empty_us = 0;
  double volume_ml = 0.0;

  [[nodiscard]] LungState at(std::int64_t t_us) const {
    if (t_us <= start_us || t_us >= empty_us) return {};
    if (t_us <= end_us) {
      const double inflation_s = static_cast<double>(end_us - start_us) * 1e-6;
      const double x = static_cast<double>(t_us - start_us) * 1e-6 / inflation_s;
      return {volume_ml * x * x * x * (10.0 - 15.0 * x + 6.0 * x * x),
              volume_ml / inflation_s * 30.0 * x * x * (1.0 - x) * (1.0 - x)};
    }
    const double emptying_s = static_cast<double>(empty_us - end_us) * 1e-6;
    const double x = static_cast<double>(t_us - end_us) * 1e-6 / emptying_s;
    const double left = 1.0 - x;
    const double left_cubed = left * left * left;
    return {volume_ml * left_cubed * left * (1.0 + 4.0 * x),
            -volume_ml / emptying_s * 20.0 * x * left_cubed};
  }
};

}  // namespace sternum
