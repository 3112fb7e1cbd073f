/// What a manikin that measures for itself says of one compression or one breath.
///
/// The manikin's own verdict, beside or instead of samples. Nothing says how it was reached: what
/// rests on it is marked as device-reported. Times are the manikin's, on the unrolled timeline of
/// `DeviceClock`; what the manikin does not measure is empty, never zero. Plain values.
#pragma once

#include <optional>

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"

namespace sternum {

struct ReportedCompression {
  DeviceTime peak{};  ///< the moment of greatest depth
  Millimetres depth{};
  std::optional<Millimetres> residual{};  ///< depth left at release
  std::optional<PerMinute> rate{};        ///< as the manikin counts it
  bool follows_gap = false;               ///< reports before it are missing
  friend bool operator==(const ReportedCompression&, const ReportedCompression&) = default;
};

struct ReportedBreath {
  DeviceTime start{};
  Duration duration{};  ///< of the inflation
  std::optional<Millilitres> volume{};
  bool follows_gap = false;
  friend bool operator==(const ReportedBreath&, const ReportedBreath&) = default;
};

}  // namespace sternum
