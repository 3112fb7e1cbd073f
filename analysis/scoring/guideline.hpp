/// The numbers that a resuscitation guideline asks for, as plain values.
///
/// Read from a TOML file by `datasets/guidelines`, where every number stands with its source;
/// nothing in the analysis has a guideline's number of its own. `id` and `hash` travel into every
/// result.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"

namespace sternum {

/// A closed range: both ends are good.
template <class T>
struct TargetRange {
  T low;
  T high;
  [[nodiscard]] constexpr bool contains(T value) const { return low <= value && value <= high; }
  friend bool operator==(const TargetRange&, const TargetRange&) = default;
};

/// Whom the numbers are for; apart from whose guideline it is, since manikins come in these sizes.
enum class AgeProfile : std::uint8_t { Adult, Child, Infant };
/// Frozen, as written in files: "adult", "child", "infant".
[[nodiscard]] constexpr std::string_view age_name(AgeProfile age) {
  if (age == AgeProfile::Child) return "child";
  return age == AgeProfile::Infant ? "infant" : "adult";
}

struct Guideline {
  std::string id;       ///< "adult-rcsc-2021"
  std::string edition;  ///< "2021"
  std::string body;     ///< who teaches it: "AHA"; may be empty
  AgeProfile age = AgeProfile::Adult;
  std::string title_zh;
  std::string title_en;
  std::string hash;  ///< SHA-256 of the file, lower-case hex

  TargetRange<Millimetres> depth;
  TargetRange<PerMinute> rate;
  Millimetres leaning_threshold;  ///< a residual of this or more is leaning
  TargetRange<Millilitres> breath_volume;
  TargetRange<Duration> inflation;  ///< of one breath
  /// Where there is no depth at release, a residual force of this or more is leaning. This and the
  /// next two: empty, and what they judge is reported but not held against anybody.
  std::optional<Newtons> leaning_force{};
  std::optional<Millimetres> hand_offset{};         ///< of the hands from the right place, at most
  std::optional<TargetRange<Degrees>> head_tilt{};  ///< at the start of a breath
  Duration longest_breath_pause;     ///< hands off for the breaths of a cycle, at most
  Duration no_flow_gap;              ///< a pause longer than this is time without flow
  double flow_fraction_floor = 0.6;  ///< 0–1
  int initial_breaths = 0;           ///< before the first compression
  int compressions_per_cycle = 30;
  int breaths_per_cycle = 2;  ///< 0: compressions only
  int cycles = 5;
  Duration attempt_length;

  /// When the coach speaks: apart from the limits above, which judge.
  struct Feedback {
    TargetRange<Millimetres> depth;
    TargetRange<PerMinute> rate;
    Millimetres leaning_threshold;
    TargetRange<Millilitres> breath_volume;
    int misses_before_prompt = 4;  ///< CPRmeter holds a prompt back as long
    int good_before_clear = 3;
    Duration hands_off;  ///< outside a breath pause
    Duration hands_off_at_breaths;
    friend bool operator==(const Feedback&, const Feedback&) = default;
  } feedback;

  friend bool operator==(const Guideline&, const Guideline&) = default;
};

}  // namespace sternum
