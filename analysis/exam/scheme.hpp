/// How an attempt is run and judged, as plain values.
///
/// Read from a TOML file by `datasets/schemes`, where every number stands with its source; nothing
/// in the analysis has an exam's number of its own. The limits of good CPR are the guideline's; a
/// scheme says what counts, how much, and who judges it. 100 points are shared between the quality
/// of CPR (`quality`, graded by distance from the limits) and the items; `id`, `edition` and `hash`
/// travel into every result.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"
#include "analysis/scoring/points.hpp"
#include "analysis/scoring/score_scheme.hpp"

namespace sternum {

/// What a sensor item can be judged by. Each is defined at its evaluation in `measures.cpp`; the
/// names in files (`measure_name`) are frozen, say their unit, and are listed in SCHEMES.md.
enum class Measure : std::uint8_t {
  CompressionCount,     ///< compression_count
  MeanDepth,            ///< mean_depth_mm
  DepthInTarget,        ///< depth_in_target_pct: within the guideline's limits, of all compressions
  DepthInTargetCount,   ///< depth_in_target_count
  DeepEnough,           ///< deep_enough_pct: at least the guideline's lower limit
  DeepEnoughCount,      ///< deep_enough_count
  MeanRate,             ///< mean_rate_per_min
  RateInTarget,         ///< rate_in_target_pct, of compressions that have a rate
  FullRecoil,           ///< full_recoil_pct, of compressions whose residual was measured
  FullRecoilCount,      ///< full_recoil_count
  CorrectCompressions,  ///< correct_compressions_pct: depth, rate and recoil together
  HandsInPlace,         ///< hands_in_place_pct
  DutyCycle,            ///< duty_cycle_pct
  SetDuration,          ///< set_duration_s: first onset to the asked-for compression's release
  Duration,             ///< duration_s: first action to the last
  FlowFraction,         ///< flow_fraction_pct
  LongestPause,         ///< longest_pause_s, any
  LongestBreathPause,   ///< longest_breath_pause_s: last release of a set to the next onset
  DeliveredRate,        ///< delivered_per_min, pauses included
  EffectiveCompressions,  ///< effective_compressions_pct: correct × flow fraction
  BreathCount,            ///< breath_count
  BreathInTarget,         ///< breath_in_target_pct
  BreathInTargetCount,    ///< breath_in_target_count
  MeanBreathVolume,       ///< mean_breath_volume_ml
  MeanInflation,          ///< mean_inflation_s
  Cycles,                 ///< cycles
  PreShockPause,          ///< pre_shock_pause_s
  PostShockPause,         ///< post_shock_pause_s
  PeriShockPause,         ///< peri_shock_pause_s
  QualityScore,           ///< quality_score: 0–100 as graded by the scheme's weights
};
[[nodiscard]] std::string_view measure_name(Measure measure);
/// "mm", "s", "/min", "%", "ml"; empty for counts and scores.
[[nodiscard]] std::string_view measure_unit(Measure measure);
[[nodiscard]] std::optional<Measure> measure_of_name(std::string_view name);
[[nodiscard]] const std::vector<Measure>& all_measures();

enum class Comparator : std::uint8_t { AtLeast, MoreThan, AtMost, LessThan, Within };
/// As written in files, frozen: ">=", ">", "<=", "<", "within" (ends included).
[[nodiscard]] std::string_view comparison_sign(Comparator comparison);

/// How much to trust a number: its primary text was seen, a secondary source, or neither.
enum class Confidence : std::uint8_t { Primary, Secondary, Background };
/// Frozen: "P", "S", "B".
[[nodiscard]] std::string_view confidence_letter(Confidence confidence);

/// Which part of the attempt an item looks at.
struct Scope {
  enum class Of : std::uint8_t {
    Attempt,
    Set,       ///< the `set`-th block of compressions with its breaths, counted from 1
    EverySet,  ///< met when every asked-for set meets it
  } of = Of::Attempt;
  int set = 0;
  friend bool operator==(const Scope&, const Scope&) = default;
};

struct SensorRule {
  Measure measure = Measure::CompressionCount;
  Comparator comparison = Comparator::AtLeast;
  double limit = 0.0;      ///< in the measure's unit; of `Within`, the lower one
  double upper = 0.0;      ///< of `Within`
  double tolerance = 0.0;  ///< widens the limits to the trainee's favour
  Scope scope{};
  /// Beyond the limit points are lost in proportion, all of them this far beyond; 0: at once.
  double fade = 0.0;
  friend bool operator==(const SensorRule&, const SensorRule&) = default;
};

/// The instructor starts and stops it; met when what it reads is within, ends included.
struct TimerRule {
  sternum::Duration at_least;
  sternum::Duration at_most;
  friend bool operator==(const TimerRule&, const TimerRule&) = default;
};

enum class ItemJudge : std::uint8_t { Sensor, Tick, Timer };

struct SchemeItem {
  std::string id;       ///< unique in the scheme; frozen, since results refer to it
  std::string section;  ///< heading on the sheet: id of a `SchemeSection`
  std::string title_zh;
  std::string title_en;
  ItemJudge judge = ItemJudge::Tick;
  SensorRule sensor;  ///< of `Sensor`
  TimerRule timer;    ///< of `Timer`
  Points points;
  bool critical = false;  ///< missing it fails, whatever the points
  std::string source;     ///< of its numbers; empty for a tick, which has none
  Confidence confidence = Confidence::Background;
  friend bool operator==(const SchemeItem&, const SchemeItem&) = default;
};

struct SchemeSection {
  std::string id;
  std::string title_zh;
  std::string title_en;
  friend bool operator==(const SchemeSection&, const SchemeSection&) = default;
};

struct Scheme {
  std::string id;       ///< "aha-bls-adult"
  std::string edition;  ///< "2025"
  std::string title_zh;
  std::string title_en;
  std::string hash;  ///< SHA-256 of the file, lower-case hex
  std::string source;
  Confidence confidence = Confidence::Background;
  std::string guideline_id;

  /// How the attempt is run. Zero sets: until the time is over, or the instructor ends it. Zero
  /// time: until the sets are done.
  int sets = 0;
  sternum::Duration length;
  bool measures_cpr = true;  ///< off: a checklist without a manikin
  bool uses_aed = false;     ///< the virtual AED is offered

  Points quality;              ///< of the 100, for the graded quality of CPR
  ScoreScheme grading;         ///< weights and margins of that
  std::optional<Points> pass;  ///< so many points pass; empty: critical items alone decide
  /// Assumed where the manikin states none: an outcome that would change within it is borderline.
  struct Uncertainty {
    Millimetres depth;
    Millilitres volume;
    friend bool operator==(const Uncertainty&, const Uncertainty&) = default;
  } assumed_uncertainty;

  std::vector<SchemeSection> sections;  ///< in the order of the sheet
  std::vector<SchemeItem> items;        ///< in the order of the sheet
};

}  // namespace sternum
