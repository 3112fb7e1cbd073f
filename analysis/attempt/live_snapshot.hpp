/// What an attempt looks like right now: an immutable value, made by the analysis, read by a
/// screen.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"
#include "analysis/scoring/prompt.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

/// One point of the depth strip.
struct StripPoint {
  DeviceTime time;
  float depth_mm = 0.0F;     ///< below the chest's rest
  bool follows_gap = false;  ///< no line is drawn from the point before to this one
  friend bool operator==(const StripPoint&, const StripPoint&) = default;
};

struct LiveSnapshot {
  DeviceTime now;    ///< up to here everything has been analysed
  Duration elapsed;  ///< since the attempt's start

  int compression_count = 0;
  int breath_count = 0;
  /// How deep the newest compression went: known some 20 to 60 ms after its peak, before it counts.
  std::optional<Millimetres> newest_depth;
  /// Means of the last 5 of the current run; empty without one, or when not measured.
  std::optional<Millimetres> depth;
  std::optional<Millimetres> residual;
  std::optional<PerMinute> rate;
  /// Over the whole attempt so far, 0–1.
  std::optional<double> full_recoil;
  int leaning_count = 0;
  std::optional<double> flow_fraction;
  Duration hands_off_total;
  /// Since the last release, while nobody compresses; 0 while somebody does or nobody has begun.
  Duration hands_off;
  bool in_breath_pause = false;

  /// Where in 30:2 the trainee is. `cycle` counts from 1; 0 before the first compression.
  int cycle = 0;
  int compressions_in_cycle = 0;
  int breaths_in_cycle = 0;

  Prompt prompt = Prompt::None;
  double prompt_value = 0.0;  ///< in the prompt's unit
  int misses_in_a_row = 0;    ///< of the kind the prompt names
  Duration prompt_held;       ///< how long it has stood

  bool measures_recoil = false;
  bool measures_breaths = false;

  /// The last `strip_length` of the trace, and what was found in it; oldest first.
  std::vector<StripPoint> strip;
  std::vector<Compression> recent_compressions;
  std::vector<TimeSpan> recent_gaps;
  /// Every breath of the attempt: few, and the single view draws them all.
  std::vector<Breath> breaths;

  friend bool operator==(const LiveSnapshot&, const LiveSnapshot&) = default;
};

}  // namespace sternum
