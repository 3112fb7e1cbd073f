/// Everything that is known of an attempt when it is over. A plain value; what a review shows and a
/// score is explained from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/attempt/quality.hpp"
#include "analysis/core/channel.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/core/units.hpp"
#include "analysis/scoring/breath_marks.hpp"
#include "analysis/scoring/coach_mode.hpp"
#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/definitions.hpp"
#include "analysis/scoring/extra_measures.hpp"
#include "analysis/scoring/metrics.hpp"
#include "analysis/scoring/performance.hpp"
#include "analysis/scoring/prompt.hpp"
#include "analysis/scoring/score.hpp"
#include "analysis/scoring/shock_pause.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

/// What compressions were found in; the better ones have the higher numbers.
enum class CompressionSource : std::uint8_t { None, DeviceReports, Force, Acceleration, Depth };
/// What breaths were found in.
enum class BreathSource : std::uint8_t { None, DeviceReports, Flow, Volume };
/// Frozen, as used in JSON: "depth_mm", "device_reports"; empty for `None`.
[[nodiscard]] std::string_view source_name(CompressionSource source);
[[nodiscard]] std::string_view source_name(BreathSource source);

struct AttemptResult {
  std::string guideline_id;
  std::string guideline_hash;
  TimeSpan span;                  ///< from the attempt's start to its last sample
  std::vector<Channel> channels;  ///< that delivered at least one sample, in ascending order
  CompressionSource compression_source = CompressionSource::None;
  BreathSource breath_source = BreathSource::None;
  /// False: there was force without a stiffness, every `Compression::depth` is 0 and says nothing.
  bool measures_depth = true;
  /// False: a device reported breaths without their volumes; every `Breath::volume` says nothing.
  bool measures_volume = true;
  /// Depth and residual are force ÷ this; empty when they were measured.
  std::optional<NewtonsPerMillimetre> depth_from_stiffness;
  /// Stretches without samples on the channel that measures compressions. A restart of the manikin
  /// is one too, however short it looks: nobody knows how long it took.
  std::vector<TimeSpan> gaps;
  std::vector<TimeSpan> breath_gaps;  ///< the same on the channel that measures breaths
  /// From device reports, onset and release are nominal.
  std::vector<Compression> compressions;
  std::vector<CompressionExtras> compression_extras;  ///< one for each compression
  std::vector<Breath> breaths;
  std::vector<BreathExtras> breath_extras;  ///< one for each breath
  std::vector<BreathMarks> breath_marks;    ///< one for each breath
  std::vector<TimeSpan>
      pauses;  ///< hands off longer than the guideline's no-flow gap; no gap among them
  std::vector<Cycle> cycles;
  CoachMode coach_mode = CoachMode::Full;
  std::vector<PromptEvent> prompts;
  std::vector<AttemptEvent> events;
  std::vector<ShockPause> shock_pauses;
  Metrics metrics;
  std::vector<PartMetrics> cycle_metrics;  ///< one for each cycle
  std::vector<PartMetrics> windows;        ///< of `definitions.window`, from the first action on
  Definitions definitions;
  Score score;
  Quality quality;

  [[nodiscard]] bool is_device_reported() const {
    return compression_source == CompressionSource::DeviceReports ||
           breath_source == BreathSource::DeviceReports;
  }
  friend bool operator==(const AttemptResult&, const AttemptResult&) = default;
};

/// What `result` was judged by, to judge it by other rules. A view: `result` must outlive it.
[[nodiscard]] inline Performance performance_of(const AttemptResult& result) {
  return {.compressions = result.compressions,
          .breaths = result.breaths,
          .gaps = result.gaps,
          .breath_gaps = result.breath_gaps,
          .measures_breaths = result.breath_source != BreathSource::None,
          .measures_depth = result.measures_depth,
          .measures_volume = result.measures_volume,
          .measures_strokes = result.compression_source != CompressionSource::DeviceReports,
          .compression_extras = result.compression_extras,
          .breath_extras = result.breath_extras,
          .events = result.events};
}

}  // namespace sternum
