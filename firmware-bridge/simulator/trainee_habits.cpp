#include "firmware-bridge/simulator/trainee_habits.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sternum {
namespace {

constexpr std::array<std::pair<TraineeProfile, std::string_view>, 10> kNames = {{
    {TraineeProfile::Good, "good"},
    {TraineeProfile::Shallow, "shallow"},
    {TraineeProfile::Deep, "deep"},
    {TraineeProfile::Fast, "fast"},
    {TraineeProfile::Slow, "slow"},
    {TraineeProfile::Leaning, "leaning"},
    {TraineeProfile::Fatigue, "fatigue"},
    {TraineeProfile::Novice, "novice"},
    {TraineeProfile::NoBreaths, "no-breaths"},
    {TraineeProfile::Mechanical, "mechanical"},
}};

TraineeHabits novice() {
  TraineeHabits habits;
  habits.depth_mm = 47.0;
  habits.depth_sd_mm = 5.5;
  habits.depth_ar1 = 0.37;
  habits.tiring_mm_per_min = 2.0;
  habits.tired_depth_mm = 42.0;
  habits.rate_per_min = 112.0;
  habits.interval_sd_ms = 45.0;
  habits.interval_ar1 = 0.5;
  habits.hesitation_share = 0.02;
  habits.duty_cycle_sd = 0.03;
  habits.leaning_share = 0.3;
  habits.leaning_mm = {3.0, 11.0};
  habits.light_mm = {0.0, 2.5};
  habits.fewest_compressions = 28;
  habits.most_compressions = 32;
  habits.pause_s = {7.0, 13.0};
  habits.volume_ml = {220.0, 950.0};
  habits.inflation_s = {0.5, 1.5};
  habits.person_depth_sd_mm = 2.0;
  habits.person_rate_sd_per_min = 6.0;
  habits.person_duty_cycle_sd = 0.03;
  return habits;
}

/// A piston: 80 sharp strokes a minute, down for four tenths of the period, while the chest gives
/// way a little more; half of the period above half of the depth. No two differ by much.
TraineeHabits machine() {
  TraineeHabits habits;
  habits.depth_mm = 52.0;
  habits.depth_sd_mm = 0.3;
  habits.depth_ar1 = 0.0;
  habits.rate_per_min = 80.0;
  habits.interval_sd_ms = 1.0;
  habits.interval_ar1 = 0.0;
  habits.duty_cycle = 0.33;
  habits.duty_cycle_sd = 0.0;
  habits.recoil_mm_s = 450.0;
  habits.hold = {1.0, 0.4, {-1.5, -1.5}, {}};
  habits.light_mm = {0.0, 0.2};
  habits.person_rate_sd_per_min = 0.0;
  habits.person_duty_cycle_sd = 0.0;
  return habits;
}

}  // namespace

std::string_view profile_name(TraineeProfile profile) {
  const auto found =
      std::ranges::find(kNames, profile, &std::pair<TraineeProfile, std::string_view>::first);
  return found == kNames.end() ? std::string_view{} : found->second;
}

std::optional<TraineeProfile> profile_of_name(std::string_view name) {
  const auto found =
      std::ranges::find(kNames, name, &std::pair<TraineeProfile, std::string_view>::second);
  if (found == kNames.end()) return std::nullopt;
  return found->first;
}

std::optional<Patient> patient_of_name(std::string_view name) {
  if (name == "adult") return Patient::Adult;
  if (name == "child") return Patient::Child;
  if (name == "infant") return Patient::Infant;
  return std::nullopt;
}

const std::vector<TraineeProfile>& all_profiles() {
  static const std::vector<TraineeProfile> kProfiles = [] {
    std::vector<TraineeProfile> profiles;
    for (const auto& [profile, _] : kNames) profiles.push_back(profile);
    return profiles;
  }();
  return kProfiles;
}

TraineeHabits habits_of(TraineeProfile profile) {
  TraineeHabits habits;
  switch (profile) {
    case TraineeProfile::Good:
      break;
    case TraineeProfile::Shallow:
      habits.depth_mm = 42.0;
      break;
    case TraineeProfile::Deep:
      habits.depth_mm = 65.0;
      break;
    case TraineeProfile::Fast:
      habits.rate_per_min = 132.0;
      break;
    case TraineeProfile::Slow:
      habits.rate_per_min = 88.0;
      break;
    case TraineeProfile::Leaning:
      habits.leaning_share = 0.85;
      break;
    case TraineeProfile::Fatigue:
      habits.tiring_mm_per_min = 4.5;
      habits.tired_depth_mm = 43.0;
      break;
    case TraineeProfile::Novice:
      return novice();
    case TraineeProfile::NoBreaths:
      habits.breaths = 0;
      break;
    case TraineeProfile::Mechanical:
      return machine();
  }
  return habits;
}

// A child's chest is pressed a third of its depth, about 50 mm; an infant's about 40 mm. Volumes
// for 20 and 6 kg at 6 to 7 ml/kg.
TraineeHabits habits_of(TraineeProfile profile, Patient patient) {
  TraineeHabits habits = habits_of(profile);
  if (patient == Patient::Adult) return habits;
  const bool is_infant = patient == Patient::Infant;
  const double depth = is_infant ? 40.0 / 53.0 : 50.0 / 53.0;
  const double air = is_infant ? 40.0 / 550.0 : 130.0 / 550.0;
  for (double* mm : {&habits.depth_mm, &habits.depth_sd_mm, &habits.tiring_mm_per_min,
                     &habits.tired_depth_mm, &habits.leaning_mm.low, &habits.leaning_mm.high}) {
    *mm *= depth;
  }
  habits.volume_ml.low *= air;
  habits.volume_ml.high *= air;
  habits.least_depth_mm = 22.0;
  return habits;
}

}  // namespace sternum
