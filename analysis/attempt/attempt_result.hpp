/// Everything that is known of an attempt when it is over. A plain value; what a review shows and a
/// score is explained from.
#pragma once

#include <string>
#include <vector>

#include "analysis/core/channel.hpp"
#include "analysis/core/device_time.hpp"
#include "analysis/scoring/cycle.hpp"
#include "analysis/scoring/metrics.hpp"
#include "analysis/scoring/prompt.hpp"
#include "analysis/scoring/score.hpp"
#include "analysis/signal/breath.hpp"
#include "analysis/signal/compression.hpp"

namespace sternum {

struct AttemptResult {
  std::string guideline_id;
  std::string guideline_hash;
  TimeSpan span;                  ///< from the attempt's start to its last sample
  std::vector<Channel> channels;  ///< that delivered at least one sample, in ascending order
  /// Stretches without samples on the channel that measures compressions. A restart of the manikin
  /// is one too, however short it looks: nobody knows how long it took.
  std::vector<TimeSpan> gaps;
  std::vector<Compression> compressions;
  std::vector<Breath> breaths;
  std::vector<TimeSpan>
      pauses;  ///< hands off longer than the guideline's no-flow gap; no gap among them
  std::vector<Cycle> cycles;
  std::vector<PromptEvent> prompts;
  Metrics metrics;
  Score score;

  friend bool operator==(const AttemptResult&, const AttemptResult&) = default;
};

}  // namespace sternum
