#include "analysis/attempt/quality.hpp"

#include <array>

namespace sternum {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, 3> kVerdicts = {"valid", "degraded", "invalid"};
constexpr std::array<std::string_view, 15> kFindings = {
    "samples_lost",       "gaps",
    "saturated",          "clock_restarted",
    "clock_jumped",       "too_slow_for_rate",
    "too_slow_for_depth", "calibration_missing",
    "calibration_stale",  "channel_silent",
    "count_disagrees",    "depth_disagrees",
    "rate_disagrees",     "breath_count_disagrees",
    "volume_disagrees"};
static_assert(kVerdicts.size() == static_cast<std::size_t>(QualityVerdict::Invalid) + 1);
static_assert(kFindings.size() == static_cast<std::size_t>(FindingKind::VolumeDisagrees) + 1);

}  // namespace

std::string_view verdict_name(QualityVerdict verdict) {
  return kVerdicts.at(static_cast<std::size_t>(verdict));
}

std::string_view finding_name(FindingKind kind) {
  return kFindings.at(static_cast<std::size_t>(kind));
}

}  // namespace sternum
