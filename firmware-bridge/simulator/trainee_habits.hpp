/// How a trainee works, in numbers: what a profile stands for.
///
/// Depths in mm, volumes in ml, rates per minute; spans are in the units their names carry. Values
/// out of any sense are brought to the nearest possible compression by `Trainee`.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "firmware-bridge/simulator/stroke.hpp"

namespace sternum {

enum class TraineeProfile : std::uint8_t {
  Good,
  Shallow,
  Deep,
  Fast,
  Slow,
  Leaning,
  Fatigue,
  Novice,
  NoBreaths,
  Mechanical,  ///< a compression machine
};
/// Whose chest it is. Children and infants are pressed and ventilated less; what a profile is named
/// after stays.
enum class Patient : std::uint8_t { Adult, Child, Infant };
[[nodiscard]] std::optional<Patient> patient_of_name(std::string_view name);  ///< "infant"

[[nodiscard]] std::string_view profile_name(TraineeProfile profile);  ///< "no-breaths"
[[nodiscard]] std::optional<TraineeProfile> profile_of_name(std::string_view name);
[[nodiscard]] const std::vector<TraineeProfile>& all_profiles();

/// Drawn evenly between the two.
struct Spread {
  double low = 0.0;
  double high = 0.0;
};

/// Compressions that stay down for a while: a machine's plateau, or two humps where the hands give
/// way and press again.
struct HoldHabit {
  double share = 0.0;      ///< of compressions
  double of_period = 0.0;  ///< time held ÷ period
  Spread sag_mm{};         ///< how much the chest rises between the humps; negative: it bulges
  /// How much less deep the lesser hump is; either may be it. 0 with a bulge.
  Spread lesser_mm{};
};

/// Small movements of the hands that are no compressions.
struct TouchHabit {
  double bounce_share = 0.0;  ///< of compressions after which the hand bounces, if there is time
  Spread bounce_mm{2.0, 6.0};
  int taps = 0;  ///< before each set, after the first one's lead-in too: feeling for the place
  Spread tap_mm{8.0, 10.0};
};

/// Where the hands lie and how the head is held; seen by the channels that measure it.
struct PostureHabit {
  double hands_wrong_share = 0.0;  ///< of sets
  Spread hands_wrong_mm{25.0, 45.0};
  double hands_sd_mm = 3.0;            ///< of a set's place around where it should be, each way
  double head_not_tilted_share = 0.0;  ///< of the pauses for breaths; hardly any air goes in then
  Spread tilt_deg{30.0, 40.0};
  Spread not_tilted_deg{3.0, 10.0};
  Spread air_that_goes_in{0.04, 0.1};  ///< share of the volume when the head is not tilted
};

/// The defaults are a good trainee. What people do, as measured on manikins and in the field:
/// duty cycle 40.6 ± 4.2 % to 45.6 ± 5.2 %; residuals of the interval SD 13–27 ms, correlation with
/// the one before 0.03–0.52; of the depth SD 2.0–3.4 mm, 0.15–0.37; 48.3, 46.0 and 43.7 mm at the
/// start and after two and three minutes; 12 % of compressions end in leaning, in one rescuer of
/// five more than every fifth.
struct TraineeHabits {
  double depth_mm = 53.0;
  double depth_sd_mm = 2.0;
  double depth_ar1 = 0.25;
  double least_depth_mm = 32.0;    ///< of any compression
  double tiring_mm_per_min = 0.0;  ///< depth lost per minute …
  double tired_depth_mm = 0.0;     ///< … but not below this

  double rate_per_min = 110.0;
  double interval_sd_ms = 14.0;
  double interval_ar1 = 0.25;
  double hesitation_share = 0.0;  ///< of compressions followed by a hesitation
  Spread hesitation_s{1.2, 2.5};

  double duty_cycle = 0.42;  ///< time to peak ÷ period
  double duty_cycle_sd = 0.012;
  double recoil_mm_s = 182.0;  ///< mean velocity on the way up, when the rate leaves time for it
  StrokeShape shape = {};
  HoldHabit hold = {};
  TouchHabit touch = {};
  PostureHabit posture = {};

  double leaning_share = 0.0;  ///< of compressions that leave `leaning_mm`, the others `light_mm`
  Spread leaning_mm{6.0, 12.0};
  Spread light_mm{0.0, 0.8};

  int fewest_compressions = 30;  ///< of a set
  int most_compressions = 30;
  int breaths = 2;           ///< after a set; 0: the next set follows without a pause
  Spread pause_s{4.0, 6.0};  ///< last release of a set to the first onset of the next
  Spread volume_ml{500.0, 600.0};
  Spread inflation_s{0.9, 1.1};
  double breath_in_set_share = 0.0;  ///< of sets into which a second rescuer gives a breath

  /// How much the means of one person (one seed) differ from those above.
  double person_depth_sd_mm = 0.4;
  double person_rate_sd_per_min = 1.0;
  double person_duty_cycle_sd = 0.015;
};

[[nodiscard]] TraineeHabits habits_of(TraineeProfile profile);
[[nodiscard]] TraineeHabits habits_of(TraineeProfile profile, Patient patient);

}  // namespace sternum
