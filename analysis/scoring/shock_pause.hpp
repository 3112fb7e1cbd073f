/// The hands-off time around each shock.
///
/// Before: from the last release to the shock; after: from the shock to the next onset; zero when
/// somebody was pressing. Empty when no compression lies on that side, or when a hole in the
/// recording lies between: nobody knows what happened in it. Method: Kramer-Johansen 2007
/// (Resuscitation 74:406). A pure function.
#pragma once

#include <optional>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/scoring/performance.hpp"

namespace sternum {

struct ShockPause {
  DeviceTime shock;
  std::optional<Duration> before;
  std::optional<Duration> after;
  /// The whole pause; empty unless both sides are known.
  [[nodiscard]] std::optional<Duration> whole() const {
    if (!before || !after) return std::nullopt;
    return *before + *after;
  }
  friend bool operator==(const ShockPause&, const ShockPause&) = default;
};

/// One for each shock of `performance.events`, in the order of time.
[[nodiscard]] std::vector<ShockPause> find_shock_pauses(const Performance& performance);

}  // namespace sternum
