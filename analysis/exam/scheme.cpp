#include "analysis/exam/scheme.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace sternum {
namespace {

struct Names {
  Measure measure;
  std::string_view name;
  std::string_view unit;
};

constexpr std::array kNames = {
    Names{Measure::CompressionCount, "compression_count", ""},
    Names{Measure::MeanDepth, "mean_depth_mm", "mm"},
    Names{Measure::DepthInTarget, "depth_in_target_pct", "%"},
    Names{Measure::DepthInTargetCount, "depth_in_target_count", ""},
    Names{Measure::DeepEnough, "deep_enough_pct", "%"},
    Names{Measure::DeepEnoughCount, "deep_enough_count", ""},
    Names{Measure::MeanRate, "mean_rate_per_min", "/min"},
    Names{Measure::RateInTarget, "rate_in_target_pct", "%"},
    Names{Measure::FullRecoil, "full_recoil_pct", "%"},
    Names{Measure::FullRecoilCount, "full_recoil_count", ""},
    Names{Measure::CorrectCompressions, "correct_compressions_pct", "%"},
    Names{Measure::HandsInPlace, "hands_in_place_pct", "%"},
    Names{Measure::DutyCycle, "duty_cycle_pct", "%"},
    Names{Measure::SetDuration, "set_duration_s", "s"},
    Names{Measure::Duration, "duration_s", "s"},
    Names{Measure::FlowFraction, "flow_fraction_pct", "%"},
    Names{Measure::LongestPause, "longest_pause_s", "s"},
    Names{Measure::LongestBreathPause, "longest_breath_pause_s", "s"},
    Names{Measure::DeliveredRate, "delivered_per_min", "/min"},
    Names{Measure::EffectiveCompressions, "effective_compressions_pct", "%"},
    Names{Measure::BreathCount, "breath_count", ""},
    Names{Measure::BreathInTarget, "breath_in_target_pct", "%"},
    Names{Measure::BreathInTargetCount, "breath_in_target_count", ""},
    Names{Measure::MeanBreathVolume, "mean_breath_volume_ml", "ml"},
    Names{Measure::MeanInflation, "mean_inflation_s", "s"},
    Names{Measure::Cycles, "cycles", ""},
    Names{Measure::PreShockPause, "pre_shock_pause_s", "s"},
    Names{Measure::PostShockPause, "post_shock_pause_s", "s"},
    Names{Measure::PeriShockPause, "peri_shock_pause_s", "s"},
    Names{Measure::QualityScore, "quality_score", ""},
};
static_assert(kNames.size() == static_cast<std::size_t>(Measure::QualityScore) + 1);

constexpr const Names& names_of(Measure measure) {
  return kNames[static_cast<std::size_t>(measure)];
}
static_assert(std::ranges::all_of(kNames, [](const Names& names) {
  return names_of(names.measure).name == names.name;
}));

}  // namespace

std::string_view measure_name(Measure measure) { return names_of(measure).name; }

std::string_view measure_unit(Measure measure) { return names_of(measure).unit; }

std::optional<Measure> measure_of_name(std::string_view name) {
  const auto found = std::ranges::find(kNames, name, &Names::name);
  if (found == kNames.end()) return std::nullopt;
  return found->measure;
}

const std::vector<Measure>& all_measures() {
  static const std::vector<Measure> all = [] {
    std::vector<Measure> measures;
    for (const Names& names : kNames) measures.push_back(names.measure);
    return measures;
  }();
  return all;
}

std::string_view comparison_sign(Comparator comparison) {
  static constexpr std::array<std::string_view, 5> kSigns = {">=", ">", "<=", "<", "within"};
  return kSigns[static_cast<std::size_t>(comparison)];
}

std::string_view confidence_letter(Confidence confidence) {
  static constexpr std::array<std::string_view, 3> kLetters = {"P", "S", "B"};
  return kLetters[static_cast<std::size_t>(confidence)];
}

}  // namespace sternum
